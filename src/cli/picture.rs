//! Charts as files of one kind or another.

use clap::ValueEnum;

use crate::error::Result;
use crate::report::chart::png;

/// The kinds of pictures.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum Picture {
    /// Sharp at any size; text stays text.
    Svg,
    /// Pixels, twice as many as on an ordinary screen.
    Png,
}

impl Picture {
    /// The chart `svg` as this kind.
    pub(super) fn of(self, svg: String) -> Result<Vec<u8>> {
        match self {
            Self::Svg => Ok(svg.into_bytes()),
            Self::Png => png(&svg),
        }
    }
}
