//! What the sources say about one stage of one case: printings of the whole, of its parts, by
//! channel, and the numbers that they allow together.

use std::collections::BTreeMap;

use super::{Figure, Period, Rounding, Source};
use crate::error::{Error, Result};
use crate::quantity::{CountRange, display};

/// What the sources say about one stage of one case.
#[derive(Clone, Debug)]
pub struct StageFigure {
    /// The number as printed; a sum where only parts were printed.
    pub value: u64,
    /// Every whole number that it may stand for.
    pub range: CountRange,
    /// The number as printed, taken as exact; a range where it is a bound or where sources disagree.
    pub printed: CountRange,
    /// Each printing of it, in the order read.
    pub variants: Vec<Variant>,
    /// The pieces of it that were printed, such as images and videos.
    pub parts: Vec<Variant>,
    /// What was printed of it by channel, where that is another way of dividing it than by parts.
    pub channels: Vec<Variant>,
}

/// One printing of a figure.
#[derive(Clone, Debug)]
pub struct Variant {
    /// The part or channel that it counts; empty for the whole.
    pub label: String,
    /// The number as printed.
    pub value: u64,
    /// How it was rounded.
    pub rounding: Rounding,
    /// The days that it covers.
    pub period: Period,
    /// Where it stands.
    pub source: Source,
    /// What the source says beside it.
    pub note: String,
}

impl StageFigure {
    /// The number as it is shown to a reader, marked where it was rounded:
    /// `340 000 (335 000 to 345 000)`, `more than 50 000`.
    #[must_use]
    pub fn shown(&self) -> String {
        let value = display::grouped(self.value);
        if let Some(printings) = self.disagreement() {
            let mut values: Vec<String> =
                printings.iter().map(|printing| display::grouped(printing.value)).collect();
            values.dedup();
            return format!("{} (the sources disagree)", values.join(" or "));
        }
        match (self.range.low(), self.range.high()) {
            (low, None) => format!("at least {}", display::grouped(low)),
            (low, Some(high)) if low == high => value,
            (0, Some(high)) if high == self.value => format!("at most {value}"),
            (low, Some(high)) => {
                let (low, high) = (display::grouped(low), display::grouped(high));
                format!("{value} ({low}{SPACE}to{SPACE}{high})", SPACE = display::SPACE)
            }
        }
    }

    /// The printings that it rests on: of the whole, or else of its parts, or else by channel.
    fn printings(&self) -> impl Iterator<Item = &Variant> {
        let all = [&self.variants, &self.parts, &self.channels];
        all.into_iter().find(|printings| !printings.is_empty()).into_iter().flatten()
    }

    /// Every printing of it, whole or in pieces.
    pub fn all_printings(&self) -> impl Iterator<Item = &Variant> {
        self.variants.iter().chain(&self.parts).chain(&self.channels)
    }

    /// Whether the number is only a bound, so that no ratio can be made of it.
    #[must_use]
    pub fn is_bound(&self) -> bool {
        self.printings().any(|p| matches!(p.rounding, Rounding::AtLeast | Rounding::AtMost))
    }

    /// Whether a printing that it rests on was rounded or is a bound.
    #[must_use]
    pub fn is_rounded(&self) -> bool {
        self.printings().any(|printing| !printing.range().is_exact())
    }

    /// The printings of the whole, or else of one part, of which no number is allowed by all.
    #[must_use]
    pub fn disagreement(&self) -> Option<Vec<&Variant>> {
        let parts =
            by_label(&self.parts).into_values().chain(by_label(&self.channels).into_values());
        let mut printings = std::iter::once(self.variants.iter().collect()).chain(parts);
        printings.find(|printings: &Vec<&Variant>| common_range(printings).is_none())
    }
}

impl Variant {
    /// Every whole number that the printed one may stand for.
    #[must_use]
    pub fn range(&self) -> CountRange {
        self.rounding.range(self.value)
    }

    fn of(figure: &Figure) -> Self {
        let labels = [figure.part.as_str(), figure.channel.as_str()];
        Self {
            label: labels.into_iter().filter(|l| !l.is_empty()).collect::<Vec<_>>().join(", "),
            value: figure.value,
            rounding: figure.rounding,
            period: figure.period,
            source: figure.source.clone(),
            note: figure.note.clone(),
        }
    }
}

