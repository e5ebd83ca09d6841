//! Where synthetic data go: a folder, with the truth beside them, or standard output.

use std::io::{self, ErrorKind, Write};

use serde::Serialize;

use super::Common;
use crate::cli::output::{check_folder, deliver};
use crate::error::{Error, Result};
use crate::evaluation::Truth;
use crate::export::{self, Outputs};

impl Common {
    /// Writes the file `name`, which `write` gives, and the truth, which follows from what it returns.
    /// Standard output takes the data alone; the seed goes to standard error in any case.
    pub(super) fn deliver<T, P: Serialize, R: Serialize>(
        &self,
        name: &str,
        out: &mut impl Write,
        write: impl FnOnce(&mut dyn Write) -> io::Result<T>,
        truth: impl FnOnce(T) -> Truth<P, R>,
    ) -> Result<()> {
        if let Some(folder) = &self.output {
            check_folder(folder)?;
        }
        let _ = writeln!(io::stderr(), "seed {}", self.seed);
        let Some(folder) = &self.output else {
            return match write(out).and_then(|_| out.flush()) {
                Err(error) if error.kind() != ErrorKind::BrokenPipe => {
                    Err(Error::request(format!("standard output cannot be written: {error}")))
                }
                _ => Ok(()),
            };
        };
        let (data, beside) = (folder.join(name), folder.join("truth.json"));
        let mut outputs = Outputs::default();
        let truth = truth(outputs.add_by(&data, |file| write(file))?);
        outputs.add(&beside, export::json(&truth)?.as_bytes())?;
        outputs.commit()?;
        deliver(&format!("{}\n{}\n", data.display(), beside.display()), None, out)
    }
}
