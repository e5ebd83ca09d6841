//! Which confusion counts are added up before metrics are computed.

use std::collections::BTreeMap;

use crate::confusion::{ConfusionMatrix, Labels, SystemCounts};
use crate::error::{Error, Result};

/// The word that stands for the system among the labels to split by.
const SYSTEM: &str = "system";

/// Which counts are added up, and which are kept apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Grouping {
    /// The labels to split by, or `system` for none of them: of one system, counts that agree in these
    /// are added up. Where it is empty and nothing is pooled, nothing is added up.
    pub by: Vec<String>,
    /// Whether the counts of different systems are added up, too.
    pub pool: bool,
}

/// One result to be: the counts of one group, and how many of what they were added up from.
pub(super) struct Group {
    pub(super) counts: SystemCounts,
    members: Vec<SystemCounts>,
    /// The places of the members among the rows.
    pub(super) places: Vec<usize>,
}

impl Grouping {
    /// The same grouping where rows of one system are added up unless something else was asked for.
    pub(super) fn or_by_system(&self) -> Self {
        match self {
            Self { by, pool: false } if by.is_empty() => {
                Self { by: vec![SYSTEM.to_owned()], pool: false }
            }
            asked => asked.clone(),
        }
    }

    /// Returns the groups of `rows`, in the order of their first members.
    ///
    /// # Errors
    ///
    /// If a label is not there or named twice, if systems are to be pooled and kept apart at once, or
    /// if counts add up to more than a `u64` holds.
    pub(super) fn groups(&self, rows: Vec<SystemCounts>) -> Result<Vec<Group>> {
        self.check(rows.first())?;
        let mut groups: Vec<(Key, Vec<(usize, SystemCounts)>)> = Vec::new();
        let mut places = BTreeMap::new();
        for row in rows.into_iter().enumerate() {
            let key = self.key(&row.1);
            let place = *places.entry(key.clone()).or_insert(groups.len());
            match groups.get_mut(place) {
                Some((_, members)) => members.push(row),
                None => groups.push((key, vec![row])),
            }
        }
        groups.into_iter().map(|((_, labels), members)| group(labels, members)).collect()
    }

    fn key(&self, row: &SystemCounts) -> Key {
        let system = (!self.pool).then(|| row.system.clone());
        let apart = self.by.is_empty() && !self.pool;
        (system, if apart { row.labels.clone() } else { row.labels.only(&self.by) })
    }

    fn check(&self, row: Option<&SystemCounts>) -> Result<()> {
        if self.pool && self.by.iter().any(|name| name == SYSTEM) {
            let message = "--pool adds up systems, --by system keeps them apart";
            return Err(Error::request(message).with_remedy("leave out one of the two"));
        }
        for (place, name) in self.by.iter().enumerate() {
            if self.by.iter().take(place).any(|earlier| earlier == name) {
                let message = format!("--by names \"{name}\" twice");
                return Err(Error::request(message).with_remedy("name every label once"));
            }
            let labels = row.map_or(&[][..], |row| &row.labels.0);
            if name != SYSTEM && !labels.iter().any(|(label, _)| label == name) {
                let names: Vec<&str> = labels.iter().map(|(label, _)| label.as_str()).collect();
                let found = if names.is_empty() { "none".to_owned() } else { names.join(", ") };
                return Err(Error::request(format!("no label \"{name}\", found {found}"))
                    .with_remedy("a label is any column besides those of the counts"));
            }
        }
        Ok(())
    }
}

/// What the members of a group agree in.
type Key = (Option<String>, Labels);

fn group(labels: Labels, members: Vec<(usize, SystemCounts)>) -> Result<Group> {
    let (places, members): (Vec<usize>, Vec<SystemCounts>) = members.into_iter().unzip();
    let empty = ConfusionMatrix::new(crate::confusion::Cells::default());
    let matrix = members.iter().try_fold(empty, |sum, member| {
        let sum = sum.and_then(|sum| sum.plus(&member.matrix));
        sum.map(Some).ok_or_else(|| {
            Error::request("the counts to be added up are more than 18446744073709551615")
                .with_remedy("look for a count with digits too many, or add up fewer of them")
        })
    })?;
    let Some(matrix) = matrix else { return Err(Error::request("no counts")) };
    let mut systems: Vec<&str> = Vec::new();
    for member in &members {
        if !systems.contains(&member.system.as_str()) {
            systems.push(&member.system);
        }
    }
    let system = systems.join(" + ");
    Ok(Group { counts: SystemCounts { system, labels, matrix }, members, places })
}

impl Group {
    /// What a reader should know of counts that were added up: which of them may be of the same items.
    pub(super) fn notes(&self) -> Vec<String> {
        let mut alike: BTreeMap<(u64, u64), Vec<&str>> = BTreeMap::new();
        for SystemCounts { system, matrix, .. } in &self.members {
            if matrix.total() > 0 {
                alike.entry((matrix.violating(), matrix.innocent())).or_default().push(system);
            }
        }
        alike.into_iter().flat_map(|(margins, systems)| notes_on_twins(margins, &systems)).collect()
    }
}

/// What to say of counts of `systems` that agree in how many items are violating and innocent.
fn notes_on_twins((violating, innocent): (u64, u64), systems: &[&str]) -> Vec<String> {
    let rows = |system: &str| systems.iter().filter(|other| **other == system).count();
    let mut distinct: Vec<&str> = Vec::new();
    for system in systems {
        if !distinct.contains(system) {
            distinct.push(system);
        }
    }
    let mut notes = Vec::new();
    if let [others @ .., last] = distinct.as_slice()
        && !others.is_empty()
    {
        notes.push(format!(
            "{} and {last} judged equally many violating and equally many innocent items. If these \
             are the same items, they are counted once for each system, and the limits of what was \
             pooled are too narrow.",
            others.join(", ")
        ));
    }
    for system in distinct {
        let rows = rows(system);
        if rows > 1 {
            notes.push(format!(
                "{system}: {rows} of the rows added up have {violating} violating and {innocent} \
                 innocent items each. If these are the same items, as at several thresholds, they are \
                 counted {rows} times, and the limits of what was added up are too narrow."
            ));
        }
    }
    notes
}
