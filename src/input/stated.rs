//! A stated value as it is written in `claims.csv`, and the amounts that a claim divides.

use jiff::civil::Date;

use super::number::parse_count;
use crate::claim::{Amount, CountName, Term};
use crate::disclosure::Period;
use crate::quantity::{Proportion, real};

/// What a value may look like, for messages.
pub(super) const EXPECTED_VALUE: &str = "a number such as 0.999, 99.9%, 1e-6 or 1 in 1000";
/// What an amount may look like, for messages.
pub(super) const EXPECTED_AMOUNT: &str = "counts such as \"world 2022 reports + 500\", a counted share such as \"18 of 1576\", or days \
     such as 2023 or 2023-01-01..2023-06-30";

/// The number that `text` states, with half a unit of its last decimal; a count in another is taken
/// as it is.
pub(super) fn value(text: &str) -> Option<(f64, f64)> {
    if let Some((events, trials)) = text.split_once(" in ") {
        let (events, trials) = (parse_count(events.trim())?, parse_count(trials.trim())?);
        return (trials > 0).then(|| (real(events) / real(trials), 0.0));
    }
    let (number, per_cent) = match text.strip_suffix('%') {
        Some(number) => (number.trim_end(), true),
        None => (text, false),
    };
    let (mantissa, exponent) = number.split_once(['e', 'E']).unwrap_or((number, "0"));
    let exponent = exponent.parse::<i32>().ok()?.checked_sub(if per_cent { 2 } else { 0 })?;
    // Shifted by its exponent, so that 99.9% is the same number as 0.999.
    let value = format!("{mantissa}e{exponent}").parse::<f64>().ok()?;
    let decimals = mantissa.split_once('.').map_or(0, |(_, fraction)| fraction.len());
    let place = exponent.checked_sub(i32::try_from(decimals).ok()?)?;
    value.is_finite().then(|| (value, 0.5 * 10_f64.powi(place)))
}

/// The amount that `text` names.
pub(super) fn amount(text: &str) -> Option<Amount> {
    if let Some(period) = period(text) {
        return Some(Amount::Time(period));
    }
    if let Some((events, trials)) = text.split_once(" of ") {
        let (events, trials) = (parse_count(events.trim())?, parse_count(trials.trim())?);
        return Proportion::new(events, trials).map(Amount::Share);
    }
    text.split('+').map(term).collect::<Option<Vec<_>>>().map(Amount::Sum)
}

fn term(text: &str) -> Option<Term> {
    let words: Vec<&str> = text.split_whitespace().collect();
    match words[..] {
        [number] => parse_count(number).map(Term::Number),
        [region, year, quantity] => {
            let year = year.parse().ok().filter(|year| Period::calendar_year(*year).is_some())?;
            let name = CountName { region: region.to_owned(), year, quantity: quantity.to_owned() };
            Some(Term::Named(name))
        }
        _ => None,
    }
}

/// A calendar year, or two days with `..` between them.
fn period(text: &str) -> Option<Period> {
    if let Some((start, end)) = text.split_once("..") {
        let day = |text: &str| text.trim().parse::<Date>().ok();
        return Period::new(day(start)?, day(end)?);
    }
    let is_year = text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|_| is_year).and_then(Period::calendar_year)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_with_half_a_unit_of_their_last_decimal() {
        for (text, number, half) in [
            ("0.99", 0.99, 0.005),
            ("99%", 0.99, 0.005),
            ("99.9 %", 0.999, 0.0005),
            ("0.95", 0.95, 0.005),
            ("1 in 50000000000", 2e-11, 0.0),
            ("1e-6", 1e-6, 5e-7),
            ("3.17", 3.17, 0.005),
            ("3", 3.0, 0.5),
            ("319%", 3.19, 0.005),
            ("-0.5", -0.5, 0.05),
        ] {
            let (value, half_unit) = value(text).unwrap();
            assert!((value - number).abs() <= 1e-15 * number.abs(), "{text}: {value}");
            assert!((half_unit - half).abs() <= 1e-12 * half, "{text}");
        }
        assert_eq!(value("99.9%").map(|v| v.0), Some(0.999));
    }

    #[test]
    fn anything_else_is_refused() {
        for text in ["", "%", "NaN", "inf", "one", "0,99", "1 in 0", "1 of 2", "99 percent"] {
            assert_eq!(value(text), None, "{text}");
        }
        for text in ["", "reports", "world 2022", "world x reports", "5 of 4", "1 +", "-3", "1.5"] {
            assert_eq!(amount(text), None, "{text}");
        }
    }

    #[test]
    fn amounts() {
        let named = |quantity: &str| {
            let quantity = quantity.to_owned();
            Term::Named(CountName { region: "world".to_owned(), year: 2022, quantity })
        };
        let sum = Amount::Sum(vec![named("a"), Term::Number(12_000_000)]);
        assert_eq!(amount("world 2022 a + 12e6"), Some(sum));
        assert_eq!(amount("18 of 1576"), Proportion::new(18, 1576).map(Amount::Share));
        assert_eq!(amount("2023"), Period::calendar_year(2023).map(Amount::Time));
        let half = amount("2023-01-01..2023-06-30").unwrap();
        assert!(matches!(half, Amount::Time(period) if period.days() == 181));
    }
}
