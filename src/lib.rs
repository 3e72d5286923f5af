//! Guidepost compiles step-by-step guides: Markdown, HTML snippets and a little YAML to a static site that shows each reader
//! the steps for their browser, their system and their institution.
//!
//! Data flows one way; `ARCHITECTURE.md` draws it. The library is everything but the command line's `main`.

mod check;
pub mod cli;
mod compile;
mod config;
mod diagnostic;
mod highlight;
mod id;
mod markup;
mod memory;
mod output;
mod render;
mod search;
mod serve;
mod site;
mod snippet;
mod source;

#[doc(hidden)]
pub use compile::stages;
pub use compile::{Compiled, Edition, Memory, Options, compile};
pub use diagnostic::{Code, Diagnostic, Edit, Place, Related, Severity, Span, render as report};
pub use id::{BrowserId, InstitutionId, OutputPath, PageId, SourcePath, StepId};
pub use render::{Build, Content};
pub use source::{File, Sources};
