//! Two kinds of uncertainty: what was never measured, and what would differ by chance.

use super::axis::{LogAxis, Text};
use super::label::{Block, Style};
use super::palette::Ink;
use super::scene::{Anchor, MARGIN, Scene};
use super::set_bar::{self, Lanes, Side};
use super::{Caption, Mark, svg};
use crate::error::{Error, Result};

/// A set of values that figures leave open.
#[derive(Clone, Debug, PartialEq)]
pub struct NeverMeasured {
    /// What it is an example of, such as `Never measured`.
    pub heading: String,
    /// A sentence or two about it.
    pub note: String,
    /// The lower end.
    pub low: Mark,
    /// The upper end.
    pub high: Mark,
}

/// A measured value and how far chance alone would move it.
#[derive(Clone, Debug, PartialEq)]
pub struct MeasuredByChance {
    /// What it is an example of, such as `Would differ by chance`.
    pub heading: String,
    /// A sentence or two about it.
    pub note: String,
    /// The lower end of the confidence interval.
    pub lower: f64,
    /// What was measured.
    pub estimate: Mark,
    /// The upper end of the confidence interval.
    pub upper: f64,
    /// The interval as written, such as `95 % interval: 3.68 % to 4.83 %`.
    pub interval: String,
}

/// The two kinds side by side on one axis of shares.
#[derive(Clone, Debug, PartialEq)]
pub struct TwoUncertainties {
    /// What the axis shows, such as `share of decisions that were wrong, log scale`.
    pub axis_title: String,
    /// The set, drawn as a flat bar.
    pub set: NeverMeasured,
    /// The interval, drawn as a dot with whiskers.
    pub chance: MeasuredByChance,
}

/// Returns the chart, `width` pixels wide: a flat bar and, well below it, a dot with whiskers.
///
/// # Errors
///
/// When a mark is not a share, when ends are in the wrong order, or when the caption's id is not
/// one.
pub fn two_uncertainties(
    caption: &Caption,
    chart: &TwoUncertainties,
    width: u32,
) -> Result<String> {
    svg::write(&layout(&caption.title, chart, width)?, caption)
}

pub(super) fn layout(title: &str, chart: &TwoUncertainties, width: u32) -> Result<Scene> {
    let TwoUncertainties { set, chance, .. } = chart;
    let end = |at: f64| Mark::new(at, chance.interval.clone());
    ordered(&[&set.low, &set.high])?;
    ordered(&[&end(chance.lower), &chance.estimate, &end(chance.upper)])?;
    let (mut scene, top) = Scene::titled(width, title);
    let axis = LogAxis::shares(
        [set.low.at, chance.lower, chance.estimate.at],
        MARGIN + set_bar::ARROW + 4.0,
        scene.right() - 14.0,
    );
    let y = draw_set(&mut scene, axis, set, top + 4.0);
    let y = draw_chance(&mut scene, axis, chance, y + 14.0);
    let y = axis.below(&mut scene, y, Text::Percent) + 2.0;
    let room = scene.right() - MARGIN;
    let y = scene.paragraph(&chart.axis_title, Style::QUIET, (MARGIN, y), room);
    Ok(scene.close(y))
}

/// The bar of a set: flat, with no point in it that would be likelier than another.
fn draw_set(scene: &mut Scene, axis: LogAxis, set: &NeverMeasured, top: f64) -> f64 {
    let y = heading(scene, &set.heading, &set.note, top);
    let sides = (MARGIN, scene.right());
    let lanes = Lanes::new(
        axis,
        &[(&set.low, Ink::Text, Side::Either), (&set.high, Ink::Text, Side::Either)],
        sides,
    );
    let bar = y + lanes.above();
    set_bar::plain(scene, axis, bar, (set.low.at, set.high.at));
    lanes.draw(scene, bar);
    let bottom = bar + set_bar::HEIGHT + lanes.below() + 14.0;
    axis.grid(scene, y, bottom);
    bottom
}

/// A dot with whiskers.
fn draw_chance(scene: &mut Scene, axis: LogAxis, chance: &MeasuredByChance, top: f64) -> f64 {
    let y = heading(scene, &chance.heading, &chance.note, top);
    let interval = Mark::new(chance.estimate.at, chance.interval.clone());
    let marks =
        [(&chance.estimate, Ink::Chance, Side::Above), (&interval, Ink::Quiet, Side::Below)];
    let lanes = Lanes::new(axis, &marks, (MARGIN, scene.right()));
    let line = y + lanes.above();
    whiskers(scene, axis, chance, line);
    lanes.draw(scene, line);
    let bottom = line + set_bar::HEIGHT + lanes.below() + 10.0;
    axis.grid(scene, y, bottom);
    bottom
}

fn ordered(marks: &[&Mark]) -> Result<()> {
    let mut last = 0.0;
    for mark in marks {
        if mark.share()? < last {
            return Err(Error::request(format!(
                "chart mark \"{}\" is at {}, expected at least {last}",
                mark.text, mark.at
            )));
        }
        last = mark.at;
    }
    Ok(())
}

fn heading(scene: &mut Scene, heading: &str, note: &str, top: f64) -> f64 {
    let room = scene.right() - MARGIN;
    let y = scene.paragraph(heading, Style::HEAD, (MARGIN, top), room);
    let note = Block::new(note, Style::QUIET, room);
    scene.block(&note, MARGIN, y + 1.0, Anchor::Start);
    y + note.height + 10.0
}

/// A dot with whiskers, centred in the height of a bar.
fn whiskers(scene: &mut Scene, axis: LogAxis, chance: &MeasuredByChance, top: f64) {
    let y = top + set_bar::HEIGHT / 2.0;
    let (from, to) = (axis.at(chance.lower), axis.at(chance.upper));
    let from = if chance.lower > 0.0 { from } else { from - set_bar::ARROW };
    scene.line((from, y), (to, y), Ink::Chance, 2.0);
    for (x, open) in [(from, chance.lower <= 0.0), (to, false)] {
        if open {
            scene.path(vec![(x + 5.0, y - 5.0), (x, y), (x + 5.0, y + 5.0)], Ink::Chance, 2.0);
        } else {
            scene.line((x, y - 7.0), (x, y + 7.0), Ink::Chance, 1.5);
        }
    }
    scene.disc((axis.at(chance.estimate.at), y), 3.5, Ink::Chance);
}
