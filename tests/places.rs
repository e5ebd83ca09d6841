//! Where results go: links and pipes, inputs that are outputs, and files that come to be together or not at all.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

const ROWS: &str = "score,label\n0.9,1\n0.8,0\n0.7,1\n0.4,0\n0.2,0\n";

fn run(folder: &Path, arguments: &str) -> Output {
    let arguments = arguments.split(' ');
    let binary = env!("CARGO_BIN_EXE_baserate");
    Command::new(binary).args(arguments).current_dir(folder).output().unwrap()
}

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("in.csv"), ROWS).unwrap();
    folder
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

/// Asserts that the arguments are refused with this error, and that nothing is changed.
fn assert_refused(folder: &Path, arguments: &str, expected: &str) {
    let before = names(folder);
    let output = run(folder, arguments);
    let error = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{arguments}: {error}");
    assert_eq!(error.trim_end(), format!("error: {expected}"), "{arguments}");
    assert_eq!(String::from_utf8(output.stdout).unwrap(), "", "{arguments}");
    assert_eq!(names(folder), before, "{arguments}");
    assert_eq!(fs::read_to_string(folder.join("in.csv")).unwrap(), ROWS, "{arguments}");
}

#[test]
fn no_output_is_an_input() {
    let folder = folder();
    fs::create_dir(folder.path().join("deep")).unwrap();
    for (command, path, option) in [
        ("sweep in.csv -o", "in.csv", "--output"),
        ("sweep deep/../in.csv --curve", "./in.csv", "--curve"),
        ("sweep . -o", "in.csv", "--output"),
        ("sweep *.csv --calibration --reliability", "in.csv", "--reliability"),
        ("tally in.csv -o", "in.csv", "--output"),
        ("tally --merge . -o", "deep/../in.csv", "--output"),
        ("metrics in.csv -o", "in.csv", "--output"),
        ("layers in.csv -o", "in.csv", "--output"),
        ("audit in.csv -o", "in.csv", "--output"),
        ("claims in.csv -o", "in.csv", "--output"),
    ] {
        let expected = format!(
            "{path}: an input and {option}, expected different files; name another file for {option}"
        );
        assert_refused(folder.path(), &format!("{command} {path}"), &expected);
    }
}

#[test]
fn no_file_takes_two_results() {
    let folder = folder();
    let expected = |path: &str, [one, other]: [&str; 2]| {
        format!(
            "{path}: {one} and {other}, expected different files; name another file for {other}"
        )
    };
    let curves = "sweep in.csv --curve new/a.csv --cost-curve ./new/a.csv";
    assert_refused(folder.path(), curves, &expected("./new/a.csv", ["--curve", "--cost-curve"]));
    let report = "sweep in.csv -o q.html --report q.html";
    assert_refused(folder.path(), report, &expected("q.html", ["--report", "--output"]));
    let scenario = "scenario --recall 84% --fpr 1% --prevalence 1e-3..1e-1 --chart a.svg -o a.svg";
    assert_refused(folder.path(), scenario, &expected("a.svg", ["--chart", "--output"]));
    let chart = "sweep in.csv --charts charts -o charts/roc.svg";
    let error =
        "charts/roc.svg: two results in one file, expected one; name another file for one of them";
    assert_refused(folder.path(), chart, error);
}

#[test]
fn a_place_that_is_none_leaves_nothing() {
    let folder = folder();
    fs::write(folder.path().join("t.csv"), "").unwrap();
    fs::create_dir(folder.path().join("d")).unwrap();
    let others = "sweep in.csv --charts cc --curve cv.csv";
    for (option, expected) in [
        (
            "--report t.csv/x.html",
            "t.csv/x.html: t.csv is a file, expected a folder; name another file to write",
        ),
        ("--cost-curve d", "d: a folder, expected a file; name the file to write"),
        (
            "-o t.csv/deep/x",
            "t.csv/deep/x: t.csv is a file, expected a folder; name another file to write",
        ),
    ] {
        assert_refused(folder.path(), &format!("{others} {option}"), expected);
    }
    let charts = "sweep in.csv --curve cv.csv --charts t.csv/cc";
    let expected = "t.csv: a file, expected a folder; name the folder to write to";
    assert_refused(folder.path(), charts, expected);
}

#[cfg(unix)]
#[test]
fn what_fails_late_leaves_nothing() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = folder();
    let locked = folder.path().join("locked");
    fs::create_dir(&locked).unwrap();
    fs::set_permissions(&locked, fs::Permissions::from_mode(0o555)).unwrap();
    if fs::write(locked.join("probe"), "").is_ok() {
        return; // Whoever may do anything is refused nothing.
    }
    let arguments = "sweep in.csv --charts cc/deep --curve cv.csv -o locked/out.txt";
    assert_refused(
        folder.path(),
        arguments,
        "locked/out.txt: cannot be written: permission denied",
    );
}

#[cfg(unix)]
#[test]
fn links_stay_and_pipes_are_written_into() {
    use std::os::unix::fs::FileTypeExt as _;
    let folder = folder();
    let at = |name: &str| folder.path().join(name);
    fs::create_dir(at("kept")).unwrap();
    fs::write(at("kept/out.csv"), "old").unwrap();
    std::os::unix::fs::symlink("kept/out.csv", at("link.csv")).unwrap();
    std::os::unix::fs::symlink("kept/made.csv", at("dangling.csv")).unwrap();
    assert!(run(folder.path(), "tally in.csv -o link.csv").status.success());
    assert!(run(folder.path(), "sweep in.csv --curve dangling.csv").status.success());
    assert!(at("link.csv").is_symlink() && at("dangling.csv").is_symlink());
    let tally = fs::read_to_string(at("kept/out.csv")).unwrap();
    assert_eq!(tally, String::from_utf8(run(folder.path(), "tally in.csv").stdout).unwrap());
    assert!(run(folder.path(), "sweep in.csv --curve curve.csv").status.success());
    let curve = fs::read_to_string(at("curve.csv")).unwrap();
    assert_eq!(fs::read_to_string(at("kept/made.csv")).unwrap(), curve);

    let made = Command::new("mkfifo").arg(at("pipe.csv")).status().unwrap();
    assert!(made.success());
    let pipe = at("pipe.csv");
    let reader = std::thread::spawn(move || fs::read_to_string(pipe).unwrap());
    assert!(run(folder.path(), "tally in.csv -o pipe.csv").status.success());
    assert_eq!(reader.join().unwrap(), tally);
    assert!(fs::metadata(at("pipe.csv")).unwrap().file_type().is_fifo());
}
