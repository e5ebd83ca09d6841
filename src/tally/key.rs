//! Whole numbers in the order of the scores that they stand for.

/// A whole number that stands for a finite score, in the order of the scores: `u32` for an `f32`, `u64`
/// for an `f64`.
///
/// ```text
/// key = bits of the score, all turned over where it is below 0, else with the sign bit set
/// ```
///
/// Whole numbers compare faster than real ones, and can be cut into digits to sort by. Source: Herf,
/// *Radix tricks*, 2001.
pub trait Key: Copy + Ord + Send + Sync + std::fmt::Debug + TryFrom<u64> {
    /// What scores are, as they come.
    type Score: Copy;

    /// How many bits a key has.
    const BITS: u32;

    /// A key that stands for no score.
    const NONE: Self;

    /// Returns the key of `score`, or `None` unless it is finite. -0 has the key of 0.
    ///
    /// ```
    /// use baserate::tally::Key as _;
    ///
    /// assert!(u32::of(-1.5) < u32::of(0.0) && u32::of(0.0) < u32::of(f32::MIN_POSITIVE));
    /// assert_eq!(u64::of(-0.0), u64::of(0.0));
    /// assert_eq!(u64::of(f64::NAN), None);
    /// assert_eq!(u64::of(0.1).unwrap().score(), 0.1);
    /// ```
    fn of(score: Self::Score) -> Option<Self>;

    /// The score that it stands for; an `f32` is exactly the `f64` returned.
    fn score(self) -> f64;

    /// The number itself.
    fn bits(self) -> u64;

    /// The key of the highest finite `f32` that is not above the score, or of the lowest of all.
    fn single(self) -> u32;
}

impl Key for u32 {
    type Score = f32;

    const BITS: u32 = u32::BITS;
    const NONE: Self = u32::MAX;

    #[inline]
    fn of(score: f32) -> Option<Self> {
        // Adding 0 makes 0 of -0 and changes nothing else.
        let bits = (score + 0.0).to_bits();
        let key = if bits >> 31 == 1 { !bits } else { bits | 1 << 31 };
        score.is_finite().then_some(key)
    }

    fn score(self) -> f64 {
        let bits = if self >> 31 == 1 { self & !(1 << 31) } else { !self };
        f32::from_bits(bits).into()
    }

    #[inline]
    fn bits(self) -> u64 {
        self.into()
    }

    #[inline]
    fn single(self) -> u32 {
        self
    }
}

impl Key for u64 {
    type Score = f64;

    const BITS: u32 = u64::BITS;
    const NONE: Self = u64::MAX;

    #[inline]
    fn of(score: f64) -> Option<Self> {
        let bits = (score + 0.0).to_bits();
        let key = if bits >> 63 == 1 { !bits } else { bits | 1 << 63 };
        score.is_finite().then_some(key)
    }

    fn score(self) -> f64 {
        let bits = if self >> 63 == 1 { self & !(1 << 63) } else { !self };
        f64::from_bits(bits)
    }

    #[inline]
    fn bits(self) -> u64 {
        self
    }

    #[inline]
    fn single(self) -> u32 {
        let score = self.score().clamp(f32::MIN.into(), f32::MAX.into());
        let nearest = nearest_single(score);
        let key = u32::of(nearest).unwrap_or(u32::NONE);
        // Below 0 there is -0, which has no key of its own.
        let below = if nearest == 0.0 { 2 } else { 1 };
        if f64::from(nearest) > score { key - below } else { key }
    }
}

#[inline]
#[expect(clippy::cast_possible_truncation, reason = "the rounding is what is asked for")]
fn nearest_single(score: f64) -> f32 {
    score as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_in_the_order_of_the_scores_and_lead_back() {
        let scores = [f64::MIN, -2.0, -1.0, -1e-300, 0.0, 5e-324, 1.0, 1.0 + f64::EPSILON, 1e300];
        let keys: Vec<u64> = scores.iter().filter_map(|score| u64::of(*score)).collect();
        assert!(keys.is_sorted_by(|a, b| a < b) && keys.len() == scores.len());
        assert!(
            keys.iter().zip(scores).all(|(key, score)| key.score().to_bits() == score.to_bits())
        );
        let scores = [f32::MIN, -1.0, -1e-45, 0.0, 1e-45, 0.1, f32::MAX];
        let keys: Vec<u32> = scores.iter().filter_map(|score| u32::of(*score)).collect();
        assert!(keys.is_sorted_by(|a, b| a < b) && keys.len() == scores.len());
        let back = |(key, score): (&u32, f32)| key.score().to_bits() == f64::from(score).to_bits();
        assert!(keys.iter().zip(scores).all(back));
    }

    #[test]
    fn what_is_not_finite_has_no_key() {
        for score in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
            assert_eq!(u64::of(score), None);
        }
        assert_eq!((u32::of(f32::NAN), u32::of(f32::NEG_INFINITY)), (None, None));
        assert_eq!(u32::of(-0.0), u32::of(0.0));
        // Both stand for NaN.
        assert!(u32::NONE.score().is_nan() && u64::NONE.score().is_nan());
    }
}
