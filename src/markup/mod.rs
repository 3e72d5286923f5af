//! Placeholder.
mod fence;
