//! Synthetic scores to CSV, a block of rows at a time.

use std::io::{self, Write};
use std::num::NonZeroUsize;
use std::panic::resume_unwind;
use std::thread;

use serde::Serialize;

use crate::simulation::{RealisedScores, ScoresDesign};

/// How scores are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ScoreForm {
    /// With the fewest digits that tell each `f64` from all others.
    F64,
    /// As an `f32`, with the fewest digits that tell it from all others.
    F32,
    /// With this many decimals, so that many are tied.
    Decimals(u8),
}

impl ScoreForm {
    fn write(self, score: f64, text: &mut Vec<u8>) -> io::Result<()> {
        match self {
            Self::F64 => write!(text, "{score:?}"),
            Self::F32 => write!(text, "{:?}", single(score)),
            Self::Decimals(decimals) => {
                let start = text.len();
                write!(text, "{score:.0$}", usize::from(decimals))?;
                // What is rounded to 0 has no sign, so that it is one score.
                if text[start] == b'-' && text[start + 1..].iter().all(|byte| b"0.".contains(byte))
                {
                    text.remove(start);
                }
                Ok(())
            }
        }
    }
}

#[expect(clippy::cast_possible_truncation, reason = "the rounding is what is asked for")]
fn single(score: f64) -> f32 {
    score as f32
}

/// Writes all rows of `design` as CSV with the columns `score,label` and, where rows are clustered,
/// `account`; returns what they came to. `progress` is told how many rows have been written.
///
/// Blocks are drawn on so many threads and written in order, so that their number changes nothing and
/// only as many blocks as there are threads, twice, are held.
///
/// # Errors
///
/// If `out` cannot be written.
pub fn write_scores(
    design: &ScoresDesign,
    seed: u64,
    form: ScoreForm,
    threads: NonZeroUsize,
    out: &mut dyn Write,
    progress: &mut dyn FnMut(u64),
) -> io::Result<RealisedScores> {
    let clustered = design.accounts().is_some();
    out.write_all(if clustered { b"score,label,account\n" } else { b"score,label\n" })?;
    let mut realised = RealisedScores::default();
    let mut numbers = 0..design.blocks();
    let mut ready: Vec<DrawnBlock> = Vec::new();
    loop {
        // What is ready is written while the next blocks are drawn.
        ready = thread::scope(|scope| {
            let drawing: Vec<_> = numbers
                .by_ref()
                .take(threads.get())
                .map(|number| scope.spawn(move || draw(design, seed, number, form)))
                .collect();
            for block in &ready {
                out.write_all(&block.text)?;
                realised.add(block.realised);
                progress(realised.rows());
            }
            let drawn = drawing.into_iter().map(thread::ScopedJoinHandle::join);
            drawn
                .map(|drawn| drawn.unwrap_or_else(|panic| resume_unwind(panic)))
                .collect::<io::Result<_>>()
        })?;
        if ready.is_empty() {
            out.flush()?;
            return Ok(realised);
        }
    }
}

/// The text of a block, and what its rows came to.
struct DrawnBlock {
    text: Vec<u8>,
    realised: RealisedScores,
}

fn draw(design: &ScoresDesign, seed: u64, number: u64, form: ScoreForm) -> io::Result<DrawnBlock> {
    let mut block = DrawnBlock { text: Vec::new(), realised: RealisedScores::default() };
    for row in design.block(seed, number) {
        block.realised.count(&row);
        form.write(row.score, &mut block.text)?;
        block.text.extend_from_slice(if row.positive { b",1" } else { b",0" });
        if let Some(account) = row.account {
            write!(block.text, ",{account}")?;
        }
        block.text.push(b'\n');
    }
    Ok(block)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(score: f64, form: ScoreForm) -> String {
        let mut text = Vec::new();
        form.write(score, &mut text).unwrap();
        String::from_utf8(text).unwrap()
    }

    #[test]
    fn scores_in_every_form() {
        assert_eq!(written(0.1 + 0.2, ScoreForm::F64), "0.30000000000000004");
        assert_eq!(written(1e-300, ScoreForm::F64), "1e-300");
        assert_eq!(written(0.1 + 0.2, ScoreForm::F32), "0.3");
        assert_eq!(written(-1.26, ScoreForm::Decimals(1)), "-1.3");
        assert_eq!(written(-0.004, ScoreForm::Decimals(2)), "0.00");
        assert_eq!(written(-0.4, ScoreForm::Decimals(0)), "0");
    }
}
