//! Which module may use which: every file under `src` against the table of layers.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use std::fs;
use std::path::{Path, PathBuf};

const GROUND: &[&str] = &["error", "quantity"];
const NUMERICS: &[&str] = &["special"];
const INTERVAL: &[&str] = &["interval"];
const CONFUSION: &[&str] = &["confusion"];
const TALLY: &[&str] = &["tally"];
const STATISTICS: &[&str] = &["calibration", "curve", "comparison", "planning", "prevalence"];
const LAYERING: &[&str] = &["layering"];
const DISCLOSURE: &[&str] = &["disclosure"];
const IDENTIFICATION: &[&str] = &["identification"];
const SIMULATION: &[&str] = &["simulation"];
const RESAMPLING: &[&str] = &["resampling"];
const CLAIM: &[&str] = &["claim"];
const INPUT: &[&str] = &["input"];
const EVALUATION: &[&str] = &["evaluation"];
const EXPORT: &[&str] = &["export"];
const REPORT: &[&str] = &["report"];
const CLI: &[&str] = &["cli"];

/// Every layer from the bottom up.
const LAYERS: [&[&str]; 17] = [
    GROUND,
    NUMERICS,
    INTERVAL,
    CONFUSION,
    TALLY,
    STATISTICS,
    LAYERING,
    DISCLOSURE,
    IDENTIFICATION,
    SIMULATION,
    RESAMPLING,
    CLAIM,
    INPUT,
    EVALUATION,
    EXPORT,
    REPORT,
    CLI,
];

/// The modules that `module` may use besides itself, or `None` for one that has no layer.
fn allowed(module: &str) -> Option<Vec<&'static str>> {
    // What readers fill, and what results are made of.
    let filled = [CONFUSION, TALLY, LAYERING, DISCLOSURE, CLAIM];
    let results =
        [&filled[..], &[STATISTICS, IDENTIFICATION, SIMULATION, RESAMPLING, EVALUATION]].concat();
    let groups: Vec<&[&str]> = match module {
        "error" => vec![],
        "quantity" => vec![&["error"]],
        "special" => vec![GROUND],
        "interval" => vec![GROUND, NUMERICS],
        "confusion" => vec![GROUND, NUMERICS, INTERVAL],
        "tally" | "disclosure" => vec![GROUND, NUMERICS, INTERVAL, CONFUSION],
        "comparison" | "prevalence" => vec![GROUND, NUMERICS, INTERVAL, CONFUSION, TALLY],
        // How many errors a test may show decides which threshold has a guarantee.
        "curve" => vec![GROUND, NUMERICS, INTERVAL, CONFUSION, TALLY, &["planning"]],
        // The scores that isotonic regression pools are the sides of a hull of a curve.
        "calibration" => vec![GROUND, NUMERICS, INTERVAL, CONFUSION, TALLY, &["curve"]],
        "layering" => vec![GROUND, NUMERICS, INTERVAL, CONFUSION, STATISTICS],
        // What a test must prove follows from what it is to mean at another prevalence.
        "planning" => vec![GROUND, NUMERICS, INTERVAL, CONFUSION, TALLY, &["prevalence"]],
        "identification" => vec![GROUND, NUMERICS, INTERVAL, CONFUSION, DISCLOSURE],
        "simulation" => vec![GROUND, NUMERICS, CONFUSION, TALLY, DISCLOSURE],
        "resampling" => vec![GROUND, NUMERICS, CONFUSION, TALLY, &["curve"], SIMULATION],
        "claim" => {
            let evidence = vec![CONFUSION, DISCLOSURE, IDENTIFICATION];
            [vec![GROUND, NUMERICS, INTERVAL, STATISTICS], evidence].concat()
        }
        "input" => [&[GROUND], &filled[..]].concat(),
        "evaluation" => LAYERS[..13].to_vec(),
        "export" => [&[GROUND], &results[..]].concat(),
        "report" => [&[GROUND, EXPORT], &results[..]].concat(),
        "cli" => LAYERS[..16].to_vec(),
        _ => return None,
    };
    Some(groups.concat())
}

const NUMERICAL_CRATES: [&str; 3] = ["cdflib", "libm", "statrs"];
const MOST_LINES: usize = 400;
const MOST_LINES_OF_MAIN: usize = 40;

/// A source file: its path from `src`, and its text.
struct File {
    path: PathBuf,
    text: String,
}

impl File {
    /// The top-level module that the file belongs to.
    fn module(&self) -> String {
        let first = self.path.components().next().unwrap();
        Path::new(first.as_os_str()).file_stem().unwrap().to_string_lossy().into_owned()
    }

