//! What the figures of every provider and year allow: one bar per identified set.

use super::axis::{LogAxis, Text, ZERO_ASIDE};
use super::key::{self, Sample};
use super::label::{Block, Bounds, Style};
use super::palette::Ink;
use super::scene::{Anchor, MARGIN, Scene};
use super::set_bar::{self, Lanes, SetBar, Side};
use super::{Caption, Mark, svg};
use crate::error::{Error, Result};

/// One provider and year.
#[derive(Clone, Debug, PartialEq)]
pub struct SetRow {
    /// Whose figures they are, such as `Meta 2021`.
    pub label: String,
    /// What they count, such as `accounts`; may be empty.
    pub detail: String,
    /// What they allow.
    pub allowed: Allowed,
}

/// Which shares of wrong decisions the figures allow.
#[derive(Clone, Debug, PartialEq)]
pub enum Allowed {
    /// All of them: the figures carry no information.
    Everything {
        /// Why, in a few words.
        text: String,
    },
    /// Those from `low` to `high`, over all that rounded figures may stand for.
    Between {
        /// The least share.
        low: Mark,
        /// The greatest share if, besides, wronged users appeal at least as often as others.
        strong: Option<Mark>,
        /// The greatest share.
        high: Mark,
        /// Reversals as a share of all actions, at the figures as printed.
        actions: Option<Mark>,
        /// Reversals as a share of appeals, at the figures as printed.
        appeals: Option<Mark>,
    },
}

const SHARE_TITLE: &str = "share of decisions that were wrong (false discovery rate), log scale";

/// Returns the chart of `rows`, in their order, `width` pixels wide.
///
/// Every bar runs from end to end of its set, rounding included; the part that a further assumption
/// leaves is darker. The two ratios that providers report are marks on it, never its ends. An end is
/// written out where it is not a mark that says the same.
///
/// # Errors
///
/// When a mark is not a share, when the ends of a set are in the wrong order, when there are no
/// rows or when the caption's id is not one.
pub fn identified_sets(caption: &Caption, rows: &[SetRow], width: u32) -> Result<String> {
    svg::write(&layout(&caption.title, rows, width)?, caption)
}

pub(super) fn layout(title: &str, rows: &[SetRow], width: u32) -> Result<Scene> {
    rows.iter().try_for_each(check)?;
    if rows.is_empty() {
        return Err(Error::request("chart of identified sets has no rows"));
    }
    let (mut scene, top) = Scene::titled(width, title);
    let top = key::draw(&mut scene, &key_of(rows), top) + 10.0;
    let gutter = if scene.is_narrow() { 0.0 } else { gutter(&scene, rows) };
    let axis = axis(&scene, rows, MARGIN + gutter);
    let mut y = top;
    if rows.len() > 6 {
        axis.texts(&mut scene, y, Text::Percent);
        y += Style::QUIET.line_height() + 2.0;
    }
    let grid_top = y;
    for row in rows {
        y = draw_row(&mut scene, axis, gutter, row, y + 8.0);
    }
    let y = y + 12.0;
    axis.grid(&mut scene, grid_top, y);
    let y = axis.below(&mut scene, y, Text::Percent) + 2.0;
    let from = if scene.is_narrow() { MARGIN } else { axis.start() };
    let room = scene.right() - from;
    let y = scene.paragraph(SHARE_TITLE, Style::QUIET, (from, y), room);
    Ok(scene.close(y))
}

/// The axis from `left` on, with a place for 0 where a bar reaches it.
fn axis(scene: &Scene, rows: &[SetRow], left: f64) -> LogAxis {
    let shares: Vec<f64> = rows.iter().flat_map(marks).map(|mark| mark.at).collect();
    let everything = rows.iter().any(|row| matches!(row.allowed, Allowed::Everything { .. }));
    let aside = if everything || shares.contains(&0.0) { ZERO_ASIDE } else { 0.0 };
    let axis = LogAxis::shares(shares, left + 12.0 + aside, scene.right() - 14.0);
    if aside > 0.0 { axis.with_zero() } else { axis }
}

fn check(row: &SetRow) -> Result<()> {
    for mark in marks(row) {
        mark.share()?;
    }
    let Allowed::Between { low, high, .. } = &row.allowed else { return Ok(()) };
    if low.at <= high.at {
        return Ok(());
    }
    Err(Error::request(format!(
        "chart row \"{}\" goes from {} to {}, expected the lower end first",
        row.label, low.at, high.at
    )))
}

fn marks(row: &SetRow) -> Vec<&Mark> {
    match &row.allowed {
        Allowed::Everything { .. } => Vec::new(),
        Allowed::Between { low, strong, high, actions, appeals } => {
            [strong, actions, appeals].into_iter().flatten().chain([low, high]).collect()
        }
    }
}

