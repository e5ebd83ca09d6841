//! What a reader needs to understand the report: how to read it, its methods, its provenance.

use super::charts::{self, Charts};
use super::document::picture;
use crate::evaluation::{Outcome, Report};
use crate::export::{Block, Column, wording};
use crate::quantity::display::short_percent;

/// The two kinds of uncertainty, the two error rates, the words.
pub(super) fn reading(charts: &Charts) -> Vec<Block> {
    let mut blocks = vec![
        Block::Heading(3, "Two kinds of uncertainty".to_owned()),
        Block::Paragraph(format!(
            "A range under “what they prove” is what the figures leave open because nobody measured \
             it: every value in it fits them, and none is likelier than another. It is a statement \
             about exactly these decisions. Limits are another thing: they say how far a measured \
             share could differ by chance if the same process ran again. The two are never merged: a \
             long range does not shrink with more appeals of the same kind, and short limits do not \
             make an unmeasured share known. {}",
            wording::ESTIMATES
        )),
    ];
    blocks.extend(picture(charts, charts::TWO));
    blocks.extend([
        Block::Heading(3, "False positive rate and false discovery rate".to_owned()),
        Block::Paragraph(
            "The false positive rate is the share of innocent items that are flagged. The false \
             discovery rate is the share of flags that are wrong. Where few items are violating, the \
             first can be tiny while the second is large. An illustration, with invented numbers:"
                .to_owned(),
        ),
    ]);
    blocks.extend(picture(charts, charts::ITEMS));
    blocks.extend([
        Block::Heading(3, "The tables".to_owned()),
        Block::Paragraph(
            "In the tables of what figures prove, “same” under “with rounding” means that rounding \
             changes nothing (the column is left out where it changes nothing in the whole table), and “—” that there is no such number; a blank cell under “rung” or its \
             assumption repeats the row above, and any other blank cell means that the source says \
             nothing. A rung is left out where a figure or an assumption that it needs is missing: \
             rung 4 needs κ, rung 5 how often re-review errs, rungs 6 and 9 an audit at random."
                .to_owned(),
        ),
        Block::Heading(3, "The words".to_owned()),
        definitions(
            ["word", "meaning"],
            &[
                ("wrong", "of an action or a flag: against something that is not violating"),
                ("flagged, actioned", "picked out by the detector; removed, suspended or otherwise acted against"),
                ("false positive rate, FPR", "share of innocent items that are flagged"),
                ("false discovery rate, FDR", "share of flags, or of actions, that are wrong; 1 − precision"),
                ("precision", "share of flags that are right"),
                ("recall", "share of violating items that are flagged"),
                ("prevalence, base rate", "share of all items that are violating"),
                ("reversed / actioned", "share of actions reversed after an appeal: not an error rate, but its least possible value, if reversals were right"),
                ("reversed / appealed", "share of appeals that succeeded: not an error rate either, unless the wronged appeal exactly as often as others"),
                ("κ (kappa)", "odds that a wronged user appeals, over the odds that a rightly actioned user does; 1 means that both appeal as often"),
                ("range, identified set", "all values that the figures and the stated assumptions allow"),
                ("limits, confidence interval", "what chance leaves open about the process behind a counted share"),
                ("rung", "a step of the ladder: each adds an assumption, and so narrows the range; the assumption may be wrong"),
            ],
        ),
    ]);
    blocks
}

fn definitions(titles: [&str; 2], rows: &[(&str, &str)]) -> Block {
    Block::Table {
        columns: titles.iter().map(|title| Column::text(*title)).collect(),
        rows: rows.iter().map(|(a, b)| vec![(*a).to_owned(), (*b).to_owned()]).collect(),
    }
}

/// What rung 8' assumes about what was missed, where it does.
pub(super) fn missed_bound(report: &Report) -> Option<String> {
    let bound = report.missed_at_most.as_ref()?;
    let illustration =
        if report.missed_is_illustration { ": an illustration, no source bounds it" } else { "" };
    Some(format!("Rung 8' assumes that at most {bound} was violating{illustration}."))
}

