//! One Markdown file to a [`Document`]: front matter and nodes, steps and variants and prose alike; and to [`Places`]: where each stands.
//!
//! 1. [`front`] cuts the front matter off.
//! 2. [`prepare`] hides directives, variables and headings' attributes from the Markdown parser without changing a length.
//! 3. [`lower`] runs the parser and builds the nodes; it pairs each directive with its `:::`. It knows none by name.
//! 4. [`construct`] gives directives their meaning.
//!
//! Never fails: what it cannot read stays prose, with a diagnostic. Opens no other file: an include stays a node, a variable a
//! variable, a condition undecided; `site` resolves them, for each edition.

mod attributes;
mod condition;
mod construct;
mod context;
mod directive;
pub(crate) mod fence;
mod front;
mod lower;
mod node;
mod pair;
mod pins;
mod place;
mod prepare;
pub(crate) mod template;

pub(crate) use condition::Condition;
pub(crate) use fence::{Fence, Mark, Words};
pub(crate) use node::{
    Axis, Callout, Directive, DirectiveKind, Heading, Kind, Leads, Node, PanelView, Pin, Snippet,
};
pub(crate) use place::{At, Named, Places};

use crate::config::FrontMatter;
use crate::diagnostic::{Code, Diagnostic};
use crate::id::SourcePath;

/// What one Markdown file says.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Document {
    /// What it says of itself.
    pub(crate) front: FrontMatter,
    /// The condition on which an edition has the page.
    pub(crate) when: Option<Condition>,
    /// What it shows.
    pub(crate) nodes: Vec<Node>,
}

/// Reads one Markdown file: what it says, where its nodes stand, and what is wrong.
pub(crate) fn parse(file: &SourcePath, text: &str) -> (Document, Places, Vec<Diagnostic>) {
    let front = front::cut(text);
    let (settings, mut diagnostics) = match front.yaml {
        Some(span) => FrontMatter::read(file, text, span),
        None => (FrontMatter::default(), Vec::new()),
    };
    if front.is_toml {
        let wrong =
            Diagnostic::new(Code::YamlSyntax, "front matter must be YAML, and this is TOML")
                .at(file, text.find("+++").map_or(0..0, |at| at..at + 3))
                .label("begins TOML")
                .help("write `key: value` a line between two lines `---`");
        diagnostics.push(wrong);
    }
    let (nodes, mut places, mut found) = lower::lower(file, text, front.length);
    diagnostics.append(&mut found);
    let when = settings.when.as_ref().and_then(|(when, span)| {
        // Places within the text are known only if it stands in the file as it is meant.
        let plain = text.get(span.start..span.end) == Some(when);
        let word = attributes::Word { text: when.clone(), span: *span };
        let mut add = |place| places.add(if plain { place } else { *span });
        let condition = Condition::parse(&word, &mut add);
        condition
            .map_err(|unreadable| diagnostics.push(unreadable.report().at(file, unreadable.span)))
            .ok()
    });
    (Document { front: settings, when, nodes }, places, diagnostics)
}
