//! The folder that was named to a site: is it one, and its files.

use super::exit::Failure;
use crate::source::Sources;
use std::path::{Component, Path, PathBuf};

/// Checks that the folder is a site.
#[expect(clippy::disallowed_methods, reason = "the site's folder is on the disk")]
pub(super) fn check(dir: &Path) -> Result<(), Failure> {
    let what = match (dir.is_dir(), dir.join("content").is_dir()) {
        (_, true) => return Ok(()),
        (true, false) => "it has no `content` folder",
        (false, false) => "there is no such folder",
    };
    let here = dir == Path::new(".");
    let named = if here { "this folder".into() } else { format!("`{}`", dir.display()) };
    let command = if here { String::new() } else { format!(" {}", dir.display()) };
    Err(Failure::usage(format!(
        "{named} is not a Guidepost site: {what}; `guidepost init{command}` makes one"
    )))
}

/// Reads the site's files.
pub(super) fn load(dir: &Path) -> Result<Sources, Failure> {
    check(dir)?;
    Sources::load(dir).map_err(|error| Failure::machine(format!("cannot read {error}")))
}

/// What stands before the site's paths where they are shown: nothing for the current folder, or `docs/`.
pub(super) fn prefix(dir: &Path) -> String {
    let mut prefix = String::new();
    for part in dir.components().filter(|part| *part != Component::CurDir) {
        match part {
            Component::RootDir => {}
            part => prefix.push_str(&part.as_os_str().to_string_lossy()),
        }
        prefix.push('/');
    }
    prefix
}

/// Where the site is published to, if it may be there.
///
/// A folder given on the command line is meant from the current folder, as everywhere; without one it is `public` in the site.
pub(super) fn output_folder(dir: &Path, asked: Option<&Path>) -> Result<PathBuf, Failure> {
    let folder = asked.map_or_else(|| dir.join("public"), Path::to_owned);
    let (site, output) = (real(dir), real(&folder));
    let inside = |part: &str| output.starts_with(site.join(part));
    let why = if site.starts_with(&output) {
        "the site's sources are in it"
    } else if inside("content") || inside("themes") {
        "it is among the site's sources"
    } else {
        return Ok(folder);
    };
    Err(Failure::usage(format!("`{}` cannot be the output folder: {why}", folder.display())))
}

/// The path with links resolved as far as it exists.
fn real(path: &Path) -> PathBuf {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let found = path.ancestors().find_map(|above| Some((above, above.canonicalize().ok()?)));
    match found {
        Some((above, real)) => match path.strip_prefix(above) {
            Ok(rest) if rest != Path::new("") => real.join(rest),
            _ => real,
        },
        None => path,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_shown_from_the_current_folder() {
        assert_eq!(prefix(Path::new(".")), "");
        assert_eq!(prefix(Path::new("./docs/")), "docs/");
        assert_eq!(prefix(Path::new("../a")), "../a/");
        #[cfg(unix)]
        assert_eq!(prefix(Path::new("/srv/a")), "/srv/a/");
    }

    #[test]
    fn the_output_folder_may_not_hold_the_sources_or_be_among_them() {
        let temp = tempfile::TempDir::new().unwrap();
        let site = temp.path().join("site");
        std::fs::create_dir_all(site.join("content")).unwrap();
        assert_eq!(output_folder(&site, None).unwrap(), site.join("public"));
        let beside = temp.path().join("out");
        assert_eq!(output_folder(&site, Some(&beside)).unwrap(), beside);
        for wrong in
            [site.clone(), temp.path().into(), site.join("content/out"), site.join("themes")]
        {
            assert!(output_folder(&site, Some(&wrong)).is_err(), "{}", wrong.display());
        }
    }
}
