//! The bytes of a file or of standard input, as they are and unpacked.

use std::fs::File;
use std::io::{self, BufReader, Chain, Cursor, Read};
use std::path::Path;

use sha2::{Digest as _, Sha256};

use super::fault::AGAIN;
use crate::error::{Error, Result};
use crate::input::Digest;

/// How many bytes are read at once.
const ROOM: usize = 1 << 18;

/// How a file begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    Text,
    Gzip,
    Zstd,
    Parquet,
    Arrow,
    ArrowStream,
}

impl Form {
    /// What the first bytes of a file tell.
    fn of(start: &[u8]) -> Self {
        match start {
            [0x1f, 0x8b, ..] => Self::Gzip,
            [0x28, 0xb5, 0x2f, 0xfd, ..] => Self::Zstd,
            [b'P', b'A', b'R', b'1', ..] => Self::Parquet,
            [b'A', b'R', b'R', b'O', ..] => Self::Arrow,
            [0xff, 0xff, 0xff, 0xff, ..] => Self::ArrowStream,
            _ => Self::Text,
        }
    }
}

/// Bytes as they come, fingerprinted and counted on the way.
pub(super) struct Stream<'a> {
    source: Box<dyn Read + 'a>,
    digest: Option<Sha256>,
    progress: &'a (dyn Fn(u64) + Sync),
}

/// All bytes of a file, the first of which were looked at.
pub(super) type Opened<'a> = Chain<Cursor<Vec<u8>>, Stream<'a>>;

impl Read for Stream<'_> {
    fn read(&mut self, room: &mut [u8]) -> io::Result<usize> {
        let read = self.source.read(room)?;
        if let Some(digest) = &mut self.digest {
            digest.update(&room[..read]);
        }
        (self.progress)(u64::try_from(read).unwrap_or(0));
        Ok(read)
    }
}

impl<'a> Stream<'a> {
    /// Opens the file at `path`, or standard input where that is `-`; `progress` is told how many bytes
    /// have been read.
    pub(super) fn open(
        path: &Path,
        with_digest: bool,
        progress: &'a (dyn Fn(u64) + Sync),
    ) -> Result<(Form, Opened<'a>)> {
        let failed = |error: io::Error| Error::file(path, format!("cannot be read: {error}"));
        let source: Box<dyn Read> = if path == Path::new("-") {
            Box::new(io::stdin())
        } else {
            Box::new(File::open(path).map_err(failed)?)
        };
        let mut stream = Self { source, digest: with_digest.then(Sha256::new), progress };
        let mut start = Vec::new();
        stream.by_ref().take(4).read_to_end(&mut start).map_err(failed)?;
        Ok((Form::of(&start), Cursor::new(start).chain(stream)))
    }

    /// The fingerprint of all that was read, and of what is left.
    pub(super) fn finish(mut self, path: &Path) -> Result<Option<Digest>> {
        if self.digest.is_some() {
            // A columnar file was read by others, who told of it.
            self.progress = &|_| {};
            io::copy(&mut self, &mut io::sink())
                .map_err(|error| Error::file(path, format!("cannot be read: {error}")))?;
        }
        Ok(self.digest.map(|digest| Digest::of(path, digest)))
    }
}

/// Text as it is unpacked.
struct Unpacked<R>(R);

impl<R: Read> Read for Unpacked<R> {
    fn read(&mut self, room: &mut [u8]) -> io::Result<usize> {
        self.0.read(room).map_err(|error| {
            // What the system says is not about what is packed.
            if error.raw_os_error().is_some() || error.kind() == io::ErrorKind::Interrupted {
                return error;
            }
            let message = format!("the packed text is cut off or damaged ({error}); {AGAIN}");
            io::Error::new(error.kind(), message)
        })
    }
}

/// The text that `stream` is or packs.
pub(super) fn unpacked<'a>(form: Form, stream: impl Read + 'a) -> io::Result<Box<dyn Read + 'a>> {
    Ok(match form {
        Form::Gzip => {
            let stream = BufReader::with_capacity(ROOM, stream);
            Box::new(Unpacked(flate2::bufread::MultiGzDecoder::new(stream)))
        }
        Form::Zstd => Box::new(Unpacked(zstd::Decoder::new(stream)?)),
        _ => Box::new(stream),
    })
}
