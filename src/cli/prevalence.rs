//! A prevalence as it is written on the command line.

use crate::confusion::Prevalence;
use crate::evaluation::PrevalenceGiven;
use crate::input::{parse_count, parse_share};
use crate::quantity::{Probability, Proportion};

/// Reads a share strictly between 0 and 1, or the counts of a sample: `0.1%`, `31 of 8000000`.
pub(super) fn prevalence(text: &str) -> std::result::Result<PrevalenceGiven, String> {
    let expected = "expected a share above 0 and below 1, such as 0.001, 0.1%, 1 in 1000 or the \
                    counts 31 of 8000000";
    let text = text.trim();
    let prevalence = if let Some((events, trials)) = text.split_once(" of ") {
        let proportion = parse_count(events.trim()).zip(parse_count(trials.trim()));
        proportion
            .and_then(|(events, trials)| Proportion::new(events, trials))
            .map(Prevalence::Counted)
    } else {
        parse_share(text).and_then(|share| Probability::new(share).ok()).map(Prevalence::Known)
    };
    // Counts at the edge leave open that the share is inside.
    let inside = |p: &Prevalence| {
        matches!(p, Prevalence::Counted(_)) || (p.share() > 0.0 && p.share() < 1.0)
    };
    match prevalence.filter(inside) {
        Some(prevalence) => Ok(PrevalenceGiven { text: text.to_owned(), prevalence }),
        None => Err(expected.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
}
