//! Calibration as tables.

use super::limits;
use crate::calibration::Decomposition;
use crate::evaluation::{
    Calibrated, Calibration, Estimate, PrevalenceGiven, Reliability, ReliabilityStep, Value,
};
use crate::export::wording::{self, NONE, share};
use crate::export::{Block, Column};
use crate::quantity::Proportion;
use crate::quantity::display::{short_percent, significant};

/// The blocks on calibration.
pub(super) fn calibration(
    calibration: &Calibration,
    given: Option<&PrevalenceGiven>,
    level: &str,
) -> Vec<Block> {
    vec![
        Block::Heading(2, "Calibration".to_owned()),
        scores(calibration, given, level),
        Block::Heading(2, "Reliability".to_owned()),
        reliability(&calibration.here, level),
        Block::Paragraph(parts("width", &calibration.here.equal_width)),
        Block::Paragraph(parts("mass", &calibration.here.equal_mass)),
    ]
}

/// A row for each quantity, with a column for these rows and two for another prevalence.
fn scores(calibration: &Calibration, given: Option<&PrevalenceGiven>, level: &str) -> Block {
    let there = calibration.at_prevalence.as_ref().zip(given);
    let mut columns = vec![
        Column::text("quantity"),
        Column::number("in these rows"),
        Column::number(format!("limits, {level}")),
    ];
    columns.extend(there.iter().flat_map(|(_, given)| {
        [format!("at {}", given.text), "there, moved".to_owned()].map(Column::number)
    }));
    let all = std::iter::once(&calibration.here)
        .chain(there.iter().flat_map(|(there, _)| [&there.as_they_are, &there.moved]));
    let all: Vec<Vec<Shown>> = all.map(of_each).collect();
    let names = all.first().into_iter().flatten().enumerate();
    let row = |(place, first): (usize, &Shown)| {
        let rest = all.iter().skip(1).filter_map(|shown| shown.get(place));
        let values = rest.map(|shown| shown.value.clone());
        let start = [first.name.to_owned(), first.value.clone(), first.limits.clone()];
        start.into_iter().chain(values).collect()
    };
    let of_rows_alone = of_rows(calibration).into_iter().map(|shown| {
        let mut row = vec![shown.name.to_owned(), shown.value, shown.limits];
        row.resize(columns.len(), NONE.to_owned());
        row
    });
    Block::Table { rows: names.map(row).chain(of_rows_alone).collect(), columns }
}

/// A quantity as it is shown.
struct Shown {
    name: &'static str,
    value: String,
    limits: String,
}

impl Shown {
    fn plain(name: &'static str, value: String) -> Self {
        Self { name, value, limits: NONE.to_owned() }
    }

    fn value(name: &'static str, value: &Value) -> Self {
        let text = value.estimate.map(number);
        let limits = value.reason.unwrap_or(NONE).to_owned();
        Self { name, value: text.unwrap_or(NONE.to_owned()), limits }
    }

    fn estimate(name: &'static str, estimate: &Estimate, number: fn(f64) -> String) -> Self {
        Self {
            name,
            value: estimate.estimate.map_or(NONE.to_owned(), number),
            limits: limits(estimate, number)
                .unwrap_or_else(|| estimate.reason.unwrap_or(NONE).to_owned()),
        }
    }
}

/// What depends on the prevalence.
fn of_each(calibrated: &Calibrated) -> Vec<Shown> {
    let Calibrated { corp, equal_width, equal_mass, .. } = calibrated;
    let plain = |name, value| Shown::plain(name, number(value));
    let by_chance = |name, errors: &Reliability| {
        Shown::plain(name, errors.ece_if_calibrated.map_or(NONE.to_owned(), number))
    };
    vec![
        Shown::plain("mean probability", share(calibrated.mean_probability)),
        Shown::estimate("share of positives", &calibrated.observed, share),
        Shown::estimate("Brier score", &calibrated.brier, number),
        plain("- miscalibration, MCB", corp.miscalibration),
        plain("- discrimination, DSC", corp.discrimination),
        plain("- uncertainty, UNC", corp.uncertainty),
        Shown::value("Brier skill", &calibrated.brier_skill),
        Shown::estimate("log loss, nats", &calibrated.log_loss, number),
        plain("ECE, equal width", equal_width.ece),
        by_chance("- by chance alone", equal_width),
        plain("ECE, equal mass", equal_mass.ece),
        by_chance("- by chance alone", equal_mass),
        plain("MCE, equal width", equal_width.mce),
        plain("MCE, equal mass", equal_mass.mce),
    ]
}

/// What is the same at every prevalence, or is of these rows alone.
fn of_rows(calibration: &Calibration) -> Vec<Shown> {
    vec![
        Shown::estimate("Cllr, bits", &calibration.cllr, number),
        Shown::value("least Cllr, bits", &calibration.cllr_min),
        Shown::estimate("calibration slope", &calibration.slope, number),
        Shown::estimate("intercept with it", &calibration.intercept, number),
        Shown::estimate("intercept, slope 1", &calibration.in_the_large, number),
    ]
}

/// What the Brier score is made of, by bins.
fn parts(equal: &str, reliability: &Reliability) -> String {
    let Decomposition {
        reliability,
        resolution,
        uncertainty,
        within_bin_variance,
        within_bin_covariance,
    } = reliability.parts;
    format!(
        "By bins of equal {equal}, the Brier score is reliability {} - resolution {} + uncertainty {}, and within \
         bins + variance {} - covariance {}.",
        number(reliability),
        number(resolution),
        number(uncertainty),
        number(within_bin_variance),
        number(within_bin_covariance),
    )
}

/// A row for every bin.
fn reliability(calibrated: &Calibrated, level: &str) -> Block {
    let columns = vec![
        Column::text("bins of"),
        Column::number("probability"),
        Column::number("mean"),
        Column::number("observed"),
        Column::text("from"),
        Column::number(format!("limits, {level}")),
    ];
    let by_width = bins("equal width", &calibrated.equal_width.bins, short_percent);
    let rows = by_width.chain(bins("equal mass", &calibrated.equal_mass.bins, share)).collect();
    Block::Table { columns, rows }
}

fn bins(
    name: &'static str,
    bins: &[ReliabilityStep],
    end: fn(f64) -> String,
) -> impl Iterator<Item = Vec<String>> {
    bins.iter().enumerate().map(move |(place, bin)| {
        let counted = Proportion::new(bin.positives, bin.positives + bin.negatives);
        vec![
            if place == 0 { name.to_owned() } else { String::new() },
            wording::range((bin.from, bin.to), end),
            bin.mean_probability.map_or(NONE.to_owned(), share),
            bin.observed.estimate.map_or(NONE.to_owned(), share),
            counted.map_or(NONE.to_owned(), wording::proportion),
            limits(&bin.observed, share).unwrap_or(NONE.to_owned()),
        ]
    })
}

/// Four significant digits, or an exponent below one in a million.
fn number(value: f64) -> String {
    let (sign, size) = (if value < 0.0 { "-" } else { "" }, value.abs());
    if size > 0.0 && size < 1e-6 {
        format!("{value:.2e}")
    } else {
        format!("{sign}{}", significant(size, 4))
    }
}
