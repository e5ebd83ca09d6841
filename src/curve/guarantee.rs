//! Thresholds that keep a rate on new data, with a stated confidence.

use super::rule::{candidates, last};
use super::{Point, counts_at, missing_class};
use crate::confusion::Undefined;
use crate::planning::allowed_events;
use crate::quantity::{Confidence, Probability, real, whole};
use crate::tally::Ranking;

/// From how many thresholds the tests for precision start.
const STARTS: u32 = 10;

/// How many thresholds are tried for precision from each start to the next.
const EACH_START: usize = 10;

/// How many thresholds are tried for precision.
const CANDIDATES: u32 = 100;

/// Returns the threshold with the most recall whose false positive rate on new data is at most `most`, with
/// this confidence.
///
/// ```text
/// flagged negatives <= k,  k the most with P(X <= k) <= 1 - confidence,  X ~ Bin(N, most)
/// ```
///
/// Thresholds are tested from the highest down, each at the full level, until the first that fails (fixed
/// sequence): since both the rate and its count only grow on the way, the chance that the rate exceeds `most`
/// at the one taken is at most `1 - confidence`, however many there are. It holds for items drawn like the
/// `N` negatives here.
///
/// Sources: Angelopoulos, Bates, Candès, Jordan and Lei, *Annals of Applied Statistics* 19, 2025 (Learn then
/// Test); Tong, Feng and Li, *Science Advances* 4, 2018, for this case.
///
/// # Errors
///
/// Where there are too few negatives for any guarantee, or even the highest threshold flags too many.
///
/// ```
/// use baserate::curve::guaranteed_fpr;
/// use baserate::quantity::{Confidence, Probability};
/// use baserate::tally::{Label, Ranking, Tally};
///
/// // Of 3000 negatives none may be flagged for "at most 1 in 1000"; of 5000, one.
/// let tally = |negatives: u64| {
///     let rows = [(0.9, Label::Positive, 5), (0.8, Label::Negative, 1), (0.7, Label::Positive, 5)];
///     Tally::new(rows.into_iter().chain([(0.1, Label::Negative, negatives - 1)]), 0).unwrap()
/// };
/// let threshold = |negatives| {
///     let most = Probability::new(1e-3).unwrap();
///     guaranteed_fpr(&Ranking::of(&tally(negatives)), most, Confidence::DEFAULT)
///         .map(|point| point.threshold)
/// };
/// assert_eq!(threshold(3000), Ok(0.9));
/// assert_eq!(threshold(5000), Ok(0.7));
/// assert!(threshold(2000).is_err());
/// ```
pub fn guaranteed_fpr(
    ranking: &Ranking,
    most: Probability,
    confidence: Confidence,
) -> Result<Point, Undefined> {
    check(ranking)?;
    let allowed = allowed_events(ranking.negatives(), most, confidence)
        .ok_or("too few negatives to guarantee so low a false positive rate")?;
    last(ranking, |matrix| matrix.false_positives() <= allowed)
        .ok_or("no threshold that flags a positive has so low a false positive rate for certain")
}

/// Returns the threshold with the lowest false positive rate whose recall on new data is at least `least`,
/// with this confidence.
///
/// As for [`guaranteed_fpr`], with positives that are missed in place of negatives that are flagged, and
/// thresholds tested from the lowest up.
///
/// # Errors
///
/// Where there are too few positives for any guarantee.
pub fn guaranteed_recall(
    ranking: &Ranking,
    least: Probability,
    confidence: Confidence,
) -> Result<Point, Undefined> {
    check(ranking)?;
    let allowed = allowed_events(ranking.positives(), least.turned_round(), confidence)
        .ok_or("too few positives to guarantee so high a recall")?;
    candidates(ranking)
        .find(|point| point.matrix.false_negatives() <= allowed)
        .ok_or("no threshold has so high a recall for certain")
}

/// Returns the threshold with the most recall whose precision on new data is at least `least`, with this
/// confidence, and its counts in `test`.
///
/// Precision may rise and fall on the way down, so that the thresholds to test must be fixed on other rows,
/// `training`: here 100, spread evenly over its positives. Tests start from every tenth of them, with a tenth of `1 - confidence`
/// each, and go on to the next lower one until the first that fails. A test asks whether so few of those
/// flagged in `test` being negative is unlikely, at that level, with a precision below `least`: exactly, by
/// the binomial distribution. It holds for a stream with the share of positives of these rows.
///
/// Source: Angelopoulos, Bates, Candès, Jordan and Lei, *Annals of Applied Statistics* 19, 2025, for several
/// starts.
///
/// # Errors
///
/// Where no threshold passes.
pub fn guaranteed_precision(
    training: &Ranking,
    test: &Ranking,
    least: Probability,
    confidence: Confidence,
) -> Result<Point, Undefined> {
    check(training)?;
    check(test)?;
    let each = confidence.shared_by(STARTS);
    let passes = |point: &Point| {
        let flagged = point.matrix.flagged();
        let allowed = allowed_events(flagged, least.turned_round(), each);
        allowed.is_some_and(|allowed| point.matrix.false_positives() <= allowed)
    };
    let (mut best, mut goes_on) = (None, false);
    for (place, threshold) in spread(training).into_iter().enumerate() {
        let point = Point { threshold, matrix: counts_at(test, threshold) };
        let is_start = place % EACH_START == 0;
        goes_on = (goes_on || is_start) && passes(&point);
        if goes_on {
            best = Some(point);
        }
    }
    best.ok_or("no threshold has so high a precision for certain")
}

fn check(ranking: &Ranking) -> Result<(), Undefined> {
    missing_class(ranking).map_or(Ok(()), Err)
}

/// Scores of positives, from the highest down, with about as many positives between any two.
fn spread(ranking: &Ranking) -> Vec<f64> {
    let share = |number: u32| real(ranking.positives()) * f64::from(number) / f64::from(CANDIDATES);
    let mut numbers = (1..=CANDIDATES).map(|number| whole(share(number).ceil())).peekable();
    let mut thresholds = Vec::new();
    for point in candidates(ranking) {
        while numbers.next_if(|number| *number <= point.matrix.true_positives()).is_some() {
            thresholds.push(point.threshold);
        }
    }
    thresholds
}
