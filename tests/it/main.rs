//! tests

mod codes;
mod manual;
