//! `baserate simulate funnel`.

mod arguments;

use std::io::Write;

use serde::Serialize;

pub(super) use arguments::FunnelArguments;
use arguments::{
    AppealArguments, AuditArguments, DetectorArguments, PrintingArguments, ReviewArguments,
};

use crate::disclosure::{CaseKey, Scope};
use crate::error::Result;
use crate::evaluation::Truth;
use crate::export::simulation::figures_csv;
use crate::simulation::funnel::{
    Appeals, Audits, Detector, Funnel, FunnelDesign, FunnelDisclosure, FunnelTruth, Printing,
    Reversals, Review,
};

pub(super) fn run(arguments: &FunnelArguments, out: &mut impl Write) -> Result<()> {
    let (common, design) = (&arguments.common, design(arguments)?);
    let drawn = |number: u64| (number, design.draw(common.seed, number));
    let funnels: Vec<(u64, Funnel)> = (1..=arguments.draws.get()).map(drawn).collect();
    let figures: Vec<_> = funnels
        .iter()
        .flat_map(|(number, funnel)| disclosure(arguments, *number).figures(&design, funnel))
        .collect();
    let text = figures_csv(&figures)?;
    common.deliver(
        "figures.csv",
        out,
        |file| file.write_all(text.as_bytes()),
        |()| {
            let truth: Vec<_> = funnels.iter().map(DrawnFunnel::new).collect();
            let parameters =
                Parameters { design: &design, printing: printing(&arguments.printing) };
            Truth::new("simulate funnel", common.seed, parameters, truth)
        },
    )
}

fn design(arguments: &FunnelArguments) -> Result<FunnelDesign> {
    let FunnelArguments { detector, review, appeals, audits, .. } = arguments;
    let DetectorArguments { volume, prevalence, recall, fpr } = detector;
    Ok(FunnelDesign {
        detector: Detector::new(volume.0, prevalence.0, recall.0, fpr.0)?,
        review: of_review(review),
        appeals: Appeals::new(
            appeals.appeal_rate.0,
            appeals.kappa,
            appeals.omitted_share.0,
            appeals.pending_share.0,
        )?,
        reversals: of_reversals(appeals),
        audits: of_audits(audits),
    })
}

fn of_review(arguments: &ReviewArguments) -> Review {
    Review {
        review_share: arguments.review_share.0,
        confirm_innocent: arguments.confirm_innocent.0,
        reject_violating: arguments.reject_violating.0,
        act_unreviewed: arguments.act_unreviewed.0,
    }
}

fn of_reversals(arguments: &AppealArguments) -> Reversals {
    Reversals {
        rereview_sensitivity: arguments.rereview_sensitivity.0,
        false_reversal: arguments.false_reversal.0,
        unprompted_reversal: arguments.unprompted_reversal.0,
        unprompted_false_reversal: arguments.unprompted_false_reversal.0,
    }
}

fn of_audits(arguments: &AuditArguments) -> Audits {
    Audits {
        audit: arguments.audit.0,
        audit_unflagged: arguments.audit_unflagged.0,
        audit_overlooks: arguments.audit_overlooks.0,
    }
}

fn disclosure(arguments: &FunnelArguments, number: u64) -> FunnelDisclosure {
    let several = arguments.draws.get() > 1;
    FunnelDisclosure {
        key: CaseKey {
            provider: "Simulated".to_owned(),
            service: if several { format!("funnel {number}") } else { String::new() },
            technology: String::new(),
            scope: Scope::Unknown,
            category: String::new(),
            unit: arguments.printing.unit,
        },
        period: arguments.printing.year,
        stages: arguments.printing.stages.clone(),
        printing: printing(&arguments.printing),
        citation: format!("baserate simulate funnel, seed {}", arguments.common.seed),
    }
}

fn printing(arguments: &PrintingArguments) -> Printing {
    match (arguments.round_to, arguments.significant_digits) {
        (Some(unit), _) => Printing::Nearest(unit.get()),
        (None, Some(digits)) => Printing::SignificantDigits(digits.get()),
        (None, None) => Printing::Exact,
    }
}

/// What funnels are drawn from, and how they are printed.
#[derive(Serialize)]
struct Parameters<'a> {
    #[serde(flatten)]
    design: &'a FunnelDesign,
    printing: Printing,
}

/// The truth of one funnel.
#[derive(Serialize)]
struct DrawnFunnel<'a> {
    draw: u64,
    #[serde(flatten)]
    truth: FunnelTruth,
    counts: &'a Funnel,
}

impl<'a> DrawnFunnel<'a> {
    fn new((draw, funnel): &'a (u64, Funnel)) -> Self {
        Self { draw: *draw, truth: funnel.truth(), counts: funnel }
    }
}
