//! Pairs each directive with the `:::` that closes it.
//!
//! A `:::` closes the nearest open directive with as many colons, else the nearest with fewer; those opened inside it that have no `:::`
//! of their own are reported. A directive ends in the list item or quote that it began in. One without an end ends before the next heading
//! of the first two levels, so that one forgotten `:::` does not swallow the page. Knows no directive by name.

use super::context::Context;
use super::directive::{Line, LineKind};
use crate::diagnostic::Code;
use pulldown_cmark::{Event, HeadingLevel, Tag};
use std::ops::Range;

/// How deep directives may nest; what reads the nodes afterwards is recursive.
const DEEPEST: usize = 48;

/// What a page is made of before it is a tree.
pub(super) enum Item {
    /// An event of the Markdown parser, with its place.
    Event(Event<'static>, Range<usize>),
    /// A directive line.
    Line(Line),
}

/// For each item that opens a directive, the number of the item before which it ends; an item's own number for one that is refused.
pub(super) fn pair(items: &[Item], context: &mut Context) -> Vec<Option<usize>> {
    let mut ends: Vec<Option<usize>> = vec![None; items.len()];
    let mut stack: Vec<Entry> = Vec::new();
    let mut unclosed: Vec<(usize, usize)> = Vec::new();
    let mut directives = 0;
    for (number, item) in items.iter().enumerate() {
        match item {
            Item::Event(Event::Start(_), _) => stack.push(Entry::Container),
            Item::Event(Event::End(_), _) => {
                while let Some(Entry::Directive { number: open, .. }) = stack.pop() {
                    unclosed.push((open, number));
                    directives -= 1;
                }
            }
            Item::Event(..) | Item::Line(Line { kind: LineKind::Leaf(_), .. }) => {}
            Item::Line(Line { kind: LineKind::Open(opening), colons, .. }) => {
                if directives == DEEPEST {
                    let wrong = context
                        .wrong(
                            Code::MisplacedDirective,
                            opening.name.span,
                            "directives nest too deep here",
                        )
                        .label(format!("more than {DEEPEST} are open"));
                    context.push(wrong);
                    ends[number] = Some(number);
                    continue;
                }
                directives += 1;
                stack.push(Entry::Directive { number, colons: *colons });
            }
            Item::Line(line) => {
                let Some(found) = closes(&stack, line.colons) else {
                    stray(items, &stack, line, context);
                    continue;
                };
                // All but the first lack a line of their own.
                for (nth, entry) in stack.drain(found..).enumerate() {
                    if let Entry::Directive { number: open, .. } = entry {
                        directives -= 1;
                        ends[open] = Some(number);
                        if nth > 0 {
                            unclosed.push((open, number));
                        }
                    }
                }
            }
        }
    }
    for entry in stack {
        if let Entry::Directive { number, .. } = entry {
            unclosed.push((number, items.len()));
        }
    }
    unclosed.sort_unstable();
    for (open, end) in unclosed {
        report_unclosed(items, open, context);
        ends[open] = Some(before_heading(items, &ends, open, end));
    }
    ends
}

enum Entry {
    Container,
    Directive { number: usize, colons: usize },
}

/// The entry of the stack that a line of `colons` closes.
fn closes(stack: &[Entry], colons: usize) -> Option<usize> {
    let here =
        stack.iter().rposition(|entry| matches!(entry, Entry::Container)).map_or(0, |at| at + 1);
    let nearest = |fits: &dyn Fn(usize) -> bool| {
        let fits =
            |entry: &Entry| matches!(entry, Entry::Directive { colons, .. } if fits(*colons));
        stack[here..].iter().rposition(fits).map(|at| here + at)
    };
    nearest(&|own| own == colons).or_else(|| nearest(&|own| own < colons))
}

fn stray(items: &[Item], stack: &[Entry], line: &Line, context: &mut Context) {
    let mut wrong = context
        .wrong(Code::StrayClose, line.span, "this closes nothing")
        .label("no directive is open here");
    let open = stack.iter().rev().find_map(|entry| match entry {
        Entry::Directive { number, .. } => Some(*number),
        Entry::Container => None,
    });
    if let Some(open) = open
        && let Item::Line(opened) = &items[open]
    {
        wrong = wrong.related(context.file, opened.span, "opened here");
        wrong = if opened.colons > line.colons {
            wrong.help(format!("it takes `{}` to close the one above", ":".repeat(opened.colons)))
        } else {
            wrong.help("a directive must be closed in the list item or quote in which it was opened: indent both alike")
        };
    }
    context.push(wrong);
}

fn report_unclosed(items: &[Item], open: usize, context: &mut Context) {
    let Item::Line(Line { span, colons, kind: LineKind::Open(opening) }) = &items[open] else {
        return;
    };
    let wrong = context
        .wrong(Code::UnclosedDirective, *span, format!("`{}` is never closed", opening.name.text))
        .label("opened here")
        .help(format!(
            "put `{}` on a line of its own where it ends, indented like this line",
            ":".repeat(*colons)
        ));
    context.push(wrong);
}

/// The first heading of level 1 or 2 that stands directly in the directive `open`, or `end`.
fn before_heading(items: &[Item], ends: &[Option<usize>], open: usize, end: usize) -> usize {
    let mut depth = 0usize;
    let mut number = open + 1;
    while number < end {
        match &items[number] {
            Item::Event(Event::Start(Tag::Heading { level, .. }), _)
                if depth == 0 && *level <= HeadingLevel::H2 =>
            {
                return number;
            }
            Item::Event(Event::Start(_), _) => depth += 1,
            Item::Event(Event::End(_), _) => depth = depth.saturating_sub(1),
            Item::Line(Line { kind: LineKind::Open(_), .. }) => {
                if let Some(inner) = ends[number].filter(|inner| *inner > number && *inner <= end) {
                    number = inner;
                    continue;
                }
            }
            _ => {}
        }
        number += 1;
    }
    end
}
