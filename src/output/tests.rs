//! What must hold of an output folder whatever happens: every test looks at the disk only.

use super::error::OutputError;
use super::*;
use crate::id::OutputPath;
use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::sync::atomic::{AtomicUsize, Ordering};
use tempfile::TempDir;

fn build(files: &[(&str, &str)]) -> Build {
    let mut build = Build::default();
    for (path, text) in files {
        build.insert(OutputPath::parse(path).unwrap(), text.as_bytes());
    }
    build
}

fn old_site() -> Build {
    build(&[("index.html", "old"), ("assets/gone.css", "gone"), ("assets/same.js", "same")])
}

fn new_site() -> Build {
    build(&[("index.html", "new"), ("assets/same.js", "same"), ("guides/a.html", "a")])
}

struct Place {
    temp: TempDir,
}

impl Place {
    fn new() -> Self {
        Self { temp: TempDir::new().unwrap() }
    }

    fn folder(&self) -> PathBuf {
        self.temp.path().join("public")
    }

    fn put(&self, path: &str, text: &str) {
        let path = self.folder().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn text(&self, path: &str) -> Option<String> {
        fs::read_to_string(self.folder().join(path)).ok()
    }

    fn write(&self, build: &Build) -> Result<Written> {
        write(build, &self.folder(), &mut || {})
    }

    /// Everything in the folder but the manifest; `None` if there is no folder.
    fn files(&self) -> Option<BTreeMap<String, String>> {
        self.folder().exists().then(|| {
            walkdir::WalkDir::new(self.folder())
                .into_iter()
                .map(|entry| entry.unwrap())
                .filter(|entry| entry.file_type().is_file())
                .map(|entry| {
                    let path = entry.path().strip_prefix(self.folder()).unwrap();
                    (survey::with_slashes(path).unwrap(), fs::read_to_string(entry.path()).unwrap())
                })
                .filter(|(path, _)| path != manifest::NAME)
                .collect()
        })
    }

    /// Names beside the folder.
    fn siblings(&self) -> Vec<String> {
        let entries = fs::read_dir(self.temp.path()).unwrap();
        let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
        names.filter(|name| name != "public").collect()
    }
}

fn files_of(build: &Build, others: &[(&str, &str)]) -> BTreeMap<String, String> {
    let ours = build
        .iter()
        .map(|(path, bytes)| (path.to_string(), String::from_utf8(bytes.to_vec()).unwrap()));
    ours.chain(others.iter().map(|(path, text)| ((*path).into(), (*text).into()))).collect()
}

#[test]
fn a_build_becomes_a_folder_and_the_next_one_replaces_it() {
    let place = Place::new();
    assert_eq!(place.write(&old_site()).unwrap(), Written::Changed { files: 3, leftover: None });
    assert_eq!(place.files().unwrap(), files_of(&old_site(), &[]));
    assert_eq!(place.write(&new_site()).unwrap(), Written::Changed { files: 2, leftover: None });
    assert_eq!(place.files().unwrap(), files_of(&new_site(), &[]));
    assert_eq!(place.siblings(), [""; 0]);
}

#[test]
fn missing_parents_are_made() {
    let temp = TempDir::new().unwrap();
    let folder = temp.path().join("a/b/public");
    write(&old_site(), &folder, &mut || {}).unwrap();
    assert!(folder.join("index.html").is_file());
}

#[test]
fn the_same_build_writes_nothing() {
    let place = Place::new();
    place.write(&old_site()).unwrap();
    place.put("CNAME", "guides.example.edu");
    let stamp = |path: &str| fs::metadata(place.folder().join(path)).unwrap().modified().unwrap();
    let before = (stamp(""), stamp("index.html"), stamp(manifest::NAME));
    assert_eq!(place.write(&old_site()).unwrap(), Written::Unchanged);
    assert_eq!(before, (stamp(""), stamp("index.html"), stamp(manifest::NAME)));
}

#[test]
fn a_file_of_ours_that_was_changed_or_deleted_by_hand_is_mended() {
    let place = Place::new();
    place.write(&old_site()).unwrap();
    place.put("index.html", "changed");
    fs::remove_file(place.folder().join("assets/gone.css")).unwrap();
    assert_eq!(place.write(&old_site()).unwrap(), Written::Changed { files: 2, leftover: None });
    assert_eq!(place.files().unwrap(), files_of(&old_site(), &[]));
}

#[test]
fn an_unchanged_file_keeps_its_time() {
    let place = Place::new();
    place.write(&old_site()).unwrap();
    let path = place.folder().join("assets/same.js");
    let time = std::time::UNIX_EPOCH + std::time::Duration::from_secs(1_000_000);
    fs::File::options().write(true).open(&path).unwrap().set_modified(time).unwrap();
    place.write(&new_site()).unwrap();
    assert_eq!(fs::metadata(&path).unwrap().modified().unwrap(), time);
}

#[cfg(unix)]
#[test]
fn files_of_others_survive_as_they_are() {
    use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
    let place = Place::new();
    place.write(&old_site()).unwrap();
    place.put("CNAME", "guides.example.edu");
    place.put(".git/objects/ab/cd", "object");
    place.put("assets/gone/mine.css", "mine");
    fs::create_dir(place.folder().join("empty")).unwrap();
    symlink("../elsewhere", place.folder().join("link")).unwrap();
    let mode = |path: &str| fs::metadata(place.folder().join(path)).unwrap().permissions().mode();
    fs::set_permissions(place.folder().join(".git"), fs::Permissions::from_mode(0o700)).unwrap();
    fs::set_permissions(place.folder(), fs::Permissions::from_mode(0o2775)).unwrap();
    let inode = || fs::metadata(place.folder().join("CNAME")).unwrap().ino();
    let before = inode();

    place.write(&new_site()).unwrap();

    assert_eq!(inode(), before);
    let others = [
        ("CNAME", "guides.example.edu"),
        (".git/objects/ab/cd", "object"),
        ("assets/gone/mine.css", "mine"),
    ];
    assert_eq!(place.files().unwrap(), files_of(&new_site(), &others));
    assert!(place.folder().join("empty").is_dir());
    assert_eq!(fs::read_link(place.folder().join("link")).unwrap(), Path::new("../elsewhere"));
    assert_eq!(mode(".git") & 0o777, 0o700);
    assert_eq!(mode("") & 0o7777, 0o2775);
}

#[test]
fn a_folder_of_someone_else_is_refused_and_unharmed() {
    let place = Place::new();
    place.put("index.html", "mine");
    let error = place.write(&new_site()).unwrap_err();
    assert!(matches!(error, OutputError::NotOurs(_)), "{error}");
    assert_eq!(place.files().unwrap(), files_of(&build(&[("index.html", "mine")]), &[]));
    assert_eq!(place.siblings(), [""; 0]);
}

#[test]
fn an_empty_folder_is_taken() {
    let place = Place::new();
    fs::create_dir(place.folder()).unwrap();
    place.write(&new_site()).unwrap();
    assert_eq!(place.files().unwrap(), files_of(&new_site(), &[]));
    assert_eq!(place.siblings(), [""; 0]);
}

#[test]
fn an_empty_manifest_hands_a_full_folder_over() {
    let place = Place::new();
    place.put("CNAME", "x");
    place.put(manifest::NAME, "");
    place.write(&new_site()).unwrap();
    assert_eq!(place.files().unwrap(), files_of(&new_site(), &[("CNAME", "x")]));
}

#[test]
fn a_file_of_someone_else_in_the_place_of_ours_is_named() {
    for path in ["guides/a.html", "guides", "guides/a.html/b"] {
        let place = Place::new();
        place.write(&old_site()).unwrap();
        place.put(path, "mine");
        let before = place.files();
        let error = place.write(&new_site()).unwrap_err();
        assert!(error.to_string().contains("guides"), "{error}");
        assert!(matches!(error, OutputError::Conflict(_)), "{path}: {error}");
        assert_eq!(place.files(), before);
    }
}

#[test]
fn a_damaged_manifest_is_refused() {
    let place = Place::new();
    place.write(&old_site()).unwrap();
    place.put(manifest::NAME, "guidepost-output 1, 9 files\n");
    let error = place.write(&new_site()).unwrap_err();
    assert!(matches!(error, OutputError::DamagedManifest(_)), "{error}");
}

#[cfg(unix)]
#[test]
fn a_link_to_the_folder_stays_a_link() {
    let place = Place::new();
    let real = place.temp.path().join("real");
    fs::create_dir(&real).unwrap();
    std::os::unix::fs::symlink("real", place.folder()).unwrap();
    place.write(&old_site()).unwrap();
    place.write(&new_site()).unwrap();
    assert!(fs::symlink_metadata(place.folder()).unwrap().is_symlink());
    assert_eq!(fs::read_to_string(real.join("index.html")).unwrap(), "new");
}

#[cfg(unix)]
#[test]
fn a_link_in_the_place_of_our_folder_is_not_written_through() {
    let place = Place::new();
    let elsewhere = place.temp.path().join("elsewhere");
    fs::create_dir(&elsewhere).unwrap();
    place.write(&old_site()).unwrap();
    std::os::unix::fs::symlink(&elsewhere, place.folder().join("guides")).unwrap();
    assert!(matches!(place.write(&new_site()), Err(OutputError::Conflict(_))));
    assert_eq!(fs::read_dir(&elsewhere).unwrap().count(), 0);
}

#[test]
fn what_cannot_be_renamed_is_refused() {
    for folder in [Path::new("/"), Path::new("."), Path::new("nowhere/..")] {
        let error = write(&old_site(), folder, &mut || {}).unwrap_err();
        assert!(matches!(error, OutputError::NotSwappable(..)), "{error}");
    }
    #[cfg(target_os = "linux")]
    {
        let error = write(&old_site(), Path::new("/proc"), &mut || {}).unwrap_err();
        assert!(error.to_string().contains("mount point"), "{error}");
    }
    let place = Place::new();
    fs::write(place.folder(), "a file").unwrap();
    assert!(matches!(place.write(&old_site()), Err(OutputError::NotAFolder(_))));
}

#[test]
fn a_stranger_with_the_name_of_our_sibling_is_left_alone() {
    let place = Place::new();
    place.write(&old_site()).unwrap();
    let stranger = place.temp.path().join(".public.guidepost-new");
    fs::create_dir(&stranger).unwrap();
    fs::write(stranger.join("mine"), "mine").unwrap();
    let error = place.write(&new_site()).unwrap_err();
    assert!(matches!(error, OutputError::InTheWay(_)), "{error}");
    assert!(stranger.join("mine").is_file());
}

#[test]
fn a_second_build_waits_for_the_first() {
    let place = Place::new();
    let target = Target::find(&place.folder()).unwrap();
    let lock = lock::take(&target.lock, &mut || {}).unwrap();
    std::thread::scope(|scope| {
        let (told, hears) = std::sync::mpsc::channel();
        let folder = place.folder();
        let second =
            scope.spawn(move || write(&new_site(), &folder, &mut || told.send(()).unwrap()));
        hears.recv_timeout(std::time::Duration::from_secs(10)).unwrap();
        assert_eq!(place.files(), None);
        drop(lock);
        second.join().unwrap().unwrap();
    });
    assert_eq!(place.files().unwrap(), files_of(&new_site(), &[]));
    assert_eq!(place.siblings(), [""; 0]);
}

#[test]
fn builds_at_the_same_time_end_with_one_of_them_whole() {
    let place = Place::new();
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                for _ in 0..5 {
                    place.write(&old_site()).unwrap();
                    place.write(&new_site()).unwrap();
                }
            });
        }
    });
    assert_eq!(place.files().unwrap(), files_of(&new_site(), &[]));
    assert_eq!(place.siblings(), [""; 0]);
}