/// The samples of what occurs in `rows`.
fn key_of(rows: &[SetRow]) -> Vec<(Sample, &'static str)> {
    let has = |test: fn(&Allowed) -> bool| rows.iter().any(|row| test(&row.allowed));
    let between = has(|allowed| matches!(allowed, Allowed::Between { .. }));
    let strong = has(|allowed| matches!(allowed, Allowed::Between { strong: Some(_), .. }));
    let actions = has(|allowed| matches!(allowed, Allowed::Between { actions: Some(_), .. }));
    let appeals = has(|allowed| matches!(allowed, Allowed::Between { appeals: Some(_), .. }));
    let everything = has(|allowed| matches!(allowed, Allowed::Everything { .. }));
    let entries = [
        (actions, Sample::Lower, "reported: reversed, as a share of actions"),
        (appeals, Sample::Upper, "reported: reversed, as a share of appeals"),
        (
            strong,
            Sample::Bar(Ink::Strong),
            "possible if decisions on appeals were right and wronged users appealed at least as \
             often as others (rounding included)",
        ),
        (
            between,
            Sample::Bar(Ink::Pale),
            if strong {
                "also possible if decisions on appeals were right"
            } else {
                "possible if decisions on appeals were right (rounding included)"
            },
        ),
        (everything, Sample::Hatched, "no information: anything is possible"),
    ];
    entries.into_iter().filter(|(used, ..)| *used).map(|(_, sample, text)| (sample, text)).collect()
}

/// The room for names beside the bars.
fn gutter(scene: &Scene, rows: &[SetRow]) -> f64 {
    let widest = rows
        .iter()
        .flat_map(|row| [Style::HEAD.width(&row.label), Style::QUIET.width(&row.detail)])
        .fold(0.0, f64::max);
    widest.min(scene.width() * 0.27) + 6.0
}

fn draw_row(scene: &mut Scene, axis: LogAxis, gutter: f64, row: &SetRow, top: f64) -> f64 {
    let room = if gutter > 0.0 { gutter } else { scene.right() - MARGIN };
    let name = Block::new(&row.label, Style::HEAD, room);
    let detail = Block::new(&row.detail, Style::QUIET, room);
    // Above the bar, both stand on one line where they fit.
    let joined = gutter == 0.0
        && name.lines.len() == 1
        && detail.lines.len() == 1
        && name.width + 8.0 + detail.width <= room;
    let names = if joined { name.height } else { name.height + detail.height };
    let lanes = lanes(scene, axis, row);
    let bars = lanes.above() + set_bar::HEIGHT + lanes.below();
    // Beside the bar, the names are centred on it; above it, they come first.
    let (names_top, bar_top, bottom) = if gutter > 0.0 {
        let bar_top = top + lanes.above().max((names - set_bar::HEIGHT) / 2.0);
        let names_top = bar_top + (set_bar::HEIGHT - names) / 2.0;
        (names_top, bar_top, (bar_top + bars - lanes.above()).max(names_top + names))
    } else {
        (top, top + names + 2.0 + lanes.above(), top + names + 2.0 + bars)
    };
    scene.block(&name, MARGIN, names_top, Anchor::Start);
    let detail_at = if joined {
        (MARGIN + name.width + 8.0, names_top + (name.height - detail.height) / 2.0)
    } else {
        (MARGIN, names_top + name.height)
    };
    scene.block(&detail, detail_at.0, detail_at.1, Anchor::Start);
    draw_bar(scene, axis, row, bar_top);
    lanes.draw(scene, bar_top);
    bottom + 6.0
}

fn lanes(scene: &Scene, axis: LogAxis, row: &SetRow) -> Lanes {
    /// Marks that are no further apart than this say the same.
    const VISIBLE: f64 = 6.0;
    let sides = (axis.least() - 8.0, scene.right());
    let Allowed::Between { low, strong, high, actions, appeals } = &row.allowed else {
        let text = match &row.allowed {
            Allowed::Everything { text } => text.clone(),
            Allowed::Between { .. } => String::new(),
        };
        let note = Mark::new(0.0, text);
        return Lanes::new(axis, &[(&note, Ink::Quiet, Side::Above)], sides);
    };
    let mut marks = Vec::new();
    marks.extend(actions.iter().map(|mark| (mark, Ink::Lower, Side::Above)));
    marks.extend(appeals.iter().map(|mark| (mark, Ink::Upper, Side::Above)));
    for end in [Some(low), Some(high), strong.as_ref()].into_iter().flatten() {
        let said =
            |(mark, ..): &(&Mark, Ink, Side)| (axis.at(mark.at) - axis.at(end.at)).abs() < VISIBLE;
        if !marks.iter().any(said) {
            marks.push((end, Ink::Text, Side::Below));
        }
    }
    Lanes::new(axis, &marks, sides)
}

fn draw_bar(scene: &mut Scene, axis: LogAxis, row: &SetRow, top: f64) {
    let at = |mark: &Option<Mark>| mark.as_ref().map(|mark| mark.at);
    match &row.allowed {
        Allowed::Everything { .. } => {
            let bar = Bounds {
                left: axis.least(),
                top,
                right: axis.end(),
                bottom: top + set_bar::HEIGHT,
            };
            scene.rect(bar, Ink::Paper);
            scene.hatch(bar, Ink::Hatch);
            scene.rim(bar, Ink::Rim);
        }
        Allowed::Between { low, strong, high, actions, appeals } => {
            let bar = SetBar {
                ends: (low.at, high.at),
                strong: at(strong),
                actions: at(actions),
                appeals: at(appeals),
            };
            set_bar::draw(scene, axis, top, bar);
        }
    }
}
