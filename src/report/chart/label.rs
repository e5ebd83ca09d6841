//! Room for text, reckoned from its characters, and places for it where nothing else stands.
//!
//! No font is asked: widths are a little more than those of the widest common sans-serif fonts, so
//! that a label that fits here fits everywhere.

use super::palette::Ink;

/// How text is set.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Style {
    /// Height of the font in pixels.
    pub(super) size: f64,
    /// Whether it is bold.
    pub(super) bold: bool,
    /// Its colour.
    pub(super) ink: Ink,
}

impl Style {
    /// The title of a chart.
    pub(super) const TITLE: Self = Self { size: 15.0, bold: true, ink: Ink::Text };
    /// What is said first.
    pub(super) const HEAD: Self = Self { size: 13.0, bold: true, ink: Ink::Text };
    /// Ordinary text.
    pub(super) const BODY: Self = Self { size: 12.0, bold: false, ink: Ink::Text };
    /// Text that comes second, and ticks.
    pub(super) const QUIET: Self = Self { size: 12.0, bold: false, ink: Ink::Quiet };

    /// The same style in another colour.
    pub(super) const fn in_ink(self, ink: Ink) -> Self {
        Self { ink, ..self }
    }

    /// The distance of one line from the next, in pixels.
    pub(super) fn line_height(self) -> f64 {
        (self.size * 1.35).round()
    }

    /// The reckoned width of `text` in pixels.
    pub(super) fn width(self, text: &str) -> f64 {
        let weight = if self.bold { 1.12 } else { 1.0 };
        text.chars().map(em).sum::<f64>() * self.size * weight
    }
}

/// The reckoned width of a character as a share of the height of the font.
fn em(character: char) -> f64 {
    match character {
        ' ' | '\u{a0}' | 'i' | 'j' | 'l' | 'I' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' => 0.34,
        'f' | 'r' | 't' | '(' | ')' | '/' | '-' => 0.42,
        'm' | 'w' | 'M' | 'W' | '%' | '@' | '—' | '…' | '→' | '←' => 1.0,
        'A'..='Z' | '≥' | '≤' | '=' | '+' | '<' | '>' | '×' | '±' => 0.8,
        _ if character.is_ascii() => 0.64,
        '\u{80}'..='\u{24f}' | '\u{370}'..='\u{52f}' | '–' | '’' | '‘' | '“' | '”' => {
            0.72
        }
        _ => 1.05,
    }
}

/// A rectangle on the canvas, in pixels from its upper left corner.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Bounds {
    pub(super) left: f64,
    pub(super) top: f64,
    pub(super) right: f64,
    pub(super) bottom: f64,
}

impl Bounds {
    /// Whether the two share more than a rim.
    pub(super) fn overlaps(self, other: Self) -> bool {
        const RIM: f64 = 1e-6;
        self.left + RIM < other.right
            && other.left + RIM < self.right
            && self.top + RIM < other.bottom
            && other.top + RIM < self.bottom
    }

    /// Whether `other` lies inside.
    pub(super) fn holds(self, other: Self) -> bool {
        const RIM: f64 = 1e-6;
        other.left + RIM >= self.left
            && other.right <= self.right + RIM
            && other.top + RIM >= self.top
            && other.bottom <= self.bottom + RIM
    }

    /// The same rectangle with `by` more on every side.
    pub(super) fn grown(self, by: f64) -> Self {
        Self {
            left: self.left - by,
            top: self.top - by,
            right: self.right + by,
            bottom: self.bottom + by,
        }
    }
}

/// A few lines of text in one style.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Block {
    pub(super) lines: Vec<String>,
    pub(super) style: Style,
    pub(super) width: f64,
    pub(super) height: f64,
}

impl Block {
    /// `text` broken into lines of at most `room` pixels.
    pub(super) fn new(text: &str, style: Style, room: f64) -> Self {
        let lines = wrap(text, style, room);
        let width = lines.iter().map(|line| style.width(line)).fold(0.0, f64::max);
        let height = lines.iter().map(|_| style.line_height()).sum();
        Self { lines, style, width, height }
    }

    /// Like [`new`](Self::new), but with what stands in parentheses kept on one line where it fits.
    pub(super) fn whole_ranges(text: &str, style: Style, room: f64) -> Self {
        let mut joined = String::with_capacity(text.len());
        let mut rest = text;
        while let Some((start, end)) = parenthesis(rest) {
            let (before, range, after) = (&rest[..start], &rest[start..end], &rest[end..]);
            joined.push_str(before);
            let range = range.replace(' ', "\u{a0}");
            let fits = style.width(&range) <= room;
            joined.push_str(if fits { &range } else { &rest[start..end] });
            rest = after;
        }
        joined.push_str(rest);
        Self::new(&joined, style, room)
    }

    /// What the block covers when its upper left corner is at `left`, `top`.
    pub(super) fn bounds(&self, left: f64, top: f64) -> Bounds {
        Bounds { left, top, right: left + self.width, bottom: top + self.height }
    }
}

/// Where the first parenthesis in `text` begins and ends.
fn parenthesis(text: &str) -> Option<(usize, usize)> {
    let start = text.find('(')?;
    let end = text[start..].find(')')?;
    Some((start, start + end + 1))
}

