//! The guide that Guidepost ships, copied and shown to its author by `guidepost serve`.

use super::folder::shipped;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, ChildStdout, Command, Stdio};
use tempfile::TempDir;
use url::Url;
use walkdir::WalkDir;

/// A copy of the guide's sources, and the program that serves it.
pub(crate) struct Served {
    /// `http://127.0.0.1:…/`, to join the address of a page to.
    pub(crate) base: Url,
    home: TempDir,
    /// The program, and what it prints, held open so that it can.
    running: Option<(Child, BufReader<ChildStdout>)>,
}

impl Served {
    /// Copies the sources and starts the program.
    pub(crate) fn new() -> Self {
        let home = TempDir::new().unwrap();
        fs::copy(shipped().join("site.yaml"), home.path().join("site.yaml")).unwrap();
        for entry in WalkDir::new(shipped().join("content")) {
            let entry = entry.unwrap();
            let target = home.path().join(entry.path().strip_prefix(shipped()).unwrap());
            if entry.file_type().is_dir() {
                fs::create_dir_all(target).unwrap();
            } else {
                fs::copy(entry.path(), target).unwrap();
            }
        }
        let mut served =
            Self { base: Url::parse("http://127.0.0.1:0").unwrap(), home, running: None };
        served.start();
        served
    }

    /// Starts the program, at the port that it had before.
    pub(crate) fn start(&mut self) {
        let mut program = Command::new(env!("CARGO_BIN_EXE_guidepost"))
            .args(["serve", "--color", "never", "--port"])
            .arg(self.base.port().unwrap_or_default().to_string())
            .arg(self.home.path())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let output = BufReader::new(program.stdout.take().unwrap());
        // What has been started has to be ended, also if it says something else.
        let running = self.running.insert((program, output));
        self.base = address(&mut running.1);
    }

    /// Stops it.
    pub(crate) fn stop(&mut self) {
        if let Some((mut program, _)) = self.running.take() {
            let _ = program.kill();
            let _ = program.wait();
        }
    }

    /// The address of a page.
    pub(crate) fn page(&self, page: &str) -> Url {
        self.base.join(page).unwrap()
    }

    /// Where a source file is.
    pub(crate) fn file(&self, path: &str) -> PathBuf {
        self.home.path().join(path)
    }

    /// The text of a source file.
    pub(crate) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.file(path)).unwrap()
    }

    /// Writes a source file, as an editor does.
    pub(crate) fn write(&self, path: &str, text: &str) {
        fs::create_dir_all(self.file(path).parent().unwrap()).unwrap();
        fs::write(self.file(path), text).unwrap();
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        self.stop();
    }
}

/// The address that the program prints when it listens.
fn address(output: &mut BufReader<ChildStdout>) -> Url {
    let mut said = String::new();
    loop {
        let mut line = String::new();
        let length = output.read_line(&mut line).unwrap();
        said.push_str(&line);
        assert!(length > 0, "`guidepost serve` ended before it printed an address:\n{said}");
        if let Some(address) = line.trim().strip_prefix("http://") {
            return Url::parse(&format!("http://{address}")).unwrap();
        }
    }
}
