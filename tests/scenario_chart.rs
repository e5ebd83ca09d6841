//! The pictures that `baserate scenario --chart` writes.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";

fn scenario(folder: &Path, options: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_baserate"))
        .args(["scenario", "--recall", "84%", "--prevalence", "1e-6..1e-3"])
        .args(options)
        .current_dir(folder)
        .output()
        .unwrap()
}

#[test]
fn the_ending_of_the_name_chooses_the_picture() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["ppv.png", "new/PPV.PNG"] {
        let output = scenario(folder.path(), &["--fpr", "1e-6", "--chart", name]);
        assert!(output.status.success() && !output.stdout.is_empty());
        assert!(fs::read(folder.path().join(name)).unwrap().starts_with(PNG));
    }
    let output = scenario(folder.path(), &["--fpr", "1e-6", "--chart", "ppv.svg"]);
    assert!(output.status.success());
    let svg = fs::read_to_string(folder.path().join("ppv.svg")).unwrap();
    let picture = roxmltree::Document::parse(&svg).unwrap();
    let texts: Vec<&str> = picture.descendants().filter_map(|node| node.text()).collect();
    // PPV at 1 in 1 000 000, by hand: 0.84 / (0.84 + 0.999999) = 0.4565.
    assert!(texts.contains(&"45.7\u{a0}%"), "{texts:?}");
}

#[test]
fn a_refusal_leaves_an_old_picture_and_writes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ppv.png");
    fs::write(&path, b"old").unwrap();
    let implied = ["--precision", "1%", "--test-prevalence", "99%", "--chart", "ppv.png"];
    let output = scenario(folder.path(), &implied);
    assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0));
    assert_eq!(fs::read(&path).unwrap(), b"old");
}

#[test]
fn prevalences_that_no_axis_reaches_are_said() {
    let folder = tempfile::tempdir().unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_baserate"))
        .args(["scenario", "--recall", "84%", "--fpr", "1e-6", "--prevalence", "1e-30"])
        .args(["--chart", "ppv.svg"])
        .current_dir(folder.path())
        .output()
        .unwrap();
    assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0));
    let error = String::from_utf8(output.stderr).unwrap();
    let expected = "no chart of PPV: no prevalence is 1e-12 or more, where its axis begins";
    assert!(error.contains(expected), "{error}");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}

/// The band takes each prevalence as exact, so that a counted one has a bar of its own: from the limits
/// of its row in the table to the scale of the chart.
#[test]
fn a_counted_prevalence_has_the_limits_of_its_row() {
    let folder = tempfile::tempdir().unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_baserate"))
        .args(["scenario", "--recall", "84 of 100", "--fpr", "2 of 100000"])
        .args(["--prevalence", "31 of 8000000,1e-2", "--chart", "ppv.svg", "--format", "json"])
        .current_dir(folder.path())
        .output()
        .unwrap();
    let result = &serde_json::from_slice::<serde_json::Value>(&output.stdout).unwrap()["result"];
    let svg = fs::read_to_string(folder.path().join("ppv.svg")).unwrap();
    let picture = roxmltree::Document::parse(&svg).unwrap();
    let texts: Vec<&str> = picture.descendants().filter_map(|node| node.text()).collect();
    assert!(texts.join(" ").contains("taken as exact; bar: with"), "{texts:?}");
    let lines: Vec<[f64; 4]> = picture
        .descendants()
        .filter_map(|node| {
            let points =
                node.attribute("points")?.split([' ', ',']).filter(|text| !text.is_empty());
            points.map(|number| number.parse().unwrap()).collect::<Vec<_>>().try_into().ok()
        })
        .collect();
    let upright = |line: &&[f64; 4]| (line[0] - line[2]).abs() < 0.5;
    // The first of these is of the grid, from 100 % down to 0.01 %: four decades.
    let [_, top, _, bottom] = *lines.iter().find(upright).unwrap();
    let at = |key: &str| {
        let share = result["rows"][0][key].as_f64().unwrap();
        top - share.log10() / 4.0 * (bottom - top)
    };
    let (upper, lower) = (at("ppv_upper"), at("ppv_lower"));
    let is_bar = |line: &&[f64; 4]| (line[1] - upper).abs() < 1.0 && (line[3] - lower).abs() < 1.0;
    assert_eq!(lines.iter().filter(upright).filter(is_bar).count(), 1, "{upper} to {lower}");
}
