//! The reason for a verdict in one plain sentence.

use super::{Basis, Context, Piece};
use crate::claim::{
    Claim, ClaimQuantity, CountsJudgement, FunnelJudgement, Judged, Openness, QuotientJudgement,
    Region, SharesCompared, Verdict,
};
use crate::confusion::ConfusionMatrix;
use crate::identification::Rung;
use crate::quantity::display::{SPACE, grouped, one_in, percent, rate, short_percent, significant};
use crate::quantity::{Probability, real};

/// Returns `value` as a number of this quantity is written.
pub(super) fn number(quantity: ClaimQuantity, value: f64) -> String {
    match quantity {
        ClaimQuantity::Change if value < 0.0 => format!("a fall of {}", percent(-value)),
        ClaimQuantity::Change => format!("an increase of {}", percent(value)),
        ClaimQuantity::RatePerSecond => format!("{} a second", significant(value, 3)),
        _ => rate(value),
    }
}

/// The values for which the claim is true: `at least 98.5 %`.
pub(super) fn region_words(quantity: ClaimQuantity, region: Region) -> String {
    let number = |value| stated_number(quantity, value);
    match (region.low(), region.high()) {
        // A number within its rounding is written as it was stated.
        (Some(low), Some(high)) => stated_number(quantity, f64::midpoint(low, high)),
        (Some(low), None) if region.contains(low) => format!("at least {}", number(low)),
        (Some(low), None) => format!("more than {}", number(low)),
        (None, Some(high)) if region.contains(high) => format!("at most {}", number(high)),
        (None, Some(high)) => format!("less than {}", number(high)),
        (None, None) => "anything".to_owned(),
    }
}

/// A number as it was stated, without needless digits.
pub(super) fn stated_number(quantity: ClaimQuantity, value: f64) -> String {
    match quantity {
        ClaimQuantity::Change if value < 0.0 => format!("a fall of {}", short_percent(-value)),
        ClaimQuantity::Change => format!("an increase of {}", short_percent(value)),
        ClaimQuantity::RatePerSecond => number(quantity, value),
        _ if value >= 1e-4 => short_percent(value),
        _ => rate(value),
    }
}

pub(super) fn between((lower, upper): (f64, f64), quantity: ClaimQuantity) -> String {
    let (low, high) = (number(quantity, lower), number(quantity, upper));
    if low == high { low } else { format!("{low} to {high}") }
}

impl Context<'_> {
    pub(super) fn why(&self, claim: &Claim, judged: Judged, evidence: &[Piece]) -> String {
        if judged.verdict == Verdict::IllDefined {
            return undefined(claim);
        }
        let Some(stated) = &claim.stated else { return undefined(claim) };
        // The piece that decides, or the first that leaves it open.
        let piece = evidence.iter().find(|piece| piece.judged == judged).or(evidence.first());
        let region = stated.region(claim.quantity);
        match piece {
            None if claim.quantity.is_quotient() => {
                "No counts are at hand from which it could be recomputed.".to_owned()
            }
            None => "No evidence about it is at hand: no test, no figures of a funnel.".to_owned(),
            Some(piece) => self.reason(claim, region, piece),
        }
    }
}

/// Why a claim is ill-defined.
fn undefined(claim: &Claim) -> String {
    let value = claim.stated.as_ref().map(|stated| stated.value);
    match (claim.quantity, value) {
        (ClaimQuantity::Unspecified, None) => {
            "It names no quantity and no number, so nothing could show it false.".to_owned()
        }
        (ClaimQuantity::Unspecified, Some(_)) => {
            "It does not say of what the number is a share: of the flags, of the innocent items, of \
             the violating items, or of all."
                .to_owned()
        }
        (_, None) => "It states no number, so nothing could show it false.".to_owned(),
        (quantity, Some(_)) if quantity.depends_on_prevalence() => format!(
            "The {} of a test depends on the share of its items that was violating, which is not \
             stated, so that the same detector can have almost any.",
            quantity.label()
        ),
        _ => "The counts that it divides give no number.".to_owned(),
    }
}

