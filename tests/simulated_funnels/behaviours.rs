//! The grid of behaviours.

use baserate::disclosure::Stage;
use baserate::simulation::funnel::{
    Appeals, Audits, Detector, FunnelDesign, FunnelDisclosure, Printing, Reversals, Review,
};

use crate::{everything, share};

/// A funnel's design and what is printed of it.
pub(crate) struct Behaviour {
    pub(crate) design: FunnelDesign,
    pub(crate) disclosure: FunnelDisclosure,
}

const VOLUMES: [(u64, f64, f64, f64); 3] =
    [(30, 0.4, 0.6, 0.3), (100_000, 0.01, 0.84, 0.002), (12_300_000_000, 1e-6, 0.84, 1e-7)];
/// Reviewed, innocent confirmed, violating rejected.
const REVIEWS: [[f64; 3]; 4] = [[0.0; 3], [1.0, 0.0, 0.0], [0.6, 0.0, 0.0], [1.0, 0.3, 0.05]];
/// κ with the rate at which those rightly acted against appeal.
const APPEALS: [(f64, f64); 4] = [(0.0, 0.2), (0.3, 0.3), (1.0, 0.05), (8.0, 0.1)];
const REREVIEWS: [[f64; 2]; 2] = [[1.0, 0.0], [0.8, 0.05]];
const UNPROMPTED: [[f64; 2]; 3] = [[0.0; 2], [0.2, 0.0], [0.2, 0.02]];
const UNDECIDED: [[f64; 2]; 2] = [[0.0; 2], [0.2, 0.1]];
const PRINTINGS: [Printing; 3] =
    [Printing::Exact, Printing::SignificantDigits(2), Printing::Nearest(5)];
/// Audited actions and unflagged. What audits prove is tested by how often their limits hold; here they
/// must not disturb the rest.
const AUDITS: [(u64, u64); 3] = [(0, 0), (0, 0), (20, 60)];
/// What is printed of a provider that says nothing about flags.
const ACTIONS: [Stage; 9] = [
    Stage::Scanned,
    Stage::Actioned,
    Stage::Appealed,
    Stage::Reversed,
    Stage::Omitted,
    Stage::Pending,
    Stage::ReversedWithoutAppeal,
    Stage::Audited,
    Stage::AuditedWrong,
];

/// How many behaviours there are.
pub(crate) const ALL: usize = 3 * 4 * 4 * 2 * 3 * 2 * 3 * 3 * 2;

/// Returns behaviour `number` of the grid.
pub(crate) fn behaviour(number: usize) -> Behaviour {
    let mut rest = number;
    let mut digit = |base: usize| {
        let digit = rest % base;
        rest /= base;
        digit
    };
    let (volume, prevalence, recall, fpr) = VOLUMES[digit(3)];
    let [review_share, confirm_innocent, reject_violating] = REVIEWS[digit(4)].map(share);
    let (kappa, appeal_rate) = APPEALS[digit(4)];
    let [rereview_sensitivity, false_reversal] = REREVIEWS[digit(2)].map(share);
    let [unprompted_reversal, unprompted_false_reversal] = UNPROMPTED[digit(3)].map(share);
    let [omitted, pending] = UNDECIDED[digit(2)].map(share);
    let printing = PRINTINGS[digit(3)];
    let (audit, audit_unflagged) = AUDITS[digit(3)];
    let stages = (digit(2) == 1).then(|| ACTIONS.to_vec());
    let design = FunnelDesign {
        detector: Detector::new(volume, share(prevalence), share(recall), share(fpr)).unwrap(),
        review: Review {
            review_share,
            confirm_innocent,
            reject_violating,
            act_unreviewed: share(0.9),
        },
        appeals: Appeals::new(share(appeal_rate), kappa, omitted, pending).unwrap(),
        reversals: Reversals {
            rereview_sensitivity,
            false_reversal,
            unprompted_reversal,
            unprompted_false_reversal,
        },
        audits: Audits { audit, audit_unflagged, audit_overlooks: share(0.2) },
    };
    Behaviour { design, disclosure: FunnelDisclosure { stages, printing, ..everything() } }
}
