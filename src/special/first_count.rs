//! The first count of which something holds.

use std::ops::RangeInclusive;

/// The first count of `counts` for which `holds`, which stays true once it is; the last where none
/// before does.
pub(crate) fn first_count(counts: RangeInclusive<u64>, holds: impl Fn(u64) -> bool) -> u64 {
    let (mut low, mut high) = (*counts.start(), *counts.end());
    while low < high {
        let middle = low + (high - low) / 2;
        if holds(middle) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    low
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_or_else_the_last() {
        for first in 3..=9 {
            assert_eq!(first_count(3..=9, |count| count >= first), first);
        }
        assert_eq!(first_count(3..=9, |_| false), 9);
        assert_eq!(first_count(5..=5, |_| true), 5);
    }
}
