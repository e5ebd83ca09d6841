//! Sample input of every chart.

use super::curve::samples::{sample_det, sample_histogram, sample_precision, sample_roc};
use super::{
    Allowed, Caption, CoverageChart, CoveragePanel, CurvePoint, FprAndFdr, FunnelChart, KappaChart,
    Mark, PpvChart, PpvCurve, PpvMark, PpvPoint, SetRow, Stage,
};
use super::{MeasuredByChance, NeverMeasured, TippingPoint, TwoUncertainties};
use super::{
    coverage_panels, curve_chart, fpr_and_fdr, funnel, histogram, identified_sets, kappa_curve,
    ppv_against_prevalence, two_uncertainties,
};
use crate::error::Result;

pub(super) fn caption(id: &str, title: &str) -> Caption {
    Caption { id: id.into(), title: title.into(), description: "A <chart> & its text.".into() }
}

pub(super) fn row(
    label: &str,
    detail: &str,
    (low, r_a, r): (f64, &str, f64),
    high: f64,
    b: &str,
) -> SetRow {
    let mark = |at: f64| Mark::new(at, crate::quantity::display::percent(at));
    let allowed = Allowed::Between {
        low: mark(low),
        strong: Some(mark(r)),
        high: mark(high),
        actions: Some(Mark::new(low, format!("{r_a} of actions"))),
        appeals: Some(Mark::new(r, format!("{b} of appeals"))),
    };
    SetRow { label: label.into(), detail: detail.into(), allowed }
}

fn nothing(label: &str, detail: &str) -> SetRow {
    let text = "no appeals, no information".into();
    SetRow { label: label.into(), detail: detail.into(), allowed: Allowed::Everything { text } }
}

/// A row whose rounding takes the set visibly beyond its marks.
fn rounded() -> SetRow {
    let mark = |at: f64| Mark::new(at, crate::quantity::display::percent(at));
    let allowed = Allowed::Between {
        low: mark(3.0e-4),
        strong: Some(mark(0.0231)),
        high: mark(0.963),
        actions: Some(Mark::new(6.02e-4, "0.06 % of actions")),
        appeals: Some(Mark::new(0.0143, "1.43 % of appeals")),
    };
    SetRow { label: "X 2021".into(), detail: "rounded to hundreds".into(), allowed }
}

pub(super) fn sample_rows() -> Vec<SetRow> {
    vec![
        rounded(),
        row("Meta 2021", "accounts", (6.09e-4, "0.06 %", 0.0422), 0.986, "4.2 %"),
        row("Meta 2022", "items", (5.61e-4, "0.06 %", 0.128), 0.996, "12.8 %"),
        row("X 2021", "automated suspensions", (6.02e-4, "0.06 %", 0.0143), 0.958, "1.4 %"),
        row("X 2022", "automated suspensions", (1.0e-3, "0.10 %", 0.0218), 0.955, "2.2 %"),
        row("X 2021", "all suspensions", (5.63e-3, "0.56 %", 0.0333), 0.837, "3.3 %"),
        row("Google 2021", "accounts", (0.0, "0 %", 0.0), 0.758, "0 %"),
        nothing("LinkedIn 2021", "items"),
        nothing("Microsoft 2021", "items"),
    ]
}

