//! The counts of a case that the ladder uses.

use super::Assumption;
use crate::disclosure::{Case, Scope, Stage, StageFigure, Unit};
use crate::quantity::CountRange;

/// The counts of one case, each as the range of whole numbers that it may be.
#[derive(Clone, Debug, Default)]
pub struct Counts {
    /// `N`: scanned.
    pub scanned: Option<CountRange>,
    /// `F`: flagged.
    pub flagged: Option<CountRange>,
    /// `C`: reviewed by humans.
    pub reviewed: Option<CountRange>,
    /// `B`: rejected on review.
    pub rejected: Option<CountRange>,
    /// `A`: acted against.
    pub actioned: Option<CountRange>,
    /// `a`: appealed and decided.
    pub appealed: Option<CountRange>,
    /// `r`: reversed after an appeal, in full or in part.
    pub reversed: Option<CountRange>,
    /// `w`: reversed without an appeal.
    pub reversed_without_appeal: Option<CountRange>,
    /// Reversals that another case counts, as a floor for this one.
    pub borrowed: Option<Borrowed>,
}

/// A number of reversals that hold for a wider case, with the assumptions under which they do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Borrowed {
    /// The least number of reversals.
    pub reversed: u64,
    /// The case that counts them.
    pub case: String,
    /// What has to hold for them to be counted here.
    pub assumptions: Vec<Assumption>,
}

impl Counts {
    /// The counts of `case` over all numbers that its figures may stand for; where it counts no
    /// reversals of its own, those of the narrower ones among `cases` are its floor.
    #[must_use]
    pub fn of(case: &Case, cases: &[Case]) -> Self {
        Self::read(case, cases, |figure| figure.range)
    }

    /// The counts of `case` as printed: rounded figures at their printed value, bounds as bounds.
    #[must_use]
    pub fn printed(case: &Case, cases: &[Case]) -> Self {
        Self::read(case, cases, |figure| match figure.range.high() {
            Some(high) if high > figure.value || figure.range.is_exact() => {
                CountRange::exactly(figure.value)
            }
            _ => figure.range,
        })
    }

    fn read(case: &Case, cases: &[Case], range: impl Fn(&StageFigure) -> CountRange) -> Self {
        let get = |stage| case.figure(stage).map(&range);
        let confirmed = get(Stage::Confirmed);
        let reviewed =
            get(Stage::Reviewed).or_else(|| Some(confirmed?.plus(get(Stage::Rejected)?)));
        let rejected = get(Stage::Rejected).or_else(|| Some(reviewed?.minus(confirmed?)));
        let reversed = get(Stage::Reversed).map(|full| match get(Stage::PartiallyReversed) {
            Some(part) => full.hull(full.plus(part)),
            None => full,
        });
        Self {
            scanned: get(Stage::Scanned),
            flagged: get(Stage::Flagged),
            reviewed,
            rejected,
            actioned: get(Stage::Actioned),
            appealed: decided(get),
            reversed,
            reversed_without_appeal: get(Stage::ReversedWithoutAppeal),
            borrowed: borrowed(case, cases),
        }
    }
}

/// Appeals that were decided: all but those omitted or pending, or else all outcomes together.
fn decided(get: impl Fn(Stage) -> Option<CountRange>) -> Option<CountRange> {
    let none = CountRange::exactly(0);
    let open = get(Stage::Omitted).unwrap_or(none).plus(get(Stage::Pending).unwrap_or(none));
    if let Some(appealed) = get(Stage::Appealed) {
        return Some(appealed.minus(open));
    }
    let partially = get(Stage::PartiallyReversed).unwrap_or(none);
    Some(get(Stage::Upheld)?.plus(get(Stage::Reversed)?).plus(partially))
}

/// The most reversals that another case of the same provider and days counts among what is also
/// counted in `case`, where that one counts none itself.
fn borrowed(case: &Case, cases: &[Case]) -> Option<Borrowed> {
    if case.figure(Stage::Reversed).is_some() || case.figure(Stage::Scanned).is_none() {
        return None;
    }
    let floors = cases.iter().filter_map(|other| {
        let reversed = other.range(Stage::Reversed)?.low();
        let assumptions = inclusion(other, case)?;
        (reversed > 0).then(|| Borrowed { reversed, case: other.id.clone(), assumptions })
    });
    floors.max_by_key(|floor| floor.reversed)
}

/// The assumptions under which all that `part` counts is counted in `whole` as well, or `None`
/// where the two are about different things.
fn inclusion(part: &Case, whole: &Case) -> Option<Vec<Assumption>> {
    let (inner, outer) = (&part.key, &whole.key);
    let same = inner.provider == outer.provider
        && inner.service == outer.service
        && inner.technology == outer.technology
        && inner.category == outer.category
        && part.period.is_close_to(whole.period);
    let scope = match (&inner.scope, &outer.scope) {
        (inner, outer) if inner == outer => Some(None),
        (_, Scope::World) => Some(Some(Assumption::PartOfWhole)),
        _ => None,
    };
    let unit = match (inner.unit, outer.unit) {
        (inner, outer) if inner == outer => Some(None),
        (Unit::Decision, _) => Some(Some(Assumption::OneUnitPerDecision)),
        _ => None,
    };
    let (scope, unit) = (scope?, unit?);
    same.then(|| scope.into_iter().chain(unit).collect())
}
