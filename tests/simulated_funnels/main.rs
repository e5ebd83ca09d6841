//! The identification ladder against simulated funnels, whose truth is known.
//!
//! Where the assumptions of a rung hold for the counts that were drawn, the true rates lie in its set,
//! every time; where one is broken, they do not always. All seeds are fixed.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod behaviours;
mod coverage;
mod rounding;
mod sets;

use baserate::disclosure::{Case, CaseKey, Period, Scope, Unit, assemble};
use baserate::identification::{Counts, LadderOptions, RungResult, ladder};
use baserate::quantity::Probability;
use baserate::simulation::funnel::{Funnel, FunnelDesign, FunnelDisclosure, Printing};

fn share(share: f64) -> Probability {
    Probability::new(share).unwrap()
}

/// What is printed where nothing is held back.
fn everything() -> FunnelDisclosure {
    FunnelDisclosure {
        key: CaseKey {
            provider: "Simulated".to_owned(),
            service: String::new(),
            technology: String::new(),
            scope: Scope::Unknown,
            category: String::new(),
            unit: Unit::Item,
        },
        period: Period::calendar_year(2024).unwrap(),
        stages: None,
        printing: Printing::Exact,
        citation: String::new(),
    }
}

/// The rungs that an audit of what is printed gives.
fn rungs(
    design: &FunnelDesign,
    funnel: &Funnel,
    disclosure: &FunnelDisclosure,
    options: &LadderOptions,
) -> Vec<RungResult> {
    let figures = disclosure.figures(design, funnel);
    let cases: Vec<Case> = assemble(&figures).unwrap();
    let [case] = &cases[..] else { panic!("one case of {figures:?}") };
    ladder(&Counts::of(case, &cases), &Counts::printed(case, &cases), options)
}