const OTHERS: &[(&str, &str)] = &[("CNAME", "guides.example.edu"), (".git/HEAD", "ref")];

/// Runs a build that dies before its `fatal`th change of the disk, as by `kill -9`; says whether it got so far.
fn killed(place: &Place, build: &Build, fatal: usize, exchange: bool) -> bool {
    let count = AtomicUsize::new(0);
    let before = |_: &str| {
        let dies = count.fetch_add(1, Ordering::Relaxed) >= fatal;
        if dies { Err(io::Error::other("killed")) } else { Ok(()) }
    };
    let target = Target::find(&place.folder()).unwrap();
    let result = attempt(build, &target, &Steps { before: &before, exchange });
    let count = count.into_inner();
    let died = matches!(result, Err(_) | Ok(Written::Changed { leftover: Some(_), .. }));
    assert_eq!(died, count > fatal);
    died
}

fn survives_being_killed(exchange: bool) {
    let old = files_of(&old_site(), OTHERS);
    let new = files_of(&new_site(), OTHERS);
    let mut fatal = 0;
    loop {
        let place = Place::new();
        place.write(&old_site()).unwrap();
        for (path, text) in OTHERS {
            place.put(path, text);
        }
        let died = killed(&place, &new_site(), fatal, exchange);
        match place.files() {
            Some(files) => assert!(files == old || files == new, "{fatal}: {files:?}"),
            None => assert!(!exchange, "{fatal}: no folder"),
        }
        // A second build dies at every place too, then a third one ends well.
        let mut again = 0;
        while killed(&place, &old_site(), again, exchange) {
            if let Some(files) = place.files() {
                assert!(files == old || files == new, "{fatal}, {again}: {files:?}");
            }
            again += 1;
        }
        assert_eq!(place.files(), Some(old.clone()), "{fatal}");
        assert_eq!(place.siblings(), [""; 0], "{fatal}");
        if !died {
            assert!(fatal > 10, "the run has more steps than that");
            return;
        }
        fatal += 1;
    }
}