pub(super) fn sample_kappa() -> KappaChart {
    let phi = |kappa: f64, a: f64, r: f64, whole: f64| {
        (r + r * (whole - a) / (r + kappa * (a - r))) / whole
    };
    let curve = (0..=80)
        .map(|step| 10_f64.powf(-1.0 + f64::from(step) / 20.0))
        .map(|kappa| CurvePoint {
            kappa,
            low: phi(kappa, 4950.0, 206.5, 345_000.0),
            mid: phi(kappa, 4900.0, 207.0, 340_000.0),
            high: phi(kappa, 4850.0, 207.5, 335_000.0),
        })
        .collect();
    let tip = |fdr: f64, kappa: f64, text: &str| TippingPoint {
        fdr,
        kappa: Some(kappa),
        text: text.to_owned(),
    };
    KappaChart {
        curve,
        parity: Mark::new(0.0422, "as often: 4.22 %"),
        floor: Mark::new(6.09e-4, "never below 0.0609\u{a0}%"),
        tipping: vec![
            tip(0.01, 4.59, "1\u{a0}% or less needs κ\u{a0}≥\u{a0}4.59"),
            tip(0.001, 111.1, "0.1\u{a0}% or less needs κ\u{a0}≥\u{a0}111.1"),
        ],
        band: "band: rounding of the figures".into(),
    }
}

pub(super) fn stage(name: &str, low: u64, high: Option<u64>, text: &str) -> Stage {
    Stage { name: name.into(), low, high, text: text.into() }
}

pub(super) fn sample_funnel() -> FunnelChart {
    FunnelChart {
        unit: "accounts".into(),
        stages: vec![
            stage("scanned", 12_250_000_000, Some(12_350_000_000), "12.3 billion"),
            stage("flagged", 50_000, None, "more than 50\u{a0}000"),
            stage("suspended by automated mechanisms", 335_000, Some(345_000), "340 000"),
            stage("appealed", 1_000, Some(9_000), "ca. 5\u{a0}000"),
            stage("reversed", 207, Some(207), "207"),
            stage("omitted", 0, Some(40), "at most 40"),
            stage("audited", 0, Some(0), "0"),
            stage("one", 1, Some(1), "1"),
        ],
    }
}

pub(super) fn sample_two() -> TwoUncertainties {
    TwoUncertainties {
        axis_title: "share of enforcement decisions that were wrong, log scale".into(),
        set: NeverMeasured {
            heading: "Never measured".into(),
            note: "Meta 2021: nobody looked at the decisions that were not appealed. Every value \
                   on the bar fits the figures, and more of the same figures would not shorten it."
                .into(),
            low: Mark::new(6.09e-4, "0.0609 %"),
            high: Mark::new(0.986, "98.6 %"),
        },
        chance: MeasuredByChance {
            heading: "Would differ by chance".into(),
            note: "207 of 4 900 appeals succeeded. In another year of the same quality it might \
                   have been a few more or fewer; the more appeals, the shorter the whiskers."
                .into(),
            lower: 0.0368,
            estimate: Mark::new(0.0422, "4.22 % of appeals"),
            upper: 0.0483,
            interval: "95\u{a0}% interval: 3.68\u{a0}% to 4.83\u{a0}%".into(),
        },
    }
}

/// PPV over the prevalences from 10^first to 10^last; the band takes the FPR to both sides by `wide`.
pub(super) fn sample_curve(
    label: &str,
    (recall, fpr): (f64, f64),
    wide: f64,
    (first, last): (f64, f64),
) -> PpvCurve {
    let ppv = |prevalence: f64, fpr: f64| {
        prevalence * recall / (prevalence * recall + (1.0 - prevalence) * fpr)
    };
    let points = (0..=96).map(|step| {
        let prevalence = 10_f64.powf(first + (last - first) * f64::from(step) / 96.0);
        PpvPoint {
            prevalence,
            low: ppv(prevalence, fpr * wide),
            ppv: ppv(prevalence, fpr),
            high: ppv(prevalence, fpr / wide),
        }
    });
    PpvCurve { label: label.into(), points: points.collect() }
}

pub(super) fn sample_ppv() -> PpvChart {
    let label = "recall 84.0\u{a0}%, false positive rate 20 in a million";
    PpvChart {
        curves: vec![sample_curve(label, (0.84, 2e-5), 3.0, (-7.0, -3.0))],
        marks: [(1e-7, 0.00418), (1e-6, 0.0403), (1e-5, 0.296), (1e-4, 0.808), (1e-3, 0.977)]
            .map(|(prevalence, ppv)| PpvMark {
                prevalence,
                ppv,
                text: crate::quantity::display::percent(ppv),
                limits: None,
            })
            .into(),
        band: "band: what chance leaves open, 95\u{a0}%".into(),
    }
}

