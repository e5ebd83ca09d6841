//! One population and period, with all that its sources say about it.
//!
//! A case is what shares provider, service, technology, scope, category, unit and period: its
//! figures may be put side by side. Figures that differ in any of these are never mixed; periods
//! whose ends lie within a week of each other count as one.

use std::collections::BTreeMap;

use super::{Figure, Period, Rounding, Scope, Source, Stage, Unit};
use crate::error::{Error, Result};
use crate::quantity::{CountRange, display};

/// What figures must share, besides the period, to be about the same population.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct CaseKey {
    /// Who runs the service, as the source names it.
    pub provider: String,
    /// The service; empty where none is named.
    pub service: String,
    /// The detection technology; empty where none is named.
    pub technology: String,
    /// Where what is counted comes from.
    pub scope: Scope,
    /// Known or new material, solicitation, or a policy name; empty where none is named.
    pub category: String,
    /// What is counted.
    pub unit: Unit,
}

/// One population and period with its figures by stage.
#[derive(Clone, Debug)]
pub struct Case {
    /// A short name, unique among the cases assembled together.
    pub id: String,
    /// The population.
    pub key: CaseKey,
    /// The days that its figures cover together.
    pub period: Period,
    /// The figures, one entry per stage.
    pub figures: BTreeMap<Stage, StageFigure>,
}

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

impl Case {
    /// The figure of `stage`, or `None` where no source gives one.
    #[must_use]
    pub fn figure(&self, stage: Stage) -> Option<&StageFigure> {
        self.figures.get(&stage)
    }

    /// The whole numbers that the figure of `stage` may stand for, or `None` where there is none.
    #[must_use]
    pub fn range(&self, stage: Stage) -> Option<CountRange> {
        self.figure(stage).map(|figure| figure.range)
    }

    /// The provider with the service, technology and category where these are named:
    /// `X (formerly Twitter), automated mechanisms`.
    #[must_use]
    pub fn subject(&self) -> String {
        let key = &self.key;
        let category = match key.category.as_str() {
            "known" => "known material",
            "new" => "new material",
            other => other,
        };
        let parts = [key.provider.as_str(), &key.service, &key.technology, category];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
    }

    /// The subject, period, unit and scope in one line, for a heading.
    #[must_use]
    pub fn title(&self) -> String {
        format!(
            "{}, {}, {}, {}",
            self.subject(),
            self.period,
            self.key.unit.plural(),
            self.key.scope.label()
        )
    }

    /// The year or years that the case covers: `2021` or `2021–2022`.
    #[must_use]
    pub fn years(&self) -> String {
        match self.period.year() {
            Some(year) => year.to_string(),
            None => format!("{}–{}", self.period.start().year(), self.period.end().year()),
        }
    }

    /// The places of the figures of `stages`, each once, in the order read.
    #[must_use]
    pub fn places(&self, stages: &[Stage]) -> Vec<String> {
        let figures = stages.iter().filter_map(|stage| self.figure(*stage));
        let mut sources: Vec<&Source> =
            figures.flat_map(StageFigure::all_printings).map(|variant| &variant.source).collect();
        sources.sort_by(|a, b| (&a.file, a.line).cmp(&(&b.file, b.line)));
        sources.dedup();
        sources.into_iter().map(ToString::to_string).collect()
    }
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

/// Returns one case per population and period, ordered by provider and period.
///
/// Where a stage has a printed total, parts of it are kept aside; where it has none, its parts (or
/// else its channels) are added up. Printings of the same figure in several places are kept, and
/// the numbers that all of them allow are used; where there are none, all that any of them allows.
///
/// # Errors
///
/// If the parts of a figure add up to more than a count can hold.
pub fn assemble(figures: &[Figure]) -> Result<Vec<Case>> {
    let mut clusters: Vec<Vec<&Figure>> = Vec::new();
    let mut sorted: Vec<&Figure> = figures.iter().collect();
    sorted.sort_by(|a, b| (&a.key, a.period).cmp(&(&b.key, b.period)));
    for figure in sorted {
        // Figures are sorted, so the clusters of the same population are the last ones.
        let same = clusters.iter_mut().rev().take_while(|c| c.iter().all(|f| f.key == figure.key));
        let close = |cluster: &&mut Vec<&Figure>| {
            cluster.iter().all(|other| other.period.is_close_to(figure.period))
        };
        match same.filter(|cluster| close(cluster)).last() {
            Some(cluster) => cluster.push(figure),
            None => clusters.push(vec![figure]),
        }
    }
    let mut cases = clusters.iter().map(|cluster| case(cluster)).collect::<Result<Vec<_>>>()?;
    cases.sort_by(|a, b| order(a).cmp(&order(b)));
    name(&mut cases);
    Ok(cases)
}

fn order(case: &Case) -> (&str, Period, Unit, &CaseKey) {
    (&case.key.provider, case.period, case.key.unit, &case.key)
}

fn case(cluster: &[&Figure]) -> Result<Case> {
    let mut by_stage: BTreeMap<Stage, Vec<&Figure>> = BTreeMap::new();
    for figure in cluster {
        by_stage.entry(figure.stage).or_default().push(figure);
    }
    let figures = by_stage
        .into_iter()
        .map(|(stage, mut figures)| {
            figures.sort_by(|a, b| {
                (&a.source.file, a.source.line).cmp(&(&b.source.file, b.source.line))
            });
            stage_figure(&figures).map(|figure| (stage, figure))
        })
        .collect::<Result<_>>()?;
    let start = cluster.iter().map(|figure| figure.period.start()).min();
    let end = cluster.iter().map(|figure| figure.period.end()).max();
    let period = start.zip(end).and_then(|(start, end)| Period::new(start, end));
    let (Some(first), Some(period)) = (cluster.first(), period) else {
        return Err(Error::request("a case without figures"));
    };
    Ok(Case { id: String::new(), key: first.key.clone(), period, figures })
}

fn stage_figure(figures: &[&Figure]) -> Result<StageFigure> {
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
}

/// Gives every case a name of its provider, years, unit and scope, with more where two would be
/// the same.
fn name(cases: &mut [Case]) {
    let short = |case: &Case| {
        let key = &case.key;
        let years = case.years().replace('–', "-");
        let parts = [&key.provider, &key.service, &key.technology, &key.category, &years];
        let words = [key.unit.word(), key.scope.word()];
        slug(parts.into_iter().map(String::as_str).chain(words))
    };
    let names: Vec<String> = cases.iter().map(short).collect();
    let mut uses: BTreeMap<&str, usize> = BTreeMap::new();
    for name in &names {
        *uses.entry(name).or_default() += 1;
    }
    for (case, name) in cases.iter_mut().zip(&names) {
        let unique = uses.get(name.as_str()) == Some(&1);
        case.id = if unique {
            name.clone()
        } else {
            format!("{name}-{}-{}", case.period.start(), case.period.end())
        };
    }
    number(cases);
}

/// Numbers the cases whose names are still the same, as those of `A & B` and `A, B` are.
fn number(cases: &mut [Case]) {
    let mut uses: BTreeMap<String, usize> = BTreeMap::new();
    for case in cases {
        let before = uses.entry(case.id.clone()).or_default();
        *before += 1;
        if *before > 1 {
            case.id = format!("{}-{before}", case.id);
        }
    }
}

fn slug<'a>(parts: impl Iterator<Item = &'a str>) -> String {
    let mut text = String::new();
    for part in parts.filter(|part| !part.is_empty()) {
        for word in part.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
            if !text.is_empty() {
                text.push('-');
            }
            text.push_str(&word.to_lowercase());
        }
    }
    text
}
