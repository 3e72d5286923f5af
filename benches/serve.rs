//! `guidepost serve` under load: `cargo bench --bench serve`.
//!
//! A site of 500 pages and 1,000 open pages that listen for changes. Measures how soon the first request is answered, how soon after
//! a save the page is served and every listener has heard, and how many requests a second are answered without an error.

#![allow(clippy::unwrap_used, reason = "a bench may panic; that is how it fails")]
#![allow(clippy::print_stdout, reason = "the numbers are its result")]
#![allow(clippy::disallowed_methods, reason = "it makes a site and looks at the clock")]
#![allow(clippy::cast_precision_loss, reason = "nobody reads so many digits")]

mod served;

use served::{Page, corpus, serve, url};
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::TcpStream;
use std::path::Path;
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

const PAGES: usize = 500;
const LISTENERS: usize = 1000;
const CLIENTS: usize = 8;
const LOAD: Duration = Duration::from_secs(5);
const EDITS: usize = 40;

fn main() {
    let home = served::site(PAGES);
    let start = Instant::now();
    let (mut server, address) = serve(home.path());
    let mut page = Page::open(&address);
    assert!(page.get(&url(0)).contains("<h1"));
    println!("first answer after                    {:>9.1?}", start.elapsed());

    edits(home.path(), &mut page);
    let listeners = listen(home.path(), &address);
    load(&address);
    drop(listeners);
    server.kill().unwrap();
    server.wait().unwrap();
}

/// Puts a sentence at the end of a page, as an editor does, and returns the time at the end of the save.
fn save(site: &Path, number: usize, words: &str) -> Instant {
    let text = format!("{}\n{words} came last.\n", corpus::page(number, PAGES));
    fs::write(site.join(corpus::path(number)), text).unwrap();
    Instant::now()
}

fn edits(site: &Path, page: &mut Page) {
    let mut took = Vec::new();
    for edit in 0..=EDITS {
        let (number, words) = (edit * 37 % PAGES, format!("edit{edit:04}"));
        let start = save(site, number, &words);
        while !page.get(&url(number)).contains(&words) {
            thread::sleep(Duration::from_micros(500));
        }
        took.push(start.elapsed());
        thread::sleep(Duration::from_millis(60 + edit as u64 * 7 % 50));
    }
    // The first finds nothing remembered.
    print_spread("an edit is served after", &mut took[1..]);
}

/// Opens pages that listen, edits theirs, and waits until each has heard.
fn listen(site: &Path, address: &str) -> Vec<TcpStream> {
    let number = 7;
    let (heard, hears) = mpsc::channel();
    let mut streams = Vec::new();
    for _ in 0..LISTENERS {
        let mut stream = TcpStream::connect(address).unwrap();
        let page = url(number);
        write!(stream, "GET /_guidepost/events?page={page} HTTP/1.1\r\nHost: {address}\r\n\r\n")
            .unwrap();
        streams.push(stream.try_clone().unwrap());
        let heard = heard.clone();
        thread::Builder::new()
            .stack_size(64 * 1024)
            .spawn(move || {
                let mut lines = BufReader::new(stream).lines();
                while let Some(Ok(line)) = lines.next() {
                    if line.starts_with("data: ") && heard.send(Instant::now()).is_err() {
                        return;
                    }
                }
            })
            .unwrap();
    }
    let all = || (0..LISTENERS).map(|_| hears.recv_timeout(Duration::from_secs(30)).unwrap());
    all().for_each(drop);
    let start = save(site, number, "for all to hear");
    let mut took: Vec<Duration> = all().map(|at| at - start).collect();
    print_spread(&format!("{LISTENERS} listeners hear of one after"), &mut took);
    streams
}

fn load(address: &str) {
    let end = Instant::now() + LOAD;
    let clients: Vec<_> = (0..CLIENTS)
        .map(|client| {
            let address = address.to_owned();
            thread::spawn(move || {
                let mut page = Page::open(&address);
                let (mut took, mut number) = (Vec::new(), client * 61);
                while Instant::now() < end {
                    number = (number + 1) % PAGES;
                    let start = Instant::now();
                    page.fetch(&url(number)).unwrap();
                    took.push(start.elapsed());
                }
                took
            })
        })
        .collect();
    let mut took: Vec<Duration> =
        clients.into_iter().flat_map(|client| client.join().unwrap()).collect();
    let rate = took.len() as f64 / LOAD.as_secs_f64();
    println!("{rate:.0} requests a second from {CLIENTS} clients, {} in all, no error", took.len());
    print_spread("a request is answered after", &mut took);
}

fn print_spread(what: &str, took: &mut [Duration]) {
    took.sort();
    let at = |share: usize| took[(took.len() - 1) * share / 100];
    println!(
        "{what:<37} {:>9.1?} (min), {:.1?} (median), {:.1?} (99 %), {:.1?} (max)",
        at(0),
        at(50),
        at(99),
        at(100)
    );
}
