//! Placeholder.
mod build;
mod code;
pub use build::Build;
