//! Charts as PNG: the only file that names the rasteriser.

use std::sync::Arc;

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::fontdb::Database;
use resvg::usvg::{Options, Tree};

use crate::error::{Error, Result};

/// How many pixels of the picture make one of the chart, so that it is sharp on paper.
const SCALE: f32 = 2.0;

const REGULAR: &[u8] = include_bytes!("../../../assets/fonts/DejaVuSans.ttf");
const BOLD: &[u8] = include_bytes!("../../../assets/fonts/DejaVuSans-Bold.ttf");

/// Returns the chart `svg` as PNG, twice as many pixels wide. Letters are those of a font that the
/// program carries, so that no font of the machine matters.
///
/// # Errors
///
/// When `svg` is not SVG or the picture cannot be held in memory.
pub fn png(svg: &str) -> Result<Vec<u8>> {
    let mut fonts = Database::new();
    for font in [REGULAR, BOLD] {
        fonts.load_font_data(font.to_vec());
    }
    fonts.set_sans_serif_family("DejaVu Sans");
    let options = Options { fontdb: Arc::new(fonts), ..Options::default() };
    let tree = Tree::from_str(svg, &options).map_err(|error| failed(&error))?;
    let size = tree.size().to_int_size().scale_by(SCALE);
    let pixmap = size.and_then(|size| Pixmap::new(size.width(), size.height()));
    let mut pixmap = pixmap.ok_or_else(|| failed(&"it is too large"))?;
    resvg::render(&tree, Transform::from_scale(SCALE, SCALE), &mut pixmap.as_mut());
    pixmap.encode_png().map_err(|error| failed(&error))
}

fn failed(why: &dyn std::fmt::Display) -> Error {
    Error::request(format!("a chart could not be written as PNG: {why}"))
}