/// Resolves the figures of one stage of one case, in the order read.
pub(super) fn stage_figure(figures: &[&Figure]) -> Result<StageFigure> {
    let (totals, pieces): (Vec<&Figure>, Vec<&Figure>) =
        figures.iter().partition(|f| f.part.is_empty() && f.channel.is_empty());
    let (parts, channels): (Vec<&Figure>, Vec<&Figure>) =
        pieces.into_iter().partition(|figure| !figure.part.is_empty());
    let variants = |figures: Vec<&Figure>| figures.into_iter().map(Variant::of).collect::<Vec<_>>();
    let (variants, parts, channels) =
        (variants(totals), variants(whole(&parts)), variants(channels));
    let printings: Vec<&Variant> = variants.iter().collect();
    let Sum { value, range, printed } = match (most_exact(&printings), parts.is_empty()) {
        (Some(best), _) => {
            Sum { value: best.value, range: resolve(&printings), printed: as_printed(&printings) }
        }
        (None, false) => sum(&parts)?,
        (None, true) => sum(&channels)?,
    };
    Ok(StageFigure { value, range, printed, variants, parts, channels })
}

/// Of each part, what was printed for all channels together, or else for each.
fn whole<'a>(parts: &[&'a Figure]) -> Vec<&'a Figure> {
    let has_whole = |part: &str| parts.iter().any(|f| f.part == part && f.channel.is_empty());
    parts.iter().copied().filter(|f| f.channel.is_empty() || !has_whole(&f.part)).collect()
}

fn common_range(variants: &[&Variant]) -> Option<CountRange> {
    let mut ranges = variants.iter().map(|variant| variant.range());
    ranges.try_fold(CountRange::at_least(0), CountRange::intersection)
}

fn by_label(parts: &[Variant]) -> BTreeMap<&str, Vec<&Variant>> {
    let mut by_label: BTreeMap<&str, Vec<&Variant>> = BTreeMap::new();
    for part in parts {
        by_label.entry(&part.label).or_default().push(part);
    }
    by_label
}

fn resolve(variants: &[&Variant]) -> CountRange {
    common_range(variants).unwrap_or_else(|| {
        let all = variants.iter().map(|variant| variant.range()).reduce(CountRange::hull);
        all.unwrap_or(CountRange::at_least(0))
    })
}

/// The printing that leaves the fewest numbers open, the first of those.
fn most_exact<'a>(variants: &[&'a Variant]) -> Option<&'a Variant> {
    let width = |variant: &&Variant| {
        let range = variant.range();
        range.high().map_or(u64::MAX, |high| high - range.low())
    };
    variants.iter().copied().min_by_key(width)
}

/// The number of the most exact printing where all agree, a bound as a bound; else from the least to
/// the greatest printed number.
fn as_printed(variants: &[&Variant]) -> CountRange {
    let exact = |variant: &Variant| match variant.rounding {
        Rounding::AtLeast | Rounding::AtMost => variant.range(),
        _ => CountRange::exactly(variant.value),
    };
    let one = most_exact(variants).filter(|_| common_range(variants).is_some());
    let all = variants.iter().map(|variant| exact(variant)).reduce(CountRange::hull);
    one.map(exact).or(all).unwrap_or(CountRange::at_least(0))
}

/// What pieces add up to.
pub(super) struct Sum {
    pub(super) value: u64,
    pub(super) range: CountRange,
    printed: CountRange,
}

/// Adds up `parts`; a part that was printed in several places counts once.
pub(super) fn sum(parts: &[Variant]) -> Result<Sum> {
    let none = CountRange::exactly(0);
    let mut sum = Sum { value: 0, range: none, printed: none };
    for variants in by_label(parts).into_values() {
        let Some(best) = most_exact(&variants) else { continue };
        sum.value = sum.value.checked_add(best.value).ok_or_else(|| too_large(best))?;
        sum.range = sum.range.plus(resolve(&variants));
        sum.printed = sum.printed.plus(as_printed(&variants));
    }
    Ok(sum)
}

fn too_large(part: &Variant) -> Error {
    Error::line(
        &part.source.file,
        part.source.line,
        format!("the parts up to \"{}\" add up to more than {}", part.label, u64::MAX),
    )
    .with_remedy("look for a value with digits too many")
}
