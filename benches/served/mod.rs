//! A site of the corpus in a folder, the program that serves it, and a client.

#[allow(dead_code, reason = "other benches use the rest")]
#[path = "../corpus/mod.rs"]
pub(crate) mod corpus;

use std::fs;
use std::io::{BufRead, BufReader, ErrorKind, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use tempfile::TempDir;

/// Writes a site of that many pages.
pub(crate) fn site(pages: usize) -> TempDir {
    let home = TempDir::new().unwrap();
    for number in 0..pages {
        let file = home.path().join(corpus::path(number));
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, corpus::page(number, pages)).unwrap();
    }
    home
}

/// The address of a page.
pub(crate) fn url(number: usize) -> String {
    format!("/part-{:03}/page-{number:05}.html", number / 25)
}

/// Starts the program; with the address that it serves at.
pub(crate) fn serve(site: &Path) -> (Child, String) {
    let mut server = Command::new(env!("CARGO_BIN_EXE_guidepost"))
        .args(["serve", "--port", "0", "--quiet"])
        .arg(site)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(server.stdout.take().unwrap()).lines();
    let line = lines.next().unwrap().unwrap();
    let address = line.trim_start_matches("http://").trim_end_matches('/').to_owned();
    // Held open, so that the program can write to it.
    thread::spawn(move || lines.for_each(drop));
    (server, address)
}

/// A connection that is used again.
pub(crate) struct Page {
    address: String,
    stream: BufReader<TcpStream>,
}

impl Page {
    pub(crate) fn open(address: &str) -> Self {
        let stream = TcpStream::connect(address).unwrap();
        stream.set_nodelay(true).unwrap();
        Self { address: address.to_owned(), stream: BufReader::with_capacity(1 << 16, stream) }
    }

    pub(crate) fn get(&mut self, page: &str) -> String {
        String::from_utf8(self.fetch(page).unwrap()).unwrap()
    }

    /// The body; an error for anything but a whole page.
    pub(crate) fn fetch(&mut self, page: &str) -> std::io::Result<Vec<u8>> {
        let request = format!("GET {page} HTTP/1.1\r\nHost: {}\r\n\r\n", self.address);
        self.stream.get_mut().write_all(request.as_bytes())?;
        let mut head = String::new();
        while !head.ends_with("\r\n\r\n") {
            if self.stream.read_line(&mut head)? == 0 {
                return Err(ErrorKind::UnexpectedEof.into());
            }
        }
        let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
        let (true, Some(length)) = (head.starts_with("HTTP/1.1 200"), length) else {
            return Err(std::io::Error::other(head));
        };
        let mut body = vec![0; length.parse().unwrap()];
        self.stream.read_exact(&mut body)?;
        Ok(body)
    }
}
