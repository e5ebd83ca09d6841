//! The hundred-thousand-items picture: the same wrong flags, few of all innocent items and many of
//! all flags.

use super::label::{Bounds, Style};
use super::palette::Ink;
use super::scene::{MARGIN, Scene};
use super::{Caption, svg};
use crate::error::{Error, Result};
use crate::quantity::display::grouped;
use crate::quantity::real;

/// What became of all scanned items.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FprAndFdr {
    /// Violating items.
    pub violating: u64,
    /// Violating items that were flagged.
    pub violating_flagged: u64,
    /// Innocent items.
    pub innocent: u64,
    /// Innocent items that were flagged.
    pub innocent_flagged: u64,
    /// The share of innocent items that are flagged, as written: `0.100 %`.
    pub fpr: String,
    /// The share of flags that are wrong, as written: `54.3 %`.
    pub fdr: String,
}

impl FprAndFdr {
    fn flags(&self) -> u64 {
        self.violating_flagged.saturating_add(self.innocent_flagged)
    }

    fn scanned(&self) -> u64 {
        self.violating.saturating_add(self.innocent)
    }

    fn missed(&self) -> u64 {
        self.violating.saturating_sub(self.violating_flagged)
    }
}

/// The most symbols that are drawn, one per flag.
const SYMBOLS: u64 = 400;

/// Returns the picture, `width` pixels wide: the field of all items with its flags drawn to scale,
/// and the flags enlarged, one symbol each.
///
/// # Errors
///
/// When more items are flagged than there are, when nothing was scanned or when the caption's id is
/// not one.
pub fn fpr_and_fdr(caption: &Caption, items: &FprAndFdr, width: u32) -> Result<String> {
    svg::write(&layout(&caption.title, items, width)?, caption)
}

pub(super) fn layout(title: &str, items: &FprAndFdr, width: u32) -> Result<Scene> {
    check(items)?;
    let (mut scene, top) = Scene::titled(width, title);
    let inner = scene.right() - MARGIN;
    let part = if scene.is_narrow() { inner } else { (inner * 0.44).floor() };
    let left = (MARGIN, MARGIN + part);
    let (field, spot, bottom) = draw_field(&mut scene, items, left, top + 4.0);
    let right = if scene.is_narrow() { left } else { (scene.right() - part, scene.right()) };
    let panel_top = if scene.is_narrow() { bottom + 26.0 } else { top + 4.0 };
    let (panel, panel_bottom) = draw_panel(&mut scene, items, right, panel_top);
    if items.flags() > 0 {
        connect(&mut scene, field, spot, panel);
    }
    let bottom = bottom.max(panel_bottom) + 12.0;
    let y = draw_fpr(&mut scene, items, left, bottom);
    // Each rate stands under its picture, or one under the other.
    let below = if scene.is_narrow() { y + 8.0 } else { bottom };
    let y = y.max(draw_fdr(&mut scene, items, right, below));
    Ok(scene.close(y))
}

fn check(items: &FprAndFdr) -> Result<()> {
    let sound = items.violating_flagged <= items.violating
        && items.innocent_flagged <= items.innocent
        && items.scanned() > 0;
    if sound {
        return Ok(());
    }
    Err(Error::request(format!(
        "chart flags {} of {} violating and {} of {} innocent items, expected parts of a whole",
        items.violating_flagged, items.violating, items.innocent_flagged, items.innocent
    )))
}

/// Draws all items as one area with the flags to scale in its lower right corner; returns the area,
/// the flags and where the drawing ends.
fn draw_field(
    scene: &mut Scene,
    items: &FprAndFdr,
    (left, right): (f64, f64),
    top: f64,
) -> (Bounds, Bounds, f64) {
    let heading = format!("All {} scanned items", grouped(items.scanned()));
    let y = scene.paragraph(&heading, Style::HEAD, (left, top), right - left);
    let of_which = format!(
        "{} innocent, {} violating ({} of these not flagged)",
        grouped(items.innocent),
        grouped(items.violating),
        grouped(items.missed())
    );
    let y = scene.paragraph(&of_which, Style::QUIET, (left, y), right - left) + 6.0;
    let field = Bounds { left, top: y, right, bottom: y + (right - left) * 0.62 };
    scene.rect(field, Ink::Pale);
    scene.rim(field, Ink::Rim);
    let share = real(items.flags()) / real(items.scanned());
    let spot = to_scale(field, share);
    if items.flags() > 0 {
        let wrong = real(items.innocent_flagged) / real(items.flags());
        let split = spot.bottom - (spot.bottom - spot.top) * wrong;
        scene.rect(Bounds { bottom: split, ..spot }, Ink::Strong);
        scene.rect(Bounds { top: split, ..spot }, Ink::Lower);
    }
    (field, spot, field.bottom)
}

/// The part of `field` that has `share` of its area, of the same form, in its lower right corner.
fn to_scale(field: Bounds, share: f64) -> Bounds {
    const FROM_RIM: f64 = 10.0;
    let side = share.sqrt();
    let (width, height) = (field.right - field.left, field.bottom - field.top);
    // Near the whole field there is no room left to stand away from the rim.
    let (right, bottom) = (
        (field.right - FROM_RIM).max(field.left + side * width),
        (field.bottom - FROM_RIM).max(field.top + side * height),
    );
    Bounds { left: right - side * width, top: bottom - side * height, right, bottom }
}

