//! A program that ends, with all that it has started, when its owner does: dropped, panicked or killed.

use std::io::{self, BufRead, BufReader};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::thread;
use tempfile::TempDir;

/// A shell, in a group of its own, starts the program and then waits for the end of its input, which comes when nobody is left to
/// hold it open. The temporary files go last, and not at once: a browser writes until it has ended.
const KEEPER: &str = r#"
    home=$1; shift
    "$@" </dev/null &
    exec >/dev/null
    trap '' TERM
    read -r _
    kill -TERM 0
    wait
    for _ in 1 2 3 4 5 6 7 8 9; do rm -rf "$home" && break; sleep 1; done
"#;

/// A running program.
pub(crate) struct Kept {
    keeper: Child,
    /// Its input, whose end is the program's.
    hold: Option<ChildStdin>,
    /// What the program prints.
    output: Option<BufReader<ChildStdout>>,
}

impl Kept {
    /// Starts a program, with a folder for temporary files that goes with it.
    pub(crate) fn start(
        program: &Path,
        arguments: &[String],
        environment: &[(&str, String)],
        home: TempDir,
    ) -> Self {
        let home = home.keep();
        let mut keeper = Command::new("sh")
            .args(["-c", KEEPER, "keeper"])
            .args([&home, program])
            .args(arguments)
            .env("TMPDIR", &home)
            .envs(environment.iter().map(|(name, value)| (name, value)))
            .process_group(0)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap_or_else(|error| panic!("cannot start {}: {error}", program.display()));
        let hold = keeper.stdin.take();
        let output = keeper.stdout.take().map(BufReader::new);
        Self { keeper, hold, output }
    }

    /// The next line that the program prints, or nothing when it has ended.
    pub(crate) fn line(&mut self) -> Option<String> {
        let mut line = String::new();
        (self.output.as_mut()?.read_line(&mut line).unwrap() > 0).then(|| line.trim().to_owned())
    }

    /// Reads no more lines, but takes whatever comes: a program that nobody listens to would wait for ever once the pipe is full.
    pub(crate) fn let_it_talk(&mut self) {
        if let Some(mut output) = self.output.take() {
            thread::spawn(move || io::copy(&mut output, &mut io::sink()));
        }
    }
}

impl Drop for Kept {
    fn drop(&mut self) {
        self.hold.take();
        let _ = self.keeper.wait();
    }
}
