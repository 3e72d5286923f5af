//! stub
use crate::{diagnostic::Diagnostic, id::SourcePath};
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Fence { pub(crate) language: Option<String> }
impl Fence { pub(crate) fn parse(_: &SourcePath, info: &str, _: usize, _: &str) -> (Self, Vec<Diagnostic>) { (Self { language: Some(info.to_owned()) }, vec![]) } }
