//! Prevalences as they are written on the command line.

use super::number::{no_number, rate};
use crate::evaluation::PrevalenceGiven;
use crate::prevalence::logarithmic;
use crate::quantity::display::one_in;
use crate::quantity::{Probability, Rate};

const EXPECTED: &str = "expected a share above 0 and below 1, such as 0.001, 0.1%, 1 in 1000 or the \
                        counts 31 of 8000000";

/// Reads a share strictly between 0 and 1, or the counts of a sample: `0.1%`, `31 of 8000000`.
pub(super) fn prevalence(text: &str) -> std::result::Result<PrevalenceGiven, String> {
    let text = text.trim();
    // Counts at the edge leave open that the share is inside.
    let inside = |rate: &Rate| rate.proportion().is_some() || is_inside(rate.share());
    match rate(text).ok().filter(inside) {
        Some(prevalence) => Ok(PrevalenceGiven { text: text.to_owned(), prevalence }),
        None => Err(no_number(text, EXPECTED)),
    }
}

fn is_inside(share: f64) -> bool {
    share > 0.0 && share < 1.0
}

/// One prevalence, or all from one to another.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Prevalences {
    /// This one.
    One(PrevalenceGiven),
    /// From the lower to the higher.
    Range(Probability, Probability),
}

/// Reads a prevalence, or a range such as `1e-7..1e-3`.
pub(super) fn prevalences(text: &str) -> std::result::Result<Prevalences, String> {
    let Some((low, high)) = text.split_once("..") else {
        return prevalence(text).map(Prevalences::One);
    };
    let end = |text: &str| match prevalence(text).map(|given| given.prevalence) {
        Ok(Rate::Known(share)) => Some(share),
        _ => None,
    };
    let range = end(low).zip(end(high)).filter(|(low, high)| low < high);
    range.map(|(low, high)| Prevalences::Range(low, high)).ok_or_else(|| {
        "expected two shares above 0 and below 1, the lower first, such as 1e-7..1e-3".to_owned()
    })
}

impl Prevalences {
    /// The prevalences, in a range `per_decade` of them to each factor of ten.
    pub(super) fn expanded(&self, per_decade: u32) -> Vec<PrevalenceGiven> {
        match self {
            Self::One(given) => vec![given.clone()],
            Self::Range(low, high) => logarithmic(*low, *high, per_decade)
                .map(|share| PrevalenceGiven {
                    text: one_in(share.get()),
                    prevalence: Rate::Known(share),
                })
                .collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::confusion::Prevalence;
    use crate::quantity::Proportion;

    #[test]
    fn shares_however_written() {
        for text in ["0.001", "1e-3", "0.1%", "0.1 %", "1 in 1000", "1 in 1e3", " 2 in 2000 "] {
            let given = prevalence(text).unwrap();
            assert!((given.prevalence.share() - 0.001).abs() < 1e-18, "{text}");
            assert_eq!(given.text, text.trim());
        }
        let counted = Prevalence::Counted(Proportion::new(31, 8_000_000).unwrap());
        assert_eq!(prevalence("31 of 8e6").unwrap().prevalence, counted);
        assert!(prevalence("0 of 1000").is_ok());
    }

    #[test]
    fn shares_that_are_none() {
        for text in [
            "0", "1", "100%", "0%", "-0.1", "1.5", "NaN", "inf", "", "%", "1 in 0", "2 in 1",
            "1 in 1", "0 in 9", "1.5 of 3", "3 of 2", "0 of 0", "1/1000",
        ] {
            assert!(prevalence(text).is_err(), "{text}");
        }
    }

    #[test]
    fn ranges() {
        let texts = |text: &str, per_decade| -> Vec<String> {
            let given = prevalences(text).unwrap().expanded(per_decade);
            given.iter().map(|given| given.text.replace('\u{a0}', " ")).collect()
        };
        assert_eq!(texts("1e-7..1e-5", 1), ["1 in 10 000 000", "1 in 1 000 000", "1 in 100 000"]);
        assert_eq!(texts("1 in 100 .. 3%", 1), ["1 in 100", "3.00 %"]);
        assert_eq!(texts("0.1%", 3), ["0.1%"]);
        for text in ["1e-3..1e-7", "0..1", "1e-7..1", "..", "1e-7..", "0.1..0.1", "1 of 9..0.5"] {
            assert!(prevalences(text).is_err(), "{text}");
        }
    }
}
