//! Rates as they are written on the command line.

use crate::input::{parse_count, parse_share};
use crate::quantity::{Probability, Proportion, Rate};

/// Reads a share from 0 to 1, or the counts of a sample: `0.1%`, `1 in 1000`, `2 of 100000`.
pub(super) fn rate(text: &str) -> std::result::Result<Rate, String> {
    let expected = "expected a share from 0 to 1, such as 0.84, 84%, 1 in 1000 or the counts 84 \
                    of 100";
    let rate = match text.split_once(" of ") {
        Some((events, trials)) => {
            let counts = parse_count(events.trim()).zip(parse_count(trials.trim()));
            counts.and_then(|(events, trials)| Proportion::new(events, trials)).map(Rate::Counted)
        }
        None => parse_share(text).and_then(|share| Probability::new(share).ok()).map(Rate::Known),
    };
    rate.ok_or_else(|| expected.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_and_counts() {
        let counted = Rate::Counted(Proportion::new(2, 100_000).unwrap());
        assert_eq!(rate("2 of 1e5"), Ok(counted));
        for (text, share) in [("84%", 0.84), ("1 in 50e9", 2e-11), (" 0 ", 0.0), ("1", 1.0)] {
            assert_eq!(rate(text), Ok(Rate::Known(Probability::new(share).unwrap())), "{text}");
        }
        for text in ["", "-1%", "101%", "1.1", "3 of 2", "1 of 0", "1.5 of 3", "2/100", "NaN"] {
            assert!(rate(text).is_err(), "{text}");
        }
    }
}
