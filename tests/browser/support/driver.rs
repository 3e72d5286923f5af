//! The program that speaks WebDriver, and the end of it.

use super::desk::Desk;
use super::engine::{Engine, Programs};
use super::kept::Kept;
use super::profile::Profile;
use super::reader::Reader;
use std::io::{Read, Write};
use std::iter;
use std::net::{TcpListener, TcpStream};
use std::thread;
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// A running driver. Dropped, it ends its session first, so that the browser can put its things away.
pub(crate) struct Driver {
    port: u16,
    /// The session to end.
    pub(crate) session: Option<String>,
    _program: Kept,
    /// What Firefox keeps of its user. Goes with the program.
    pub(crate) profile: Option<Profile>,
    /// Goes after the program, which draws on it.
    _desk: Option<Desk>,
}

impl Driver {
    /// Starts one and waits until it listens.
    pub(crate) fn start(engine: Engine, programs: &Programs, reader: Reader) -> Self {
        /// The port that a driver finds free may be taken a moment later.
        const TRIES: usize = 5;

        (0..TRIES).find_map(|_| Self::try_start(engine, programs, reader)).unwrap_or_else(|| {
            panic!(
                "{} does not start; run it with `{}` to see why",
                programs.driver.display(),
                engine.driver_arguments(0).join(" ")
            )
        })
    }

    fn try_start(engine: Engine, programs: &Programs, reader: Reader) -> Option<Self> {
        let desk = (engine == Engine::WebKit).then(|| Desk::of(reader));
        let environment = desk.as_ref().map(Desk::environment).unwrap_or_default();
        let given = desk.as_ref().map_or(0, |_| free_port());
        let arguments = engine.driver_arguments(given);
        let home = TempDir::new().unwrap();
        let profile = (engine == Engine::Firefox).then(|| Profile::new(home.path()));
        let mut program = Kept::start(&programs.driver, &arguments, &environment, home);
        let port = if given == 0 {
            iter::from_fn(|| program.line()).find_map(|line| engine.port_in(&line))?
        } else {
            listens(given).then_some(given)?
        };
        program.let_it_talk();
        Some(Self { port, session: None, _program: program, profile, _desk: desk })
    }

    /// Where it listens.
    pub(crate) fn address(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Asks for the session's end by hand: a test that panics can wait for nothing.
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
        let Some(session) = &self.session else { return };
        // Only what a browser has brought to an end is whole.
        if self.end(session).is_ok()
            && let Some(profile) = &self.profile
        {
            profile.keep_for_others();
        }
    }
}

fn free_port() -> u16 {
    TcpListener::bind(("127.0.0.1", 0)).unwrap().local_addr().unwrap().port()
}

/// Waits for a program to listen there.
fn listens(port: u16) -> bool {
    const PATIENCE: Duration = Duration::from_secs(10);
    const BREATH: Duration = Duration::from_millis(10);

    let start = Instant::now();
    while start.elapsed() < PATIENCE {
        if TcpStream::connect(("127.0.0.1", port)).is_ok() {
            return true;
        }
        thread::sleep(BREATH);
    }
    false
}
