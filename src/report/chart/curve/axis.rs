//! An axis of a curve, laid between two places on the canvas.

use super::scale::Scale;
use crate::report::chart::label::{Block, Style, centred};
use crate::report::chart::palette::Ink;
use crate::report::chart::scene::{Anchor, Scene};

/// How far before the start of an axis its place for 0 is.
pub(super) const ZERO_ASIDE: f64 = 34.0;

/// By what part of an axis a value may miss its end by rounding.
const RIM: f64 = 1e-9;

/// A scale with its two ends on the canvas: for a horizontal axis the left and the right, for a vertical one
/// the lower and the upper.
#[derive(Clone, Copy, Debug)]
pub(in super::super) struct Axis {
    scale: Scale,
    from: f64,
    to: f64,
    start: f64,
    end: f64,
}

/// Where a value is, and whether it is beyond the ends of the axis and was put at the nearer one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in super::super) struct Spot {
    pub(in super::super) at: f64,
    pub(in super::super) is_beyond: bool,
}

impl Spot {
    /// Whether both are beyond the same end.
    pub(super) fn is_off_with(self, other: Self) -> bool {
        self.is_beyond && other.is_beyond && self.at.total_cmp(&other.at).is_eq()
    }
}

impl Axis {
    /// The axis of `scale` from `foot` to `end`; where 0 stands apart, it is at `foot`.
    pub(in super::super) fn new(scale: Scale, foot: f64, end: f64) -> Self {
        let (least, greatest) = scale.ends();
        let aside = if scale.has_zero() { ZERO_ASIDE } else { 0.0 };
        let start = foot + aside * (end - foot).signum();
        Self { scale, from: scale.along(least), to: scale.along(greatest), start, end }
    }

    /// Where `value` is.
    pub(in super::super) fn spot(self, value: f64) -> Spot {
        if let Some(zero) = self.zero().filter(|_| value <= 0.0) {
            return Spot { at: zero, is_beyond: false };
        }
        let part = (self.scale.along(value) - self.from) / (self.to - self.from);
        let is_beyond = !(-RIM..=1.0 + RIM).contains(&part);
        Spot { at: self.start + part.clamp(0.0, 1.0) * (self.end - self.start), is_beyond }
    }

    /// The place of 0, where that is apart.
    pub(super) fn zero(self) -> Option<f64> {
        let aside = ZERO_ASIDE * (self.end - self.start).signum();
        self.scale.has_zero().then_some(self.start - aside)
    }

    /// Where everything begins.
    pub(super) fn foot(self) -> f64 {
        self.zero().unwrap_or(self.start)
    }

    /// Where the greatest value is.
    pub(in super::super) fn end(self) -> f64 {
        self.end
    }

    /// Whether a straight line between two values is none here.
    pub(super) fn bends(self) -> bool {
        self.scale.bends()
    }

    /// The ticks with their places, that of 0 first.
    fn ticks(self) -> Vec<(f64, Block)> {
        let block = |text: &str| Block::new(text, Style::QUIET, f64::INFINITY);
        let zero = self.zero().map(|zero| (zero, block("0")));
        let rest =
            self.scale.ticks().into_iter().map(|tick| (self.spot(tick.at).at, block(&tick.text)));
        zero.into_iter().chain(rest).collect()
    }

    /// The width of the widest tick.
    pub(super) fn widest(self) -> f64 {
        self.ticks().iter().map(|(_, block)| block.width).fold(0.0, f64::max)
    }

    /// Draws the axis as the lower side of a plot of which `other` is the left one; returns where its ticks
    /// end.
    pub(super) fn below(self, scene: &mut Scene, other: Self) -> f64 {
        self.below_alone(scene, (other.end, other.foot()))
    }

