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
use tree::{NodeId, Tree};

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
    let tree = match Tree::parse(request.html) {
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

    let pins = view::Pins { focus, ..view::Pins::default() };
    let mut building = Building { request, tree, pins, notes: 0, done: Vec::new(), problems };
    for (number, pin) in request.pins.iter().enumerate() {
        match pin {
            Pin::Note { selector, attribute } => {
                building.note(number, selector, attribute.as_ref());
            }
            Pin::Edit { selector, action } => building.edit(number, selector, action),
        }
    }
    let Building { tree, pins, mut done, problems, .. } = building;
    done.push((tree, pins));
    let states = done.iter().map(|(tree, pins)| State {
        html: tree.text().to_owned(),
        view: view::view(tree, pins),
        trail: view::trail(tree, pins),
        excerpt: preview::excerpt(tree, pins.around()),
        preview: preview::preview(tree, pins.around()),
    });
    (Some(Snippet { states: states.collect(), find }), problems)
}

/// A snippet while its notes and edits are read. A note belongs to the state in which it is written; an edit leads to the next.
struct Building<'a> {
    request: &'a Request<'a>,
    /// The state that has been reached, and what is pinned to it.
    tree: Tree,
    pins: view::Pins,
    /// How many notes there have been.
    notes: usize,
    /// The states before it.
    done: Vec<(Tree, view::Pins)>,
    problems: Vec<Problem>,
}

impl Building<'_> {
    fn note(&mut self, number: usize, selector: &str, attribute: Option<&String>) {
        self.notes += 1;
        let found = selector::one(&self.tree, selector, Part::Pin(number), &mut self.problems);
        let Some(node) = found else { return };
        if let Some(attribute) = attribute
            && self.tree.attribute(node, attribute).is_none()
        {
            let (part, edited) = (Part::Attribute(number), !self.done.is_empty());
            let problem = selector::no_attribute(&self.tree, node, attribute, part, edited);
            self.problems.push(problem);
            return;
        }
        let note = view::Note { number: self.notes, node, attribute: attribute.cloned() };
        self.pins.notes.push(note);
    }

    fn edit(&mut self, number: usize, selector: &str, action: &Action) {
        let found = selector::one(&self.tree, selector, Part::Pin(number), &mut self.problems);
        let Some(node) = found else { return };
        let edited = edit::apply(&self.tree, node, action);
        let next = edited.and_then(|text| Tree::parse(&text).map_err(edit::Refused::of_element));
        match next {
            Ok(next) => self.go_on(next, node, selector, action),
            Err(refused) => {
                let message = format!("this edit changes nothing: {}", refused.reason);
                let diagnostic =
                    Diagnostic::new(Code::IdleEdit, message).label("nothing to change here");
                let part =
                    if refused.attribute { Part::Attribute(number) } else { Part::Pin(number) };
                let related = selector::place(&self.tree, node);
                self.problems.push(Problem { part, diagnostic, related });
            }
        }
    }

    /// Takes the tree after an edit of `node` as the state that has been reached.
    fn go_on(&mut self, next: Tree, node: NodeId, selector: &str, action: &Action) {
        let focus = selector::first(&next, self.request.focus.unwrap_or(selector));
        // An edit may have made its own selector match no more.
        let changed = selector::first(&next, selector).or(focus);
        let came = changed.map(|node| (node, action.clone()));
        self.pins.going = Some((node, action.clone()));
        let pins = view::Pins { focus, came, ..view::Pins::default() };
        let state =
            (std::mem::replace(&mut self.tree, next), std::mem::replace(&mut self.pins, pins));
        self.done.push(state);
    }
}
