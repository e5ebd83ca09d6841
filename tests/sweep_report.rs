//! The charts that `baserate sweep --charts` draws, and the page of `--report`.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

const NAMES: [&str; 5] =
    ["roc.svg", "precision-recall.svg", "precision-threshold.svg", "det.svg", "scores.svg"];

fn sweep(folder: &Path, options: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_baserate"))
        .args(["sweep", "scores.csv"])
        .args(options)
        .current_dir(folder)
        .output()
        .unwrap()
}

/// A folder with these rows of a score and a label.
fn folder(rows: impl IntoIterator<Item = (f64, u8)>) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let mut text = "score,label\n".to_owned();
    for (score, label) in rows {
        writeln!(text, "{score},{label}").unwrap();
    }
    fs::write(folder.path().join("scores.csv"), text).unwrap();
    folder
}

fn small() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::copy("tests/cli/scores.in/scores.csv", folder.path().join("scores.csv")).unwrap();
    folder
}

/// The texts of a picture, with ordinary spaces.
fn texts(svg: &str) -> String {
    let picture = roxmltree::Document::parse(svg).unwrap();
    let labels = picture.descendants().filter(|node| node.has_tag_name("text"));
    labels.filter_map(|node| node.text()).collect::<Vec<_>>().join(" ").replace('\u{a0}', " ")
}

fn read(folder: &Path, name: &str) -> String {
    fs::read_to_string(folder.join(name)).unwrap()
}

#[test]
fn every_chart_shows_the_thresholds_with_their_words() {
    let folder = small();
    let options = ["--fpr", "1%,5%", "--charts", "charts"];
    assert!(sweep(folder.path(), &options).status.success());
    for name in NAMES {
        let text = texts(&read(folder.path(), &format!("charts/{name}")));
        assert!(
            text.contains("FPR at most 1 %") && text.contains("FPR at most 5 %"),
            "{name}: {text}"
        );
    }
    let chart = |name: &str| texts(&read(folder.path(), &format!("charts/{name}")));
    // The numbers of the table, which tests/curve.rs holds against other programs.
    assert!(chart("roc.svg").contains("85.6 % of all pairs (AUC 0.8556)"), "{}", chart("roc.svg"));
    assert!(chart("roc.svg").contains("chance") && chart("roc.svg").contains("0.1 %"));
    // 58 of 400 rows are positive.
    assert!(chart("precision-recall.svg").contains("all flagged: 14.5 %"));
    assert!(chart("det.svg").contains("equal error rate 20.7 %"), "{}", chart("det.svg"));
    assert!(
        chart("scores.svg").contains("58 positives")
            && chart("scores.svg").contains("342 negatives")
    );
}

#[test]
fn precision_is_drawn_at_the_prevalence_that_was_given() {
    let folder = small();
    let options = ["--fpr", "1%", "--prevalence", "1 in 1000", "--charts", "."];
    assert!(sweep(folder.path(), &options).status.success());
    for name in ["precision-recall.svg", "precision-threshold.svg"] {
        let text = texts(&read(folder.path(), name));
        assert!(text.contains("Precision at a prevalence of 1 in 1000 is 3.97 %"), "{text}");
        assert!(text.contains("all flagged: 0.100 %") && text.contains("(log scale)"), "{text}");
    }
}

#[test]
fn charts_and_the_page_are_the_same_twice_and_for_any_number_of_threads() {
    let made = || {
        let folder = small();
        let options = ["--charts", "charts", "--report", "page.html", "--youden"];
        assert!(sweep(folder.path(), &options).status.success());
        let mut files: Vec<String> =
            NAMES.iter().map(|name| read(folder.path(), &format!("charts/{name}"))).collect();
        files.push(read(folder.path(), "page.html"));
        files
    };
    assert_eq!(made(), made());
    let charts = |threads: &str| {
        let folder = small();
        assert!(sweep(folder.path(), &["--charts", ".", "--threads", threads]).status.success());
        NAMES.map(|name| read(folder.path(), name))
    };
    assert_eq!(charts("1"), charts("3"));
}

