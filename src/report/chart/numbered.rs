//! The labels of a plot: beside what they belong to, or below the chart behind a number that stands there.

use super::beside::{Label, Placed};
use super::label::{Off, Placer, Style};
use super::palette::Ink;
use super::scene::{MARGIN, Point, Scene};

/// The labels of a plot.
#[derive(Clone, Debug, Default)]
pub(super) struct Labels {
    /// Those in the plot.
    placed: Vec<Placed>,
    /// Those that found no room there, each behind the number that stands at its place.
    numbered: Vec<(String, Ink)>,
}

impl Labels {
    /// Places `label` at the first of `spots` that has room, or near them where it cannot be taken for
    /// that of something else (`is_only`), or else a number there and the label below the chart.
    pub(super) fn add(
        &mut self,
        placer: &mut Placer,
        label: Label<'_>,
        spots: &[Point],
        width: f64,
        is_only: bool,
    ) {
        if self.is_placed(placer, label, spots, width, is_only) {
            return;
        }
        let number = self.number(label);
        let tag = Label { text: &number, ..label };
        let fitting = spots.iter().find_map(|at| Label { at: *at, ..tag }.adjoining(placer, width));
        let fitting = fitting.or_else(|| tag.nearby(placer, width, Off::AllButThin));
        // Other text so near that it would be read with the number keeps off.
        if let Some(placed) = &fitting {
            placer.take(placed.bounds().grown(4.0));
        }
        self.placed.extend(fitting);
    }

    /// The same for the label of an upright line: its number stands on the line, at the first of `heights` at which
    /// it meets no other label.
    pub(super) fn add_to_line(
        &mut self,
        placer: &mut Placer,
        label: Label<'_>,
        (spots, heights): (&[Point], &[f64]),
        width: f64,
    ) {
        if self.is_placed(placer, label, spots, width, false) {
            return;
        }
        let number = self.number(label);
        let tag = Label { text: &number, ..label };
        let is_free = |tag: &Placed| {
            let room = tag.bounds().grown(4.0);
            !self.placed.iter().any(|other| other.bounds().overlaps(room))
        };
        let upon = heights.iter().map(|height| tag.upon(*height)).find(is_free);
        if let Some(upon) = &upon {
            placer.take(upon.bounds());
        }
        self.placed.extend(upon.or_else(|| tag.nearby(placer, width, Off::AllButThin)));
    }

    /// Whether `label` has found room in the plot.
    fn is_placed(
        &mut self,
        placer: &mut Placer,
        label: Label<'_>,
        spots: &[Point],
        width: f64,
        is_only: bool,
    ) -> bool {
        let fitting = [Off::All, Off::AllButThin].into_iter().find_map(|off| {
            let beside = label.beside_one_of(spots, placer, width, off);
            beside.or_else(|| is_only.then(|| label.nearby(placer, width, off)).flatten())
        });
        let is_placed = fitting.is_some();
        self.placed.extend(fitting);
        is_placed
    }

    /// The number of `label`, which is said below the chart.
    fn number(&mut self, label: Label<'_>) -> String {
        let number = (self.numbered.len() + 1).to_string();
        self.numbered.push((format!("{number}: {}", label.text), label.ink));
        number
    }

    /// Writes the labels that are in the plot.
    pub(super) fn draw(&self, scene: &mut Scene) {
        for label in &self.placed {
            label.draw(scene);
        }
    }

    /// Writes the others from `top` on; returns where they end.
    pub(super) fn below(&self, scene: &mut Scene, top: f64) -> f64 {
        let room = scene.right() - MARGIN;
        self.numbered.iter().fold(top, |y, (text, ink)| {
            scene.paragraph(text, Style::BODY.in_ink(*ink), (MARGIN, y), room)
        })
    }
}