/// Every formula with its assumptions and sources.
pub(super) fn methods(report: &Report) -> Vec<Block> {
    let missed = report.missed_at_most.as_ref().map_or(String::new(), |bound| {
        let why = if report.missed_is_illustration {
            "as an illustration: the sources bound nothing of the kind"
        } else {
            "as was stated when the report was made"
        };
        format!(" Here M is {bound}, {why}.")
    });
    vec![
        Block::Paragraph(
            "All counts are whole numbers of one unit, period and scope: N scanned, F flagged, C \
             reviewed by humans, B of those rejected as not violating and K confirmed (where only one \
             of the two is reported, the other is what it leaves of C), A acted against, a appealed, \
             r reversed after an appeal, w reversed without one (0 where none is reported). \
             T = N − F was not flagged. Of m audited among the A − a − w neither appealed nor reversed, y \
             were found wrong; of n audited among the T, v were found violating."
                .to_owned(),
        ),
        Block::Heading(3, "The ladder".to_owned()),
        ladder(),
        Block::Paragraph(format!(
            "Rungs 3 and 3' are rung 4 for κ ≥ 1 and κ ≤ 1; each still has one end where A is not \
             known. Appeals without a known outcome may have been right or wrong: in every upper end \
             they count with r. On rung 5 the shares s and f are those of exactly these decisions; where \
             they lie in ranges the set is the union over all of them, an appeal reversed in part counts \
             as reversed or as not reversed, and the w reversed without an appeal count as wrong by an \
             assumption of their own. Rungs 8, 8' and 9 take the number of wrong flags \
             [L, U] from rung 7, or else from each of rungs 1 to 6 with A in place of F.{missed} Reversals that \
             were counted in a narrower or unstated scope, or as decisions, serve as a floor for the \
             whole, with the assumptions under which they do named beside the result. False positive \
             rate, recall and prevalence are unidentified below rung 8, except for that floor: with \
             N, rung 1 gives FPR ≥ (r+w)/(r+w+N−A)."
        )),
        Block::Paragraph(
            "A set is empty where the figures refute the assumptions; limits beside it say what chance \
             leaves open where the assumptions are about a process. Without appeals (a = 0) κ is \
             undefined, and rungs 3 and 4 give the range of rung 2. Identified sets follow Manski, \
             Partial Identification of Probability Distributions (2003)."
                .to_owned(),
        ),
        Block::Heading(3, "Tipping points".to_owned()),
        Block::Paragraph(
            "The least κ at which the share wrong is at most x: κ = r(A − a − W) / (W(a − r)) with \
             W = xA − r, from solving φ(κ) = x. It is rounded up."
                .to_owned(),
        ),
        Block::Heading(3, "Rounding".to_owned()),
        Block::Paragraph(
            "A rounded figure stands for every whole number within half a unit of its last printed \
             digit, a bounded one (“more than 50 000”) for everything on its side. Every end of a \
             range is taken over all combinations of such numbers that respect r ≤ a, a + w ≤ A and \
             B + K ≤ C ≤ F, and on rungs 6 and 9 leave at least as many as were audited. The column \
             “range” shows the figures as printed, “with rounding” all that they may stand for."
                .to_owned(),
        ),
        Block::Heading(3, "Limits".to_owned()),
        Block::Paragraph(
            "Limits beside a range are those of its two ends, each an exact Clopper–Pearson limit \
             (Clopper and Pearson, Biometrika 26, 1934) of the share that the end rests on: of r \
             among a where κ makes it depend on the appeals, else of its own numerator and \
             denominator, over all numbers that rounded figures may stand for. They are about the \
             process behind the figures, not about these decisions. Wilson intervals (Wilson, JASA \
             22, 1927) are given beside them for the plain ratios. On rung 5, the limits of r among \
             the appeals decided take its place: where s and f are probabilities, r varies no more \
             than a binomial number (Hoeffding, Annals of Mathematical Statistics 27, 1956). The \
             number wrong or violating in a pool that was audited, on rungs 6 and 9, has \
             hypergeometric limits where the size of the pool is known; where it is known only \
             within a range they are Clopper–Pearson limits, which are wider. On rung 6 the limits \
             are these, about exactly these decisions. On rung 9 they are about the process, and \
             hold for these units too: the Clopper–Pearson limits of the wrong flags among the \
             innocent, of the right ones among the violating and of the violating among all \
             scanned, over all that the audit leaves open. Where an end rests on two or three draws, \
             each has limits at the square or cubic root of the confidence, so that all hold \
             together at the confidence itself."
                .to_owned(),
        ),
        Block::Heading(3, "Audits that are asked for".to_owned()),
        Block::Paragraph(
            "What a blind re-review of decisions drawn at random among the A − a − w neither appealed \
             nor reversed would show is what rung 6 gives with numbers that it might find."
                .to_owned(),
        ),
    ]
}

