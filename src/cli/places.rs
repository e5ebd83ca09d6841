//! Whether what is read and what is written are different files.

use std::path::{Path, PathBuf};

use crate::error::{Error, Result};
use crate::export::Destination;

/// An option that names a file to write, and the file.
pub(super) type Written<'a> = (&'a str, &'a Path);

/// Refuses places where nothing can be written, outputs that are also an input, and two outputs in one file.
/// Devices and pipes may be both.
pub(super) fn check_apart(inputs: &[PathBuf], outputs: &[Written<'_>]) -> Result<()> {
    let mut taken: Vec<(PathBuf, &str)> = Vec::new();
    if !outputs.is_empty() {
        let inputs = inputs.iter().filter_map(|path| path.canonicalize().ok());
        taken.extend(inputs.map(|path| (path, "an input")));
    }
    for (option, path) in outputs {
        let Destination::File(place) = Destination::of(path)? else { continue };
        if let Some((_, other)) = taken.iter().find(|(other, _)| *other == place) {
            let message = format!("{other} and {option}, expected different files");
            let remedy = format!("name another file for {option}");
            return Err(Error::file(path, message).with_remedy(remedy));
        }
        taken.push((place, option));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inputs_and_outputs_are_told_apart_whatever_they_are_called() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        std::fs::create_dir(at("deep")).unwrap();
        std::fs::write(at("in.csv"), "").unwrap();
        let inputs = [at("in.csv"), "-".into()];
        let refused = |outputs: &[(&str, &str)]| {
            let outputs: Vec<(&str, PathBuf)> =
                outputs.iter().map(|(option, name)| (*option, at(name))).collect();
            let outputs: Vec<Written<'_>> =
                outputs.iter().map(|(option, path)| (*option, path.as_path())).collect();
            check_apart(&inputs, &outputs).err().map(|error| error.to_string())
        };
        assert_eq!(refused(&[("--output", "out.csv"), ("--curve", "new/out.csv")]), None);
        let error = refused(&[("--output", "deep/../in.csv")]).unwrap();
        let expected = "in.csv: an input and --output, expected different files; name another file for --output";
        assert!(error.ends_with(expected), "{error}");
        let twice = [("--curve", "new/a.csv"), ("--cost-curve", "new/./a.csv")];
        assert!(
            refused(&twice)
                .unwrap()
                .contains("a.csv: --curve and --cost-curve, expected different files")
        );
        assert!(
            refused(&[("--output", "in.csv/out.csv")])
                .unwrap()
                .contains("is a file, expected a folder")
        );
    }
}
