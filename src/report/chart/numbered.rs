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
        let fitting = [Off::All, Off::AllButThin].into_iter().find_map(|off| {
            let beside = label.beside_one_of(spots, placer, width, off);
            beside.or_else(|| is_only.then(|| label.nearby(placer, width, off)).flatten())
        });
        if let Some(placed) = fitting {
            self.placed.push(placed);
            return;
        }
        let number = (self.numbered.len() + 1).to_string();
        let tag = Label { text: &number, ..label };
        let fitting = spots.iter().find_map(|at| Label { at: *at, ..tag }.adjoining(placer, width));
        self.placed.extend(fitting.or_else(|| tag.nearby(placer, width, Off::AllButThin)));
        self.numbered.push((format!("{number}: {}", label.text), label.ink));
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
