//! How long a thousand resamples take: a million rows, of which few or half are positive, with the area
//! under the curve and recall at a false positive rate of 1 in 1000.

use std::hint::black_box;
use std::num::NonZeroUsize;
use std::thread::available_parallelism;

use baserate::quantity::Probability;
use baserate::resampling::{Plan, Scheme, Source, Statistic, bootstrap};
use baserate::simulation::{Law, ScoresDesign};
use baserate::tally::{Clusters, Label, Ranking, Tally};
use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};

const ROWS: u64 = 1_000_000;

fn rows(prevalence: f64) -> impl Iterator<Item = (f64, Label, u64)> {
    let law = |mean| Law::normal(mean, 1.0);
    let design = Probability::new(prevalence)
        .and_then(|prevalence| ScoresDesign::new(ROWS, prevalence, law(1.5)?, law(0.0)?, None));
    let rows = design.into_iter().flat_map(|design| {
        let blocks = 0..design.blocks();
        blocks.flat_map(|number| design.block(1, number).collect::<Vec<_>>()).collect::<Vec<_>>()
    });
    rows.map(|row| (row.score, Label::from(row.positive), 1))
}

fn plan(resamples: usize) -> Plan {
    let threads = available_parallelism().unwrap_or(NonZeroUsize::MIN);
    Plan { scheme: Scheme::Stratified, resamples, seed: 1, threads }
}

fn statistics() -> Vec<Statistic> {
    let recall = Probability::new(1e-3).map(Statistic::RecallAtFpr);
    [Ok(Statistic::Auc), recall].into_iter().flatten().collect()
}

fn rows_of_a_million(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("1000 resamples of 1e6 rows");
    group.sample_size(10);
    for prevalence in [1e-3, 0.5] {
        let ranking = Ranking::lumped(&Tally::new(rows(prevalence), 0).unwrap_or_default());
        group.bench_with_input(
            BenchmarkId::from_parameter(prevalence),
            &ranking,
            |bencher, ranking| {
                bencher.iter(|| {
                    bootstrap(Source::Rows(black_box(ranking)), &plan(1000), &statistics(), &|_| {})
                });
            },
        );
    }
}

fn clusters_of_ten(criterion: &mut Criterion) {
    let rows = (0..)
        .zip(rows(1e-3))
        .map(|(place, (score, label, count))| (place / 10, score, label, count));
    let clusters = Clusters::new(rows).unwrap_or_default();
    let mut group = criterion.benchmark_group("100 resamples of 1e5 clusters of ten rows");
    group.sample_size(10);
    group.bench_function("0.001", |bencher| {
        bencher.iter(|| {
            bootstrap(Source::Clusters(black_box(&clusters)), &plan(100), &statistics(), &|_| {})
        });
    });
}

criterion_group!(benches, rows_of_a_million, clusters_of_ten);
criterion_main!(benches);
