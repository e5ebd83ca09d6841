//! The reason for a verdict in one plain sentence.

use super::words::{at_least, at_most, between, number, region_words};
use super::{Basis, Context, Piece};
use crate::claim::{
    Claim, ClaimQuantity, CountsJudgement, FunnelJudgement, Judged, Openness, QuotientJudgement,
    Region, SharesCompared, Verdict,
};
use crate::confusion::ConfusionMatrix;
use crate::identification::{Population, Rung};
use crate::quantity::display::{SPACE, grouped, one_in, percent, rate, short_percent, significant};
use crate::quantity::{Probability, real};

impl Context<'_> {
    pub(super) fn why(&self, claim: &Claim, judged: Judged, evidence: &[Piece]) -> String {
        if self.contradicts_itself(claim) {
            return "No counts fit all that is claimed of this test, even with its rounding: the numbers \
                    cannot all be of the same items."
                .to_owned();
        }
        // The piece that decides, or the first that leaves it open.
        let piece = evidence.iter().find(|piece| piece.judged == judged).or(evidence.first());
        match (&claim.stated, piece) {
            (None, _) => undefined(claim),
            _ if judged.verdict == Verdict::IllDefined && evidence.is_empty() => undefined(claim),
            (_, None) => without_evidence(claim.quantity).to_owned(),
            (Some(stated), Some(piece)) => {
                let reason = self.reason(claim, stated.region(claim.quantity), piece);
                match evidence.len() {
                    1 => reason,
                    pieces => format!("{reason} ({pieces} pieces of evidence; each is below.)"),
                }
            }
        }
    }
}

fn without_evidence(quantity: ClaimQuantity) -> &'static str {
    match quantity {
        ClaimQuantity::MatchRate => {
            "No test of comparisons is at hand; see what it predicts for the volumes at hand."
        }
        quantity if quantity.is_quotient() => {
            "No counts are at hand from which it could be recomputed."
        }
        _ => "No evidence about it is at hand: no test, no figures of a funnel.",
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
        (quantity, Some(_)) => format!(
            "The {} of a test depends on the share of its items that was violating, which is not \
             stated, so that the same detector can have almost any.",
            quantity.label()
        ),
    }
}

impl Context<'_> {
    fn reason(&self, claim: &Claim, region: Region, piece: &Piece) -> String {
        let quantity = claim.quantity;
        match &piece.basis {
            Basis::Missing(name) => format!("It rests on {name}, which is in none of the files."),
            Basis::Quotient(judgement) => quotient(claim, region, judgement, piece.judged),
            Basis::Counts { judgement: Err(reason), .. } => {
                format!("The test of {} says nothing about it: {reason}.", piece.name)
            }
            Basis::Counts { judgement: Ok(judgement), matrix, threshold } => {
                let at = threshold.map_or(String::new(), |at| format!(" at a threshold of {at}"));
                let test = format!("In the test of {}{at}", piece.name);
                let counted = counted(quantity, &test, judgement, matrix);
                self.against_claim(quantity, region, &counted, judgement, piece.judged)
            }
            Basis::Funnel { judgement, missing, .. } => {
                funnel(quantity, region, &piece.name, judgement, *missing)
            }
        }
    }

    /// What was counted, what chance leaves open, and what is claimed.
    fn against_claim(
        &self,
        quantity: ClaimQuantity,
        region: Region,
        counted: &str,
        found: &CountsJudgement,
        judged: Judged,
    ) -> String {
        let level = short_percent(self.confidence().level());
        let claimed = match quantity {
            ClaimQuantity::MatchRate => {
                format!("{} per comparison", region_words(quantity, region))
            }
            _ => region_words(quantity, region),
        };
        let errors = self.options.label_error;
        let chance =
            if errors.is_some() { "chance and wrong labels allow" } else { "chance allows" };
        let lower = format!("{chance} at least {} ({level})", at_least(found.bounds.0));
        let upper = format!("{chance} at most {} ({level})", at_most(found.bounds.1));
        let too_low = region.low().is_some_and(|low| found.bounds.1 <= low);
        match (judged.verdict, judged.left_open_by) {
            (Verdict::Supported, _) => {
                let bound = if region.low().is_some() { &lower } else { &upper };
                format!("{counted}; {bound}, which is within what is claimed, {claimed}.")
            }
            (Verdict::Refuted, _) => {
                let bound = if too_low { &upper } else { &lower };
                format!("{counted}; {bound}, and the claim is {claimed}.")
            }
            (_, Some(Openness::IdentifiedSet)) => format!(
                "{counted}, and the claim is {claimed}; the rate per comparison lies between that share \
                 divided by the size of the hash list and that share, so that both true and false fit."
            ),
            (_, Some(Openness::LabelError)) => format!(
                "{counted}, and the claim is {claimed}; with labels wrong in up to {} of the items it may \
                 be true or false, however many are tested.",
                rate(errors.map_or(0.0, Probability::get))
            ),
            _ => format!(
                "{counted}; {chance} anything from {} to {} ({level} each way), and the claim is \
                 {claimed}: too few {} to tell.",
                at_least(found.bounds.0),
                at_most(found.bounds.1),
                quantity.trials()
            ),
        }
    }
}

