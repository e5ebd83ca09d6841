//! The report of how often each interval holds the true share.

use super::charts::{BY_SHARE, BY_TRIALS, Charts, coverage_charts};
use super::document::{Section, picture};
use super::html::plain_page;
use super::pages::{Page, files};
use crate::error::Result;
use crate::evaluation::{Coverages, MethodCoverage, Outcome};
use crate::export::coverage::{csv, percent};
use crate::export::wording::NONE;
use crate::export::{Block, Column, markdown};
use crate::quantity::Confidence;
use crate::quantity::display::{counted, grouped, short_percent, significant};

const TITLE: &str = "How often each interval holds the true share";

/// The numbers of trials that the tables have columns for, besides the greatest.
const TRIALS_IN_TABLES: [u64; 2] = [10, 50];

/// Returns the files of the report: the page, the Markdown, the numbers as CSV, and the charts.
///
/// # Errors
///
/// If a chart cannot be drawn.
pub fn coverage_pages(outcome: &Outcome<Coverages>) -> Result<Vec<Page>> {
    let charts = coverage_charts(outcome)?;
    let sections = sections(outcome, &charts);
    let mut pages = vec![
        Page::new("index.html", plain_page(outcome, (TITLE, &lede(outcome)), &sections, &charts)),
        Page::new("report.md", markdown(&blocks(outcome, &sections))),
        Page::new("coverage.csv", csv(outcome)),
    ];
    pages.extend(files(&charts));
    Ok(pages)
}

fn lede(outcome: &Outcome<Coverages>) -> String {
    format!(
        "A {level} interval promises to hold the true share in {level} of all samples. Which methods \
         keep that promise, whatever the true share: reckoned exactly for 1 to {most} trials, not \
         simulated.",
        level = short_percent(outcome.confidence),
        most = grouped(outcome.result.most_trials)
    )
}

fn blocks(outcome: &Outcome<Coverages>, sections: &[Section]) -> Vec<Block> {
    let mut blocks = vec![Block::Heading(1, TITLE.to_owned()), Block::Paragraph(lede(outcome))];
    for section in sections {
        blocks.push(Block::Heading(2, section.title.clone()));
        blocks.extend(section.blocks.clone());
    }
    blocks
}

fn sections(outcome: &Outcome<Coverages>, charts: &Charts) -> Vec<Section> {
    let mut answer = vec![Block::Paragraph(kept(outcome)), Block::Paragraph(missed(outcome))];
    answer.extend(picture(charts, BY_TRIALS));
    let heading = |text: &str| Block::Heading(3, text.to_owned());
    answer.extend([heading("The least coverage of any true share"), least(outcome)]);
    answer.extend([heading("The mean coverage over all true shares"), mean(outcome)]);
    let mut by_share = vec![Block::Paragraph(jumps(outcome))];
    by_share.extend(picture(charts, BY_SHARE));
    vec![
        Section::new("answer", "The answer", answer),
        Section::new("by-share", "Why it depends on the true share", by_share),
        Section::new("methods", "How it was reckoned", methods(outcome)),
    ]
}

/// Which methods hold the true share as often as they say.
fn kept(outcome: &Outcome<Coverages>) -> String {
    let level = short_percent(outcome.confidence);
    match outcome.result.keepers() {
        None => format!("No method holds every true share in at least {level} of all samples."),
        Some(names) => format!(
            "Whatever the true share, and for every number of trials from 1 to {}, {names} hold it in \
             at least {level} of all samples. No other method does.",
            grouped(outcome.result.most_trials)
        ),
    }
}

/// By how much the others fall short.
fn missed(outcome: &Outcome<Coverages>) -> String {
    let others = outcome.result.methods.iter().filter(|method| !method.keeps_confidence);
    let lowest = |method: &MethodCoverage| {
        Some(format!("{} {}", method.method, percent(method.worst()?.least)))
    };
    let lowest: Vec<String> = others.filter_map(lowest).collect();
    format!(
        "The least of the others: {}. Averaged over all true shares they come closer to what they \
         promise; but whoever meets rare events always meets the same few shares, and the average over \
         all others is no comfort there.",
        lowest.join(", ")
    )
}

fn jumps(outcome: &Outcome<Coverages>) -> String {
    format!(
        "A sample of {} can come out in only so many ways. Each time that the true share passes a limit \
         of one of their intervals, that outcome begins or ceases to be right, and the coverage jumps. \
         What a method promises on average it can miss by far for the share at hand.",
        grouped(outcome.result.trials_of_curves)
    )
}

