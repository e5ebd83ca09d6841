//! A curve on the canvas: bent where the scales bend it, cut off at their ends, and thinned to what can be seen.

use super::axis::{Axis, Spot};
use crate::report::chart::label::Bounds;
use crate::report::chart::scene::Point;

/// By how many pixels a line may be off.
const OFF: f64 = 0.2;

/// Into how many halves a stretch is parted at most: enough for twelve powers of ten.
const DEEPEST: u32 = 48;

/// The width of a column in which the highest and the lowest point are all that can be seen.
const COLUMN: f64 = 1.0;

/// The width of the pieces for which labels make room.
const PIECE: f64 = 6.0;

/// The two axes of a plot.
#[derive(Clone, Copy, Debug)]
pub(super) struct Plot {
    pub(super) x: Axis,
    pub(super) y: Axis,
}

/// A point of a curve on the canvas.
#[derive(Clone, Copy, Debug)]
struct Placed {
    x: Spot,
    y: Spot,
}

impl Placed {
    fn point(self) -> Point {
        (self.x.at, self.y.at)
    }

    /// Whether nothing of the straight line to `next` is within the axes.
    fn is_off_with(self, next: Self) -> bool {
        self.x.is_off_with(next.x) || self.y.is_off_with(next.y)
    }

    /// Whether part of the straight line to `next` is beyond an axis.
    fn is_cut_with(self, next: Self) -> bool {
        let is_cut =
            |one: Spot, other: Spot| (one.is_beyond || other.is_beyond) && !one.is_off_with(other);
        is_cut(self.x, next.x) || is_cut(self.y, next.y)
    }
}

impl Plot {
    fn placed(self, (x, y): Point) -> Placed {
        Placed { x: self.x.spot(x), y: self.y.spot(y) }
    }

    /// Where a value is, or `None` beyond the ends of an axis.
    pub(super) fn at(self, values: Point) -> Option<Point> {
        let placed = self.placed(values);
        (!placed.x.is_beyond && !placed.y.is_beyond).then(|| placed.point())
    }

    /// The area between the axes.
    pub(super) fn bounds(self) -> Bounds {
        Bounds {
            left: self.x.foot(),
            top: self.y.end(),
            right: self.x.end(),
            bottom: self.y.foot(),
        }
    }

    /// The straight line through `values` on the canvas, in runs without what is beyond an axis. Values must
    /// rise or fall along the lower axis throughout.
    pub(super) fn runs(self, values: &[Point]) -> Vec<Vec<Point>> {
        let mut runs: Vec<Thinned> = Vec::new();
        let mut last: Option<(Point, Placed)> = None;
        let mut is_open = false;
        for &value in values {
            let here = self.placed(value);
            if let Some((before, there)) = last {
                self.stretch((before, there), (value, here), DEEPEST, &mut |from, to| {
                    if from.is_off_with(to) {
                        is_open = false;
                        return;
                    }
                    if !is_open {
                        runs.push(Thinned::default());
                        is_open = true;
                        runs.iter_mut().last().into_iter().for_each(|run| run.push(from.point()));
                    }
                    runs.iter_mut().last().into_iter().for_each(|run| run.push(to.point()));
                });
            }
            last = Some((value, here));
        }
        runs.into_iter().map(Thinned::points).collect()
    }

    /// The same in one run, with what is beyond an axis at its end.
    pub(super) fn rim(self, values: &[Point]) -> Vec<Point> {
        let mut run = Thinned::default();
        for pair in values.windows(2) {
            let [from, to] = [pair[0], pair[1]].map(|value| (value, self.placed(value)));
            run.push(from.1.point());
            self.stretch(from, to, DEEPEST, &mut |_, to| run.push(to.point()));
        }
        run.points()
    }

