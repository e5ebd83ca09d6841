//! The days that a figure covers.

use std::fmt;

use jiff::civil::Date;

/// A reporting period, from its first to its last day, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
pub struct Period {
    start: Date,
    end: Date,
}

impl Period {
    /// How many days the ends of two periods may lie apart for their figures to be put side by
    /// side.
    pub const TOLERANCE_DAYS: i32 = 7;

    /// Returns the period from `start` to `end`, or `None` when it would end before it starts.
    #[must_use]
    pub fn new(start: Date, end: Date) -> Option<Self> {
        (start <= end).then_some(Self { start, end })
    }

    /// The first day.
    #[must_use]
    pub fn start(self) -> Date {
        self.start
    }

    /// The last day.
    #[must_use]
    pub fn end(self) -> Date {
        self.end
    }

    /// How many days it has, at least one.
    #[must_use]
    pub fn days(self) -> u64 {
        u64::from(days_between(self.start, self.end).unsigned_abs()) + 1
    }

    /// Returns the days between the two starts and between the two ends, whichever is more.
    #[must_use]
    pub fn distance_days(self, other: Self) -> i32 {
        days_between(self.start, other.start).max(days_between(self.end, other.end))
    }

    /// Whether both ends lie within [`TOLERANCE_DAYS`](Self::TOLERANCE_DAYS) of `other`'s.
    #[must_use]
    pub fn is_close_to(self, other: Self) -> bool {
        self.distance_days(other) <= Self::TOLERANCE_DAYS
    }

    /// Whether every day of `other` lies in this period.
    #[must_use]
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two periods share a day.
    #[must_use]
    pub fn overlaps(self, other: Self) -> bool {
        self.start <= other.end && other.start <= self.end
    }

    /// The calendar year in which the whole period lies, or `None` when it spans several.
    #[must_use]
    pub fn year(self) -> Option<i16> {
        (self.start.year() == self.end.year()).then(|| self.start.year())
    }

    /// The period as it stands in a sentence: `in 2022`, `from 2021-07-01 to 2021-12-31`.
    #[must_use]
    pub fn in_sentence(self) -> String {
        let is_year = self.year().and_then(Self::calendar_year) == Some(self);
        format!("{} {self}", if is_year { "in" } else { "from" })
    }

    /// The whole of calendar year `year`, or `None` for a year out of range.
    #[must_use]
    pub fn calendar_year(year: i16) -> Option<Self> {
        Self::new(Date::new(year, 1, 1).ok()?, Date::new(year, 12, 31).ok()?)
    }
}

fn days_between(a: Date, b: Date) -> i32 {
    (b - a).get_days().abs()
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (first, last) = (self.start.year(), self.end.year());
        let whole = Self::calendar_year(first).zip(Self::calendar_year(last));
        match whole.map(|(first, last)| (first.start, last.end)) {
            Some(ends) if ends == (self.start, self.end) && first == last => write!(f, "{first}"),
            Some(ends) if ends == (self.start, self.end) => write!(f, "{first} to {last}"),
            _ => write!(f, "{} to {}", self.start, self.end),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn period(start: &str, end: &str) -> Period {
        Period::new(start.parse().unwrap(), end.parse().unwrap()).unwrap()
    }

    #[test]
    fn a_period_never_ends_before_it_starts() {
        let (early, late) = ("2021-01-01".parse().unwrap(), "2021-02-01".parse().unwrap());
        assert_eq!(Period::new(late, early), None);
    }

    #[test]
    fn a_week_apart_is_close_and_more_is_not() {
        let review = period("2021-07-13", "2021-12-31");
        assert_eq!(review.distance_days(period("2021-07-14", "2021-12-31")), 1);
        assert!(review.is_close_to(period("2021-07-20", "2021-12-24")));
        assert!(!review.is_close_to(period("2021-07-21", "2021-12-31")));
        assert!(
            !period("2020-12-31", "2021-12-31").is_close_to(period("2021-12-31", "2021-12-31"))
        );
    }

    #[test]
    fn whole_years_are_written_as_a_year() {
        assert_eq!(period("2022-01-01", "2022-12-31").to_string(), "2022");
        let half = period("2021-07-01", "2021-12-31");
        assert_eq!(half.to_string(), "2021-07-01 to 2021-12-31");
        assert_eq!(half.in_sentence(), "from 2021-07-01 to 2021-12-31");
        assert_eq!(period("2022-01-01", "2022-12-31").in_sentence(), "in 2022");
        assert_eq!(period("2021-01-01", "2022-12-31").to_string(), "2021 to 2022");
    }

    #[test]
    fn containment_and_overlap() {
        let window = period("2021-08-01", "2022-12-31");
        assert!(window.contains(Period::calendar_year(2022).unwrap()));
        assert!(!window.contains(Period::calendar_year(2021).unwrap()));
        assert!(window.overlaps(Period::calendar_year(2021).unwrap()));
        assert!(!window.overlaps(Period::calendar_year(2020).unwrap()));
    }
}
