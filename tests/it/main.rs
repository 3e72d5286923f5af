//! The tests of the whole compiler, a file a subject.

#![allow(clippy::unwrap_used, reason = "a test may panic; that is how it fails")]

mod codes;
mod commonmark;
mod content;
mod determinism;
mod files;
mod html;
mod incremental;
mod killed;
mod layers;
mod manual;
mod random;
mod robust;
mod sites;