    /// Draws the axis below what reaches from `top` to `y`; returns where its ticks end.
    pub(in super::super) fn below_alone(self, scene: &mut Scene, (top, y): (f64, f64)) -> f64 {
        self.line(scene, |x, aside| (x, y + aside));
        let ticks = self.ticks();
        for (x, _) in &ticks {
            scene.behind_line((*x, top), (*x, y), Ink::Grid);
            scene.line((*x, y), (*x, y + 5.0), Ink::Quiet, 1.0);
        }
        for (left, block) in
            apart(&ticks, scene.sides(), self.zero().is_some(), self.scale.is_even())
        {
            scene.centred_block(&block, left, y + 9.0);
        }
        y + 9.0 + Style::QUIET.line_height()
    }

    /// Draws the axis as the left side of a plot of which `other` is the lower one.
    pub(super) fn beside(self, scene: &mut Scene, other: Self) {
        let x = other.foot();
        self.line(scene, |y, aside| (x - aside, y));
        let half = Style::QUIET.line_height() / 2.0;
        let mut free = f64::INFINITY;
        for (y, block) in self.ticks() {
            scene.behind_line((x, y), (other.end, y), Ink::Grid);
            // Where ticks are many, one that would meet the one below stays unwritten.
            if y + half <= free {
                scene.block(&block, x - 6.0 - block.width, y - half, Anchor::End);
                free = y - half;
            }
        }
    }

    /// The line of the axis, broken between 0 and the smallest value; `place` puts what is so far along, and
    /// so far aside, on the canvas.
    fn line(self, scene: &mut Scene, place: impl Fn(f64, f64) -> (f64, f64)) {
        scene.line(place(self.start, 0.0), place(self.end, 0.0), Ink::Quiet, 1.0);
        let Some(zero) = self.zero() else { return };
        let (middle, along) = (f64::midpoint(zero, self.start), (self.end - self.start).signum());
        let (before, after) = (middle - 3.0 * along, middle + 3.0 * along);
        scene.line(place(zero, 0.0), place(before, 0.0), Ink::Quiet, 1.0);
        scene.line(place(after, 0.0), place(self.start, 0.0), Ink::Quiet, 1.0);
        for at in [before, after] {
            scene.line(
                place(at - 2.5 * along, 5.0),
                place(at + 2.5 * along, -5.0),
                Ink::Quiet,
                1.0,
            );
        }
    }
}

/// The ticks that can be written side by side between `from` and `to`: all, or every second, third …, counted
/// back from the last; where they are not even, each that does not meet the one after it. Of one that would meet the first, where that is 0, nothing is written.
fn apart(
    ticks: &[(f64, Block)],
    (from, to): (f64, f64),
    has_zero: bool,
    is_even: bool,
) -> Vec<(f64, Block)> {
    let place = |(x, block): &(f64, Block)| (centred(*x, block.width, from, to), block.clone());
    let meet =
        |(left, block): &(f64, Block), (next, _): &(f64, Block)| left + block.width + 6.0 > *next;
    let zero = ticks.first().filter(|_| has_zero).map(place);
    let rest = ticks.get(usize::from(has_zero)..).unwrap_or_default();
    let every = |step: usize| -> Vec<(f64, Block)> {
        let chosen = rest.iter().rev().step_by(step).map(place);
        let apart_from_zero =
            |tick: &(f64, Block)| zero.as_ref().is_none_or(|zero| !meet(zero, tick));
        let mut placed: Vec<(f64, Block)> =
            chosen.take_while(apart_from_zero).chain(zero.clone()).collect();
        placed.reverse();
        placed
    };
    let fits = |placed: &Vec<(f64, Block)>| placed.windows(2).all(|pair| !meet(&pair[0], &pair[1]));
    if !is_even {
        let mut placed: Vec<(f64, Block)> = Vec::new();
        for tick in every(1).into_iter().rev() {
            if placed.last().is_none_or(|last| !meet(&tick, last)) {
                placed.push(tick);
            }
        }
        placed.reverse();
        return placed;
    }
    (1..=ticks.len().max(1)).map(every).find(fits).unwrap_or_default()
}
