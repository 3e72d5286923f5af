//! The same inputs give the same bytes: with one thread or eight, from one folder or another, once or twice.

use crate::files::{below, project, write};
use crate::sites::case;
use guidepost::{Compiled, Edition, Options, Sources, compile};
use std::path::Path;

fn all() -> Options {
    Options {
        edition: Edition::All,
        base_url: Some("https://example.org".to_owned()),
        drafts: true,
    }
}

fn with_threads(threads: usize, folder: &Path) -> Compiled {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
    pool.install(|| compile(&Sources::load(folder).unwrap(), &all()))
}

#[track_caller]
fn same(one: &Compiled, other: &Compiled) {
    let paths = |compiled: &Compiled| {
        compiled.build.iter().map(|(path, _)| path.clone()).collect::<Vec<_>>()
    };
    assert_eq!(paths(one), paths(other));
    for ((path, one), (_, other)) in one.build.iter().zip(other.build.iter()) {
        assert!(one == other, "{path} differs");
    }
    assert_eq!(one.diagnostics, other.diagnostics);
}

#[test]
fn threads_and_folders_change_no_byte() {
    for site in [
        project(""),
        case("printer-status"),
        case("broken-links"),
        case("ten-mistakes-in-ten-files"),
    ] {
        let one = with_threads(1, &site);
        assert!(one.build.iter().len() > 4);
        same(&one, &with_threads(8, &site));
        same(&one, &with_threads(8, &site));

        let copy = tempfile::tempdir().unwrap();
        for part in ["content", "themes"] {
            for (path, bytes) in below(&site.join(part)) {
                write(&copy.path().join(part).join(path), &bytes);
            }
        }
        if let Some(file) = Sources::load(&site).unwrap().get("site.yaml") {
            write(&copy.path().join("site.yaml"), &file.bytes);
        }
        same(&one, &with_threads(1, copy.path()));
    }
}
