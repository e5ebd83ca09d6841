//! Labels beside the marks of a plot.

use super::label::{Block, Bounds, Off, Placer, Style};
use super::palette::Ink;
use super::scene::{Anchor, Point, Scene};

/// Lines of a label are not made narrower than this.
const MIN_WIDTH: f64 = 110.0;

/// How far aside of its mark a label stands.
const ASIDE: f64 = 9.0;

/// A label and the mark it belongs to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Label<'a> {
    pub(super) text: &'a str,
    pub(super) ink: Ink,
    pub(super) at: Point,
}

/// A label in its place.
#[derive(Clone, Debug)]
pub(super) struct Placed {
    block: Block,
    left: f64,
    top: f64,
    anchor: Anchor,
    /// Whether what is behind is covered.
    covers: bool,
}

impl Placed {
    /// What the label covers.
    pub(super) fn bounds(&self) -> Bounds {
        self.block.bounds(self.left, self.top)
    }

    /// Writes the label.
    pub(super) fn draw(&self, scene: &mut Scene) {
        if self.covers {
            scene.rect(self.bounds(), Ink::Paper);
        }
        scene.block(&self.block, self.left, self.top, self.anchor);
    }
}

impl Label<'_> {
    /// What the mark covers.
    pub(super) fn spot(&self) -> Bounds {
        let (x, y) = self.at;
        Bounds { left: x, top: y, right: x, bottom: y }.grown(7.0)
    }

    /// A place right beside the mark on a canvas `width` wide, in narrower lines or across a thin
    /// line if need be.
    pub(super) fn adjoining(&self, placer: &mut Placer, width: f64) -> Option<Placed> {
        let beside = |off| self.beside_one_of(&[self.at], placer, width, off);
        [Off::All, Off::AllButThin].into_iter().find_map(beside)
    }

    /// The same beside one of `spots`: the first of them at which the lines are as long as can be.
    pub(super) fn beside_one_of(
        &self,
        spots: &[Point],
        placer: &mut Placer,
        width: f64,
        off: Off,
    ) -> Option<Placed> {
        self.blocks(width).into_iter().find_map(|block| {
            let corners: Vec<Point> = spots.iter().flat_map(|at| corners(&block, *at)).collect();
            let (left, top) = placer.put_at(&block, &corners, off)?;
            // A label to the left of its mark keeps its right end there, however narrow the font.
            let is_left_of = |at: &Point| (left + block.width + ASIDE - at.0).abs() < 1e-6;
            let anchor = if spots.iter().any(is_left_of) { Anchor::End } else { Anchor::Start };
            Some(Placed { block, left, top, anchor, covers: false })
        })
    }

    /// The nearest free place, wherever it is.
    pub(super) fn nearby(&self, placer: &mut Placer, width: f64, off: Off) -> Option<Placed> {
        let [block, ..] = self.blocks(width);
        let (left, top) = placer.put_near(&block, corners(&block, self.at)[0], off)?;
        Some(Placed { block, left, top, anchor: Anchor::Start, covers: false })
    }

    /// The label on the mark, which it covers, with its middle at a height.
    pub(super) fn upon(&self, height: f64) -> Placed {
        let block = Block::new(self.text, Style::BODY.in_ink(self.ink), f64::INFINITY);
        let (left, top) = (self.at.0 - block.width / 2.0, height - block.height / 2.0);
        Placed { block, left, top, anchor: Anchor::Middle, covers: true }
    }

    fn blocks(&self, width: f64) -> [Block; 3] {
        let style = Style::BODY.in_ink(self.ink);
        [0.42, 0.3, 0.22]
            .map(|part| Block::whole_ranges(self.text, style, (width * part).max(MIN_WIDTH)))
    }
}

/// Where a label goes beside a mark: right above, left below, right below, left above.
fn corners(block: &Block, (x, y): Point) -> [(f64, f64); 4] {
    let (left, right) = (x - ASIDE - block.width, x + ASIDE);
    let (above, below) = (y - 4.0 - block.height, y + 5.0);
    [(right, above), (left, below), (right, below), (left, above)]
}
