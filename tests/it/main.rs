//! tests

mod codes;