/// As many claims as a report may show.
pub(super) fn sample_claims() -> PpvChart {
    let claims = [
        ("Child Focus: 99.9 % precision at an assumed half-violating test", (0.84, 8.41e-4), 0.5),
        ("Thorn, read as precision: 99 %", (1.0, 1e-3), 0.09),
        ("PhotoDNA, per item", (1.0, 2e-11), 1e-7),
        ("TikTok 2025", (0.938, 0.62), 0.964),
        ("LinkedIn: at least 99 %", (0.87, 0.0122), 0.6),
        ("A classifier of 88 % accuracy", (0.88, 0.12), 0.5),
        ("Another that is nearly the same", (0.87, 0.125), 0.5),
    ];
    let ppv = |(recall, fpr): (f64, f64), at: f64| at * recall / (at * recall + (1.0 - at) * fpr);
    PpvChart {
        curves: claims.map(|(label, rates, _)| sample_curve(label, rates, 1.0, (-7.0, 0.0))).into(),
        marks: claims
            .map(|(_, rates, at)| PpvMark {
                prevalence: at,
                ppv: ppv(rates, at),
                text: String::new(),
                limits: None,
            })
            .into(),
        band: String::new(),
    }
}

pub(super) fn sample_items() -> FprAndFdr {
    FprAndFdr {
        violating: 100,
        violating_flagged: 84,
        innocent: 99_900,
        innocent_flagged: 100,
        fpr: "0.100 %".into(),
        fdr: "54.3 %".into(),
    }
}

pub(super) fn sample_coverage() -> CoverageChart {
    let panel = |name: &str, remark: &str, down: f64| {
        let line = |down: f64| {
            (1..=20).map(|step| (f64::from(step) * 10.0, 1.0 - down / f64::from(step))).collect()
        };
        CoveragePanel {
            name: name.into(),
            remark: remark.into(),
            bold: line(down),
            thin: line(down / 3.0),
        }
    };
    CoverageChart {
        y_title: "coverage".into(),
        y: [0.7, 0.8, 0.9, 1.0].map(|at| Mark::new(at, format!("{:.0} %", at * 100.0))).into(),
        x_title: "number of trials".into(),
        x: [(1.0, "1"), (100.0, "100"), (200.0, "200")].map(|(at, t)| Mark::new(at, t)).into(),
        promised: Mark::new(0.95, "promised: 95\u{a0}%"),
        bold: "least".into(),
        thin: Some("mean".into()),
        panels: vec![
            panel("clopper-pearson", "least 95.00\u{a0}%", 0.05),
            panel("agresti-coull", "least 81.98\u{a0}%", 0.2),
            panel("wilson", "least 79.34\u{a0}%", 0.4),
            panel("wald", "least 0\u{a0}%", 1.0),
        ],
    }
}