/// Draws the flags enlarged; returns the panel and where the drawing ends.
fn draw_panel(
    scene: &mut Scene,
    items: &FprAndFdr,
    (left, right): (f64, f64),
    top: f64,
) -> (Bounds, f64) {
    let each = each(items.flags());
    let (from, to) = (left + 10.0, right - 10.0);
    let y = draw_panel_head(scene, items.flags(), each, (from, to), top + 8.0);
    let violating = format!("{} violating: rightly flagged", grouped(items.violating_flagged));
    let y = scene.paragraph(&violating, Style::BODY, (from, y + 8.0), to - from);
    let y = symbols(scene, items.violating_flagged.div_ceil(each), (from, to), y + 3.0, square);
    let innocent = format!("{} innocent: wrongly flagged", grouped(items.innocent_flagged));
    let style = Style::BODY.in_ink(Ink::Lower);
    let y = scene.paragraph(&innocent, style, (from, y + 8.0), to - from);
    let y = symbols(scene, items.innocent_flagged.div_ceil(each), (from, to), y + 3.0, disc);
    let panel = Bounds { left, top, right, bottom: y + 8.0 };
    scene.rim(panel, Ink::Rim);
    (panel, panel.bottom)
}

fn draw_panel_head(
    scene: &mut Scene,
    flags: u64,
    each: u64,
    (from, to): (f64, f64),
    top: f64,
) -> f64 {
    if flags == 0 {
        return scene.paragraph("No item is flagged", Style::HEAD, (from, top), to - from);
    }
    let heading = format!("The {} flagged items, enlarged", grouped(flags));
    let y = scene.paragraph(&heading, Style::HEAD, (from, top), to - from);
    let note = if each == 1 {
        "one symbol for each flag".to_owned()
    } else {
        format!("one symbol for up to {} flags", grouped(each))
    };
    scene.paragraph(&note, Style::QUIET, (from, y), to - from) + 6.0
}

/// How many flags one symbol stands for: 1, 10, 100 …
fn each(flags: u64) -> u64 {
    let mut each = 1_u64;
    while flags / each > SYMBOLS {
        each = each.saturating_mul(10);
    }
    each
}

/// Draws `count` symbols in rows between `from` and `to`; returns where they end.
fn symbols(
    scene: &mut Scene,
    count: u64,
    (from, to): (f64, f64),
    top: f64,
    draw: impl Fn(&mut Scene, f64, f64),
) -> f64 {
    const STEP: f64 = 11.0;
    let (mut x, mut y) = (from, top);
    for _ in 0..count {
        if x + STEP > to {
            (x, y) = (from, y + STEP);
        }
        draw(scene, x + STEP / 2.0, y + STEP / 2.0);
        x += STEP;
    }
    if count == 0 { y } else { y + STEP }
}

fn square(scene: &mut Scene, x: f64, y: f64) {
    let bounds = Bounds { left: x, top: y, right: x, bottom: y };
    scene.rect(bounds.grown(4.0), Ink::Strong);
}

fn disc(scene: &mut Scene, x: f64, y: f64) {
    scene.disc((x, y), 4.2, Ink::Lower);
}

/// Lines from the flags in the field to their enlargement.
fn connect(scene: &mut Scene, field: Bounds, spot: Bounds, panel: Bounds) {
    let ring = spot.grown(3.0);
    scene.rim(ring, Ink::Text);
    let lines = if panel.left > field.right {
        [
            ((ring.right, ring.top), (panel.left, panel.top)),
            ((ring.right, ring.bottom), (panel.left, panel.bottom)),
        ]
    } else {
        [
            ((ring.left, ring.bottom), (panel.left, panel.top)),
            ((ring.right, ring.bottom), (panel.right, panel.top)),
        ]
    };
    for (from, to) in lines {
        scene.line(from, to, Ink::Rim, 1.0);
    }
}

/// The share of the innocent that are flagged, in words and numbers; returns where it ends.
fn draw_fpr(scene: &mut Scene, items: &FprAndFdr, sides: (f64, f64), top: f64) -> f64 {
    let (part, whole) = (grouped(items.innocent_flagged), grouped(items.innocent));
    let head = format!("False positive rate: {}", items.fpr);
    draw_rate(scene, &head, &format!("{part} of {whole} innocent items are flagged"), sides, top)
}

/// The share of the flags that are wrong, in words and numbers; returns where it ends.
fn draw_fdr(scene: &mut Scene, items: &FprAndFdr, sides: (f64, f64), top: f64) -> f64 {
    let head = format!("False discovery rate: {}", items.fdr);
    let text = match items.flags() {
        0 => "without flags there is no share of them".to_owned(),
        flags => {
            format!("{} of {} flags are wrong", grouped(items.innocent_flagged), grouped(flags))
        }
    };
    draw_rate(scene, &head, &text, sides, top)
}

fn draw_rate(scene: &mut Scene, head: &str, text: &str, sides: (f64, f64), top: f64) -> f64 {
    let room = sides.1 - sides.0;
    let y = scene.paragraph(head, Style::HEAD, (sides.0, top), room);
    scene.paragraph(text, Style::BODY, (sides.0, y), room)
}
