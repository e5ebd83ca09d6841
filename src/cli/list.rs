//! Values that are written as one argument, separated by commas.

/// The values of one argument.
#[derive(Clone, Debug)]
pub(super) struct List<T>(pub(super) Vec<T>);

impl<T: Clone> List<T> {
    /// The values of all `lists`, for an option that may be given several times.
    pub(super) fn joined(lists: &[Self]) -> Vec<T> {
        lists.iter().flat_map(|list| list.0.iter().cloned()).collect()
    }
}

/// Returns the reader of a list whose values `read` reads. It refuses a comma that may have been meant
/// for a decimal point, so that `0,1%` is not taken for 0 and 1 %.
pub(super) fn list<T: 'static>(read: Read<T>) -> impl Reader<T> {
    reader(read, true)
}

/// The same for whole numbers, in which a comma can only set off thousands.
pub(super) fn list_of_counts<T: 'static>(read: Read<T>) -> impl Reader<T> {
    reader(read, false)
}

/// What reads one value.
type Read<T> = fn(&str) -> std::result::Result<T, String>;

/// What reads a list.
pub(super) trait Reader<T>:
    Fn(&str) -> std::result::Result<List<T>, String> + Clone + Send + Sync + 'static
{
}

impl<T, F> Reader<T> for F where
    F: Fn(&str) -> std::result::Result<List<T>, String> + Clone + Send + Sync + 'static
{
}

fn reader<T: 'static>(read: Read<T>, fractions: bool) -> impl Reader<T> {
    move |text: &str| {
        if let Some(reason) = ambiguity(text, fractions) {
            return Err(reason.to_owned());
        }
        let several = text.contains(',');
        let one = |part: &str| {
            let part = part.trim();
            read(part).map_err(|why| if several { format!("of \"{part}\", {why}") } else { why })
        };
        text.split(',').map(one).collect::<std::result::Result<_, _>>().map(List)
    }
}

const WITHIN_A_NUMBER: &str = "a comma separates values; write decimals with a point, thousands without a \
                               separator, and a list in quotes with a space after each comma";
const MIXED: &str =
    "some of the values have a % and some have none; write it behind each, or behind none";

/// Why it cannot be told whether `text` is a list, if it cannot.
fn ambiguity(text: &str, fractions: bool) -> Option<&'static str> {
    let parts: Vec<&str> = text.split(',').collect();
    let is_number = |part: &&str| part.trim().parse::<f64>().is_ok();
    let in_percent = |part: &&str| part.trim().ends_with('%');
    let within = |pair: &[&str]| matches!(pair, [one, next] if is_within(one, next, fractions));
    if parts.windows(2).any(within) {
        Some(WITHIN_A_NUMBER)
    } else if parts.first().is_some_and(is_number) && parts.iter().any(in_percent) {
        Some(MIXED)
    } else {
        None
    }
}

/// Whether a comma between `before` and `after` may stand within a number: between two digits, of which
/// the first end a number without point and exponent, or set off thousands within `1 in 1,000`. Numbers
/// without `fractions` can only have thousands.
fn is_within(before: &str, after: &str, fractions: bool) -> bool {
    let digit = |letter: char| letter.is_ascii_digit();
    let head = before.trim_end_matches(digit);
    if head.len() == before.len() || !after.starts_with(digit) {
        return false;
    }
    let thousands = after.len() == 3 && after.chars().all(digit);
    let begins = head.is_empty() || head.ends_with("..");
    (begins && (fractions || thousands)) || (head.ends_with(' ') && thousands)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> std::result::Result<Vec<String>, String> {
        list(|part| Ok(part.to_owned()))(text).map(|list| list.0)
    }

    #[test]
    fn commas_separate_values() {
        for (text, count) in [
            ("0.1", 1),
            ("1e-3,1e-4,1e-6", 3),
            ("84%,0.9", 2),
            ("0.0,1e-6", 2),
            ("0.5, 1", 2),
            ("0, 1", 2),
            ("0.5,1", 2),
            ("1 in 1000,2 in 3000", 2),
            ("31 of 8000000,1%", 2),
            ("1e-7..1e-3,0.5", 2),
        ] {
            assert_eq!(words(text).map(|words| words.len()), Ok(count), "{text}");
        }
        assert_eq!(words("0.5, 1"), Ok(vec!["0.5".to_owned(), "1".to_owned()]));
    }

    #[test]
    fn a_comma_that_may_be_a_decimal_point_is_refused() {
        for text in [
            "0,1",
            "0,1%",
            "0,03",
            "84,5%",
            "0,1,0,2",
            "1,5e-3",
            "0,001..0,1",
            "1e-3..0,1",
            "1 in 1,000",
            "31 of 8,000,000",
        ] {
            assert_eq!(words(text), Err(WITHIN_A_NUMBER.to_owned()), "{text}");
        }
        for text in ["0.5,1%", "1e-3,0.9,84%"] {
            assert_eq!(words(text), Err(MIXED.to_owned()), "{text}");
        }
    }

    #[test]
    fn whole_numbers_may_only_have_thousands() {
        let words =
            |text: &str| list_of_counts(|part| Ok(part.to_owned()))(text).map(|list| list.0.len());
        assert_eq!(
            (words("10,20"), words("100,1000,5e4"), words("10, 500")),
            (Ok(2), Ok(3), Ok(2))
        );
        for text in ["1,000", "10,500", "50,1,000"] {
            assert_eq!(words(text), Err(WITHIN_A_NUMBER.to_owned()), "{text}");
        }
    }

    #[test]
    fn the_value_that_is_none_is_named() {
        let read = list(|part| part.parse::<f64>().map_err(|_| "expected a number".to_owned()));
        let error = read("0.5,half").map(|list| list.0);
        assert_eq!(error, Err("of \"half\", expected a number".to_owned()));
        assert_eq!(read("half").map(|list| list.0), Err("expected a number".to_owned()));
    }
}