/// The quantity as counted, or as carried to the prevalence of the claim.
fn counted(
    quantity: ClaimQuantity,
    test: &str,
    found: &CountsJudgement,
    matrix: &ConfusionMatrix,
) -> String {
    let label = match quantity {
        ClaimQuantity::MatchRate => "the share of innocent items that matched",
        _ => quantity.label(),
    };
    let violating = rate(real(matrix.violating()) / real(matrix.total()));
    match (found.proportion, found.carried_to) {
        (Some(seen), _) => {
            let mix = if quantity.depends_on_prevalence() {
                format!(", where {violating} of the items was violating")
            } else {
                String::new()
            };
            format!(
                "{test}{mix}, {label} was {} ({} of {})",
                number(quantity, found.estimate),
                grouped(seen.events()),
                grouped(seen.trials())
            )
        }
        (None, carried) => format!(
            "{test}, in which {violating} was violating, recall and false positive rate give {} for {label} \
             where {} is violating",
            number(quantity, found.estimate),
            one_in(carried.unwrap_or_default())
        ),
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
    let is_share_of_flags =
        matches!(quantity, ClaimQuantity::Precision | ClaimQuantity::FalseDiscoveryRate);
    let of = if is_share_of_flags && rung.fdr.of() == Population::Actions {
        " (of actions, which stand for flags here)"
    } else {
        ""
    };
    let claimed = region_words(quantity, region);
    let Some(set) = found.set else {
        return format!(
            "The figures of {name} cannot all be true if {assumed}, so nothing follows."
        );
    };
    let allowed = format!(
        "If {assumed}, the figures of {name} allow {} for {}{of}",
        between(set, quantity),
        quantity.label()
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

fn quotient(claim: &Claim, region: Region, found: &QuotientJudgement, judged: Judged) -> String {
    let quantity = claim.quantity;
    let claimed = region_words(quantity, region);
    if let Some(shares) = &found.shares {
        return change_of_share(shares, &claimed, judged);
    }
    let (Some(value), Some(range), Some((above, below))) =
        (found.value, found.range, &found.totals)
    else {
        return no_number(found);
    };
    let period = claim.quotient.as_ref().map_or(String::new(), |q| q.denominator.to_string());
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
            format!("{} in {period} are {}", grouped(above.value), number(quantity, value))
        }
    };
    let rounding = if range.0 < range.1 {
        format!(" ({} with the rounding of the counts)", between(range, quantity))
    } else {
        String::new()
    };
    let end = match judged.verdict {
        Verdict::Supported => format!("as claimed ({claimed}, rounded)."),
        Verdict::Refuted => {
            format!("and the claim is {claimed}.{}", confused(quantity, region, value))
        }
        _ => format!("and the claim is {claimed}: the rounding leaves it open."),
    };
    let named = claim.quotient.as_ref().map_or(String::new(), |quotient| {
        format!(" Divided: {}, by {}.", quotient.numerator, quotient.denominator)
    });
    format!("{counts}{rounding}, {end}{named}")
}

/// Why a quotient has no value.
fn no_number(found: &QuotientJudgement) -> String {
    match &found.totals {
        Some((above, Some(below))) => format!(
            "{} is more than {}, and so no share of it.",
            grouped(above.value),
            grouped(below.value)
        ),
        _ => "What it divides by may be 0, so there is no such number.".to_owned(),
    }
}

/// Where the claimed increase is what the later count is of the earlier: the usual slip.
fn confused(quantity: ClaimQuantity, region: Region, increase: f64) -> String {
    let ratio = increase + 1.0;
    if quantity == ClaimQuantity::Change && region.contains(ratio) {
        format!(
            " The later count is {} times, or {}, of the earlier, which may have been taken for the increase.",
            significant(ratio, 3),
            percent(ratio)
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
    let p_value = |p: f64| {
        if p < 1e-6 { "p below 0.000001".to_owned() } else { format!("p = {}", significant(p, 3)) }
    };
    let tests = [
        (shares.unconditional, "by the exact unconditional test"),
        (shares.fisher, "by Fisher's exact test"),
    ];
    let tests: Vec<String> =
        tests.into_iter().filter_map(|(p, test)| Some(format!("{} {test}", p_value(p?)))).collect();
    let tests = if tests.is_empty() {
        String::new()
    } else {
        format!("; that nothing changed has {}", tests.join(" and "))
    };
    let end = match judged.verdict {
        Verdict::Supported => "the claim holds beyond chance",
        Verdict::Refuted => "the contrary holds beyond chance",
        _ => "chance leaves it open",
    };
    format!(
        "{before} of {of} ({first}), then {events} of {trials} ({second}): a difference of {} percentage \
         points ({}{SPACE}to {}){tests}. The claim is {claimed}, and {end}.",
        points(later.excess_over(earlier)),
        points(shares.difference.lower()),
        points(shares.difference.upper()),
    )
}
