//! One population and period, with all that its sources say about it.
//!
//! A case is what shares provider, service, technology, scope, category, unit and period: its
//! figures may be put side by side. Figures that differ in any of these are never mixed; periods
//! whose ends lie within a week of each other count as one.

use std::collections::BTreeMap;

use super::stage_figure::stage_figure;
use super::{Figure, Period, Scope, Source, Stage, StageFigure, Unit};
use crate::error::{Error, Result};
use crate::quantity::CountRange;

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