#[test]
fn a_run_killed_anywhere_leaves_one_site_whole() {
    survives_being_killed(true);
}

#[test]
fn a_run_killed_anywhere_is_mended_where_folders_cannot_be_exchanged() {
    survives_being_killed(false);
}

#[test]
fn a_first_run_killed_anywhere_leaves_nothing_or_the_site() {
    for fatal in 0.. {
        let place = Place::new();
        let died = killed(&place, &new_site(), fatal, true);
        assert!(place.files().is_none_or(|files| files == files_of(&new_site(), &[])));
        place.write(&new_site()).unwrap();
        assert_eq!(place.files().unwrap(), files_of(&new_site(), &[]));
        assert_eq!(place.siblings(), [""; 0]);
        if !died {
            return;
        }
    }
}

#[test]
fn a_disk_that_fails_leaves_the_old_site_and_no_rubbish() {
    let place = Place::new();
    place.write(&old_site()).unwrap();
    let before = |step: &str| if step == "swap" { Err(io::Error::other("full")) } else { Ok(()) };
    let target = Target::find(&place.folder()).unwrap();
    let steps = Steps { before: &before, exchange: true };
    attempt(&new_site(), &target, &steps).unwrap_err();
    assert_eq!(place.siblings(), [".public.guidepost-new"]);
    retire::leftovers(&target, &steps).unwrap();
    assert_eq!(place.siblings(), [""; 0]);
    assert_eq!(place.files().unwrap(), files_of(&old_site(), &[]));
}

#[test]
fn files_that_come_while_a_build_runs_are_kept() {
    let place = Place::new();
    place.put(manifest::NAME, "");
    place.put("CNAME", "before");
    place.write(&old_site()).unwrap();
    let before = |step: &str| {
        if step == "swap" {
            place.put("late/file", "late");
            // An editor saves by renaming, so the hard link that was carried over is the old text.
            let later = std::time::SystemTime::now() + std::time::Duration::from_secs(2);
            place.put("CNAME.tmp", "after");
            let new = place.folder().join("CNAME.tmp");
            fs::File::options().write(true).open(&new).unwrap().set_modified(later).unwrap();
            fs::rename(new, place.folder().join("CNAME")).unwrap();
        }
        Ok(())
    };
    let target = Target::find(&place.folder()).unwrap();
    attempt(&new_site(), &target, &Steps { before: &before, exchange: true }).unwrap();
    assert_eq!(place.text("late/file").as_deref(), Some("late"));
    assert_eq!(place.text("CNAME").as_deref(), Some("after"));
    assert_eq!(place.siblings(), [""; 0]);
}
