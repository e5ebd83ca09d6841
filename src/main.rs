//! The command line of baserate: parse, run, exit code.

use std::io::{self, BufWriter, Write};
use std::process::ExitCode;

use baserate::cli;

fn main() -> ExitCode {
    let arguments = cli::arguments();
    let mut out = BufWriter::new(io::stdout().lock());
    let result = cli::run(arguments, &mut out);
    // A reader that has seen enough closes the pipe; that is no error.
    let _ = out.flush();
    match result {
        Ok(ending) => ExitCode::from(ending.code()),
        Err(error) => {
            let _ = writeln!(io::stderr(), "error: {error}");
            ExitCode::from(2)
        }
    }
}