impl Context<'_> {
    fn reason(&self, claim: &Claim, region: Region, piece: &Piece) -> String {
        let quantity = claim.quantity;
        match &piece.basis {
            Basis::Missing(name) => {
                format!("It is to be recomputed from {name}, which is in none of the files.")
            }
            Basis::Quotient(judgement) => quotient(quantity, region, judgement, piece.judged),
            Basis::Counts { judgement: Err(reason), .. } => {
                format!("The test of {} says nothing about it: {reason}.", piece.name)
            }
            Basis::Counts { judgement: Ok(judgement), matrix, threshold } => {
                let at = threshold.map_or(String::new(), |at| format!(" at a threshold of {at}"));
                let test = format!("In the test of {}{at}", piece.name);
                self.counts(claim, region, &test, judgement, matrix, piece.judged)
            }
            Basis::Funnel { judgement, missing, .. } => {
                funnel(quantity, region, &piece.name, judgement, *missing)
            }
        }
    }

    fn counts(
        &self,
        claim: &Claim,
        region: Region,
        test: &str,
        found: &CountsJudgement,
        matrix: &ConfusionMatrix,
        judged: Judged,
    ) -> String {
        let quantity = claim.quantity;
        let label = quantity.label();
        let region = self.per_item(quantity, region).unwrap_or(region);
        let level = short_percent(self.confidence().level());
        let counted = match (found.proportion, found.carried_to) {
            (Some(seen), _) => format!(
                "{test}, {label} was {} ({} of {})",
                number(quantity, found.estimate),
                grouped(seen.events()),
                grouped(seen.trials())
            ),
            (None, carried) => format!(
                "{test}, in which {} was violating, recall and false positive rate give a {label} of {} \
                 where {} is",
                rate(real(matrix.violating()) / real(matrix.total())),
                number(quantity, found.estimate),
                one_in(carried.unwrap_or_default())
            ),
        };
        let claimed = region_words(quantity, region);
        let at_least = format!("at least {}", number(quantity, found.bounds.0));
        let at_most = format!("at most {}", number(quantity, found.bounds.1));
        let chance = |bound: &str| format!("chance allows {bound} ({level})");
        let too_low = region.low().is_some_and(|low| found.bounds.1 <= low);
        match (judged.verdict, judged.left_open_by) {
            (Verdict::Supported, _) => {
                let bound = if region.low().is_some() { &at_least } else { &at_most };
                format!("{counted}; {}, which is within what is claimed, {claimed}.", chance(bound))
            }
            (Verdict::Refuted, _) => {
                let bound = if too_low { &at_most } else { &at_least };
                format!("{counted}; {}, and the claim is {claimed}.", chance(bound))
            }
            (_, Some(Openness::LabelError)) => format!(
                "{counted}, and the claim is {claimed}; with labels wrong in up to {} of the items it may \
                 be true or false, however many are tested.",
                rate(self.options.label_error.map_or(0.0, Probability::get))
            ),
            _ => format!(
                "{counted}; chance allows anything from {} ({level} each way), and the claim is \
                 {claimed}: too few {} to tell.",
                between(found.bounds, quantity),
                quantity.trials()
            ),
        }
    }
}

fn funnel(
    quantity: ClaimQuantity,
    region: Region,
    name: &str,
    found: &FunnelJudgement,
    missing: Option<Rung>,
) -> String {
    let rung = &found.rung;
    let assumed = match (rung.assumptions.len(), rung.rung) {
        (0, _) => "nothing is assumed".to_owned(),
        (_, rung) => format!("rung {rung} holds ({})", rung.adds()),
    };
    let label = quantity.label();
    let claimed = region_words(quantity, region);
    let Some(set) = found.set else {
        return format!(
            "The figures of {name} cannot all be true if {assumed}, so nothing follows."
        );
    };
    let allowed = format!(
        "If {assumed}, the figures of {name} allow a {label} of {}",
        between(set, quantity)
    );
    let limits = found
        .limits
        .map_or(String::new(), |limits| format!(", and chance {}", between(limits, quantity)));
    let missing = missing.map_or(String::new(), |rung| {
        format!(" For rung {rung}, which was to be assumed, figures are missing.")
    });
    let would_be: Vec<String> = found
        .would_be
        .iter()
        .map(|(rung, verdict)| {
            format!(" If rung {rung} holds ({}), it is {}.", rung.adds(), verdict.label())
        })
        .collect();
    let would_be = would_be.concat();
    let end = match (found.judged.verdict, found.judged.left_open_by) {
        (Verdict::Supported, _) => format!("all within what is claimed, {claimed}."),
        (Verdict::Refuted, _) => format!("and the claim is {claimed}."),
        (_, Some(Openness::Sampling)) => {
            format!("and the claim is {claimed}: chance alone leaves it open.")
        }
        _ => format!(
            "and the claim is {claimed}: both true and false fit, and no number of such cases would \
             tell."
        ),
    };
    format!("{allowed}{limits}, {end}{would_be}{missing}")
}

