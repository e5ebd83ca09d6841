//! What is printed of a funnel: figures, some of them rounded.

use std::path::PathBuf;

use serde::{Serialize, Serializer};

use super::{Funnel, FunnelDesign};
use crate::disclosure::{CaseKey, Figure, Period, Rounding, Source, Stage};
use crate::quantity::Probability;

/// How figures are rounded when they are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Printing {
    /// Not at all.
    Exact,
    /// To a multiple of this number.
    Nearest(u64),
    /// To so many significant digits.
    SignificantDigits(u64),
}

impl Printing {
    /// Returns what is printed of `count`, a half rounded up, with how it was rounded.
    #[must_use]
    pub fn print(self, count: u64) -> (u64, Rounding) {
        let unit = match self {
            Self::Exact => 1,
            Self::Nearest(unit) => unit.max(1),
            Self::SignificantDigits(digits) => {
                let digits = u32::try_from(digits).unwrap_or(u32::MAX);
                let all = count.checked_ilog10().map_or(0, |last| last + 1);
                10_u64.saturating_pow(all.saturating_sub(digits))
            }
        };
        if unit == 1 {
            return (count, Rounding::Exact);
        }
        let (multiple, rest) = (count / unit, count % unit);
        let up = u64::from(rest >= unit - rest);
        ((multiple + up).saturating_mul(unit), Rounding::Nearest(unit))
    }
}

impl Serialize for Printing {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Exact => serializer.serialize_str("exact"),
            Self::Nearest(unit) => serializer.collect_str(&Rounding::Nearest(*unit)),
            Self::SignificantDigits(digits) => {
                serializer.collect_str(&format_args!("significant-digits:{digits}"))
            }
        }
    }
}

/// What is printed of funnels, and as whose figures.
#[derive(Clone, Debug)]
pub struct FunnelDisclosure {
    /// The population that the figures are about.
    pub key: CaseKey,
    /// The days that they cover.
    pub period: Period,
    /// The stages that are printed; `None` for all in which something can happen.
    pub stages: Option<Vec<Stage>>,
    /// How they are rounded.
    pub printing: Printing,
    /// Where they stand.
    pub citation: String,
}

impl FunnelDisclosure {
    /// The stages that a simulated funnel has.
    pub const STAGES: [Stage; 16] = [
        Stage::Scanned,
        Stage::Flagged,
        Stage::Reviewed,
        Stage::Rejected,
        Stage::Confirmed,
        Stage::Actioned,
        Stage::Appealed,
        Stage::Upheld,
        Stage::Reversed,
        Stage::Omitted,
        Stage::Pending,
        Stage::ReversedWithoutAppeal,
        Stage::Audited,
        Stage::AuditedWrong,
        Stage::UnflaggedAudited,
        Stage::UnflaggedAuditedViolating,
    ];

    /// Returns what is printed of a funnel of this design, in the order of the stages.
    #[must_use]
    pub fn figures(&self, design: &FunnelDesign, funnel: &Funnel) -> Vec<Figure> {
        let printed = |stage: &Stage| match &self.stages {
            Some(stages) => stages.contains(stage),
            None => design.can_reach(*stage),
        };
        let figure = |(line, stage): (u64, Stage)| {
            let (value, rounding) = self.printing.print(funnel.count(stage)?);
            Some(Figure {
                key: self.key.clone(),
                channel: String::new(),
                part: String::new(),
                period: self.period,
                stage,
                value,
                rounding,
                source: Source {
                    file: PathBuf::from("figures.csv"),
                    line,
                    citation: self.citation.clone(),
                },
                note: String::new(),
            })
        };
        // The first line is the header.
        (2..).zip(Self::STAGES.into_iter().filter(printed)).filter_map(figure).collect()
    }
}

impl Funnel {
    /// How many reached `stage`; `None` for one that is not simulated.
    #[must_use]
    pub fn count(&self, stage: Stage) -> Option<u64> {
        Some(match stage {
            Stage::Scanned => self.scanned.total(),
            Stage::Flagged => self.flagged.total(),
            Stage::Reviewed => self.review.reviewed.total(),
            Stage::Rejected => self.review.rejected.total(),
            Stage::Confirmed => self.review.confirmed.total(),
            Stage::Actioned => self.actioned.total(),
            Stage::Appealed => self.appeals.appealed.total(),
            Stage::Upheld => self.appeals.upheld.total(),
            Stage::Reversed => self.appeals.reversed.total(),
            Stage::Omitted => self.appeals.omitted.total(),
            Stage::Pending => self.appeals.pending.total(),
            Stage::ReversedWithoutAppeal => self.reversed_without_appeal.total(),
            Stage::Audited => self.audited.total(),
            Stage::AuditedWrong => self.audited_wrong,
            Stage::UnflaggedAudited => self.unflagged_audited.total(),
            Stage::UnflaggedAuditedViolating => self.unflagged_audited_violating,
            _ => return None,
        })
    }
}

impl FunnelDesign {
    /// Whether anything can happen at `stage`.
    fn can_reach(&self, stage: Stage) -> bool {
        let possible = |share: Probability| share.get() > 0.0;
        let reversals = &self.reversals;
        match stage {
            Stage::Reviewed | Stage::Rejected | Stage::Confirmed => {
                possible(self.review.review_share)
            }
            Stage::Omitted => possible(self.appeals.omitted_share()),
            Stage::Pending => possible(self.appeals.pending_share()),
            Stage::ReversedWithoutAppeal => {
                possible(reversals.unprompted_reversal)
                    || possible(reversals.unprompted_false_reversal)
            }
            Stage::Audited | Stage::AuditedWrong => self.audits.audit > 0,
            Stage::UnflaggedAudited | Stage::UnflaggedAuditedViolating => {
                self.audits.audit_unflagged > 0
            }
            _ => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn printed_numbers_may_stand_for_what_was_rounded() {
        let digits = Printing::SignificantDigits;
        for (printing, count, printed) in [
            (Printing::Exact, 12_345, (12_345, Rounding::Exact)),
            (Printing::Nearest(1), 7, (7, Rounding::Exact)),
            (Printing::Nearest(10), 15, (20, Rounding::Nearest(10))),
            (Printing::Nearest(10), 14, (10, Rounding::Nearest(10))),
            (Printing::Nearest(7), 10, (7, Rounding::Nearest(7))),
            (Printing::Nearest(7), 11, (14, Rounding::Nearest(7))),
            (Printing::Nearest(u64::MAX), 4, (0, Rounding::Nearest(u64::MAX))),
            (digits(2), 99, (99, Rounding::Exact)),
            (digits(2), 100, (100, Rounding::Nearest(10))),
            (digits(2), 9_963, (10_000, Rounding::Nearest(100))),
            (digits(1), 0, (0, Rounding::Exact)),
        ] {
            assert_eq!(printing.print(count), printed, "{printing:?} {count}");
            let range = printed.1.range(printed.0);
            assert!(range.low() <= count && Some(count) <= range.high());
        }
    }
}
