//! One HTML file and what is pinned to it to a [`Snippet`]: its states before and after each edit, and for each the panel that shows it.
//!
//! 1. [`tree`] parses HTML twice: `lol_html` knows where each tag and attribute stands in the file, html5ever (by scraper) builds the tree that a
//!    browser would build. A number on each element ties the two.
//! 2. [`selector`] finds the elements that notes and edits mean; what it does not find is reported with the nearest that is there.
//! 3. [`edit`] applies an edit to the text, which is then parsed anew: so a state cannot disagree with the HTML.
//! 4. [`find`] counts as the search box of developer tools counts.
//! 5. [`view`] folds the tree around what matters; [`preview`] shows what it looks like on the page.
//!
//! Knows no page and no institution: variables are filled in before. Runs nothing that the HTML says. Never fails: what cannot be used is
//! reported, and the rest is shown.

mod edit;
mod find;
pub(crate) mod live;
mod preview;
mod selector;
#[cfg(test)]
mod tests;
mod tree;
mod view;

pub(crate) use view::{Attribute, Element, Mark, View};

use crate::diagnostic::{Code, Diagnostic};
use tree::Tree;

/// What a page asks of a snippet. Numbers stand for places on the page: whatever is reported names the number.
pub(crate) struct Request<'a> {
    pub(crate) html: &'a str,
    pub(crate) focus: Option<&'a str>,
    pub(crate) find: Option<&'a str>,
    pub(crate) pins: &'a [Pin],
}

/// A note or an edit, in the order in which they are written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Pin {
    /// Something is said of the element, or of one of its attributes.
    Note { selector: String, attribute: Option<String> },
    /// The element is changed.
    Edit { selector: String, action: Action },
}

/// A change of one element.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Action {
    RemoveAttribute(String),
    SetAttribute(String, String),
    AddClass(String),
    RemoveClass(String),
    RemoveElement,
    SetText(String),
}

/// What is wrong, and with which part of the request.
#[derive(Debug)]
pub(crate) struct Problem {
    pub(crate) part: Part,
    /// Without a place.
    pub(crate) diagnostic: Diagnostic,
    /// Places in the HTML that explain it: byte ranges and what is there.
    pub(crate) related: Vec<(std::ops::Range<usize>, String)>,
}

/// A part of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    Html,
    Focus,
    Find,
    /// The selector of the pin of that number.
    Pin(usize),
    /// The attribute that the pin of that number names.
    Attribute(usize),
}

/// A snippet, ready to be shown.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Snippet {
    /// Before, and after each edit; never empty.
    pub(crate) states: Vec<State>,
    /// What the search box says, if something is to be searched for.
    pub(crate) find: Option<Find>,
}

/// The HTML before or after an edit.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct State {
    /// The exact text.
    pub(crate) html: String,
    /// What the panel shows.
    pub(crate) view: Vec<View>,
    /// From the outermost element to the one in focus, each as developer tools name it.
    pub(crate) trail: Vec<String>,
    /// The text of the part around the focus; all of it if there is no focus.
    pub(crate) excerpt: String,
    /// That part as it is shown on the page.
    pub(crate) preview: String,
}

/// What the search box of the developer tools says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Find {
    pub(crate) query: String,
    /// How many places are found.
    pub(crate) matches: usize,
    /// Which of them is the one in focus, from 1.
    pub(crate) current: Option<usize>,
}

/// How many places `query` is found at, as developer tools count.
pub(crate) fn matches(html: &str, query: &str) -> Option<usize> {
    Tree::parse(html).ok().map(|tree| find::find(&tree, query).len())
}

