//! Names that may have been meant for others.

/// Whether `name` may have been meant for `meant`: the same letters and digits, large or small, or in
/// longer names all but one.
pub(super) fn is_alike(name: &str, meant: &str) -> bool {
    let letters = |text: &str| -> Vec<char> {
        text.to_lowercase().chars().filter(|letter| letter.is_alphanumeric()).collect()
    };
    let (name, meant) = (letters(name), letters(meant));
    let same = |pairs: &mut dyn Iterator<Item = (&char, &char)>| {
        pairs.take_while(|(one, other)| one == other).count()
    };
    let head = same(&mut name.iter().zip(&meant));
    let tail = same(&mut name.iter().rev().zip(meant.iter().rev()));
    let longer = name.len().max(meant.len());
    let shorter = name.len().min(meant.len());
    name == meant || shorter > 2 && longer - shorter < 2 && head + tail + 1 >= longer
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_may_have_been_meant() {
        for (name, meant) in [
            ("TN", "tn"),
            ("Period Start", "period_start"),
            ("recal", "recall"),
            ("recalll", "recall"),
            ("recoll", "recall"),
        ] {
            assert!(is_alike(name, meant), "{name}");
        }
        for (name, meant) in [("tm", "tn"), ("n", "tn"), ("precision", "recall"), ("", "fpr")] {
            assert!(!is_alike(name, meant), "{name}");
        }
    }
}