#[test]
fn pictures_can_be_png() {
    let folder = small();
    let options = ["--charts", "png", "--chart-format", "png", "--youden"];
    assert!(sweep(folder.path(), &options).status.success());
    let mut names: Vec<String> = fs::read_dir(folder.path().join("png"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert_eq!(
        names,
        ["det.png", "precision-recall.png", "precision-threshold.png", "roc.png", "scores.png"]
    );
    for name in names {
        assert!(
            fs::read(folder.path().join("png").join(name))
                .unwrap()
                .starts_with(b"\x89PNG\r\n\x1a\n")
        );
    }
}

#[test]
fn odd_scores_can_be_drawn() {
    let rising = |count: u16| (0..count).map(move |k| f64::from(k) / f64::from(count));
    let tied = folder((0..38).map(|k| (0.5, u8::from(k < 8))));
    let separated = folder(rising(320).map(|score| (score, u8::from(score >= 0.9))));
    let three = folder((0..300_u16).map(|k| (f64::from(k % 3), u8::from(k % 3 > k % 5))));
    let negative =
        folder(rising(200).map(|score| (-1e-9 - score, u8::from(score > 0.3 && score < 0.5))));
    let rare = folder(rising(60_000).map(|score| (score, u8::from(score > 0.999_9))));
    let two = folder([(0.3, 0), (0.4, 1)]);
    let backwards = folder([(0.3, 1), (0.4, 0)]);
    let huge = folder([(-1e308, 0), (1e308, 1), (0.0, 0)]);
    for folder in [tied, separated, three, negative, rare, two, backwards, huge] {
        let output = sweep(folder.path(), &["--charts", ".", "--report", "page.html"]);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        for name in NAMES {
            let svg = read(folder.path(), name);
            assert!(!svg.contains("NaN") && !svg.contains("inf\""), "{name}");
            assert!(texts(&svg).len() > 40 && svg.len() < 150_000, "{name}: {}", svg.len());
        }
    }
}

/// Of a single class there is no curve, but its scores can still be seen.
#[test]
fn one_class_has_no_curve_but_a_page() {
    let folder = folder([(0.1, 0), (0.4, 0), (0.35, 0)]);
    let output = sweep(folder.path(), &["--charts", "charts"]);
    assert_eq!(output.status.code(), Some(2));
    let error = String::from_utf8(output.stderr).unwrap();
    assert_eq!(error, "error: scores.csv: no curve for --charts: no item is violating\n");
    assert!(!folder.path().join("charts").exists());
    assert!(sweep(folder.path(), &["--report", "page.html"]).status.success());
    let page = read(folder.path(), "page.html");
    assert!(page.contains("nothing can be said about how well their scores tell them apart"));
    assert!(page.contains("3 negatives"));
}

#[test]
fn the_page_answers_first_and_stands_alone() {
    let folder = small();
    let options = ["--fpr", "1%", "--prevalence", "1 in 1000", "--report", "page.html"];
    assert!(sweep(folder.path(), &options).status.success());
    let page = read(folder.path(), "page.html").replace('\u{a0}', " ");
    let sections: Vec<&str> =
        page.split("<section id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert_eq!(
        sections,
        [
            "answer",
            "operating-points",
            "limits-at-any-threshold",
            "areas",
            "scores",
            "findings",
            "reading",
            "methods",
            "provenance"
        ]
    );
    for text in [
        "Of 58 positives and 342 negatives, a positive has the higher score in 85.6 % of all pairs",
        "36.2 % (21 of 58, limits 24.0 % to 49.9 %) of the positives",
        "At a prevalence of 1 in 1000, 3.97 % (limits 1.26 % to 11.8 %) would be right",
        "No threshold here has a guarantee.",
        "Do not read the AUC as the share of flags that are right",
        "baserate sweep scores.csv --fpr 1% --prevalence '1 in 1000' --report page.html",
        "Clopper and Pearson, Biometrika 26, 1934",
        "same-rows-for-threshold-and-test",
    ] {
        assert!(page.contains(text), "{text}");
    }
    assert!(!page.contains("<script") && !page.contains("http-equiv") && !page.contains("src="));
    assert_eq!(page.matches("<figure").count(), 5);
    // Every chart twice, for wide and for narrow screens, each under its own name.
    let ids: Vec<&str> = page
        .split("<svg ")
        .skip(1)
        .filter_map(|svg| svg.split("id=\"").nth(1)?.split('"').next())
        .collect();
    assert_eq!(ids.len(), 10);
    assert!(ids.iter().enumerate().all(|(place, id)| !ids[..place].contains(id)), "{ids:?}");
}

#[test]
fn the_page_says_what_a_guarantee_and_a_split_are_worth() {
    let folder = small();
    let page = |options: &[&str]| {
        assert!(
            sweep(folder.path(), &[options, &["--report", "page.html"]].concat()).status.success()
        );
        read(folder.path(), "page.html").replace('\u{a0}', " ")
    };
    let guaranteed = page(&["--fpr", "5%", "--guarantee", "0.9"]);
    assert!(guaranteed.contains("with a confidence of 90 % its true rate is what was asked for"));
    assert!(
        guaranteed.contains("Angelopoulos")
            && !guaranteed.contains("merely looked best on the rows")
    );
    let split = page(&["--fpr", "5%", "--split", "--seed", "4"]);
    assert!(split.contains("their rates are those of the other 29 positives and 167 negatives"));
    assert!(!split.contains("A guaranteed precision was tested on the latter"));
    let precision = page(&["--precision", "60%", "--guarantee", "0.8", "--split", "--seed", "4"]);
    assert!(precision.contains("A guaranteed precision was tested on the latter, too."));
    assert!(split.contains("counted on rows that had no part in choosing them"));
    assert!(!split.contains("Angelopoulos"));
}

/// Scores of few bits may all fall into one bin.
#[test]
fn scores_of_any_resolution_can_be_drawn() {
    let folder = small();
    for bits in 1..=24 {
        let options = ["--resolution", &bits.to_string(), "--charts", ".", "--report", "page.html"];
        let output = sweep(folder.path(), &options);
        assert!(output.status.success(), "{bits}: {}", String::from_utf8_lossy(&output.stderr));
        let roc = texts(&read(folder.path(), "roc.svg"));
        assert!(roc.contains("the whole curve of the scores in bins is in it"), "{roc}");
    }
}

/// The number of a threshold without room for its words stands on its line, and no two meet.
#[test]
fn numbers_of_thresholds_stand_on_their_lines() {
    let folder = small();
    let rules = ["--fpr", "1%,1.5%,2%,3%,4%,5%", "--recall", "50%,60%", "--youden"];
    assert!(sweep(folder.path(), &[&rules[..], &["--charts", "."]].concat()).status.success());
    let svg = read(folder.path(), "scores.svg");
    let picture = roxmltree::Document::parse(&svg).unwrap();
    let number = |node: &roxmltree::Node, name| node.attribute(name)?.parse::<f64>().ok();
    let tags: Vec<(f64, f64)> = picture
        .descendants()
        .filter(|node| node.attribute("text-anchor") == Some("middle"))
        .filter(|node| node.text().is_some_and(|text| text.len() == 1 && text != "0"))
        .filter_map(|node| number(&node, "x").zip(number(&node, "y")))
        .collect();
    let foot = tags.iter().map(|(_, y)| *y).fold(0.0, f64::max);
    let tags: Vec<_> = tags.into_iter().filter(|(_, y)| *y < foot - 60.0).collect();
    assert!(tags.len() > 2, "{svg}");
    for (place, (x, y)) in tags.iter().enumerate() {
        let apart = |(a, b): &(f64, f64)| (a - x).abs() > 10.0 || (b - y).abs() > 12.0;
        assert!(tags[..place].iter().all(apart), "{tags:?}");
    }
}

/// The whole curve is within the band: the corners of the band are those of its limits at every threshold.
#[test]
fn the_band_is_behind_the_curve_and_is_said() {
    let folder = small();
    assert!(sweep(folder.path(), &["--fpr", "1%", "--charts", "."]).status.success());
    let roc = read(folder.path(), "roc.svg");
    assert!(texts(&roc).contains("Band: with a confidence of 95 % the whole curve is in it"));
    // The one area of the picture comes before the curve.
    let (band, curve) = (roc.find("<polygon").unwrap(), roc.find("stroke-width=\"50\"").unwrap());
    assert!(band < curve && roc.matches("<polygon").count() == 1);
}

#[test]
fn calibration_is_drawn_and_explained() {
    let rows = (0..400_u16).map(|k| (f64::from(k) / 400.0, u8::from((k * 7) % 400 < k / 2)));
    let folder = folder(rows);
    let options = ["--calibration", "--charts", ".", "--report", "page.html"];
    assert!(sweep(folder.path(), &options).status.success());
    let chart = texts(&read(folder.path(), "reliability.svg"));
    assert!(chart.contains("The scores say 49.9 % on average"), "{chart}");
    assert!(
        chart.contains("isotonic regression") && chart.contains("as the scores say"),
        "{chart}"
    );
    let page = read(folder.path(), "page.html");
    assert!(page.contains("id=\"calibration\"") && page.contains("Dimitriadis"));
    assert_eq!(page.matches("<figure").count(), 6);
}

/// Limits of rows with weights or clusters have other methods, and no band.
#[test]
fn weights_and_clusters_have_the_methods_that_were_used() {
    let folder = tempfile::tempdir().unwrap();
    let accounts = fs::read_to_string("tests/cli/scores.in/accounts.csv").unwrap();
    let weights =
        "weight,score,positives,negatives\n1,0.9,12,1\n1,0.7,7,9\n10,0.5,3,8\n10,0.1,2,150\n";
    for (rows, option) in [(accounts.as_str(), "--cluster=account"), (weights, "--weight=weight")] {
        fs::write(folder.path().join("scores.csv"), rows).unwrap();
        let output = sweep(folder.path(), &[option, "--charts", ".", "--report", "page.html"]);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        assert!(!read(folder.path(), "roc.svg").contains("<polygon"), "{option}");
        let page = read(folder.path(), "page.html");
        assert!(page.contains("Binder") && !page.contains("Massart"), "{option}");
        assert!(page.contains("Effective numbers:"), "{option}");
        // Bars are of rows, whatever they stand for.
        assert!(page.contains("<section id=\"scores\""), "{option}");
        let said = String::from_utf8(output.stderr).unwrap();
        let has_weights = option == "--weight=weight";
        assert_eq!(
            said.contains("no chart of precision against the threshold"),
            has_weights,
            "{said}"
        );
        assert_eq!(page.contains("id=\"precision-threshold\""), !has_weights);
    }
}

/// What bins leave open is said as that, beside what chance does.
#[test]
fn coarse_scores_are_said_to_be() {
    let folder =
        folder((0..2_000_u16).map(|k| (f64::from(k) / 2e3, u8::from(k % 7 < 2 && k > 900))));
    let options = ["--resolution", "9", "--charts", ".", "--report", "page.html"];
    assert!(sweep(folder.path(), &options).status.success());
    let page = read(folder.path(), "page.html").replace('\u{a0}', " ");
    assert!(page.contains("The scores were put into bins (9 bits of them were kept)."));
    assert!(
        page.contains("this is no matter of chance") && page.contains("a set, not an interval")
    );
    assert!(
        texts(&read(folder.path(), "roc.svg")).contains("anywhere in the rectangle of the two")
    );
}

/// With a tenth of the rows positive and scores that say so, flagging by score is worth most in the middle.
#[test]
fn net_benefit_is_drawn_where_it_was_asked_for() {
    let rows = (0..400_u16).map(|k| (f64::from(k) / 400.0, u8::from((k * 7) % 400 < k / 2)));
    let folder = folder(rows);
    let options = ["--decision-curve", "decision.csv", "--charts", ".", "--report", "page.html"];
    assert!(sweep(folder.path(), &options).status.success());
    let chart = texts(&read(folder.path(), "decision.svg"));
    for text in
        ["flag everything", "flag nothing", "flag by score", "Flagging by score is worth most"]
    {
        assert!(chart.contains(text), "{text}: {chart}");
    }
    let page = read(folder.path(), "page.html");
    assert!(page.contains("<section id=\"decision\"") && page.contains("Vickers and Elkin"));
}

#[test]
fn a_name_that_does_not_end_in_html_is_refused() {
    let folder = small();
    let output = sweep(folder.path(), &["--report", "page.pdf"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(
        String::from_utf8(output.stderr)
            .unwrap()
            .contains("expected a file name that ends in .html")
    );
    fs::write(folder.path().join("taken"), "x").unwrap();
    let output = sweep(folder.path(), &["--charts", "taken"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8(output.stderr).unwrap().contains("a file, expected a folder"));
}
