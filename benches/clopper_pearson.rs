//! How long Clopper-Pearson intervals take: a million of them beside scipy and R, and the rarest events.
//!
//! `cargo bench --bench clopper_pearson` first runs all that are installed in turns, on the same
//! million inputs, and prints medians and ratios; then criterion measures this crate alone. The
//! peers are the scripts in `benches/peers`; each loads the inputs, then times one pass whenever it
//! is told to, so that neither its start nor the reading counts. `-- none` leaves out criterion.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a bench that cannot go on should stop"
)]

use std::fmt::Write as _;
use std::fs;
use std::hint::black_box;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::thread;
use std::time::Instant;

use baserate::interval::clopper_pearson;
use baserate::quantity::{Confidence, Proportion, real, whole};
use baserate::simulation::{Purpose, Stream};
use criterion::{Criterion, Throughput, criterion_group};

const INTERVALS: u32 = 1_000_000;
const MOST_EVENTS: f64 = 1e5;
const MOST_TRIALS: f64 = 1e9;
const SEED: u64 = 20_211_232;
/// How often each contestant has its turn.
const ROUNDS: usize = 7;

/// A million counts, both log-uniform: events from 1 to 1e5, trials from the events to 1e9.
fn inputs() -> Vec<Proportion> {
    let mut stream = Stream::new(SEED, Purpose::Confusion, 0);
    let mut log_uniform =
        |low: f64, high: f64| whole((low.ln() + stream.unit() * (high / low).ln()).exp());
    let mut draw = || {
        let events = log_uniform(1.0, MOST_EVENTS);
        let trials = log_uniform(real(events), MOST_TRIALS).max(events);
        Proportion::new(events, trials).unwrap()
    };
    (0..INTERVALS).map(|_| draw()).collect()
}

/// The means of the logarithms of both limits: they tell whether two contestants did the same work.
fn all(proportions: &[Proportion]) -> [f64; 2] {
    let sums = proportions.iter().fold([0.0, 0.0], |[lower, upper], proportion| {
        let interval = clopper_pearson(black_box(*proportion), Confidence::DEFAULT);
        [lower + interval.lower().ln(), upper + interval.upper().ln()]
    });
    sums.map(|sum| sum / f64::from(INTERVALS))
}

fn on_threads(proportions: &[Proportion], threads: usize) -> [f64; 2] {
    thread::scope(|scope| {
        let parts = proportions.chunks(proportions.len().div_ceil(threads));
        let workers: Vec<_> = parts.map(|part| scope.spawn(|| all(part))).collect();
        let sums = workers.into_iter().map(|worker| worker.join().unwrap());
        sums.fold([0.0, 0.0], |[a, b], [c, d]| [a + c, b + d])
    })
}

/// One pass: how many seconds it took, and its means.
struct Pass {
    seconds: f64,
    means: [f64; 2],
}

/// Other software, waiting to be told to start a pass.
struct Peer {
    name: String,
    process: Child,
    orders: ChildStdin,
    answers: BufReader<ChildStdout>,
}

impl Peer {
    /// Starts a peer; `None`, and a line that says so, where it is not installed.
    fn start(program: &str, script: &str, inputs: &Path) -> Option<Self> {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/peers").join(script);
        let started = Command::new(program)
            .arg(&script)
            .arg(inputs)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn();
        let peer = started.ok().and_then(|mut process| {
            let orders = process.stdin.take()?;
            let mut answers = BufReader::new(process.stdout.take()?);
            let name = line(&mut answers)?;
            Some(Self { name, process, orders, answers })
        });
        if peer.is_none() {
            println!(
                "left out: {} ({program} or what it needs is not installed)",
                script.display()
            );
        }
        peer
    }

    fn pass(&mut self) -> Pass {
        writeln!(self.orders, "go").unwrap();
        let answer = line(&mut self.answers).unwrap();
        let numbers: Vec<f64> = answer.split(' ').map(|number| number.parse().unwrap()).collect();
        Pass { seconds: numbers[0], means: [numbers[1], numbers[2]] }
    }

    fn stop(self) {
        drop(self.orders);
        let mut process = self.process;
        process.wait().unwrap();
    }
}

fn line(answers: &mut BufReader<ChildStdout>) -> Option<String> {
    let mut line = String::new();
    answers.read_line(&mut line).ok()?;
    (!line.is_empty()).then(|| line.trim_end().to_owned())
}