/// Every chart of the samples at `width`, by name.
pub(super) fn samples(width: u32) -> Vec<(&'static str, Result<String>)> {
    let sets = caption("sets", "What the reversal figures allow: everything on the bar");
    let kappa = caption("kappa", "Meta 2021: the answer depends on who appeals");
    let stages = caption("funnel", "Meta 2021: from scanned to reversed");
    let two = caption("two", "Two kinds of uncertainty that must not be mixed");
    let items =
        caption("items", "The same 100 wrong flags: 0.1 % of the innocent, half of the flags");
    let coverage = caption("coverage", "Covered as often as promised: clopper-pearson");
    let ppv = caption("ppv", "Half of the flags are wrong at a prevalence of 24 in a million");
    let claims = caption("claims", "What the claims mean depends on how many items are violating");
    let curve = |id: &str| caption(id, "A positive has a higher score in 85.6\u{a0}% of pairs");
    vec![
        ("ppv", ppv_against_prevalence(&ppv, &sample_ppv(), width)),
        ("claims", ppv_against_prevalence(&claims, &sample_claims(), width)),
        ("roc", curve_chart(&curve("roc"), &sample_roc(), width)),
        ("det", curve_chart(&curve("det"), &sample_det(), width)),
        ("precision", curve_chart(&curve("precision"), &sample_precision(), width)),
        ("histogram", histogram(&curve("histogram"), &sample_histogram(), width)),
        ("sets", identified_sets(&sets, &sample_rows(), width)),
        ("kappa", kappa_curve(&kappa, &sample_kappa(), width)),
        ("funnel", funnel(&stages, &sample_funnel(), width)),
        ("two", two_uncertainties(&two, &sample_two(), width)),
        ("items", fpr_and_fdr(&items, &sample_items(), width)),
        ("coverage", coverage_panels(&coverage, &sample_coverage(), width)),
    ]
}

/// Input at the edges of what the charts draw, to look at.
pub(super) fn odd_samples(width: u32) -> Vec<(&'static str, Result<String>)> {
    let rows = [
        row("Equal ends", "r/a is r/A", (0.05, "5 %", 0.05), 0.05, "5 %"),
        row("Refuted", "r/a below the lower end", (0.05, "5 %", 0.001), 0.9, "0.1 %"),
        row("Tiny", "one in a billion", (1e-9, "0.0000001 %", 1e-8), 0.5, "0.000001 %"),
        row("All wrong", "every decision", (1.0, "100 %", 1.0), 1.0, "100 %"),
        row("A name that is far too long for its place", "", (0.0, "0 %", 0.2), 0.3, "20 %"),
    ];
    let mut rough = sample_kappa();
    for point in &mut rough.curve {
        (point.low, point.high) = (point.mid * 0.6, (point.mid * 1.7).min(1.0));
    }
    rough.tipping.push(TippingPoint {
        fdr: 1e-4,
        kappa: None,
        text: "0.01\u{a0}% or less: no κ is enough".into(),
    });
    let mut chance = sample_two();
    chance.set.low = Mark::new(0.0, "0\u{a0}%");
    chance.chance.lower = 0.0;
    chance.chance.estimate = Mark::new(0.0, "0 of 8 appeals");
    chance.chance.upper = 0.369;
    chance.chance.interval = "95\u{a0}% interval: 0\u{a0}% to 36.9\u{a0}%".into();
    let many = FprAndFdr {
        violating: 6_000,
        violating_flagged: 5_000,
        innocent: 94_000,
        innocent_flagged: 20,
        ..sample_items()
    };
    let mut rare = sample_ppv();
    rare.curves = vec![
        sample_curve("recall 0.001\u{a0}%", (1e-5, 0.9), 1.0, (-12.0, -1.0)),
        sample_curve("all right", (0.5, 0.0), 1.0, (-9.0, -0.1)),
        sample_curve("nearly all right", (0.5, 1e-12), 40.0, (-9.0, -0.1)),
    ];
    let none = FprAndFdr { violating_flagged: 0, innocent_flagged: 0, ..sample_items() };
    let named = |id: &str| caption(id, "A chart at the edge");
    vec![
        ("odd-ppv", ppv_against_prevalence(&named("odd-ppv"), &rare, width)),
        ("odd-sets", identified_sets(&named("odd-sets"), &rows, width)),
        ("odd-kappa", kappa_curve(&named("odd-kappa"), &rough, width)),
        ("odd-two", two_uncertainties(&named("odd-two"), &chance, width)),
        ("odd-many", fpr_and_fdr(&named("odd-many"), &many, width)),
        ("odd-none", fpr_and_fdr(&named("odd-none"), &none, width)),
    ]
}
