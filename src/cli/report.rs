//! `baserate report`.
use super::Ending;
use super::args::ReportArguments;
use crate::error::Result;
use std::io::Write;
pub(super) fn run(_: &ReportArguments, _: &mut impl Write) -> Result<Ending> {
    Ok(Ending::Done)
}
