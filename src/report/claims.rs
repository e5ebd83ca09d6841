//! The chapter on claims: the verdicts, then a box for each claim.

use super::charts::Charts;
use crate::evaluation::{ClaimResult, Outcome, Report};
use crate::export::Block;
use crate::export::claims::{chapter, reading, summary, verdicts};

/// The chapter, or `None` where there are no claims.
pub(super) fn blocks(outcome: &Outcome<Report>, _charts: &Charts) -> Option<Vec<Block>> {
    let claims = &outcome.result.claims;
    if claims.claims.is_empty() {
        return None;
    }
    let mut blocks = vec![
        Block::Paragraph(summary(claims)),
        Block::Paragraph(reading(outcome.confidence)),
        verdicts(claims),
    ];
    blocks.extend(claims.claims.iter().flat_map(boxed));
    Some(blocks)
}

fn boxed(claim: &ClaimResult) -> Vec<Block> {
    let mut blocks = vec![Block::Heading(3, claim.claim.id.clone())];
    blocks.extend(chapter(claim));
    blocks
}
