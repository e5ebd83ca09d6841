//! Scores in bins, in the order of the scores.

use std::str::FromStr;

use super::Key;

/// How finely scores are told apart: by so many leading bits of their keys.
///
/// A bin holds all scores whose keys begin with the same bits: sign, exponent and leading digits. Of an
/// `f64` it is the key of the highest `f32` that is not above it, so that the bins do not depend on how
/// scores are held; what an `f32` cannot reach is in its lowest or highest bin. With `b` bits, scores that are apart by more than
/// one part in 2⁽ᵇ⁻⁹⁾ are in different bins. Bins are in the order of the scores, those of fewer bits
/// are made up of whole ones of more, and the score of a bin is the lowest that it may hold: a threshold
/// there flags exactly what it would without bins.
///
/// ```
/// use baserate::tally::Resolution;
///
/// let resolution = Resolution::new(20).unwrap();
/// assert_eq!(resolution.lowest(0.7501), 0.75);
/// assert!((-0.7503..=-0.75).contains(&resolution.lowest(-0.75)));
/// assert_eq!(resolution.lowest(1.0 + 1.0 / 2048.0), 1.0 + 1.0 / 2048.0);
/// assert_eq!(resolution.lowest(0.0), 0.0);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Resolution(u32);

impl Resolution {
    /// The most leading bits that may be kept.
    pub const MOST: u32 = 24;

    /// Returns the resolution that keeps so many leading bits, from 1 to [`Resolution::MOST`]; `None`
    /// for any other number.
    #[must_use]
    pub fn new(bits: u32) -> Option<Self> {
        (1..=Self::MOST).contains(&bits).then_some(Self(bits))
    }

    /// How many leading bits are kept.
    #[must_use]
    pub fn bits(self) -> u32 {
        self.0
    }

    /// The lowest score of the bin that `score`, a finite one, is in.
    #[must_use]
    pub fn lowest(self, score: f64) -> f64 {
        u64::of(score).map_or(score, |key| self.score(self.bin(key)))
    }

    /// The lowest score of the bin above that of `score`, a finite one; `None` above the highest.
    ///
    /// ```
    /// use baserate::tally::Resolution;
    ///
    /// let resolution = Resolution::new(11).unwrap();
    /// assert_eq!((resolution.lowest(0.51), resolution.above(0.51)), (0.5, Some(0.625)));
    /// ```
    #[must_use]
    pub fn above(self, score: f64) -> Option<f64> {
        let bin = self.bin(u64::of(score)?) + 1;
        (bin < self.bins()).then(|| self.score(bin)).filter(|score| score.is_finite())
    }

    /// The coarser of two, where `None` tells every score apart.
    pub(super) fn coarser(one: Option<Self>, two: Option<Self>) -> Option<Self> {
        one.into_iter().chain(two).min()
    }

    /// How many bins there are.
    pub(super) fn bins(self) -> usize {
        1 << self.0
    }

    /// The place of the bin of `key`.
    #[inline]
    pub(super) fn bin<K: Key>(self, key: K) -> usize {
        (key.single() >> (u32::BITS - self.0)) as usize
    }

    /// The lowest score of a bin.
    pub(super) fn score(self, bin: usize) -> f64 {
        let key = u32::try_from(bin << (u32::BITS - self.0)).unwrap_or(u32::MAX);
        // Below the lowest `f32` there may be an `f64`.
        if u32::of(f32::MIN).is_some_and(|lowest| key <= lowest) { f64::MIN } else { key.score() }
    }
}

impl FromStr for Resolution {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let bits = text.parse().ok().and_then(Self::new);
        bits.ok_or_else(|| format!("expected a whole number from 1 to {}", Self::MOST))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn resolutions() -> impl Iterator<Item = Resolution> {
        (1..=Resolution::MOST).map(|bits| Resolution::new(bits).unwrap())
    }

    const SCORES: [f64; 18] = [
        f64::MIN,
        -1e39,
        -3.402_823_466_385_288_6e38,
        -1e38,
        -2.0,
        -1.0,
        -0.1,
        -1e-44,
        -1e-300,
        0.0,
        5e-324,
        1e-45,
        0.1,
        0.100_000_001_490_116_12,
        1.0,
        1e38,
        3.5e38,
        f64::MAX,
    ];

    #[test]
    fn bins_are_in_the_order_of_the_scores_and_begin_at_their_lowest() {
        for resolution in resolutions() {
            let lowest = SCORES.map(|score| resolution.lowest(score));
            assert!(lowest.is_sorted());
            for (lowest, score) in lowest.into_iter().zip(SCORES) {
                assert!(lowest.is_finite() && lowest <= score, "{resolution:?}: {lowest} {score}");
                assert_eq!(resolution.lowest(lowest).to_bits(), lowest.to_bits());
                // Just below it is another bin.
                let below = resolution.lowest(lowest.next_down().max(f64::MIN));
                assert!(below < lowest || lowest <= f64::MIN, "{resolution:?}: {lowest}");
                if let Some(above) = resolution.above(lowest) {
                    assert!(
                        above > lowest && resolution.lowest(above).to_bits() == above.to_bits()
                    );
                    assert_eq!(resolution.lowest(above.next_down()).to_bits(), lowest.to_bits());
                }
            }
        }
    }

    #[test]
    fn bins_are_the_same_however_scores_are_held() {
        for score in [f32::MIN, -1.7, -1e-45, 0.0, 1e-45, 0.3, 7.25, f32::MAX] {
            let keys = (u32::of(score).unwrap(), u64::of(score.into()).unwrap());
            for resolution in resolutions() {
                assert_eq!(resolution.bin(keys.0), resolution.bin(keys.1), "{score}");
            }
        }
    }

    #[test]
    fn fewer_bits_make_bins_of_whole_ones() {
        for (fewer, more) in resolutions().zip(resolutions().skip(1)) {
            for score in SCORES {
                assert_eq!(
                    fewer.lowest(more.lowest(score)).to_bits(),
                    fewer.lowest(score).to_bits()
                );
            }
            assert_eq!(Resolution::coarser(Some(more), Some(fewer)), Some(fewer));
            assert_eq!(Resolution::coarser(None, Some(more)), Some(more));
        }
        assert_eq!((Resolution::new(0), Resolution::new(25)), (None, None));
        assert!("twenty".parse::<Resolution>().is_err() && "20".parse::<Resolution>().is_ok());
    }
}
