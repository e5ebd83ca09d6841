//! What every chart is held to.

use super::label::Bounds;
use super::scene::{Scene, Shape};
use super::{Allowed, CurvePoint, FprAndFdr, FunnelChart, KappaChart, Mark, SetRow, Stage};
use super::{Caption, MeasuredByChance, NeverMeasured, TwoUncertainties};
use super::{NARROW, WIDE, palette};
use super::{TippingPoint, fpr_and_fdr, funnel, identified_sets, kappa_curve, two_uncertainties};
use crate::error::Result;
use proptest::prelude::*;

/// What is wrong with the labels of `scene`: one that leaves the canvas or meets another, or one
/// too small to read.
fn faults(scene: &Scene) -> Vec<String> {
    let canvas = Bounds { left: 0.0, top: 0.0, right: scene.width(), bottom: scene.height() };
    let texts: Vec<_> = scene
        .shapes()
        .filter_map(|shape| if let Shape::Text(text) = shape { Some(text) } else { None })
        .collect();
    let mut faults = Vec::new();
    for (place, text) in texts.iter().enumerate() {
        if !canvas.holds(text.bounds) || text.style.size < 11.0 {
            faults.push(format!("{text:?} leaves the canvas or is too small"));
        }
        for other in &texts[..place] {
            if text.bounds.overlaps(other.bounds) {
                faults.push(format!("{text:?} meets {other:?}"));
            }
        }
    }
    faults
}

fn caption(id: &str, title: &str) -> Caption {
    Caption { id: id.into(), title: title.into(), description: "A <chart> & its text.".into() }
}

fn row(label: &str, detail: &str, (low, r_a, r): (f64, &str, f64), high: f64, b: &str) -> SetRow {
    let allowed = Allowed::Between {
        low: Mark::new(low, format!("{r_a} of actions")),
        proxy: Some(Mark::new(r, format!("{b} of appeals"))),
        high: Mark::new(high, crate::quantity::display::percent(high)),
    };
    SetRow { label: label.into(), detail: detail.into(), allowed }
}

fn nothing(label: &str, detail: &str) -> SetRow {
    let text = "no appeals, no information".into();
    SetRow { label: label.into(), detail: detail.into(), allowed: Allowed::Everything { text } }
}

fn sample_rows() -> Vec<SetRow> {
    vec![
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

fn sample_kappa() -> KappaChart {
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
        floor: Mark::new(6.09e-4, "never below 0.0609 %"),
        tipping: vec![
            tip(0.01, 4.59, "1 % or less needs κ ≥ 4.59"),
            tip(0.001, 111.1, "0.1 % or less needs κ ≥ 111.1"),
        ],
    }
}

fn stage(name: &str, low: u64, high: Option<u64>, text: &str) -> Stage {
    Stage { name: name.into(), low, high, text: text.into() }
}

fn sample_funnel() -> FunnelChart {
    FunnelChart {
        unit: "accounts".into(),
        stages: vec![
            stage("scanned", 12_250_000_000, Some(12_350_000_000), "12.3 billion"),
            stage("flagged", 50_000, None, "more than 50 000"),
            stage("suspended by automated mechanisms", 335_000, Some(345_000), "340 000"),
            stage("appealed", 1_000, Some(9_000), "ca. 5 000"),
            stage("reversed", 207, Some(207), "207"),
            stage("omitted", 0, Some(40), "at most 40"),
            stage("audited", 0, Some(0), "0"),
            stage("one", 1, Some(1), "1"),
        ],
    }
}

fn sample_two() -> TwoUncertainties {
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
            lower: Mark::new(0.0368, "3.68 %"),
            estimate: Mark::new(0.0422, "4.22 % of appeals"),
            upper: Mark::new(0.0483, "4.83 %"),
        },
    }
}

fn sample_items() -> FprAndFdr {
    FprAndFdr {
        violating: 100,
        violating_flagged: 84,
        innocent: 99_900,
        innocent_flagged: 100,
        fpr: "0.100 %".into(),
        fdr: "54.3 %".into(),
    }
}

/// Every chart of the samples at `width`, by name.
fn samples(width: u32) -> Vec<(&'static str, Result<String>)> {
    let sets = caption("sets", "What the reversal figures allow: everything on the bar");
    let kappa = caption("kappa", "Meta 2021: the answer depends on who appeals");
    let stages = caption("funnel", "Meta 2021: from scanned to reversed");
    let two = caption("two", "Two kinds of uncertainty that must not be mixed");
    let items =
        caption("items", "The same 100 wrong flags: 0.1 % of the innocent, half of the flags");
    vec![
        ("sets", identified_sets(&sets, &sample_rows(), width)),
        ("kappa", kappa_curve(&kappa, &sample_kappa(), width)),
        ("funnel", funnel(&stages, &sample_funnel(), width)),
        ("two", two_uncertainties(&two, &sample_two(), width)),
        ("items", fpr_and_fdr(&items, &sample_items(), width)),
    ]
}

/// Writes the samples, light and dark, to the folder named by `CHART_SAMPLES`.
#[test]
#[ignore = "writes files to look at"]
fn render_samples() {
    let folder = std::path::PathBuf::from(std::env::var("CHART_SAMPLES").unwrap());
    std::fs::create_dir_all(&folder).unwrap();
    for width in [WIDE, NARROW] {
        for (name, svg) in samples(width) {
            let svg = svg.unwrap();
            std::fs::write(folder.join(format!("{name}-{width}.svg")), &svg).unwrap();
            let style = format!("<style>{}</style></svg>", palette::dark_css());
            let dark = svg.replace("</svg>", &style);
            std::fs::write(folder.join(format!("{name}-{width}-dark.svg")), dark).unwrap();
        }
    }
}
