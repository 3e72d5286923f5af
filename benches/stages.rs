//! How long each stage takes, and a whole compile: from nothing, and after an edit. `cargo bench`, or `cargo bench edit`.

#![allow(clippy::unwrap_used, reason = "a bench may panic; that is how it fails")]

mod corpus;

use divan::{Bencher, black_box};
use guidepost::{Memory, Options, Sources, compile, stages};

fn main() {
    divan::main();
}

const SITES: [usize; 2] = [100, 1000];

#[divan::bench(args = SITES, sample_count = 10)]
fn parse(bencher: Bencher, pages: usize) {
    let sources = corpus::site(pages);
    bencher.bench_local(|| stages::parse(black_box(&sources)));
}

#[divan::bench(args = SITES, sample_count = 10)]
fn site(bencher: Bencher, pages: usize) {
    let sources = corpus::site(pages);
    let parsed = stages::parse(&sources);
    bencher.bench_local(|| drop(black_box(parsed.site(&sources))));
}

#[divan::bench(args = SITES, sample_count = 10)]
fn check(bencher: Bencher, pages: usize) {
    let sources = corpus::site(pages);
    let parsed = stages::parse(&sources);
    let site = parsed.site(&sources);
    bencher.bench_local(|| site.check());
}

#[divan::bench(args = SITES, sample_count = 10)]
fn check_and_draw(bencher: Bencher, pages: usize) {
    let sources = corpus::site(pages);
    let parsed = stages::parse(&sources);
    let site = parsed.site(&sources);
    bencher.bench_local(|| site.draw());
}

#[divan::bench(sample_count = 10)]
fn theme(bencher: Bencher) {
    let sources = corpus::site(1);
    let parsed = stages::parse(&sources);
    let site = parsed.site(&sources);
    bencher.bench_local(|| site.theme());
}

#[divan::bench(args = SITES, sample_count = 10)]
fn compile_from_nothing(bencher: Bencher, pages: usize) {
    let sources = corpus::site(pages);
    bencher.bench_local(|| compile(&sources, &Options::default()));
}

/// A memory that knows the site, and two states of it in which one page differs.
fn edit(pages: usize, from: &str, to: &str) -> (Memory, [Sources; 2]) {
    let before = corpus::site(pages);
    let path = corpus::path(pages / 2);
    let text = before.text(&path).unwrap();
    assert!(text.contains(from));
    let after = before.clone().with_file(&path, text.replacen(from, to, 1));
    let mut memory = Memory::default();
    memory.compile(&before, &Options::default());
    (memory, [before, after])
}

fn bench_edit(bencher: Bencher, pages: usize, from: &str, to: &str) {
    let (mut memory, states) = edit(pages, from, to);
    let mut number = 0;
    bencher.bench_local(|| {
        number += 1;
        memory.compile(&states[number % 2], &Options::default())
    });
}

#[divan::bench(args = [100, 1000, 10_000], sample_count = 20)]
fn edit_of_prose(bencher: Bencher, pages: usize) {
    bench_edit(bencher, pages, "First", "Second");
}

#[divan::bench(args = [100, 1000, 10_000], sample_count = 20)]
fn edit_of_a_heading(bencher: Bencher, pages: usize) {
    bench_edit(bencher, pages, "## The", "## A");
}

#[divan::bench(args = [100, 1000, 10_000], sample_count = 20)]
fn edit_of_a_title(bencher: Bencher, pages: usize) {
    bench_edit(bencher, pages, "title: Use", "title: Try");
}

#[divan::bench(args = [1000, 10_000], sample_count = 20)]
fn no_edit(bencher: Bencher, pages: usize) {
    bench_edit(bencher, pages, "First", "First");
}