/// Breaks `text` at its spaces, and inside a word where the word alone is too wide.
fn wrap(text: &str, style: Style, room: f64) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for word in text.split([' ', '\n', '\t', '\r']).filter(|word| !word.is_empty()) {
        let joined = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
        if style.width(&joined) <= room {
            line = joined;
            continue;
        }
        if !line.is_empty() {
            lines.push(std::mem::take(&mut line));
        }
        for character in word.chars() {
            if !line.is_empty() && style.width(&line) + style.width(&character.to_string()) > room {
                lines.push(std::mem::take(&mut line));
            }
            line.push(character);
        }
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

/// Returns where something `width` wide starts so that it is centred on `centre` as nearly as
/// `from` to `to` allow.
pub(super) fn centred(centre: f64, width: f64, from: f64, to: f64) -> f64 {
    (centre - width / 2.0).min(to - width).max(from)
}

/// What stands already, so that a label can be put where nothing does.
#[derive(Clone, Debug)]
pub(super) struct Placer {
    within: Bounds,
    taken: Vec<Bounds>,
    thin: Vec<Bounds>,
}

/// What a label keeps off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Off {
    /// Everything.
    All,
    /// Everything but thin lines, which the label may cover.
    AllButThin,
}

impl Placer {
    /// An empty area.
    pub(super) fn new(within: Bounds) -> Self {
        Self { within, taken: Vec::new(), thin: Vec::new() }
    }

    /// Lets labels stand anywhere in `within` from now on.
    pub(super) fn widen(&mut self, within: Bounds) {
        self.within = within;
    }

    /// Marks `bounds` as standing.
    pub(super) fn take(&mut self, bounds: Bounds) {
        self.taken.push(bounds);
    }

    /// Marks what a thick line from `from` to `to` covers as standing.
    pub(super) fn take_line(&mut self, from: (f64, f64), to: (f64, f64)) {
        const PIECES: u32 = 6;
        for piece in 0..=PIECES {
            let part = f64::from(piece) / f64::from(PIECES);
            let (x, y) = (from.0 + part * (to.0 - from.0), from.1 + part * (to.1 - from.1));
            self.take(Bounds { left: x, top: y, right: x, bottom: y }.grown(3.0));
        }
    }

    /// Marks `bounds` as a thin line.
    pub(super) fn take_thin(&mut self, bounds: Bounds) {
        self.thin.push(bounds);
    }

    /// Takes the first of the `corners` (upper left) at which `block` fits.
    pub(super) fn put_at(
        &mut self,
        block: &Block,
        corners: &[(f64, f64)],
        off: Off,
    ) -> Option<(f64, f64)> {
        let found = corners.iter().copied().find(|&corner| self.is_free(block, corner, off))?;
        self.take(block.bounds(found.0, found.1));
        Some(found)
    }

    /// Takes the free place nearest to `corner`; `None` where there is none.
    pub(super) fn put_near(
        &mut self,
        block: &Block,
        corner: (f64, f64),
        off: Off,
    ) -> Option<(f64, f64)> {
        let found = self.nearest(block, corner, off)?;
        self.take(block.bounds(found.0, found.1));
        Some(found)
    }

    fn is_free(&self, block: &Block, (left, top): (f64, f64), off: Off) -> bool {
        let bounds = block.bounds(left, top);
        self.within.holds(bounds)
            && !self.taken.iter().any(|taken| taken.overlaps(bounds))
            && (off == Off::AllButThin || !self.thin.iter().any(|thin| thin.overlaps(bounds)))
    }

    fn nearest(&self, block: &Block, (x, y): (f64, f64), off: Off) -> Option<(f64, f64)> {
        const STEP: f64 = 2.0;
        let mut best = None;
        let mut top = self.within.top;
        while top + block.height <= self.within.bottom {
            let mut left = self.within.left;
            while left + block.width <= self.within.right {
                let distance = (left - x).hypot(top - y);
                if best.is_none_or(|(least, _)| distance < least)
                    && self.is_free(block, (left, top), off)
                {
                    best = Some((distance, (left, top)));
                }
                left += STEP;
            }
            top += STEP;
        }
        best.map(|(_, corner)| corner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_at_spaces_and_keep_no_break_spaces() {
        let lines = wrap("0.06\u{a0}% of all actions", Style::BODY, 70.0);
        assert_eq!(lines, ["0.06\u{a0}% of", "all actions"]);
        assert!(wrap(&"x".repeat(50), Style::BODY, 100.0).len() > 1);
        assert!(wrap("  ", Style::BODY, 100.0).is_empty());
    }

    #[test]
    fn a_range_in_parentheses_is_not_broken_where_it_fits() {
        let text = "29\u{a0}000 (28\u{a0}500 to 29\u{a0}500) or so";
        let lines = Block::whole_ranges(text, Style::BODY, 125.0).lines;
        assert_eq!(lines, ["29\u{a0}000", "(28\u{a0}500\u{a0}to\u{a0}29\u{a0}500)", "or so"]);
        assert!(Block::whole_ranges(text, Style::BODY, 80.0).lines.len() > 3);
    }

    #[test]
    fn a_label_goes_elsewhere_when_its_place_is_taken() {
        let area = Bounds { left: 0.0, top: 0.0, right: 200.0, bottom: 60.0 };
        let mut placer = Placer::new(area);
        let block = Block::new("as often", Style::BODY, 200.0);
        assert_eq!(placer.put_at(&block, &[(0.0, 0.0)], Off::All), Some((0.0, 0.0)));
        assert_eq!(placer.put_at(&block, &[(0.0, 0.0)], Off::AllButThin), None);
        let second = placer.put_near(&block, (0.0, 0.0), Off::AllButThin);
        assert!(second.is_some_and(|corner| corner != (0.0, 0.0)));
        placer.take(area);
        assert_eq!(placer.put_near(&block, (0.0, 0.0), Off::AllButThin), None);
    }
}
