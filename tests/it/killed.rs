//! The program killed while it builds, on a disk that is full, and with nothing to do: the folder is one whole site.
#![expect(clippy::disallowed_methods, reason = "the tests run the program and look at the disk")]
#![expect(clippy::print_stdout, reason = "a seed is of use only if it is known")]

use crate::files::{below, write};
use guidepost::{Options, Sources, compile};
use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant, SystemTime};
use tempfile::TempDir;

/// Enough for writing to take a while.
const PAGES: usize = 40;

type Files = BTreeMap<String, Vec<u8>>;

fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_guidepost"));
    command.arg("build").stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// Writes one of two versions of a site, with as many pages.
fn put(site: &Path, version: &str, pages: usize) {
    for number in 0..pages {
        let text =
            format!("# Page {number} {version}\n\n{}\n", format!("{version} again. ").repeat(200));
        write(&site.join(format!("content/pages/{}/{number}.md", number % 7)), text.as_bytes());
    }
}

/// What `build` writes, but its own list of it.
fn expected(site: &Path) -> Files {
    let built = compile(&Sources::load(site).unwrap(), &Options::default()).build;
    built.iter().map(|(path, bytes)| (path.to_string(), bytes.to_vec())).collect()
}

fn found(folder: &Path) -> Files {
    below(folder).into_iter().filter(|(path, _)| !path.starts_with('.')).collect()
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// `GUIDEPOST_KILLS=50 cargo test --test it killed` kills it 50 times.
#[test]
fn a_killed_build_leaves_the_old_site_or_the_new_one() {
    let kills: u32 = env::var("GUIDEPOST_KILLS").map_or(3, |kills| kills.parse().unwrap());
    let temp = TempDir::new().unwrap();
    let site = temp.path();
    let folder = site.join("public");
    let mut versions = ["first", "second"].map(|version| {
        put(site, version, PAGES);
        (version, expected(site))
    });
    let start = Instant::now();
    assert!(program().arg(site).output().unwrap().status.success());
    let whole = start.elapsed();
    versions.reverse();
    assert_eq!(found(&folder), versions[0].1);

    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap();
    let mut random = now.as_secs() ^ u64::from(now.subsec_nanos());
    println!("seed {random}, {kills} kills, a build takes {whole:?}");
    let (mut old, mut new) = (0, 0);
    for kill in 0..kills {
        // There is always something to write: the other version than what stands there.
        let stands = usize::from(found(&folder) == versions[1].1);
        let (version, files) = &versions[1 - stands];
        put(site, version, PAGES);
        random =
            random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let share = f64::from(u32::try_from(random >> 40).unwrap()) / f64::from(1 << 24);
        let mut child = program().arg(site).spawn().unwrap();
        sleep(whole.mul_f64(share * 1.1));
        child.kill().unwrap();
        child.wait().unwrap();
        let now = found(&folder);
        if now == *files {
            new += 1;
        } else {
            assert!(
                now == versions[stands].1,
                "kill {kill}, {share} of a build: neither site is whole"
            );
            old += 1;
        }
    }
    println!("{old} times the old site, {new} times the new one");

    // The next build takes away what the dead ones left.
    assert!(program().arg(site).output().unwrap().status.success());
    let left: Vec<PathBuf> =
        fs::read_dir(site).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert_eq!(left.len(), 2, "{left:?}");
}

#[test]
fn a_build_with_nothing_to_do_writes_nothing() {
    let temp = TempDir::new().unwrap();
    put(temp.path(), "first", 5);
    let state = || {
        let files =
            fs::read_dir(temp.path().join("public")).unwrap().map(|entry| entry.unwrap().path());
        let all = files.chain([temp.path().join("public"), temp.path().to_owned()]);
        let times = |path: PathBuf| (fs::metadata(&path).unwrap().modified().unwrap(), path);
        let mut all: Vec<(SystemTime, PathBuf)> = all.map(times).collect();
        all.sort();
        all
    };
    assert!(program().arg(temp.path()).output().unwrap().status.success());
    let before = state();
    sleep(Duration::from_millis(20));
    assert!(program().arg(temp.path()).output().unwrap().status.success());
    // The lock beside the folder comes and goes, and nothing else.
    let after = state();
    let but_site = |state: &[(SystemTime, PathBuf)]| {
        state.iter().filter(|(_, path)| path != temp.path()).cloned().collect::<Vec<_>>()
    };
    assert_eq!(but_site(&after), but_site(&before));
}

#[cfg(target_os = "linux")]
#[test]
#[ignore = "mounts a small file system in memory, which takes root"]
fn a_full_disk_leaves_the_old_site() {
    struct Mount(TempDir);
    impl Drop for Mount {
        fn drop(&mut self) {
            let _ = Command::new("umount").arg(self.0.path()).status();
        }
    }

    let disk = Mount(TempDir::new().unwrap());
    let mount = Command::new("mount")
        .args(["-t", "tmpfs", "-o", "size=1500k", "tmpfs"])
        .arg(disk.0.path())
        .status();
    assert!(mount.unwrap().success());
    let temp = TempDir::new().unwrap();
    let out = disk.0.path().join("public");
    let build = || program().arg(temp.path()).arg("--output-dir").arg(&out).output().unwrap();
    put(temp.path(), "first", 20);
    let first = build();
    assert!(first.status.success(), "{}", said(&first));
    let before = found(&out);

    put(temp.path(), "second", 300);
    let second = build();
    assert_eq!(second.status.code(), Some(3), "{}", said(&second));
    println!("{}", said(&second));
    assert!(said(&second).contains("No space left on device"), "{}", said(&second));
    assert_eq!(found(&out), before);
    let left: Vec<_> = fs::read_dir(disk.0.path()).unwrap().collect();
    assert_eq!(left.len(), 1, "something is left beside the site: {left:?}");
}
