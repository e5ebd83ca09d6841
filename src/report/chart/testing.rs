//! What every chart is held to.

use proptest::prelude::*;

use super::label::Bounds;
use super::samples::{
    caption, row, sample_coverage, sample_curve, sample_items, sample_kappa, sample_ppv,
    sample_rows, sample_two, samples, stage,
};
use super::scene::{Scene, Shape};
use super::{
    Allowed, CoveragePanel, FprAndFdr, FunnelChart, Mark, NARROW, PpvChart, PpvMark, SetRow,
    TippingPoint, WIDE,
};
use super::{
    coverage_panels, fpr_and_fdr, funnel, identified_sets, kappa_curve, palette, png,
    ppv_against_prevalence, two_uncertainties,
};

/// What is wrong with the labels of `scene`: one that leaves the canvas or meets another, or one
/// too small to read.
pub(super) fn faults(scene: &Scene) -> Vec<String> {
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

/// Writes the samples, light and dark, to the folder named by `CHART_SAMPLES`.
#[test]
#[ignore = "writes files to look at"]
fn render_samples() {
    let folder = std::path::PathBuf::from(std::env::var("CHART_SAMPLES").unwrap());
    std::fs::create_dir_all(&folder).unwrap();
    for width in [WIDE, NARROW] {
        let all = samples(width).into_iter().chain(super::samples::odd_samples(width));
        for (name, svg) in all {
            let svg = svg.unwrap();
            std::fs::write(folder.join(format!("{name}-{width}.svg")), &svg).unwrap();
            let style = format!("<style>{}</style></svg>", palette::dark_css());
            let dark = svg.replace("</svg>", &style);
            std::fs::write(folder.join(format!("{name}-{width}-dark.svg")), dark).unwrap();
        }
    }
}

#[test]
fn every_chart_is_well_formed_named_and_the_same_twice() {
    for width in [WIDE, NARROW] {
        for ((name, svg), (_, again)) in samples(width).into_iter().zip(samples(width)) {
            let svg = svg.unwrap();
            assert_eq!(svg, again.unwrap(), "{name}");
            let document = roxmltree::Document::parse(&svg).unwrap();
            let root = document.root_element();
            assert_eq!(root.attribute("role"), Some("img"));
            assert_eq!(root.attribute("height"), None);
            let ids = root.attribute("aria-labelledby").unwrap();
            for id in ids.split(' ') {
                let named = root.children().find(|node| node.attribute("id") == Some(id)).unwrap();
                assert!(!named.text().unwrap().is_empty());
            }
            let desc = root.children().find(|node| node.has_tag_name("desc")).unwrap();
            assert_eq!(desc.text(), Some("A <chart> & its text."));
        }
    }
}

#[test]
fn every_colour_is_in_the_palette_and_every_size_is_whole() {
    let colours = palette::Ink::ALL.map(|ink| palette::hex(ink.light()));
    for (name, svg) in samples(WIDE) {
        let svg = svg.unwrap();
        let document = roxmltree::Document::parse(&svg).unwrap();
        for node in document.descendants() {
            for attribute in ["fill", "stroke"] {
                let colour = node.attribute(attribute).unwrap_or("none");
                assert!(colour == "none" || colours.iter().any(|c| c == colour), "{name} {colour}");
            }
            assert!(node.attribute("font-size").is_none_or(|size| size.parse::<u32>().is_ok()));
        }
    }
}

/// The text of all labels, words joined as a reader joins them.
fn words(svg: &str) -> String {
    let document = roxmltree::Document::parse(svg).unwrap();
    let texts = document.descendants().filter(|node| node.has_tag_name("text"));
    texts.filter_map(|node| node.text()).collect::<Vec<_>>().join(" ")
}

#[test]
fn charts_carry_their_labels() {
    let wanted: [(&str, &[&str]); 12] = [
        (
            "ppv",
            &["half of the flags", "0.418\u{a0}%", "1\u{a0}in\u{a0}10\u{a0}million", "band: what"],
        ),
        ("roc", &["chance", "0.1\u{a0}%", "FPR at most 1\u{a0}%", "crosses: exact limits"]),
        ("det", &["chance", "a detector", "60\u{a0}%", "Beyond the axes: everything is flagged."]),
        ("precision", &["−2", "all flagged: 14.5\u{a0}%", "threshold"]),
        ("histogram", &["58 positives", "100\u{a0}000", "FPR at most 1\u{a0}%", "bars: 0.2 wide"]),
        ("claims", &["PhotoDNA", "TikTok", "nearly the same", "all"]),
        (
            "sets",
            &["0.06 % of actions", "LinkedIn 2021", "98.6\u{a0}%", "0.0300\u{a0}%", "2.31\u{a0}%"],
        ),
        ("kappa", &["κ\u{a0}≥\u{a0}4.59", "as often: 4.22 %", "0.0609\u{a0}%"]),
        ("funnel", &["340 000", "more than 50\u{a0}000", "appealed", "1\u{a0}million"]),
        ("two", &["Never measured", "95\u{a0}% interval: 3.68\u{a0}% to 4.83\u{a0}%"]),
        ("coverage", &["clopper-pearson", "least 79.34\u{a0}%", "promised: 95\u{a0}%", "200"]),
        ("items", &["100\u{a0}000 scanned", "100 of 184 flags are wrong", "84 violating"]),
    ];
    for width in [WIDE, NARROW] {
        for (name, svg) in samples(width) {
            let words = words(&svg.unwrap());
            let (_, labels) = wanted.iter().find(|(chart, _)| *chart == name).unwrap();
            for label in *labels {
                assert!(words.contains(label), "{name} at {width} lacks {label}: {words}");
            }
        }
    }
}

#[test]
fn a_png_has_the_size_and_the_ink_of_its_chart() {
    let svg = ppv_against_prevalence(&caption("ppv", "A title"), &sample_ppv(), WIDE).unwrap();
    let picture = png(&svg).unwrap();
    assert_eq!(picture, png(&svg).unwrap());
    let pixmap = resvg::tiny_skia::Pixmap::decode_png(&picture).unwrap();
    let height = svg.split("viewBox=\"0 0 760 ").nth(1).and_then(|rest| rest.split('"').next());
    assert_eq!(
        (pixmap.width(), pixmap.height()),
        (2 * WIDE, 2 * height.unwrap().parse::<u32>().unwrap())
    );
    // Letters of the title: dark pixels in its line, which has nothing else.
    let dark = |y: u32| {
        (0..pixmap.width())
            .filter(|x| pixmap.pixel(*x, y).is_some_and(|pixel| pixel.red() < 64))
            .count()
    };
    assert!((24..64).map(dark).sum::<usize>() > 100);
    assert!(png("no picture").is_err());
}

#[test]
fn label_text_is_escaped() {
    let rows = [row("A <b> & \"c\"\u{1}", "", (0.01, "1 %", 0.1), 0.9, "10 %")];
    let svg = identified_sets(&caption("x", "a < b"), &rows, WIDE).unwrap();
    assert!(words(&svg).contains("A <b> & \"c\""));
}

#[test]
fn what_cannot_be_drawn_is_refused() {
    let sets = |rows: &[SetRow], id: &str| identified_sets(&caption(id, "t"), rows, WIDE);
    let rows = sample_rows();
    assert!(
        sets(&rows, "two words").is_err() && sets(&rows, "").is_err() && sets(&[], "a").is_err()
    );
    for (low, high) in [(f64::NAN, 0.5), (0.5, 0.1), (-0.1, 0.5), (0.1, 1.5)] {
        assert!(sets(&[row("a", "", (low, "", 0.2), high, "")], "a").is_err(), "{low} {high}");
    }
    let ppv = |change: fn(&mut PpvChart)| {
        let mut chart = sample_ppv();
        change(&mut chart);
        ppv_against_prevalence(&caption("a", "t"), &chart, WIDE)
    };
    assert!(ppv(|_| ()).is_ok() && ppv(|chart| chart.curves.clear()).is_ok());
    assert!(ppv(|chart| *chart = PpvChart::default()).is_err());
    assert!(ppv(|chart| chart.marks[0].prevalence = 0.0).is_err());
    assert!(ppv(|chart| chart.marks[0].ppv = 1.1).is_err());
    assert!(ppv(|chart| chart.curves[0].points[3].high = f64::NAN).is_err());
    assert!(ppv(|chart| chart.curves[0].points.truncate(1)).is_err());
    let items = FprAndFdr { violating_flagged: 101, ..sample_items() };
    assert!(fpr_and_fdr(&caption("a", "t"), &items, WIDE).is_err());
    let backwards = FunnelChart { unit: "items".into(), stages: vec![stage("a", 2, Some(1), "")] };
    assert!(funnel(&caption("a", "t"), &backwards, WIDE).is_err());
    let mut kappa = sample_kappa();
    kappa.curve.truncate(1);
    assert!(kappa_curve(&caption("a", "t"), &kappa, WIDE).is_err());
    let mut panels = sample_coverage();
    panels.panels[0].bold[0].1 = 1.5;
    assert!(coverage_panels(&caption("a", "t"), &panels, WIDE).is_err());
    let mut two = sample_two();
    two.chance.lower = 0.5;
    assert!(two_uncertainties(&caption("a", "t"), &two, WIDE).is_err());
}

pub(super) fn any_share() -> impl Strategy<Value = f64> {
    prop_oneof![
        Just(0.0),
        Just(1.0),
        Just(0.0609),
        Just(1e-9),
        0.0..=1.0,
        (-8.0..0.0).prop_map(|log: f64| 10_f64.powf(log)),
    ]
}

pub(super) fn any_text() -> impl Strategy<Value = String> {
    "[A-Za-z0-9 ,.%é≥—]{0,40}"
}

fn any_row() -> impl Strategy<Value = SetRow> {
    let mark = || (any_share(), any_text()).prop_map(|(at, text)| Mark::new(at, text));
    let maybe = || proptest::option::of(mark());
    let between = (mark(), maybe(), mark(), maybe(), maybe()).prop_map(
        |(one, strong, other, actions, appeals)| {
            let (low, high) = if one.at <= other.at { (one, other) } else { (other, one) };
            Allowed::Between { low, strong, high, actions, appeals }
        },
    );
    let everything = any_text().prop_map(|text| Allowed::Everything { text });
    (any_text(), any_text(), prop_oneof![4 => between, 1 => everything])
        .prop_map(|(label, detail, allowed)| SetRow { label, detail, allowed })
}

pub(super) fn any_width() -> impl Strategy<Value = u32> {
    prop_oneof![Just(NARROW), Just(WIDE), 320..1000_u32]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..Default::default() })]

    #[test]
    fn labels_of_sets_keep_apart(
        rows in proptest::collection::vec(any_row(), 1..=14), title in any_text(), width in any_width()
    ) {
        let scene = super::identified_sets::layout(&title, &rows, width).unwrap();
        prop_assert_eq!(faults(&scene), Vec::<String>::new());
    }

    #[test]
    fn labels_of_curves_keep_apart(
        tips in proptest::collection::vec((any_share(), -3.0..6.0, any_text()), 0..5),
        parity in any_share(), floor in any_share(), text in any_text(), width in any_width()
    ) {
        let mut chart = sample_kappa();
        chart.parity = Mark::new(parity, text.clone());
        chart.floor = Mark::new(floor, text);
        let tip = |(fdr, log, text): (f64, f64, String)| {
            let kappa = (log < 5.0).then(|| 10_f64.powf(log));
            TippingPoint { fdr, kappa, text }
        };
        chart.tipping = tips.into_iter().map(tip).collect();
        let scene = super::kappa_curve::layout("", &chart, width).unwrap();
        prop_assert_eq!(faults(&scene), Vec::<String>::new());
    }

    #[test]
    fn labels_of_ppv_keep_apart(
        curves in proptest::collection::vec((any_text(), any_share(), any_share(), 1.0..9.0_f64), 0..9),
        marks in proptest::collection::vec((any_text(), -9.0..0.0_f64, any_share()), 1..9),
        (title, band) in (any_text(), any_text()), width in any_width()
    ) {
        let curve = |(label, recall, fpr, wide): (String, f64, f64, f64)| {
            // Where nothing is flagged there is no PPV.
            let rates = (recall.max(1e-9), fpr);
            sample_curve(&label, rates, wide, (-8.0, -0.01))
        };
        let mark = |(text, log, ppv): (String, f64, f64)| {
            let limits = (log < -3.0).then(|| (ppv / 3.0, (ppv * 1.5).min(1.0)));
            PpvMark { prevalence: 10_f64.powf(log), ppv, text, limits }
        };
        let chart = PpvChart {
            curves: curves.into_iter().map(curve).collect(),
            marks: marks.into_iter().map(mark).collect(),
            band,
        };
        let scene = super::ppv_against_prevalence::layout(&title, &chart, width).unwrap();
        prop_assert_eq!(faults(&scene), Vec::<String>::new());
    }

    #[test]
    fn labels_of_funnels_keep_apart(
        stages in proptest::collection::vec(
            (any_text(), any_text(), 0..20_u32, 0..3_u32, 0..1_000_u64), 1..14),
        width in any_width()
    ) {
        let stages = stages.into_iter().map(|(name, text, power, kind, rest)| {
            let low = if power == 0 { rest } else { 10_u64.saturating_pow(power) };
            let high = [Some(low), Some(low.saturating_add(rest)), None][kind as usize];
            stage(&name, low, high, &text)
        });
        let chart = FunnelChart { unit: "items".into(), stages: stages.collect() };
        let scene = super::funnel::layout("a title", &chart, width).unwrap();
        prop_assert_eq!(faults(&scene), Vec::<String>::new());
    }

    #[test]
    fn labels_of_two_uncertainties_keep_apart(
        mut shares in proptest::collection::vec(any_share(), 5), texts in proptest::collection::vec(any_text(), 9),
        width in any_width()
    ) {
        let mut chart = sample_two();
        shares[..2].sort_by(f64::total_cmp);
        shares[2..].sort_by(f64::total_cmp);
        chart.set.low = Mark::new(shares[0], texts[0].clone());
        chart.set.high = Mark::new(shares[1], texts[1].clone());
        chart.chance.lower = shares[2];
        chart.chance.estimate = Mark::new(shares[3], texts[2].clone());
        chart.chance.upper = shares[4];
        chart.chance.interval = texts[3].clone();
        chart.set.note = texts[4..].join(" ");
        let scene = super::two_uncertainties::layout(&texts[8], &chart, width).unwrap();
        prop_assert_eq!(faults(&scene), Vec::<String>::new());
    }

    #[test]
    fn labels_of_panels_keep_apart(
        names in proptest::collection::vec((any_text(), any_text()), 1..10), texts in proptest::collection::vec(any_text(), 4),
        thin in proptest::option::of(any_text()), width in any_width()
    ) {
        let mut chart = sample_coverage();
        let panel = |(name, remark)| CoveragePanel { name, remark, ..chart.panels[1].clone() };
        chart.panels = names.into_iter().map(panel).collect();
        chart.thin = thin;
        (chart.bold, chart.y_title, chart.x_title) = (texts[0].clone(), texts[1].clone(), texts[2].clone());
        let scene = super::coverage_panels::layout(&texts[3], &chart, width).unwrap();
        prop_assert_eq!(faults(&scene), Vec::<String>::new());
    }

    #[test]
    fn labels_of_items_keep_apart(
        powers in proptest::array::uniform4(0..13_u32), rate in any_text(), width in any_width()
    ) {
        let [a, b, c, d] = powers.map(|power| 10_u64.pow(power) - u64::from(power == 0));
        let items = FprAndFdr {
            violating: a.max(b),
            violating_flagged: a.min(b),
            innocent: c.max(d).max(1),
            innocent_flagged: c.min(d),
            fpr: rate.clone(),
            fdr: rate,
        };
        let scene = super::fpr_and_fdr::layout("", &items, width).unwrap();
        prop_assert_eq!(faults(&scene), Vec::<String>::new());
    }
}
