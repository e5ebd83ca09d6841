//! How long curves and areas take from arrays in memory: the part of `benches/sweep_peers` that needs the
//! library itself.
//!
//! `sweep_arrays TASK SCORES LABELS` reads raw `f32` scores and labels of one byte each, does what TASK names
//! (`auc`, `roc`, `curves`, `delong` or `bootstrap`) and prints its seconds, the peak memory of the process and an
//! answer to compare. Neither the start nor the reading counts.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a bench that cannot go on should stop"
)]

use std::fs;
use std::num::NonZeroUsize;
use std::thread;
use std::time::Instant;

use baserate::curve::{Rule, auc, choose, det, precision_recall, roc};
use baserate::quantity::Probability;
use baserate::resampling::{Plan, Scheme, Source, Statistic, bootstrap};
use baserate::tally::{Collection, Collector, Key as _, Label, Ranking};

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|one| one != "--bench").collect();
    // Tests run benches once, without arguments, to see that they work.
    let [task, scores, labels] = arguments.as_slice() else { return };
    let bytes = fs::read(scores).unwrap();
    let scores: Vec<f32> =
        bytes.chunks_exact(4).map(|one| f32::from_le_bytes(one.try_into().unwrap())).collect();
    drop(bytes);
    let labels = fs::read(labels).unwrap();
    let threads = thread::available_parallelism().unwrap();
    let start = Instant::now();
    let answer = match task.as_str() {
        "auc" => area(&ranking(&scores, &labels, threads)),
        "roc" => full_roc(&ranking(&scores, &labels, threads)),
        "curves" => all_curves(&ranking(&scores, &labels, threads)),
        "delong" => auc(&ranking(&scores, &labels, threads)).unwrap().standard_error().unwrap(),
        "bootstrap" => bootstrapped(&ranking(&scores, &labels, threads), threads),
        _ => panic!("no task {task}"),
    };
    let seconds = start.elapsed().as_secs_f64();
    println!("{{\"seconds\": {seconds}, \"mb\": {}, \"answer\": {answer}}}", peak_megabytes());
}

fn ranking(scores: &[f32], labels: &[u8], threads: NonZeroUsize) -> Ranking {
    let share = scores.len().div_ceil(threads.get());
    let collect = |(scores, labels): (&[f32], &[u8])| {
        let mut collector = Collector::default();
        for (score, label) in scores.iter().zip(labels) {
            collector.add(u32::of(*score).unwrap(), Label::from(*label == 1));
        }
        collector
    };
    let collectors = thread::scope(|scope| {
        let parts = scores.chunks(share).zip(labels.chunks(share));
        let workers: Vec<_> = parts.map(|part| scope.spawn(move || collect(part))).collect();
        workers.into_iter().map(|worker| worker.join().unwrap()).collect()
    });
    Collection::new(collectors).ranking(threads)
}

fn area(ranking: &Ranking) -> f64 {
    auc(ranking).unwrap().area().x()
}

/// The area under the points of the curve.
fn full_roc(ranking: &Ranking) -> f64 {
    let curve = roc(ranking).unwrap();
    let (mut area, mut x, mut y) = (0.0, 0.0, 0.0);
    for (fpr, recall) in curve.fpr.iter().zip(&curve.recall) {
        area += (fpr - x) * (recall + y) / 2.0;
        (x, y) = (*fpr, *recall);
    }
    area
}

/// Every curve, the operating points that `baserate sweep` takes without a rule, and the area.
fn all_curves(ranking: &Ranking) -> f64 {
    let points = roc(ranking).unwrap().fpr.len();
    assert!(points == precision_recall(ranking).unwrap().recall.len());
    assert!(points >= det(ranking).unwrap().fnr.len());
    let share = |share| Probability::new(share).unwrap();
    let rules = [
        Rule::FprAtMost(share(0.01)),
        Rule::FprAtMost(share(0.001)),
        Rule::RecallAtLeast(share(0.9)),
        Rule::Youden,
        Rule::FBeta(1.0),
    ];
    for rule in rules {
        choose(ranking, rule, None).unwrap();
    }
    area(ranking)
}

/// The AUC of the rows, of which 1000 resamples are drawn, for it and for recall at a false positive rate of 1e-3.
fn bootstrapped(ranking: &Ranking, threads: NonZeroUsize) -> f64 {
    let plan = Plan { scheme: Scheme::All, resamples: 1000, seed: 1, threads };
    let statistics = [Statistic::Auc, Statistic::RecallAtFpr(Probability::new(1e-3).unwrap())];
    let resampled = bootstrap(Source::Rows(ranking), &plan, &statistics, &|_| {}).unwrap();
    resampled[0].estimate.unwrap()
}

/// The most memory that the process had, where the system says so.
fn peak_megabytes() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = peak.and_then(|peak| peak.trim().trim_end_matches(" kB").parse::<u64>().ok());
    kilobytes.unwrap_or(0) / 1024
}
