//! The command line of baserate: parse, run, exit code.

fn main() {}
