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
    /// Each printing of it, in the order read.
    pub variants: Vec<Variant>,
    /// The pieces that were printed of it, and their sum; empty where none were.
    pub parts: Vec<Variant>,
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
        let mut sources: Vec<&Source> = figures
            .flat_map(|figure| figure.variants.iter().chain(&figure.parts))
            .map(|variant| &variant.source)
            .collect();
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
        match (self.range.low(), self.range.high()) {
            (_, None) => format!("at least {value}"),
            (low, Some(high)) if low == high => value,
            (0, Some(high)) if high == self.value => format!("at most {value}"),
            (low, Some(high)) => {
                format!("{value} ({} to {})", display::grouped(low), display::grouped(high))
            }
        }
    }

    /// Whether a printing that it rests on was rounded or is a bound.
    #[must_use]
    pub fn is_rounded(&self) -> bool {
        let printings = if self.variants.is_empty() { &self.parts } else { &self.variants };
        printings.iter().any(|printing| !printing.range().is_exact())
    }

    /// The printings of the whole, or else of one part, of which no number is allowed by all.
    #[must_use]
    pub fn disagreement(&self) -> Option<Vec<&Variant>> {
        let parts = by_label(&self.parts).into_values();
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
    let parts: Vec<Variant> = addends(&pieces).into_iter().map(Variant::of).collect();
    let variants: Vec<Variant> = totals.into_iter().map(Variant::of).collect();
    let (value, range) = match variants.first() {
        Some(first) => (first.value, resolve(&variants.iter().collect::<Vec<_>>())),
        None => sum(&parts)?,
    };
    Ok(StageFigure { value, range, variants, parts })
}

/// The pieces to add up: parts where there are any that hold for all channels, else channels, else
/// every combination of the two.
fn addends<'a>(pieces: &[&'a Figure]) -> Vec<&'a Figure> {
    let of = |keep: fn(&Figure) -> bool| -> Vec<&'a Figure> {
        pieces.iter().copied().filter(|figure| keep(figure)).collect()
    };
    let parts = of(|figure| figure.channel.is_empty());
    let channels = of(|figure| figure.part.is_empty());
    match (parts.is_empty(), channels.is_empty()) {
        (false, _) => parts,
        (true, false) => channels,
        (true, true) => pieces.to_vec(),
    }
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

/// Adds up `parts`; a part that was printed in several places counts once.
pub(super) fn sum(parts: &[Variant]) -> Result<(u64, CountRange)> {
    let (mut value, mut range) = (0_u64, CountRange::exactly(0));
    for variants in by_label(parts).into_values() {
        let Some(first) = variants.first() else { continue };
        value = value.checked_add(first.value).ok_or_else(|| too_large(first))?;
        range = range.plus(resolve(&variants));
    }
    Ok((value, range))
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
