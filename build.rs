//! Lists the default theme and the site that `init` writes for `src/source/embedded.rs`, so that an installed `guidepost` needs no
//! files beside it.
//!
//! Writes `embedded.rs` to `OUT_DIR`: two sorted lists of (path, bytes). Names that begin with a dot are left out.

#![expect(clippy::disallowed_methods, reason = "a build script reads the disk")]

use std::error::Error;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> Result<(), Box<dyn Error>> {
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?);
    let theme = files(&root.join("themes/default"))?;
    let starter = files(&root.join("src/cli/starter"))?;

    let mut code = String::new();
    list(&mut code, "THEME", "The default theme: paths below `themes/default/`.", &theme)?;
    list(&mut code, "STARTER", "The site that `init` writes: paths below its folder.", &starter)?;
    fs::write(PathBuf::from(env::var("OUT_DIR")?).join("embedded.rs"), code)?;

    for path in ["themes/default", "src/cli/starter", "build.rs"] {
        println!("cargo:rerun-if-changed={path}");
    }
    Ok(())
}

/// Every file below `folder` as (path with forward slashes, place on disk), in order of path.
fn files(folder: &Path) -> io::Result<Vec<(String, PathBuf)>> {
    let mut found = Vec::new();
    if folder.is_dir() {
        collect(folder, "", &mut found)?;
    }
    found.sort();
    Ok(found)
}

fn collect(folder: &Path, prefix: &str, found: &mut Vec<(String, PathBuf)>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let Ok(name) = entry.file_name().into_string() else { continue };
        if name.starts_with('.') {
            continue;
        }
        let path = format!("{prefix}{name}");
        if entry.path().is_dir() {
            collect(&entry.path(), &format!("{path}/"), found)?;
        } else {
            found.push((path, entry.path()));
        }
    }
    Ok(())
}

fn list(
    code: &mut String,
    name: &str,
    doc: &str,
    files: &[(String, PathBuf)],
) -> Result<(), Box<dyn Error>> {
    writeln!(code, "/// {doc} Sorted.\npub(crate) const {name}: &[(&str, &[u8])] = &[")?;
    for (path, file) in files {
        let file = file.to_str().ok_or("the path of the package is not UTF-8")?;
        writeln!(code, "    ({path:?}, include_bytes!({file:?})),")?;
    }
    writeln!(code, "];")?;
    Ok(())
}