/// The least coverage: of all numbers of trials, and of a few.
fn least(outcome: &Outcome<Coverages>) -> Block {
    let some = some_trials(outcome);
    let mut columns = vec![
        Column::text("method"),
        Column::number(format!("1 to {} trials", grouped(outcome.result.most_trials))),
        Column::number("reached with"),
        Column::number("near a true share of"),
    ];
    columns.extend(some.iter().map(|at| Column::number(trials(*at))));
    let row = |method: &MethodCoverage| {
        let worst = method.worst().map_or([NONE; 3].map(str::to_owned), |worst| {
            [percent(worst.least), trials(worst.trials), near(worst.near)]
        });
        let at = |at: &u64| method.at(*at).map_or(NONE.to_owned(), |at| percent(at.least));
        [method.method.to_owned()].into_iter().chain(worst).chain(some.iter().map(at)).collect()
    };
    Block::Table { columns, rows: outcome.result.methods.iter().map(row).collect() }
}

/// The mean coverage of a few numbers of trials.
fn mean(outcome: &Outcome<Coverages>) -> Block {
    let some = some_trials(outcome);
    let titles = some.iter().map(|at| Column::number(trials(*at)));
    let row = |method: &MethodCoverage| {
        let at = |at: &u64| method.at(*at).map_or(NONE.to_owned(), |at| percent(at.mean));
        [method.method.to_owned()].into_iter().chain(some.iter().map(at)).collect()
    };
    Block::Table {
        columns: [Column::text("method")].into_iter().chain(titles).collect(),
        rows: outcome.result.methods.iter().map(row).collect(),
    }
}

/// The numbers of trials that the tables have columns for.
fn some_trials(outcome: &Outcome<Coverages>) -> Vec<u64> {
    let most = outcome.result.most_trials;
    TRIALS_IN_TABLES.into_iter().filter(|trials| *trials < most).chain([most]).collect()
}

fn trials(count: u64) -> String {
    counted(count, "trial", "trials")
}

/// A true share with two digits, of which the mirror image does as well.
fn near(share: f64) -> String {
    if share == 0.0 {
        "0\u{a0}%".to_owned()
    } else {
        format!("{}\u{a0}%", significant(share * 100.0, 2))
    }
}

fn methods(outcome: &Outcome<Coverages>) -> Vec<Block> {
    let paragraphs = [
        "The coverage of a true share p is the probability that a sample comes out with a count whose \
         interval holds p: the sum of the binomial probabilities of those counts. Nothing is simulated, \
         so no number here carries an error of simulation.",
        "The least is not sought on a grid of shares, which could miss it. Between two neighbouring \
         limits of all the intervals the same counts, one after the other, hold p, and their \
         probability rises and then falls along p. It is therefore least as p nears one of the two \
         limits. All 2n + 2 limits of n trials are tried, 0 and 1 among them, from both sides (Wang, \
         Statistica Sinica 17, 2007). Shares of exactly 0 and 1 are left out: there every method \
         is right. The mirror image of a share is covered as often.",
        "The mean takes every true share from 0 to 1 as equally likely (Brown, Cai and DasGupta, \
         Statistical Science 16, 2001). Where events are rare it says little: what counts then is the \
         coverage near 0.",
        "All percentages of coverage are rounded down. The numbers of every method and number of \
         trials are in `coverage.csv`, as fractions; near_share is the true share near which the least \
         is. Which method to use when: `baserate metrics --interval help`.",
    ];
    let mut blocks: Vec<Block> =
        paragraphs.map(|text| Block::Paragraph(text.to_owned())).into_iter().collect();
    blocks.push(Block::Paragraph(format!(
        "Made by baserate {} with: `{}`. The same command gives the same bytes.",
        outcome.version,
        command(outcome)
    )));
    blocks
}

/// The command line that makes this report again.
fn command(outcome: &Outcome<Coverages>) -> String {
    let level = (outcome.confidence.to_bits() != Confidence::DEFAULT.level().to_bits())
        .then(|| format!(" --confidence {}", outcome.confidence));
    format!(
        "baserate coverage --trials {}{}",
        outcome.result.most_trials,
        level.unwrap_or_default()
    )
}
