//! The page of a sweep over rows with weights or clusters: it names the methods that were used, and no other.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use std::fs;
use std::process::Command;

/// The page, and the names of the charts.
fn page(arguments: &[&str]) -> (String, Vec<String>) {
    let folder = tempfile::tempdir().unwrap();
    let (page, charts) = (folder.path().join("page.html"), folder.path().join("charts"));
    let output = Command::new(env!("CARGO_BIN_EXE_baserate"))
        .args(["sweep", "tests/reference/scores/keyed.csv", "--fpr", "5%"])
        .args(arguments)
        .args(["--report".as_ref(), page.as_os_str()])
        .args(["--charts".as_ref(), charts.as_os_str()])
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let names = fs::read_dir(charts).unwrap();
    let mut names: Vec<String> =
        names.map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    (fs::read_to_string(page).unwrap(), names)
}

#[test]
fn the_page_names_the_methods_that_were_used() {
    let others = ["DeLong", "logit-delong", "clopper-pearson"];
    for (arguments, own) in [
        (&["--weight", "w"][..], "logit-linearised"),
        (&["--cluster", "account"], "logit-obuchowski"),
        (&["--weight", "w", "--cluster", "account", "--prevalence", "1%"], "bonferroni"),
    ] {
        let (page, charts) = page(arguments);
        assert!(page.contains(own), "{arguments:?}");
        assert!(others.iter().all(|other| !page.contains(other)), "{arguments:?}");
        assert_eq!(page.contains("counted by their weights"), arguments.contains(&"w"));
        assert_eq!(page.contains("59 clusters, 44 with positives"), arguments.contains(&"account"));
        // A tally of rows with weights does not say what those with a score stand for.
        let mut all = vec![
            "det.svg",
            "precision-recall.svg",
            "precision-threshold.svg",
            "roc.svg",
            "scores.svg",
        ];
        all.retain(|name| *name != "precision-threshold.svg" || !arguments.contains(&"w"));
        assert_eq!(charts, all);
    }
    let (page, _) = page(&[]);
    assert!(others.iter().all(|other| page.contains(other)));
}
