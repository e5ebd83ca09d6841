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

/// How claims are judged, and what their numbers rest on; nothing where there are none.
pub(super) fn methods(report: &Report) -> Vec<Block> {
    if report.claims.claims.is_empty() {
        return Vec::new();
    }
    let paragraph = |text: &str| Block::Paragraph(text.to_owned());
    vec![
        Block::Heading(3, "Claims".to_owned()),
        paragraph(
            "A share of a test is judged by its exact one-sided limits (Clopper and Pearson, Biometrika 26, \
             1934): supported where the limit lies on the claimed side, refuted where it lies on the other. \
             A claim about a deployed technology is judged on the range that the figures of a funnel allow \
             under rung 1. A share, change or rate per second is recomputed from counts and their rounding.",
        ),
        paragraph(
            "Precision moves with the share π of violating items: odds(PPV′) = odds(PPV) · odds(π′)/odds(π). \
             Precision P and recall R in a test fix its false positive rate, FPR = πR(1 − P)/(P(1 − π)). \
             What several numbers about one test imply together is reckoned over all tables of counts that \
             have them, rounding included (a linear-fractional program; Charnes and Cooper, Naval Research \
             Logistics Quarterly 9, 1962).",
        ),
        paragraph(
            "A rate of q false matches per comparison is 1 − (1 − q)^D per item that is compared with D \
             hashes. So many false matches or more have the binomial probability of that rate. A clean test \
             of n items shows a rate of at most q where (1 − q)^n leaves no more than the risk; with errors \
             allowed, where the binomial probability of so few does.",
        ),
    ]
}
