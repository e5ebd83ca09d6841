//! The small key above a chart: a sample of each mark and what it says.

use super::label::{Block, Bounds, Style};
use super::palette::Ink;
use super::scene::{Anchor, MARGIN, Scene};
use super::set_bar;

/// A sample.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sample {
    /// A stretch of bar.
    Bar(Ink),
    /// A hatched bar.
    Hatched,
    /// The mark of the lower end.
    Lower,
    /// The mark of the ratio to appeals.
    Upper,
    /// A line that matters.
    Bold(Ink),
    /// A line that comes second.
    Thin(Ink),
    /// A line in dashes.
    Dashes(Ink),
}

const SAMPLE: f64 = 24.0;
const SPACE: f64 = 7.0;
const BETWEEN: f64 = 18.0;

/// Draws `entries` in lines from `top` on; returns where they end.
pub(super) fn draw(scene: &mut Scene, entries: &[(Sample, &str)], top: f64) -> f64 {
    let (mut x, mut y) = (MARGIN, top);
    let mut row = 0.0_f64;
    for (sample, text) in entries {
        let room = scene.right() - MARGIN - SAMPLE - SPACE;
        let block = Block::new(text, Style::QUIET, room);
        let width = SAMPLE + SPACE + block.width;
        if x > MARGIN && x + width > scene.right() {
            (x, y, row) = (MARGIN, y + row + 5.0, 0.0);
        }
        draw_sample(scene, *sample, x, y + Style::QUIET.line_height() / 2.0);
        scene.block(&block, x + SAMPLE + SPACE, y, Anchor::Start);
        row = row.max(block.height);
        x += width + BETWEEN;
    }
    y + row
}

fn draw_sample(scene: &mut Scene, sample: Sample, left: f64, middle: f64) {
    let bar = Bounds { left, top: middle - 5.0, right: left + SAMPLE, bottom: middle + 5.0 };
    let centre = left + SAMPLE / 2.0;
    match sample {
        Sample::Bar(ink) => {
            scene.rect(bar, ink);
            scene.rim(bar, Ink::Rim);
        }
        Sample::Hatched => {
            scene.hatch(bar, Ink::Hatch);
            scene.rim(bar, Ink::Rim);
        }
        Sample::Lower => set_bar::lower_mark(scene, centre, middle - set_bar::HEIGHT / 2.0 + 2.0),
        Sample::Upper => set_bar::upper_mark(scene, (centre, middle)),
        Sample::Bold(ink) => scene.line((bar.left, middle), (bar.right, middle), ink, 2.0),
        Sample::Thin(ink) => scene.line((bar.left, middle), (bar.right, middle), ink, 1.5),
        Sample::Dashes(ink) => {
            scene.dashes((bar.left, middle), (bar.right, middle), ink, 1.5, &[]);
        }
    }
}
