//! The file `.guidepost` in an output folder: it says which files there are Guidepost's.
//!
//! ```text
//! guidepost-output 1, 2 files
//! 5b1f…e0  assets/guide.1c9d.css
//! 09ac…71  index.html
//! ```
//!
//! The first line is the format's version and the count of the others, by which a file cut short is known. Every other line
//! is the BLAKE3 hash of a file (64 hexadecimal digits), two spaces and its path with forward slashes, in order of path; in a
//! path `\` is written `\\` and a line break `\n`. An empty file is a manifest too: it says that nothing there is ours yet.
//!
//! While a folder is being filled the same text stands in `.guidepost-unfinished`.

use super::error::{At, OutputError, Result};
use crate::id::OutputPath;
use crate::render::{Build, Content};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::io::ErrorKind;
use std::path::Path;

/// The manifest of a finished folder.
pub(super) const NAME: &str = ".guidepost";
/// The manifest of a folder that is not a site yet.
pub(super) const UNFINISHED: &str = ".guidepost-unfinished";

const VERSION: u32 = 1;

/// Which files of a folder are Guidepost's.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Manifest {
    files: BTreeMap<OutputPath, blake3::Hash>,
}

/// Why a text is no manifest.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Unreadable {
    Damaged,
    Newer,
}

impl Manifest {
    /// The manifest that a folder with this build has.
    pub(super) fn of_build(build: &Build) -> Result<Self> {
        let files: Vec<(&OutputPath, &Content)> = build.iter().collect();
        if let Some((path, _)) =
            files.iter().find(|(path, _)| matches!(path.as_str(), NAME | UNFINISHED))
        {
            return Err(OutputError::Conflict(path.as_str().into()));
        }
        let hash = |(path, content): (&OutputPath, &Content)| {
            (path.clone(), blake3::hash(&content.bytes()))
        };
        let files: Vec<(OutputPath, blake3::Hash)> = files.into_par_iter().map(hash).collect();
        Ok(Self { files: files.into_iter().collect() })
    }

    /// The manifest that a folder has; an empty one if the folder is empty or not there.
    #[expect(clippy::disallowed_methods, reason = "the output folder is read from the disk")]
    pub(super) fn of_folder(folder: &Path) -> Result<Self> {
        let path = folder.join(NAME);
        match std::fs::read_to_string(&path) {
            Ok(text) => Self::parse(&text).map_err(|why| match why {
                Unreadable::Damaged => OutputError::DamagedManifest(path),
                Unreadable::Newer => OutputError::NewerManifest(path),
            }),
            Err(error) if error.kind() == ErrorKind::NotFound => match is_empty(folder) {
                Ok(true) => Ok(Self::default()),
                Ok(false) => Err(OutputError::NotOurs(folder.to_owned())),
                Err(error) => Err(error).at("read", folder),
            },
            Err(error) if error.kind() == ErrorKind::InvalidData => {
                Err(OutputError::DamagedManifest(path))
            }
            Err(error) => Err(error).at("read", &path),
        }
    }

    pub(super) fn parse(text: &str) -> std::result::Result<Self, Unreadable> {
        let mut lines = text.lines();
        let Some(first) = lines.next() else { return Ok(Self::default()) };
        let (version, count) = first
            .strip_prefix("guidepost-output ")
            .and_then(|rest| rest.split_once(", "))
            .and_then(|(version, count)| Some((version.parse::<u32>().ok()?, count)))
            .ok_or(Unreadable::Damaged)?;
        if version > VERSION {
            return Err(Unreadable::Newer);
        }
        let files = lines.map(parse_line).collect::<Option<BTreeMap<_, _>>>();
        let files = files.ok_or(Unreadable::Damaged)?;
        let whole = count == format!("{} files", files.len()) && text.ends_with('\n');
        whole.then_some(Self { files }).ok_or(Unreadable::Damaged)
    }

    pub(super) fn to_text(&self) -> String {
        let mut text = format!("guidepost-output {VERSION}, {} files\n", self.files.len());
        for (path, hash) in &self.files {
            let path =
                path.as_str().replace('\\', "\\\\").replace('\n', "\\n").replace('\r', "\\r");
            // Writing to a `String` cannot fail.
            let _ = writeln!(text, "{hash}  {path}");
        }
        text
    }

    /// Whether the file at this path (with forward slashes) is ours.
    pub(super) fn has(&self, path: &str) -> bool {
        self.files.contains_key(path)
    }

    /// Every folder that one of our files stands in.
    pub(super) fn folders(&self) -> BTreeSet<&str> {
        folders(self.files.keys())
    }
}

/// Every folder that one of these files stands in, with forward slashes.
pub(super) fn folders<'a>(files: impl Iterator<Item = &'a OutputPath>) -> BTreeSet<&'a str> {
    files
        .flat_map(|path| {
            let path = path.as_str();
            path.match_indices('/').map(move |(end, _)| &path[..end])
        })
        .collect()
}

fn parse_line(line: &str) -> Option<(OutputPath, blake3::Hash)> {
    let (hash, path) = line.split_once("  ")?;
    let hash = blake3::Hash::from_hex(hash).ok()?;
    let mut plain = String::with_capacity(path.len());
    let mut letters = path.chars();
    while let Some(letter) = letters.next() {
        plain.push(match letter {
            '\\' => match letters.next()? {
                'n' => '\n',
                'r' => '\r',
                '\\' => '\\',
                _ => return None,
            },
            letter => letter,
        });
    }
    // A path that is not as `parse` leaves it could lead out of the folder.
    let path = OutputPath::parse(&plain).filter(|path| path.as_str() == plain)?;
    Some((path, hash))
}

/// Whether there is nothing in the folder; true if there is no folder.
#[expect(clippy::disallowed_methods, reason = "the output folder is read from the disk")]
pub(super) fn is_empty(folder: &Path) -> std::io::Result<bool> {
    match std::fs::read_dir(folder) {
        Ok(mut entries) => Ok(entries.next().is_none()),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(true),
        Err(error) => Err(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Manifest {
        let mut build = Build::default();
        for path in ["index.html", "a\\b/line\nbreak.txt"] {
            build.insert(OutputPath::parse(path).unwrap(), path.as_bytes());
        }
        Manifest::of_build(&build).unwrap()
    }

    #[test]
    fn a_manifest_survives_writing_and_reading() {
        assert_eq!(Manifest::parse(&sample().to_text()), Ok(sample()));
    }

    #[test]
    fn a_manifest_cut_short_anywhere_is_damaged() {
        let text = sample().to_text();
        for end in 1..text.len() {
            assert_eq!(Manifest::parse(&text[..end]), Err(Unreadable::Damaged), "{end}");
        }
    }

    #[test]
    fn an_empty_file_says_that_nothing_is_ours() {
        assert_eq!(Manifest::parse(""), Ok(Manifest::default()));
    }

    #[test]
    fn a_manifest_cannot_name_files_outside_its_folder() {
        let text = sample().to_text().replace("index.html", "../index.html");
        assert_eq!(Manifest::parse(&text), Err(Unreadable::Damaged));
    }

    #[test]
    fn a_later_version_is_told_from_damage() {
        let text = sample().to_text().replace("output 1", "output 2");
        assert_eq!(Manifest::parse(&text), Err(Unreadable::Newer));
    }
}