    /// Parts the line between two values until its pieces are straight on the canvas.
    fn stretch(
        self,
        (from, start): (Point, Placed),
        (to, end): (Point, Placed),
        depth: u32,
        each: &mut impl FnMut(Placed, Placed),
    ) {
        let (a, b) = (start.point(), end.point());
        let (width, height) = (b.0 - a.0, b.1 - a.1);
        let length = width.hypot(height);
        let bends = self.x.bends() || self.y.bends() || start.is_cut_with(end);
        if depth == 0 || length <= 2.0 || !bends {
            return each(start, end);
        }
        let middle = (f64::midpoint(from.0, to.0), f64::midpoint(from.1, to.1));
        let there = self.placed(middle);
        let m = there.point();
        let off = ((m.0 - a.0) * height - (m.1 - a.1) * width).abs() / length;
        // A line with both ends in place whose middle is on it is taken to be straight, once it was parted.
        if off < OFF && depth < DEEPEST - 1 && !start.is_cut_with(end) {
            return each(start, end);
        }
        self.stretch((from, start), (middle, there), depth - 1, each);
        self.stretch((middle, there), (to, end), depth - 1, each);
    }
}

/// A line of which, in every column of pixels, only the first, the lowest, the highest and the last point are
/// kept.
#[derive(Clone, Debug, Default)]
struct Thinned {
    done: Vec<Point>,
    column: Option<Column>,
}

#[derive(Clone, Copy, Debug)]
struct Column {
    number: f64,
    first: (usize, Point),
    lowest: (usize, Point),
    highest: (usize, Point),
    last: (usize, Point),
}

impl Thinned {
    fn push(&mut self, point: Point) {
        let number = (point.0 / COLUMN).floor();
        if let Some(column) =
            self.column.as_mut().filter(|column| column.number.total_cmp(&number).is_eq())
        {
            column.last = (column.last.0 + 1, point);
            if point.1 > column.lowest.1.1 {
                column.lowest = column.last;
            }
            if point.1 < column.highest.1.1 {
                column.highest = column.last;
            }
            return;
        }
        self.flush();
        let first = (0, point);
        self.column = Some(Column { number, first, lowest: first, highest: first, last: first });
    }

    fn flush(&mut self) {
        let Some(column) = self.column.take() else { return };
        let mut kept = [column.first, column.lowest, column.highest, column.last];
        kept.sort_by_key(|(place, _)| *place);
        for (at, (place, point)) in kept.iter().enumerate() {
            if at == 0 || kept[at - 1].0 != *place {
                self.done.push(*point);
            }
        }
    }

    fn points(mut self) -> Vec<Point> {
        self.flush();
        self.done
    }
}

/// What a line covers, in pieces of a few pixels.
pub(super) fn shadow(run: &[Point]) -> Vec<Bounds> {
    let mut pieces: Vec<Bounds> = Vec::new();
    for pair in run.windows(2) {
        let [a, b] = [pair[0], pair[1]];
        let length = (b.0 - a.0).hypot(b.1 - a.1);
        let mut along = 0.0;
        while along <= length {
            let part = if length > 0.0 { along / length } else { 0.0 };
            let (x, y) = (a.0 + part * (b.0 - a.0), a.1 + part * (b.1 - a.1));
            let here = Bounds { left: x, top: y, right: x, bottom: y };
            match pieces.last_mut().filter(|last| is_small(joined(**last, here))) {
                Some(last) => *last = joined(*last, here),
                None => pieces.push(here),
            }
            along += PIECE / 2.0;
        }
    }
    pieces.into_iter().map(|piece| piece.grown(3.0)).collect()
}

fn joined(one: Bounds, other: Bounds) -> Bounds {
    Bounds {
        left: one.left.min(other.left),
        top: one.top.min(other.top),
        right: one.right.max(other.right),
        bottom: one.bottom.max(other.bottom),
    }
}

/// Whether it is a piece of a line: neither broad nor high.
fn is_small(piece: Bounds) -> bool {
    piece.right - piece.left <= PIECE && piece.bottom - piece.top <= 4.0 * PIECE
}
