//! What rounding leaves open beside audits: the sets of the exact figures lie in those of the rounded ones.

use std::collections::BTreeMap;

use baserate::identification::{IdentifiedSet, Rung, RungResult};
use baserate::simulation::funnel::{FunnelDisclosure, Printing};

use crate::behaviours::{ALL, behaviour};
use crate::sets::as_drawn;
use crate::{everything, rungs};

fn sets(rung: &RungResult) -> [&IdentifiedSet; 4] {
    [&rung.fdr, &rung.fpr, &rung.recall, &rung.prevalence]
}

/// Whether `wide` has all of `narrow`.
fn has(wide: &IdentifiedSet, narrow: &IdentifiedSet) -> bool {
    let Some((low, high)) = narrow.ends() else { return true };
    wide.ends()
        .is_some_and(|(lower, upper)| lower <= low + 1e-9 * low && high <= upper + 1e-9 * high)
}

#[test]
fn sets_of_exact_figures_lie_in_those_of_rounded_ones() {
    let mut compared: BTreeMap<Rung, u64> = BTreeMap::new();
    for number in 0..ALL {
        let behaviour = behaviour(number);
        let (design, rounded) = (&behaviour.design, &behaviour.disclosure);
        if rounded.printing == Printing::Exact || design.audits.audit == 0 {
            continue;
        }
        let funnel = design.draw(40, number.try_into().unwrap());
        let exact = FunnelDisclosure { stages: rounded.stages.clone(), ..everything() };
        let options = as_drawn(&funnel);
        let wide = rungs(design, &funnel, rounded, &options);
        for narrow in &rungs(design, &funnel, &exact, &options) {
            let same = |wide: &&RungResult| {
                wide.rung == narrow.rung && wide.assumptions == narrow.assumptions
            };
            // Rounding may leave too little to go on, such as an audit of 0 to 5.
            let Some(wide) = wide.iter().find(same) else { continue };
            for (wide, narrow) in sets(wide).into_iter().zip(sets(narrow)) {
                assert!(has(wide, narrow), "behaviour {number}: {narrow:?} is not in {wide:?}");
            }
            *compared.entry(narrow.rung).or_default() += 1;
        }
    }
    for rung in Rung::ALL {
        let compared = compared.get(rung).copied().unwrap_or(0);
        assert!(compared >= 500, "rung {rung} was compared {compared} times");
    }
}
