//! Placeholder.
pub mod fence;
