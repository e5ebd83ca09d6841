//! The command line from outside: exit code, standard output and standard error of each command.
//!
//! The cases are the files in `tests/cli` and the example in the README. After a change that is meant, look at the difference
//! line by line, then accept it with `TRYCMD=overwrite cargo test --test cli`.

#[test]
fn snapshots() {
    let cases = trycmd::TestCases::new();
    cases.case("tests/cli/*.toml").case("tests/cli/*.trycmd").case("README.md");
    cases.run();
}
