//! What several threads found, as if it had been one.

use super::ScoreOptions;
use super::fault::Fault;
use super::gathered::Gathered;
use super::labels::Others;
use crate::error::{Error, Result};

/// Returns what was gathered of one file, and the label that is negative because it is not the positive
/// one; or the error of the first fault, whichever thread came upon it. `at` makes an error at a line.
pub(super) fn settled(
    done: Vec<(Gathered, Option<Fault>)>,
    options: &ScoreOptions,
    at: impl Fn(u64, String) -> Error,
) -> Result<(Vec<Gathered>, Option<String>)> {
    let mut others = Others::default();
    let (mut gathered, mut first) = (Vec::new(), None::<Fault>);
    for (mut one, fault) in done {
        others.add(std::mem::take(&mut one.others));
        gathered.push(one);
        first = first.into_iter().chain(fault).min_by_key(Fault::line);
    }
    let line = first.as_ref().map_or(u64::MAX, Fault::line);
    let mut labels = others.in_order().into_iter();
    let second = labels.next().map(|(label, _)| label);
    if let (Some(second), Some((third, place))) = (&second, labels.next())
        && place <= line
    {
        return Err(third_label(options, second, &third, |message| at(place, message)));
    }
    match first.and_then(|fault| fault.error(at)) {
        Some(error) => Err(error),
        None => Ok((gathered, second)),
    }
}

/// The error of a label besides the positive one and another.
pub(super) fn third_label(
    options: &ScoreOptions,
    second: &str,
    third: &str,
    at: impl FnOnce(String) -> Error,
) -> Error {
    let positive = options.labels.positive.as_deref().unwrap_or_default();
    let name = &options.label;
    let is_meant = |label: &&str| label.trim().to_lowercase() == positive.trim().to_lowercase();
    match [second, third].into_iter().find(is_meant) {
        Some(meant) => at(format!(
            "labels in {name} are \"{second}\" and \"{third}\", expected \"{positive}\", as spelt with \
             --positive, and one other"
        ))
        .with_remedy(format!("name the label as it is in the data: --positive {meant:?}")),
        None => at(format!(
            "labels in {name} are \"{second}\" and \"{third}\", expected \"{positive}\" and one other"
        ))
        .with_remedy("name every label that is negative with --negative"),
    }
}