fn ladder() -> Block {
    let rows = [
        ["0", "nothing", "FDR ∈ [0, 1]"],
        ["1", "each reversal corrects a real error", "FDR ∈ [(r+w)/A, 1]"],
        ["2", "a decision upheld on appeal was right", "FDR ∈ [(r+w)/A, (r+A−a)/A]"],
        ["3", "the wrongly actioned appealed at least as often: κ ≥ 1", "FDR ∈ [(r+w)/A, r/a]"],
        [
            "3'",
            "the wrongly actioned appealed at most as often: κ ≤ 1",
            "FDR ∈ [max(r/a, (r+w)/A), (r+A−a)/A]",
        ],
        [
            "4",
            "κ is known, or lies in a range",
            "φ(κ) = [r + r(A−a)/(r+κ(a−r))]/A, at least (r+w)/A",
        ],
        [
            "5",
            "re-review reverses a share s of the wrong decisions and a share f < s of the right ones",
            "rungs 2, 3, 3' and 4 with x = (r − fa)/(s−f) in place of r; empty unless f ≤ r/a ≤ s",
        ],
        [
            "6",
            "m were drawn at random among the A − a − w neither appealed nor reversed, and y found wrong",
            "FDR = [r + w + (A−a−w)·y/m]/A, an estimate",
        ],
        [
            "7",
            "human reviewers were right",
            "FDR ∈ [B/F, (F−K)/F]; a point with all flags reviewed; with a random sample of them [B/C, (C−K)/C]",
        ],
        [
            "8",
            "the number scanned, nothing more",
            "FPR ∈ [L/(L+T), 1], recall ∈ [(F−U)/(F−U+T), 1], prevalence ∈ [(F−U)/N, (F−L+T)/N]",
        ],
        [
            "8'",
            "at most M violating items were not flagged",
            "FPR ∈ [L/(L+T), U/(U+T−M)], recall ∈ [(F−U)/(F−U+M), 1], prevalence ∈ [(F−U)/N, (F−L+M)/N]",
        ],
        [
            "9",
            "n were drawn at random among the T not flagged, and v found violating: μ = T·v/n",
            "FPR ∈ [L/(L+T−μ), U/(U+T−μ)], recall ∈ [(F−U)/(F−U+μ), (F−L)/(F−L+μ)], prevalence ∈ [(F−U+μ)/N, (F−L+μ)/N]",
        ],
    ];
    let columns = ["rung", "adds the assumption that", "gives"];
    Block::Table {
        columns: columns.iter().map(|title| Column::text(*title)).collect(),
        rows: rows.iter().map(|row| row.iter().map(|text| (*text).to_owned()).collect()).collect(),
    }
}

/// The sources, the inputs, the version and the command that make this report again.
pub(super) fn provenance(outcome: &Outcome<Report>) -> Vec<Block> {
    let report = &outcome.result;
    let mut blocks = vec![Block::Paragraph(
        "Every figure cites the document, section, table and row that printed it. Figures are facts \
         from public documents; nothing here was measured anew, and no content was looked at."
            .to_owned(),
    )];
    if let Some(sources) = &report.sources {
        blocks.push(Block::Heading(3, "Sources".to_owned()));
        if !sources.note.is_empty() {
            blocks.push(Block::Paragraph(sources.note.clone()));
        }
        blocks.push(Block::Table {
            columns: sources.columns.iter().map(Column::text).collect(),
            rows: sources.rows.clone(),
        });
    }
    if !report.doubtful.is_empty() {
        blocks.push(Block::Heading(3, "Doubtful readings".to_owned()));
        blocks.push(Block::List(report.doubtful.clone()));
    }
    let rows = outcome.inputs.iter().map(|input| vec![input.path.clone(), input.sha256.clone()]);
    let level = short_percent(outcome.confidence);
    blocks.extend([
        Block::Heading(3, "Inputs and command".to_owned()),
        Block::Paragraph(format!(
            "Made by baserate {} at {level} confidence with: `{}`. The same inputs give the same \
             bytes.",
            outcome.version, report.reproduce
        )),
        Block::Table {
            columns: vec![Column::text("input"), Column::text("SHA-256")],
            rows: rows.collect(),
        },
    ]);
    blocks
}
