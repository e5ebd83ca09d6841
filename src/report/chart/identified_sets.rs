//! What the figures of every provider and year allow: one bar per identified set.

use super::axis::{LogAxis, Text};
use super::key::{self, Sample};
use super::label::{Block, Bounds, Style};
use super::palette::Ink;
use super::scene::{Anchor, MARGIN, Scene};
use super::set_bar::{self, Lanes};
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
    /// Those from `low` to `high`.
    Between {
        /// The lower end: reversals as a share of all actions.
        low: Mark,
        /// Reversals as a share of appeals, where there were appeals: the upper end if wronged
        /// users appeal at least as often as others.
        proxy: Option<Mark>,
        /// The upper end.
        high: Mark,
    },
}

const SHARE_TITLE: &str = "share of decisions that were wrong (false discovery rate), log scale";

/// Returns the chart of `rows`, in their order, `width` pixels wide.
///
/// Every bar runs from end to end of its set; the part between the two ratios that providers
/// report is darker, and both are marks on it, never its end.
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
    let axis = LogAxis::shares(
        rows.iter().flat_map(values),
        MARGIN + gutter + set_bar::ARROW + 4.0,
        scene.right() - 14.0,
    );
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

fn check(row: &SetRow) -> Result<()> {
    let Allowed::Between { low, proxy, high } = &row.allowed else { return Ok(()) };
    if let Some(proxy) = proxy {
        proxy.share()?;
    }
    if low.share()? <= high.share()? {
        return Ok(());
    }
    Err(Error::request(format!(
        "chart row \"{}\" goes from {} to {}, expected the lower end first",
        row.label, low.at, high.at
    )))
}

fn values(row: &SetRow) -> Vec<f64> {
    match &row.allowed {
        Allowed::Everything { .. } => Vec::new(),
        Allowed::Between { low, proxy, high } => {
            proxy.iter().chain([low, high]).map(|mark| mark.at).collect()
        }
    }
}

/// The samples of what occurs in `rows`.
fn key_of(rows: &[SetRow]) -> Vec<(Sample, &'static str)> {
    let has = |test: fn(&Allowed) -> bool| rows.iter().any(|row| test(&row.allowed));
    let between = has(|allowed| matches!(allowed, Allowed::Between { .. }));
    let proxy = has(|allowed| matches!(allowed, Allowed::Between { proxy: Some(_), .. }));
    let everything = has(|allowed| matches!(allowed, Allowed::Everything { .. }));
    let entries = [
        (between, Sample::Lower, "reversed, as a share of all actions: the least possible"),
        (proxy, Sample::Upper, "reversed, as a share of appeals"),
        (
            proxy,
            Sample::Bar(Ink::Strong),
            "possible if wronged users appeal at least as often as others",
        ),
        (between, Sample::Bar(Ink::Pale), "also possible without that assumption"),
        (everything, Sample::Hatched, "no information: everything is possible"),
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
    let sides = (axis.start() - set_bar::ARROW, scene.right());
    match &row.allowed {
        Allowed::Everything { text } => {
            let note = Mark::new(0.0, text.clone());
            Lanes::new(axis, &[(&note, Ink::Quiet)], sides)
        }
        Allowed::Between { low, proxy, high } => {
            let mut marks = vec![(low, Ink::Lower), (high, Ink::Text)];
            marks.extend(proxy.iter().map(|proxy| (proxy, Ink::Upper)));
            Lanes::new(axis, &marks, sides)
        }
    }
}

fn draw_bar(scene: &mut Scene, axis: LogAxis, row: &SetRow, top: f64) {
    match &row.allowed {
        Allowed::Everything { .. } => {
            let bar = Bounds {
                left: axis.start() - set_bar::ARROW,
                top,
                right: axis.end(),
                bottom: top + set_bar::HEIGHT,
            };
            scene.rect(bar, Ink::Paper);
            scene.hatch(bar, Ink::Hatch);
            scene.rim(bar, Ink::Rim);
        }
        Allowed::Between { low, proxy, high } => {
            set_bar::draw(scene, axis, top, (low.at, proxy.as_ref().map(|p| p.at), high.at));
        }
    }
}
