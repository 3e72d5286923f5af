//! What `guidepost serve` keeps in memory as an author goes on: `cargo bench --bench memory`, and after `--` how many edits.
//!
//! Every edit is of another page and waited for until it is served. All have new words and new code; some have a new title, which shows on
//! every page of the folder; some add a page or take one away; now and then somebody searches. Nothing of what was may stay for good.

#![allow(clippy::unwrap_used, reason = "a bench may panic; that is how it fails")]
#![allow(clippy::print_stdout, reason = "the numbers are its result")]
#![allow(clippy::disallowed_methods, reason = "it makes a site and asks how large a process is")]

mod served;

use served::{Page, corpus, serve, url};
use std::fs;
use std::path::Path;
use std::process::Command;
use std::thread;
use std::time::Duration;

const PAGES: usize = 300;
const EDITS: usize = 10_000;

fn main() {
    let asked = std::env::args().skip(1).find_map(|argument| argument.parse().ok());
    let edits: usize = asked.unwrap_or(EDITS);
    let home = served::site(PAGES);
    let (mut server, address) = serve(home.path());
    let mut page = Page::open(&address);
    page.get(&url(0));
    println!("{PAGES} pages, {edits} edits");
    for number in 0..=edits {
        if number > 0 {
            edit(home.path(), number, &mut page);
        }
        let round = [0, 10, 100, 1000].contains(&number) || number.is_multiple_of(1000);
        if round || number == edits {
            println!("after {number:>6} edits {:>6.1} MiB", resident(server.id()));
        }
    }
    server.kill().unwrap();
    server.wait().unwrap();
}

/// Makes edit number `edit` and waits until it is served.
fn edit(site: &Path, edit: usize, page: &mut Page) {
    let number = edit * 37 % PAGES;
    let words = format!("edit{edit:06}");
    let mut text = corpus::page(number, PAGES);
    if edit.is_multiple_of(10) {
        text = text.replacen("title: ", &format!("title: {words} "), 1);
    }
    text += &format!("\nThe {words} came last.\n\n```rust\nlet {words} = f({edit});\n```\n");
    let passing = site.join("content/pages/passing.md");
    match edit % 50 {
        20 => fs::write(passing, format!("# Passing {edit}\n\nHere for now.\n")).unwrap(),
        40 => fs::remove_file(passing).unwrap(),
        _ => {}
    }
    fs::write(site.join(corpus::path(number)), text).unwrap();
    while !page.get(&url(number)).contains(&words) {
        thread::sleep(Duration::from_micros(500));
    }
    if edit.is_multiple_of(100) {
        page.get("/search/start.js");
    }
}

/// The memory that a process holds, in MiB.
fn resident(process: u32) -> f64 {
    let said = Command::new("ps").args(["-o", "rss=", "-p", &process.to_string()]).output();
    let kib: f64 = String::from_utf8(said.unwrap().stdout).unwrap().trim().parse().unwrap();
    kib / 1024.0
}
