//! Writes a scene as SVG text: the only file that names the drawing crate.
//!
//! The crate draws on whole numbers. The scene is therefore drawn 25 times as large inside a group
//! that is scaled back, which keeps parts of a pixel.

use std::fmt::Display;

use plotters::backend::{DrawingBackend, SVGBackend};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{Color, FontDesc, FontFamily, FontStyle, RGBColor, ShapeStyle, TextStyle};

use super::Caption;
use super::palette::{Ink, hex};
use super::scene::{Anchor, Point, Scene, Shape, Text};
use crate::error::{Error, Result};

/// How many units of the drawing make a pixel.
const UNITS: f64 = 25.0;

/// Returns `scene` as SVG text with the title and description of `caption` inside.
pub(super) fn write(scene: &Scene, caption: &Caption) -> Result<String> {
    check_id(&caption.id)?;
    let mut drawing = String::new();
    {
        let mut backend = SVGBackend::with_string(&mut drawing, (1, 1));
        for shape in scene.shapes() {
            draw(&mut backend, shape)?;
        }
        drawn(backend.present())?;
    }
    Ok(framed(&shapes_of(&drawing), scene, caption))
}

/// An id that needs no escape and is unique to the chart in its page.
fn check_id(id: &str) -> Result<()> {
    let starts = id.starts_with(|first: char| first.is_ascii_alphabetic());
    if starts && id.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_') {
        return Ok(());
    }
    Err(Error::request(format!(
        "chart id is \"{id}\", expected a letter, then letters, digits, - or _"
    )))
}

/// What the crate wrote between its own `svg` tags, with no line breaks inside text.
fn shapes_of(drawing: &str) -> String {
    let mut shapes = String::with_capacity(drawing.len());
    for line in drawing.lines().filter(|line| !line.contains("<svg ") && *line != "</svg>") {
        shapes.push_str(line);
        // Tags that stand alone and closing tags end a line; a text and its tags share one.
        if line.ends_with("/>") || line == "</text>" {
            shapes.push('\n');
        }
    }
    shapes
}

/// The whole SVG: names for those who cannot see it, the paper, and the shapes.
fn framed(shapes: &str, scene: &Scene, caption: &Caption) -> String {
    let (id, width, height) = (&caption.id, scene.width(), scene.height());
    let (title, description) = (escaped(&caption.title), escaped(&caption.description));
    let (paper, scale) = (hex(Ink::Paper.light()), 1.0 / UNITS);
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" id=\"{id}\" width=\"{width}\" \
         viewBox=\"0 0 {width} {height}\" role=\"img\" \
         aria-labelledby=\"{id}-title {id}-desc\">\n\
         <title id=\"{id}-title\">{title}</title>\n\
         <desc id=\"{id}-desc\">{description}</desc>\n\
         <rect x=\"0\" y=\"0\" width=\"{width}\" height=\"{height}\" fill=\"{paper}\"/>\n\
         <g transform=\"scale({scale})\">\n{shapes}</g>\n</svg>\n"
    )
}

/// `text` as XML character data; what XML cannot hold is left out.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in printable(text).chars() {
        match character {
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '&' => escaped.push_str("&amp;"),
            other => escaped.push(other),
        }
    }
    escaped
}

/// `text` without characters that XML cannot hold or that would break a line.
fn printable(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_control() || "\u{2028}\u{2029}".contains(c) { ' ' } else { c })
        .filter(|c| !matches!(c, '\u{fffe}' | '\u{ffff}'))
        .collect()
}

/// A drawing error as an error of the request.
fn drawn<E: Display>(result: std::result::Result<(), E>) -> Result<()> {
    result.map_err(|error| Error::request(format!("a chart could not be drawn: {error}")))
}

fn draw(backend: &mut SVGBackend, shape: &Shape) -> Result<()> {
    match shape {
        Shape::Rect { bounds: b, ink, opacity } => {
            let style: ShapeStyle = colour(*ink).mix(*opacity).filled();
            let (from, to) = (place((b.left, b.top)), place((b.right, b.bottom)));
            drawn(backend.draw_rect(from, to, &style, true))
        }
        Shape::Line { points, ink, thickness } => {
            let width = u32::try_from(units(*thickness)).unwrap_or(1);
            let style = ShapeStyle::from(colour(*ink)).stroke_width(width);
            drawn(backend.draw_path(points.iter().copied().map(place), &style))
        }
        Shape::Area { points, ink } => {
            let points = points.iter().copied().map(place);
            drawn(backend.fill_polygon(points, &colour(*ink).filled()))
        }
        Shape::Disc { centre, radius, ink } => {
            let radius = u32::try_from(units(*radius)).unwrap_or(1);
            drawn(backend.draw_circle(place(*centre), radius, &colour(*ink).filled(), true))
        }
        Shape::Text(text) => draw_text(backend, text),
    }
}

fn draw_text(backend: &mut SVGBackend, text: &Text) -> Result<()> {
    let (b, style) = (text.bounds, text.style);
    let (x, h_pos) = match text.anchor {
        Anchor::Start => (b.left, HPos::Left),
        Anchor::Middle => (f64::midpoint(b.left, b.right), HPos::Center),
        Anchor::End => (b.right, HPos::Right),
    };
    let weight = if style.bold { FontStyle::Bold } else { FontStyle::Normal };
    let font = FontDesc::new(FontFamily::SansSerif, font_size(style.size * UNITS), weight);
    let ink = colour(style.ink);
    let text_style = TextStyle::from(font).color(&ink).pos(Pos::new(h_pos, VPos::Center));
    let at = place((x, f64::midpoint(b.top, b.bottom)));
    drawn(backend.draw_text(&printable(&text.content), &text_style, at))
}

/// The size to ask for so that the crate, which divides by 1.24, writes `size`; it does so without
/// a remainder for the sizes in use, with the units chosen above.
fn font_size(size: f64) -> f64 {
    size * 1.24
}

fn colour(ink: Ink) -> RGBColor {
    let (red, green, blue) = ink.light();
    RGBColor(red, green, blue)
}

fn place((x, y): Point) -> (i32, i32) {
    (units(x), units(y))
}

#[expect(clippy::cast_possible_truncation, reason = "a cast saturates, far outside any canvas")]
fn units(pixels: f64) -> i32 {
    (pixels * UNITS).round() as i32
}
