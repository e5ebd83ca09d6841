//! How long an audit takes: one ladder, the dataset from its files, and many cases from memory.
//!
//! `audit of cases` is run at 1 000, 3 000 and 10 000 cases with their number as the throughput, so
//! that the rate per case shows whether the cost grows in proportion.

use std::hint::black_box;
use std::path::{Path, PathBuf};

use baserate::disclosure::{
    CaseKey, Figure, Period, Rounding, Scope, Source, Stage, Unit, assemble,
};
use baserate::error::Result;
use baserate::evaluation::{AuditOptions, audit, audit_cases};
use baserate::identification::{Counts, KappaRange, LadderOptions, MissedAtMost, ladder};
use baserate::quantity::{CountRange, Probability};
use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};

/// How many cases each provider has.
const CASES_OF_A_PROVIDER: u64 = 4;

/// The figures of Meta for 2021, rounded, with all options that add a rung.
fn one_ladder(criterion: &mut Criterion) {
    let counts = Counts {
        actioned: CountRange::new(335_000, Some(345_000)),
        appealed: CountRange::new(4_850, Some(4_950)),
        reversed: Some(CountRange::exactly(207)),
        ..Counts::default()
    };
    let printed = Counts {
        actioned: Some(CountRange::exactly(340_000)),
        appealed: Some(CountRange::exactly(4_900)),
        ..counts.clone()
    };
    let options = LadderOptions {
        kappa: KappaRange::new(1.0, 5.0),
        missed_at_most: Probability::new(0.01).ok().map(MissedAtMost::Share),
        ..LadderOptions::default()
    };
    criterion.bench_function("ladder of a rounded case", |bencher| {
        bencher.iter(|| ladder(black_box(&counts), black_box(&printed), &options));
    });
}

fn dataset(criterion: &mut Criterion) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("datasets/eu-interim-regulation");
    criterion.bench_function("audit of the dataset", |bencher| {
        bencher.iter(|| audit(black_box(std::slice::from_ref(&folder)), &AuditOptions::default()));
    });
}

fn many_cases(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("audit of cases");
    group.sample_size(10);
    for cases in [1_000, 3_000, 10_000] {
        let figures: Vec<Figure> = (0..cases).flat_map(three_figures).collect();
        group.throughput(Throughput::Elements(cases));
        group.bench_with_input(BenchmarkId::from_parameter(cases), &figures, |bencher, figures| {
            bencher.iter(|| from_memory(black_box(figures)));
        });
    }
    group.finish();
}

fn from_memory(figures: &[Figure]) -> Result<usize> {
    let cases = assemble(figures)?;
    let (result, findings) = audit_cases(&cases, &[], &AuditOptions::default());
    Ok(result.cases.len() + findings.len())
}

/// The figures of one of many cases, two of them rounded.
fn three_figures(case: u64) -> Vec<Figure> {
    let spread = case % 97;
    let printed = [
        (Stage::Actioned, 340_000 + spread * 10_000, Rounding::Nearest(10_000)),
        (Stage::Appealed, 4_900 + spread * 100, Rounding::Nearest(100)),
        (Stage::Reversed, 207 + spread, Rounding::Exact),
    ];
    printed
        .into_iter()
        .filter_map(|(stage, value, rounding)| {
            Some(Figure {
                key: key(case),
                channel: String::new(),
                part: String::new(),
                period: Period::calendar_year(2023)?,
                stage,
                value,
                rounding,
                source: Source {
                    file: PathBuf::from("figures.csv"),
                    line: case + 2,
                    citation: format!("report {case}"),
                },
                note: String::new(),
            })
        })
        .collect()
}

fn key(case: u64) -> CaseKey {
    CaseKey {
        provider: format!("Provider {}", case / CASES_OF_A_PROVIDER),
        service: String::new(),
        technology: String::new(),
        scope: Scope::Eu,
        category: format!("policy {}", case % CASES_OF_A_PROVIDER),
        unit: Unit::Account,
    }
}

criterion_group!(benches, one_ladder, dataset, many_cases);
criterion_main!(benches);
