//! Placeholder.
mod build;
pub use build::Build;
