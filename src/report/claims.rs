//! The chapter on claims: the verdicts, then a box for each claim.

use super::charts::{self, Charts};
use super::document::picture;
use crate::evaluation::{ClaimResult, Outcome, Report};
use crate::export::Block;
use crate::export::claims::{chapter, reading, summary, verdicts};

/// How to read the chart.
const ELSEWHERE: &str = "A precision holds for one share of violating items. The dots are where it is claimed \
                         of a test (half of the test or 1\u{a0}% of it violating, where no claim says how much); \
                         each line is what follows elsewhere, if recall and false positive rate stay what \
                         they are.";

/// The chapter, or `None` where there are no claims.
pub(super) fn blocks(outcome: &Outcome<Report>, charts: &Charts) -> Option<Vec<Block>> {
    let claims = &outcome.result.claims;
    if claims.claims.is_empty() {
        return None;
    }
    let mut blocks = vec![
        Block::Paragraph(summary(claims)),
        Block::Paragraph(reading(outcome.confidence)),
        verdicts(claims),
    ];
    if let Some(chart) = picture(charts, charts::CLAIMS) {
        blocks.push(Block::Heading(3, "Precision elsewhere".to_owned()));
        blocks.push(Block::Paragraph(ELSEWHERE.to_owned()));
        blocks.push(chart);
    }
    blocks.extend(claims.claims.iter().flat_map(boxed));
    Some(blocks)
}

fn boxed(claim: &ClaimResult) -> Vec<Block> {
    let mut blocks = vec![Block::Heading(3, claim.claim.id.clone())];
    blocks.extend(chapter(claim));
    blocks
}
