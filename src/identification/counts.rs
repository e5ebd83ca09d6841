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
    /// `K`: confirmed on review.
    pub confirmed: Option<CountRange>,
    /// `A`: acted against.
    pub actioned: Option<CountRange>,
    /// `a`: appealed.
    pub appealed: Option<CountRange>,
    /// `r`: reversed after an appeal; where some were reversed in part, with and without those.
    pub reversed: Option<CountRange>,
    /// `u`: appealed without a known outcome; none where `None`.
    pub undecided: Option<CountRange>,
    /// Upheld after an appeal; where some were reversed in part, with and without those. Not given
    /// where `None`.
    pub upheld: Option<CountRange>,
    /// `w`: reversed without an appeal; 0, its least value, where `None`.
    pub reversed_without_appeal: Option<CountRange>,
    /// `m`: audited at random among decisions neither appealed nor reversed.
    pub audited: Option<CountRange>,
    /// `y`: found wrong in that audit.
    pub audited_wrong: Option<CountRange>,
    /// `n`: audited at random among what was not flagged.
    pub unflagged_audited: Option<CountRange>,
    /// `v`: found violating in that audit.
    pub unflagged_audited_violating: Option<CountRange>,
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
        Self::read(case, cases, |figure| figure.printed)
    }

    fn read(case: &Case, cases: &[Case], range: impl Fn(&StageFigure) -> CountRange) -> Self {
        let get = |stage| case.figure(stage).map(&range);
        let (confirmed, rejected) = (get(Stage::Confirmed), get(Stage::Rejected));
        let full = get(Stage::Reversed);
        let partial = get(Stage::PartiallyReversed).unwrap_or(NONE);
        let open = get(Stage::Omitted).unwrap_or(NONE).plus(get(Stage::Pending).unwrap_or(NONE));
        let decided = full.zip(get(Stage::Upheld)).map(|(r, upheld)| upheld.plus(r).plus(partial));
        let appealed = get(Stage::Appealed).or_else(|| decided.map(|decided| decided.plus(open)));
        // Where the outcomes are given, all other appeals are without one.
        let undecided = match (get(Stage::Appealed), decided) {
            (Some(appealed), Some(decided)) => appealed.minus(decided),
            _ => open,
        };
        Self {
            scanned: get(Stage::Scanned),
            flagged: get(Stage::Flagged),
            reviewed: get(Stage::Reviewed),
            rejected,
            confirmed,
            actioned: get(Stage::Actioned),
            appealed,
            reversed: full.map(|full| full.hull(full.plus(partial))),
            undecided: Some(undecided),
            upheld: get(Stage::Upheld).map(|upheld| upheld.hull(upheld.plus(partial))),
            reversed_without_appeal: get(Stage::ReversedWithoutAppeal),
            audited: get(Stage::Audited),
            audited_wrong: get(Stage::AuditedWrong),
            unflagged_audited: get(Stage::UnflaggedAudited),
            unflagged_audited_violating: get(Stage::UnflaggedAuditedViolating),
            borrowed: borrowed(case, cases),
        }
    }

    /// Whether so many scanned leave room for all that may have been flagged or acted against.
    pub(super) fn allows_flags(&self, scanned: f64) -> bool {
        let counts = [self.flagged, self.reviewed, self.actioned].into_iter().flatten();
        counts.into_iter().all(|count| count.high_real() <= scanned)
    }

    /// The same counts if no more than `scanned` were scanned, so that no more were flagged or
    /// acted against; `None` where that cannot be.
    pub(super) fn within(&self, scanned: Option<u64>) -> Option<Self> {
        let cap = CountRange::new(0, scanned)?;
        let capped = |count: Option<CountRange>| match count {
            None => Some(None),
            Some(count) => count.intersection(cap).map(Some),
        };
        Some(Self {
            flagged: capped(self.flagged)?,
            reviewed: capped(self.reviewed)?,
            actioned: capped(self.actioned)?,
            ..self.clone()
        })
    }
}

const NONE: CountRange = CountRange::exactly(0);

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
