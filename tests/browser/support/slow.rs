//! A folder at the end of a slow line: pages come in pieces, with a pause before each.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::thread::{sleep, spawn};
use std::time::Duration;
use url::Url;

/// Long enough for a browser to draw what it has.
const PAUSE: Duration = Duration::from_millis(200);

/// Serves a folder until the tests end; in the HTML, a new piece begins at each of `pieces`. Where it is.
pub(crate) fn slow_line(folder: &Path, pieces: &'static [&'static str]) -> Url {
    let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let base = Url::parse(&format!("http://{}/", listener.local_addr().unwrap())).unwrap();
    let folder = folder.to_owned();
    spawn(move || {
        for stream in listener.incoming().flatten() {
            let folder = folder.clone();
            // A browser may hang up at any time.
            spawn(move || drop(answer(&stream, &folder, pieces)));
        }
    });
    base
}

fn answer(mut stream: &TcpStream, folder: &Path, pieces: &[&str]) -> std::io::Result<()> {
    let mut lines = BufReader::new(stream).lines();
    let first = lines.next().unwrap_or_else(|| Ok(String::new()))?;
    while lines.next().is_some_and(|line| line.is_ok_and(|line| !line.is_empty())) {}
    let path = first.split(' ').nth(1).unwrap_or("/").split('?').next().unwrap_or("/");
    let path: PathBuf = folder.join(path.trim_start_matches('/'));
    let kind = match path.extension().and_then(|ending| ending.to_str()) {
        Some("html") => "text/html",
        Some("css") => "text/css",
        Some("js") => "text/javascript",
        _ => "application/octet-stream",
    };
    let Ok(mut rest) = fs::read(&path) else {
        return write!(stream, "HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n");
    };
    write!(stream, "HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nConnection: close\r\n\r\n")?;
    for piece in pieces.iter().filter(|_| kind == "text/html") {
        let at = rest.windows(piece.len()).position(|bytes| bytes == piece.as_bytes());
        let Some(at) = at else { continue };
        stream.write_all(&rest[..at])?;
        rest.drain(..at);
        sleep(PAUSE);
    }
    stream.write_all(&rest)
}
