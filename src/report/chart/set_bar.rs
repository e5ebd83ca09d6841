//! The bar of an identified set on a logarithmic axis, with its marks and their labels.
//!
//! Marks differ in shape as well as in colour: the ratio to actions is a stem with a triangle on
//! top, the ratio to appeals a diamond, an end of the set a plain stroke. Where an axis has no place
//! for 0, a lower end of 0 is an arrow that leaves the bar to the left.

use super::Mark;
use super::axis::LogAxis;
use super::label::{Block, Bounds, Style, centred};
use super::palette::Ink;
use super::scene::{Anchor, Point, Scene};

/// The height of a bar in pixels.
pub(super) const HEIGHT: f64 = 14.0;

/// How far the arrow of a lower end of 0 goes beyond the axis.
pub(super) const ARROW: f64 = 20.0;

/// From the bar to the nearest label.
const GAP: f64 = 9.0;

/// The labels of a bar in lanes above and below it, so that none meets another.
#[derive(Clone, Debug)]
pub(super) struct Lanes {
    placed: Vec<Placed>,
}

/// On which side of its bar a label goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    /// Above.
    Above,
    /// Below.
    Below,
    /// Wherever there is room nearest to the bar.
    Either,
}

#[derive(Clone, Debug)]
struct Placed {
    block: Block,
    left: f64,
    anchor: Anchor,
    /// Even lanes are above the bar, odd ones below; the lowest numbers are nearest to it.
    lane: usize,
}

impl Lanes {
    /// Lays out `marks` in the given order, each by its place and between `from` and `to`.
    pub(super) fn new(axis: LogAxis, marks: &[(&Mark, Ink, Side)], (from, to): (f64, f64)) -> Self {
        let mut lanes = Self { placed: Vec::new() };
        for (mark, ink, side) in marks {
            let block = Block::new(&mark.text, Style::BODY.in_ink(*ink), to - from);
            let left = centred(axis.at(mark.at), block.width, from, to);
            let lane = lanes.lane(left, block.width, *side);
            let anchor = if left <= from {
                Anchor::Start
            } else if left + block.width >= to - 0.5 {
                Anchor::End
            } else {
                Anchor::Middle
            };
            lanes.placed.push(Placed { block, left, anchor, lane });
        }
        lanes
    }

    /// The nearest free lane for something `width` wide: at worst, one that is still empty.
    fn lane(&self, left: f64, width: f64, side: Side) -> usize {
        let mut lanes = (0..).filter(|lane| match side {
            Side::Above => lane % 2 == 0,
            Side::Below => lane % 2 == 1,
            Side::Either => true,
        });
        // As many lanes as there are labels, on either side, always hold an empty one.
        lanes.find(|&lane| self.is_free(lane, left, width)).unwrap_or(0)
    }

    fn is_free(&self, lane: usize, left: f64, width: f64) -> bool {
        const APART: f64 = 8.0;
        self.placed.iter().filter(|placed| placed.lane == lane).all(|placed| {
            left + width + APART <= placed.left || placed.left + placed.block.width + APART <= left
        })
    }

    fn lane_height(&self, lane: usize) -> f64 {
        let heights = self.placed.iter().filter(|p| p.lane == lane).map(|p| p.block.height);
        heights.fold(0.0, f64::max)
    }

    fn side_height(&self, parity: usize) -> f64 {
        let lanes = self.placed.len() * 2;
        let height: f64 =
            (0..=lanes).filter(|l| l % 2 == parity).map(|l| self.lane_height(l)).sum();
        if height > 0.0 { height + GAP } else { 3.0 }
    }

    /// The room the labels above the bar take.
    pub(super) fn above(&self) -> f64 {
        self.side_height(0)
    }

    /// The room the labels below the bar take.
    pub(super) fn below(&self) -> f64 {
        self.side_height(1)
    }

