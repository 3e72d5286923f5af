//! The program that speaks WebDriver, and the end of it.

use super::engine::{Engine, Programs};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::Duration;

/// A running driver. Dropped, it ends its session first, or the browser would outlive both.
pub(crate) struct Driver {
    child: Child,
    port: u16,
    /// Held open, so that the driver can write to it.
    _output: BufReader<ChildStdout>,
    /// The session to end.
    pub(crate) session: Option<String>,
}

impl Driver {
    /// Starts one and waits until it listens.
    pub(crate) fn start(engine: Engine, programs: &Programs) -> Self {
        /// The port that a driver finds free may be taken a moment later.
        const TRIES: usize = 5;

        let mut said = String::new();
        (0..TRIES).find_map(|_| Self::try_start(engine, programs, &mut said)).unwrap_or_else(|| {
            panic!("{} does not start, and says:\n{said}", programs.driver.display())
        })
    }

    fn try_start(engine: Engine, programs: &Programs, said: &mut String) -> Option<Self> {
        #[expect(
            clippy::zombie_processes,
            reason = "waited for when dropped, or when it has closed its output"
        )]
        let mut child = Command::new(&programs.driver)
            .args(engine.driver_arguments())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap_or_else(|error| panic!("cannot start {}: {error}", programs.driver.display()));
        let mut output = BufReader::new(child.stdout.take().unwrap());
        loop {
            let mut line = String::new();
            if output.read_line(&mut line).unwrap() == 0 {
                child.wait().unwrap();
                return None;
            }
            said.push_str(&line);
            if let Some(port) = engine.port_in(line.trim()) {
                return Some(Self { child, port, _output: output, session: None });
            }
        }
    }

    /// Where it listens.
    pub(crate) fn address(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Asks for the session's end by hand: a test that panics has no runtime left to ask with.
    fn end(&self, session: &str) -> std::io::Result<()> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port))?;
        stream.set_read_timeout(Some(Duration::from_secs(5)))?;
        write!(
            stream,
            "DELETE /session/{session} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nConnection: close\r\n\r\n",
            self.port
        )?;
        stream.read(&mut [0; 64]).map(drop)
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        if let Some(session) = &self.session {
            let _ = self.end(session);
        }
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
