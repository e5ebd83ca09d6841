//! A chart before it is written: shapes and labels on a canvas, in pixels.

use super::label::{Block, Bounds, Style};
use super::palette::Ink;

/// A place on the canvas, in pixels from its upper left corner.
pub(super) type Point = (f64, f64);

/// One thing to draw.
#[derive(Clone, Debug)]
pub(super) enum Shape {
    /// A filled rectangle; opacity 1 covers.
    Rect { bounds: Bounds, ink: Ink, opacity: f64 },
    /// A line through points, `thickness` pixels wide.
    Line { points: Vec<Point>, ink: Ink, thickness: f64 },
    /// A filled area.
    Area { points: Vec<Point>, ink: Ink },
    /// A filled disc.
    Disc { centre: Point, radius: f64, ink: Ink },
    /// One line of text.
    Text(Text),
}

/// One line of text with the room it is given.
#[derive(Clone, Debug)]
pub(super) struct Text {
    pub(super) content: String,
    pub(super) style: Style,
    pub(super) bounds: Bounds,
    pub(super) anchor: Anchor,
}

/// Which end of a text stays in place when a font is narrower than reckoned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Anchor {
    /// The left end.
    Start,
    /// The middle.
    Middle,
    /// The right end.
    End,
}

/// The canvas and what is on it, from back to front.
#[derive(Clone, Debug)]
pub(super) struct Scene {
    width: f64,
    height: f64,
    behind: Vec<Shape>,
    front: Vec<Shape>,
}

/// Free room at the left and right rim of every chart.
pub(super) const MARGIN: f64 = 12.0;

/// Below this width names stand above what they name instead of beside it.
const NARROW_BELOW: f64 = 560.0;

impl Scene {
    /// A canvas `width` pixels wide with `title` at its top; also returns where the title ends.
    pub(super) fn titled(width: u32, title: &str) -> (Self, f64) {
        let width = f64::from(width);
        let mut scene = Self { width, height: 0.0, behind: Vec::new(), front: Vec::new() };
        let end = scene.paragraph(title, Style::TITLE, (MARGIN, MARGIN), width - 2.0 * MARGIN);
        (scene, end + 6.0)
    }

    /// The width of the canvas.
    pub(super) fn width(&self) -> f64 {
        self.width
    }

    /// Where the right margin begins.
    pub(super) fn right(&self) -> f64 {
        self.width - MARGIN
    }

    /// The left and right margin: between them text may stand.
    pub(super) fn sides(&self) -> (f64, f64) {
        (2.0, self.width - 2.0)
    }

    /// Whether names go above instead of beside.
    pub(super) fn is_narrow(&self) -> bool {
        self.width < NARROW_BELOW
    }

    /// The height of the canvas in whole pixels.
    pub(super) fn height(&self) -> f64 {
        self.height
    }

    /// Ends the canvas below `bottom`.
    pub(super) fn close(mut self, bottom: f64) -> Self {
        self.height = (bottom + MARGIN).ceil();
        self
    }

    /// Everything in the order of drawing.
    pub(super) fn shapes(&self) -> impl Iterator<Item = &Shape> {
        self.behind.iter().chain(&self.front)
    }

    /// A thin line behind everything else.
    pub(super) fn behind_line(&mut self, from: Point, to: Point, ink: Ink) {
        self.behind.push(Shape::Line { points: vec![from, to], ink, thickness: 1.0 });
    }

    /// A straight line.
    pub(super) fn line(&mut self, from: Point, to: Point, ink: Ink, thickness: f64) {
        self.path(vec![from, to], ink, thickness);
    }

    /// A line through points.
    pub(super) fn path(&mut self, points: Vec<Point>, ink: Ink, thickness: f64) {
        self.front.push(Shape::Line { points, ink, thickness });
    }

    /// A straight line in dashes, left out where it would cross one of `covered`.
    pub(super) fn dashes(
        &mut self,
        from: Point,
        to: Point,
        ink: Ink,
        thickness: f64,
        covered: &[Bounds],
    ) {
        const PERIOD: f64 = 8.0;
        let length = (to.0 - from.0).hypot(to.1 - from.1);
        let along = |by: f64| {
            let part = (by / length).min(1.0);
            (from.0 + part * (to.0 - from.0), from.1 + part * (to.1 - from.1))
        };
        let mut done = 0.0;
        while done < length {
            let (start, end) = (along(done), along(done + PERIOD * 0.6));
            let dash = Bounds {
                left: start.0.min(end.0),
                top: start.1.min(end.1),
                right: start.0.max(end.0),
                bottom: start.1.max(end.1),
            };
            if !covered.iter().any(|covered| covered.overlaps(dash.grown(0.5))) {
                self.line(start, end, ink, thickness);
            }
            done += PERIOD;
        }
    }

    /// A filled rectangle.
    pub(super) fn rect(&mut self, bounds: Bounds, ink: Ink) {
        self.veil(bounds, ink, 1.0);
    }

    /// A filled rectangle that lets through what is behind.
    pub(super) fn veil(&mut self, bounds: Bounds, ink: Ink, opacity: f64) {
        if bounds.right > bounds.left && bounds.bottom > bounds.top {
            self.front.push(Shape::Rect { bounds, ink, opacity });
        }
    }

    /// The rim of a rectangle.
    pub(super) fn rim(&mut self, b: Bounds, ink: Ink) {
        let corners = [
            (b.left, b.top),
            (b.right, b.top),
            (b.right, b.bottom),
            (b.left, b.bottom),
            (b.left, b.top),
        ];
        self.path(corners.into(), ink, 1.0);
    }

    /// Slanting lines inside a rectangle.
    pub(super) fn hatch(&mut self, b: Bounds, ink: Ink) {
        const STEP: f64 = 7.0;
        let height = b.bottom - b.top;
        let mut foot = b.left - height + STEP;
        while foot < b.right {
            // From the foot on the lower rim up to the right, cut off at the sides.
            let from = foot.max(b.left);
            let to = (foot + height).min(b.right);
            if to > from {
                self.line((from, b.bottom - (from - foot)), (to, b.bottom - (to - foot)), ink, 1.0);
            }
            foot += STEP;
        }
    }

    /// A filled area.
    pub(super) fn area(&mut self, points: Vec<Point>, ink: Ink) {
        self.front.push(Shape::Area { points, ink });
    }

    /// A filled disc.
    pub(super) fn disc(&mut self, centre: Point, radius: f64, ink: Ink) {
        self.front.push(Shape::Disc { centre, radius, ink });
    }

    /// The lines of `block` from `left`, `top` on.
    pub(super) fn block(&mut self, block: &Block, left: f64, top: f64, anchor: Anchor) {
        let height = block.style.line_height();
        let mut y = top;
        for line in &block.lines {
            let bounds = Bounds { left, top: y, right: left + block.width, bottom: y + height };
            let text = Text { content: line.clone(), style: block.style, bounds, anchor };
            self.front.push(Shape::Text(text));
            y += height;
        }
    }

    /// The lines of `block`, each in the middle of the block's width.
    pub(super) fn centred_block(&mut self, block: &Block, left: f64, top: f64) {
        self.block(block, left, top, Anchor::Middle);
    }

    /// `text` in lines of at most `room`; returns where they end.
    pub(super) fn paragraph(&mut self, text: &str, style: Style, at: Point, room: f64) -> f64 {
        let block = Block::new(text, style, room);
        self.block(&block, at.0, at.1, Anchor::Start);
        at.1 + block.height
    }
}