    /// Writes the labels around a bar whose upper rim is at `top`.
    pub(super) fn draw(&self, scene: &mut Scene, top: f64) {
        for placed in &self.placed {
            let nearer: f64 = (0..placed.lane)
                .filter(|lane| lane % 2 == placed.lane % 2)
                .map(|lane| self.lane_height(lane))
                .sum();
            let y = if placed.lane % 2 == 0 {
                top - GAP - nearer - placed.block.height
            } else {
                top + HEIGHT + GAP + nearer
            };
            scene.block(&placed.block, placed.left, y, placed.anchor);
        }
    }
}

/// What is drawn of a set.
#[derive(Clone, Copy, Debug)]
pub(super) struct SetBar {
    /// The ends of the whole bar.
    pub(super) ends: (f64, f64),
    /// How far the dark part goes that begins at the lower end.
    pub(super) strong: Option<f64>,
    /// Where the stem stands.
    pub(super) actions: Option<f64>,
    /// Where the diamond stands.
    pub(super) appeals: Option<f64>,
}

/// Draws `bar` with its upper rim at `top`.
pub(super) fn draw(scene: &mut Scene, axis: LogAxis, top: f64, bar: SetBar) {
    let span = |from: f64, to: f64| Bounds { left: from, top, right: to, bottom: top + HEIGHT };
    let (left, right) = (axis.at(bar.ends.0), axis.at(bar.ends.1).max(axis.at(bar.ends.0) + 2.0));
    let set = span(left, right);
    scene.rect(set, Ink::Pale);
    if let Some(strong) = bar.strong {
        scene.rect(span(left, axis.at(strong).min(right)), Ink::Strong);
    }
    scene.rim(set, Ink::Rim);
    end(scene, left, top);
    end(scene, right, top);
    if let Some(actions) = bar.actions {
        lower_mark(scene, axis.at(actions), top);
    }
    if let Some(appeals) = bar.appeals {
        upper_mark(scene, (axis.at(appeals), top + HEIGHT / 2.0));
    }
}

/// The plain stroke of an end.
fn end(scene: &mut Scene, x: f64, top: f64) {
    scene.line((x, top - 3.0), (x, top + HEIGHT + 3.0), Ink::Text, 2.0);
}

/// A stem across the bar with a triangle on top.
pub(super) fn lower_mark(scene: &mut Scene, x: f64, top: f64) {
    scene.line((x, top - 2.0), (x, top + HEIGHT + 2.0), Ink::Lower, 3.0);
    scene.area(vec![(x - 5.0, top - 7.0), (x + 5.0, top - 7.0), (x, top)], Ink::Lower);
}

/// A diamond on the bar, with a rim of paper.
pub(super) fn upper_mark(scene: &mut Scene, (x, y): Point) {
    let diamond = |half: f64| vec![(x, y - half), (x + half, y), (x, y + half), (x - half, y)];
    scene.area(diamond(9.5), Ink::Paper);
    scene.area(diamond(7.5), Ink::Upper);
}

/// The open end of a bar that goes on to 0, left of the axis.
fn arrow(scene: &mut Scene, x: f64, top: f64) {
    let ink = Ink::Text;
    let middle = top + HEIGHT / 2.0;
    let neck = x - ARROW + 9.0;
    scene.line((x, middle), (neck, middle), ink, 3.0);
    let points = vec![(neck, middle - 7.0), (neck, middle + 7.0), (x - ARROW, middle)];
    scene.area(points, ink);
}

/// Draws the set from `low` to `high` without any mark inside.
pub(super) fn plain(scene: &mut Scene, axis: LogAxis, top: f64, (low, high): (f64, f64)) {
    let left = axis.at(low);
    let right = axis.at(high).max(left + 2.0);
    let set = Bounds { left, top, right, bottom: top + HEIGHT };
    scene.rect(set, Ink::Pale);
    scene.rim(set, Ink::Rim);
    end(scene, right, top);
    if low > 0.0 {
        end(scene, left, top);
    } else {
        arrow(scene, left, top);
    }
}