fn quotient(
    quantity: ClaimQuantity,
    region: Region,
    found: &QuotientJudgement,
    judged: Judged,
) -> String {
    let claimed = region_words(quantity, region);
    if let Some(shares) = &found.shares {
        return change_of_share(shares, &claimed, judged);
    }
    let (Some(value), Some(range), Some((above, below))) =
        (found.value, found.range, &found.totals)
    else {
        return "The counts that it divides give no number.".to_owned();
    };
    let counts = match (quantity, below) {
        (ClaimQuantity::Share, Some(below)) => {
            format!("{} of {} is {}", grouped(above.value), grouped(below.value), percent(value))
        }
        (_, Some(below)) => format!(
            "{} after {} is {}",
            grouped(above.value),
            grouped(below.value),
            number(quantity, value)
        ),
        (_, None) => {
            format!("{} in those days are {}", grouped(above.value), number(quantity, value))
        }
    };
    let rounding = if range.0 < range.1 {
        format!(" ({} with the rounding of the counts)", between(range, quantity))
    } else {
        String::new()
    };
    let end = match judged.verdict {
        Verdict::Supported => format!("which rounds to the {claimed} claimed."),
        Verdict::Refuted => {
            format!("and the claim is {claimed}.{}", confused(quantity, region, value))
        }
        _ => format!("and the claim is {claimed}: the rounding leaves it open."),
    };
    format!("{counts}{rounding}, {end}")
}

/// Where the claimed increase is what the later count is of the earlier: the usual slip.
fn confused(quantity: ClaimQuantity, region: Region, increase: f64) -> String {
    let ratio = increase + 1.0;
    if quantity == ClaimQuantity::Change && region.contains(ratio) {
        format!(
            " The later count is {} times, or {}, of the earlier, which was taken for the increase.",
            significant(ratio, 3),
            percent(ratio).replace(' ', &SPACE.to_string())
        )
    } else {
        String::new()
    }
}

fn change_of_share(shares: &SharesCompared, claimed: &str, judged: Judged) -> String {
    let [later, earlier] = [shares.later, shares.earlier];
    let [events, trials, before, of] =
        [later.events(), later.trials(), earlier.events(), earlier.trials()].map(grouped);
    let (first, second) = (percent(earlier.estimate()), percent(later.estimate()));
    let points = |value: f64| {
        let sign = if value < 0.0 { "−" } else { "+" };
        format!("{sign}{}", significant(value.abs() * 100.0, 3))
    };
    let p_values: Vec<String> = [
        (shares.unconditional, "by the exact unconditional test"),
        (shares.fisher, "by Fisher's exact test"),
    ]
    .into_iter()
    .filter_map(|(p, test)| Some(format!("p = {} {test}", significant(p?, 3))))
    .collect();
    let p_values =
        if p_values.is_empty() { String::new() } else { format!(", {}", p_values.join(" and ")) };
    let end = match judged.verdict {
        Verdict::Supported => "the claim holds beyond chance",
        Verdict::Refuted => "the contrary holds beyond chance",
        _ => "chance alone may have made such a difference",
    };
    format!(
        "{before} of {of} ({first}), then {events} of {trials} ({second}): a difference of {} percentage \
         points ({} to {}){p_values}; the claim is {claimed}, and {end}.",
        points(later.excess_over(earlier)),
        points(shares.difference.lower()),
        points(shares.difference.upper()),
    )
}