fn timed(work: impl FnOnce() -> [f64; 2]) -> Pass {
    let start = Instant::now();
    let means = work();
    Pass { seconds: start.elapsed().as_secs_f64(), means }
}

/// The same inputs as a file for the peers.
fn written(proportions: &[Proportion]) -> PathBuf {
    let mut text = "events,trials\n".to_owned();
    for proportion in proportions {
        writeln!(text, "{},{}", proportion.events(), proportion.trials()).unwrap();
    }
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("clopper_pearson.csv");
    fs::write(&path, text).unwrap();
    path
}

/// All contestants in turns, so that what else the machine does hits each alike.
fn side_by_side() {
    let proportions = inputs();
    let file = written(&proportions);
    println!("{INTERVALS} intervals at 95 %, seed {SEED}, {ROUNDS} rounds: {}", file.display());
    let peers =
        [("python3", "statsmodels_beta.py"), ("python3", "scipy_beta.py"), ("Rscript", "qbeta.R")];
    let peers = peers.iter().filter_map(|(program, script)| Peer::start(program, script, &file));
    let mut peers: Vec<Peer> = peers.collect();
    let mut passes: Vec<Vec<Pass>> = (0..2 + peers.len()).map(|_| Vec::new()).collect();
    for _ in 0..ROUNDS {
        passes[0].push(timed(|| all(&proportions)));
        passes[1].push(timed(|| on_threads(&proportions, 2)));
        for (place, peer) in peers.iter_mut().enumerate() {
            passes[2 + place].push(peer.pass());
        }
    }
    let names = ["baserate, one thread", "baserate, two threads"].map(str::to_owned);
    let names = names.into_iter().chain(peers.iter().map(|peer| peer.name.clone()));
    let rates: Vec<f64> = passes.iter().map(|passes| millions_a_second(passes)).collect();
    let own = passes[0][0].means;
    println!("{:<56} {:>9} {:>22}", "", "million/s", "means of ln differ by");
    for (name, (passes, rate)) in names.zip(passes.iter().zip(&rates)) {
        let means = passes[0].means;
        let apart = (means[0] - own[0]).abs().max((means[1] - own[1]).abs());
        println!("{name:<56} {rate:>9.3} {apart:>22.1e}");
    }
    let fastest = rates[2..].iter().copied().fold(0.0, f64::max);
    if fastest > 0.0 {
        let [one, two] = [rates[0] / fastest, rates[1] / fastest];
        println!(
            "baserate makes {one:.2} times as many as the fastest peer, on two threads {two:.2}"
        );
    }
    peers.into_iter().for_each(Peer::stop);
}

/// The median of all passes.
fn millions_a_second(passes: &[Pass]) -> f64 {
    let mut seconds: Vec<f64> = passes.iter().map(|pass| pass.seconds).collect();
    seconds.sort_by(f64::total_cmp);
    f64::from(INTERVALS) / seconds[seconds.len() / 2] / 1e6
}

fn a_million(criterion: &mut Criterion) {
    let proportions = inputs();
    let mut group = criterion.benchmark_group("a million Clopper-Pearson intervals");
    group.sample_size(10).throughput(Throughput::Elements(INTERVALS.into()));
    for threads in [1, 2] {
        group.bench_function(format!("threads: {threads}"), |bencher| {
            bencher.iter(|| on_threads(&proportions, threads));
        });
    }
    group.finish();
}

/// The rarest events that sources claim.
fn rare(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("one Clopper-Pearson interval");
    for (events, trials) in
        [(44, 8_000_000), (17, 12_300_000_000), (0, 150_000_000_000), (1, 50_000_000_000)]
    {
        let proportion = Proportion::new(events, trials).unwrap();
        group.bench_function(format!("{events} of {trials}"), |bencher| {
            bencher.iter(|| clopper_pearson(black_box(proportion), Confidence::DEFAULT));
        });
    }
    group.finish();
}

criterion_group!(benches, a_million, rare);

fn main() {
    // Tests run benches once to see that they work; that is no time for a race.
    if std::env::args().any(|argument| argument == "--bench") {
        side_by_side();
    }
    benches();
    Criterion::default().configure_from_args().final_summary();
}