    /// The lines of code with their numbers; comments, which may link anywhere, are left out.
    fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        let lines = self.text.lines().enumerate();
        lines.map(|(index, line)| (index + 1, line.split("//").next().unwrap_or("")))
    }

    /// The first names of all paths that start at the root of the crate, with their lines.
    fn uses(&self) -> Vec<(usize, String)> {
        let code: Vec<(usize, &str)> = self.code().collect();
        let mut uses = Vec::new();
        for (index, (line, text)) in code.iter().enumerate() {
            for (at, root) in text.match_indices("crate::") {
                let rest: Vec<&str> = std::iter::once(&text[at + root.len()..])
                    .chain(code[index + 1..].iter().map(|(_, text)| *text))
                    .collect();
                uses.extend(first_names(&rest.join("\n")).into_iter().map(|name| (*line, name)));
            }
        }
        uses
    }
}

/// The first names of the paths in `text`, which is what follows `crate::`: one, or those of a
/// group in braces.
fn first_names(text: &str) -> Vec<String> {
    let Some(group) = text.strip_prefix('{') else { return vec![name(text)] };
    let mut depth = 0;
    let mut names = Vec::new();
    let mut expect_name = true;
    for (at, letter) in group.char_indices() {
        match letter {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => expect_name = true,
            letter if expect_name && !letter.is_whitespace() => {
                names.push(name(&group[at..]));
                expect_name = false;
            }
            _ => {}
        }
    }
    names
}

fn name(text: &str) -> String {
    text.chars().take_while(|letter| letter.is_alphanumeric() || *letter == '_').collect()
}

fn source_files() -> Vec<File> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut folders = vec![root.clone()];
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = fs::read_to_string(&path).unwrap();
                files.push(File { path: path.strip_prefix(&root).unwrap().to_path_buf(), text });
            }
        }
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    assert!(files.len() > 50, "only {} files found", files.len());
    files
}

fn assert_none(faults: &[String]) {
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

#[test]
fn every_file_uses_only_the_modules_that_its_layer_may() {
    let mut faults = Vec::new();
    for file in source_files() {
        let module = file.module();
        if ["lib", "main"].contains(&module.as_str()) {
            continue;
        }
        let Some(allowed) = allowed(&module) else {
            faults.push(format!("src/{}: module {module} has no layer", file.path.display()));
            continue;
        };
        for (line, name) in file.uses() {
            if name != module && !allowed.contains(&name.as_str()) {
                faults.push(format!(
                    "src/{}:{line}: crate::{name} is not for {module}, which may use {}",
                    file.path.display(),
                    allowed.join(", ")
                ));
            }
        }
    }
    assert_none(&faults);
}

#[test]
fn a_layer_never_uses_one_above_it() {
    for (place, layer) in LAYERS.iter().enumerate() {
        for module in *layer {
            for name in allowed(module).unwrap() {
                let below = LAYERS[..place].iter().any(|layer| layer.contains(&name));
                let same = layer.contains(&name) && name != *module;
                assert!(below || same, "{module} may use {name}, which is not below it");
            }
        }
    }
}

#[test]
fn one_folder_names_the_numerical_crates() {
    let mut faults = Vec::new();
    for file in source_files().iter().filter(|file| file.module() != "special") {
        for (line, text) in file.code() {
            let words = text.split(|letter: char| !(letter.is_alphanumeric() || letter == '_'));
            for word in words.filter(|word| NUMERICAL_CRATES.contains(word)) {
                faults.push(format!("src/{}:{line}: {word}", file.path.display()));
            }
        }
    }
    assert_none(&faults);
}

#[test]
fn files_are_split_before_they_grow_long() {
    let mut faults = Vec::new();
    for file in source_files() {
        let is_main = file.path == Path::new("main.rs");
        let most = if is_main { MOST_LINES_OF_MAIN } else { MOST_LINES };
        let lines = file.text.lines().count();
        if lines >= most {
            faults.push(format!("src/{}: {lines} lines, below {most}", file.path.display()));
        }
    }
    assert_none(&faults);
}

#[test]
fn paths_are_found_alone_and_in_groups() {
    let file = |text: &str| File { path: PathBuf::from("tally/mod.rs"), text: text.to_owned() };
    let names = |text: &str| -> Vec<String> {
        file(text).uses().into_iter().map(|(_, name)| name).collect()
    };
    assert_eq!(names("use crate::error::{Error, Result};"), ["error"]);
    assert_eq!(names("use crate::{error::{Error, Result}, cli};"), ["error", "cli"]);
    assert_eq!(names("use crate::{\n    input,\n    export::json,\n};"), ["input", "export"]);
    assert_eq!(names("let x = $crate::report::x(crate::cli::y());"), ["report", "cli"]);
    assert!(names("/// See [`crate::cli`].\npub(crate) fn f() {}").is_empty());
    assert_eq!(file("").module(), "tally");
}