/// Builds a snippet.
pub(crate) fn build(request: &Request) -> (Option<Snippet>, Vec<Problem>) {
    let mut problems = Vec::new();
    let mut tree = match Tree::parse(request.html) {
        Ok(tree) => tree,
        Err(reason) => {
            let diagnostic =
                Diagnostic::new(Code::BadSnippet, format!("this HTML cannot be shown: {reason}"))
                    .label("not usable as a snippet");
            problems.push(Problem { part: Part::Html, diagnostic, related: Vec::new() });
            return (None, problems);
        }
    };
    let focus =
        request.focus.and_then(|text| selector::one(&tree, text, Part::Focus, &mut problems));
    let find = request.find.map(|query| {
        let found = find::find(&tree, query);
        if found.is_empty() {
            let diagnostic = Diagnostic::new(
                Code::DeadSelector,
                format!("`{query}` is found nowhere in the snippet"),
            )
            .label("the search box would say that there is nothing");
            problems.push(selector::with_near(&tree, query, Part::Find, diagnostic));
        }
        let current = focus.and_then(|focus| found.iter().position(|node| *node == focus));
        Find { query: query.to_owned(), matches: found.len(), current: current.map(|at| at + 1) }
    });

    // Notes belong to the state in which they are written; edits lead from one state to the next.
    let mut stages: Vec<(Tree, view::Pins)> = Vec::new();
    let mut pins = view::Pins { focus, ..view::Pins::default() };
    let mut note = 0;
    for (number, pin) in request.pins.iter().enumerate() {
        match pin {
            Pin::Note { selector: text, attribute } => {
                note += 1;
                let Some(node) = selector::one(&tree, text, Part::Pin(number), &mut problems)
                else {
                    continue;
                };
                if let Some(attribute) = attribute
                    && tree.attribute(node, attribute).is_none()
                {
                    problems.push(selector::no_attribute(
                        &tree,
                        node,
                        attribute,
                        Part::Attribute(number),
                        !stages.is_empty(),
                    ));
                    continue;
                }
                pins.notes.push(view::Note { number: note, node, attribute: attribute.clone() });
            }
            Pin::Edit { selector: text, action } => {
                let Some(node) = selector::one(&tree, text, Part::Pin(number), &mut problems)
                else {
                    continue;
                };
                match edit::apply(&tree, node, action) {
                    Ok(text) => match Tree::parse(&text) {
                        Ok(next) => {
                            pins.going = Some((node, action.clone()));
                            let focus_text = request.focus.unwrap_or(text_of(pin));
                            let mut next_pins = view::Pins {
                                focus: selector::first(&next, focus_text),
                                ..view::Pins::default()
                            };
                            let changed = selector::first(&next, text_of(pin)).or(next_pins.focus);
                            next_pins.came = changed.map(|node| (node, action.clone()));
                            stages.push((
                                std::mem::replace(&mut tree, next),
                                std::mem::replace(&mut pins, next_pins),
                            ));
                        }
                        Err(reason) => problems.push(idle(number, &reason)),
                    },
                    Err(edit::Refused { reason, attribute }) => {
                        let part =
                            if attribute { Part::Attribute(number) } else { Part::Pin(number) };
                        let mut problem = idle(number, &reason);
                        problem.part = part;
                        problem.related = selector::place(&tree, node);
                        problems.push(problem);
                    }
                }
            }
        }
    }
    stages.push((tree, pins));
    let states = stages
        .iter()
        .map(|(tree, pins)| State {
            html: tree.text().to_owned(),
            view: view::view(tree, pins),
            trail: view::trail(tree, pins),
            excerpt: preview::excerpt(tree, pins.around()),
            preview: preview::preview(tree, pins.around()),
        })
        .collect();
    (Some(Snippet { states, find }), problems)
}

fn text_of(pin: &Pin) -> &str {
    match pin {
        Pin::Note { selector, .. } | Pin::Edit { selector, .. } => selector,
    }
}

fn idle(number: usize, reason: &str) -> Problem {
    let diagnostic =
        Diagnostic::new(Code::IdleEdit, format!("this edit changes nothing: {reason}"))
            .label("nothing to change here");
    Problem { part: Part::Pin(number), diagnostic, related: Vec::new() }
}
