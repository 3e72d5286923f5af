//! The top level of a page to its parts: what stands before the first step, the steps, and what is no step.
//!
//! An institution's `steps/<page>/<step>.md` takes a step's place here, or adds one; a step whose condition does not hold is left out, so
//! that no output has it. Each replacement names the hash of what it replaced; where that has changed since, this is reported.

use super::anchors::slug;
use super::content::{Heading, Kind, Node, Origin, plain_text, walk};
use super::resolve::{Resolver, Written};
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::id::{SourcePath, StepId};
use crate::markup::{self, DirectiveKind};
use pulldown_cmark::HeadingLevel;

/// A part of a guide.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Part {
    /// Something to do.
    Step(Step),
    /// A heading that is no step, and its text.
    Aside(Section),
}

/// A step.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Step {
    pub(crate) id: StepId,
    /// From 1, over the whole guide.
    pub(crate) number: usize,
    pub(crate) minutes: Option<u32>,
    pub(crate) section: Section,
}

/// A heading and what stands below it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Section {
    pub(crate) heading: Heading,
    pub(crate) origin: Origin,
    pub(crate) nodes: Vec<Node>,
}

impl Part {
    /// The heading and text of the part.
    pub(crate) fn section(&self) -> &Section {
        match self {
            Part::Step(step) => &step.section,
            Part::Aside(section) => section,
        }
    }

    pub(crate) fn section_mut(&mut self) -> &mut Section {
        match self {
            Part::Step(step) => &mut step.section,
            Part::Aside(section) => section,
        }
    }
}

/// A file that replaces a step or adds one.
pub(crate) struct Overlay<'a> {
    pub(crate) step: StepId,
    pub(crate) file: &'a SourcePath,
}

impl<'a> Overlay<'a> {
    /// The step that a file of an institution is about: its name is the id.
    pub(crate) fn of(file: &'a SourcePath) -> Option<Self> {
        let step = StepId::parse(file.file_name().strip_suffix(".md")?)?;
        Some(Self { step, file })
    }
}

/// A guide: its introduction, its parts, and the ids of steps that this edition leaves out.
pub(crate) struct Guide {
    pub(crate) intro: Vec<Node>,
    pub(crate) parts: Vec<Part>,
    pub(crate) left_out: Vec<String>,
}

impl Guide {
    /// What its steps take together, if any says how long it takes.
    pub(crate) fn minutes(&self) -> Option<u32> {
        let sum: u32 = self
            .parts
            .iter()
            .filter_map(|part| match part {
                Part::Step(step) => step.minutes,
                Part::Aside(_) => None,
            })
            .sum();
        (sum > 0).then_some(sum)
    }
}

/// A step before it is resolved.
struct Draft<'a> {
    file: &'a SourcePath,
    heading: &'a markup::Node,
    nodes: Vec<Written<'a>>,
}

/// Cuts the nodes of a guide into parts.
pub(crate) fn guide<'a>(
    resolver: &mut Resolver<'a>,
    written: Vec<Written<'a>>,
    overlays: &[Overlay<'a>],
) -> Guide {
    let (intro, drafts) = split(written);
    let intro = resolver.resolve(&intro);
    report_hidden_steps(resolver, &intro);
    let mut guide = Guide { intro, parts: Vec::new(), left_out: Vec::new() };
    let mut used = vec![false; overlays.len()];
    let mut number = 0;
    for draft in &drafts {
        let everyone = resolver.values.audience.all().clone();
        let Some(original) = heading_of(draft.heading) else { continue };
        let heading = resolver.heading(draft.file, original, &everyone);
        let id = if heading.id.is_empty() {
            slug(&plain_text(&heading.nodes))
        } else {
            heading.id.clone()
        };
        let overlay = overlays.iter().position(|overlay| overlay.step.as_str() == id);
        match overlay.filter(|_| !original.aside) {
            Some(at) => {
                used[at] = true;
                check_hash(resolver, overlays[at].file, &hash(&step_text(resolver, draft)));
                let replacement = replacement(resolver, overlays[at].file);
                let replacement = replacement.unwrap_or_else(|| Draft {
                    nodes: nodes_of(resolver, overlays[at].file),
                    ..*draft
                });
                keep(resolver, &mut guide, &mut number, &replacement, Some(&id));
            }
            None => keep(resolver, &mut guide, &mut number, draft, Some(&id)),
        }
        for (at, overlay) in overlays.iter().enumerate() {
            if follows(resolver, overlay, &id) && !used[at] {
                used[at] = true;
                if let Some(added) = replacement(resolver, overlay.file) {
                    keep(resolver, &mut guide, &mut number, &added, Some(overlay.step.as_str()));
                } else {
                    let wrong = Diagnostic::new(Code::UnusedOverlay, "this step has no heading")
                        .at(overlay.file, Span::new(0, 0))
                        .label("a step that is added begins with its heading")
                        .help("write `## Heading` above its text");
                    resolver.diagnostics.push(wrong);
                }
            }
        }
    }
    for (overlay, _) in overlays.iter().zip(used).filter(|(_, used)| !used) {
        report_unused(resolver, overlay, &guide);
    }
    guide
}

/// Cuts at the headings of level 2.
fn split(written: Vec<Written<'_>>) -> (Vec<Written<'_>>, Vec<Draft<'_>>) {
    let mut intro = Vec::new();
    let mut drafts: Vec<Draft> = Vec::new();
    for (file, node) in written {
        if heading_of(node).is_some_and(|heading| heading.level == HeadingLevel::H2) {
            drafts.push(Draft { file, heading: node, nodes: Vec::new() });
        } else if let Some(draft) = drafts.last_mut() {
            draft.nodes.push((file, node));
        } else {
            intro.push((file, node));
        }
    }
    (intro, drafts)
}

fn heading_of(node: &markup::Node) -> Option<&markup::Heading> {
    match &node.kind {
        markup::Kind::Heading(heading) => Some(heading),
        _ => None,
    }
}

fn keep<'a>(
    resolver: &mut Resolver<'a>,
    guide: &mut Guide,
    number: &mut usize,
    draft: &Draft<'a>,
    id: Option<&str>,
) {
    let Some(written) = heading_of(draft.heading) else { return };
    let everyone = resolver.values.audience.all().clone();
    let mut heading = resolver.heading(draft.file, written, &everyone);
    if heading.id.is_empty() {
        id.unwrap_or_default().clone_into(&mut heading.id);
    }
    if let Some(condition) = &written.when
        && !resolver.holds(draft.file, condition)
    {
        guide.left_out.push(heading.id);
        return;
    }
    let nodes = resolver.resolve(&draft.nodes);
    report_hidden_steps(resolver, &nodes);
    let origin = Origin { file: draft.file.clone(), at: draft.heading.at };
    let id = StepId::parse(&heading.id);
    let section = Section { heading, origin, nodes };
    guide.parts.push(match id.filter(|_| !written.aside) {
        Some(id) => {
            *number += 1;
            Part::Step(Step { id, number: *number, minutes: written.minutes, section })
        }
        None => Part::Aside(section),
    });
}

/// A heading of level 2 inside a directive looks like a step but is none.
fn report_hidden_steps(resolver: &mut Resolver, nodes: &[Node]) {
    let mut found = Vec::new();
    walk(nodes, &mut |node| {
        if matches!(&node.kind, Kind::Heading(heading) if heading.level == HeadingLevel::H2) {
            found.push(node.origin.clone());
        }
    });
    for origin in found {
        let wrong = Diagnostic::new(Code::StepInDirective, "a step stands inside a directive")
            .label("not at the page's top level")
            .help("close the directive above it; to keep a step only for some institutions, write `## Heading {#id when=\"…\"}`")
            .help("a heading that is no step has three `#` or more");
        let wrong = resolver.at(wrong, &origin.file, origin.at);
        resolver.diagnostics.push(wrong);
    }
}

/// The first heading of an overlay and what follows it.
fn replacement<'a>(resolver: &Resolver<'a>, file: &'a SourcePath) -> Option<Draft<'a>> {
    let mut nodes = nodes_of(resolver, file);
    let is_step =
        |node: &markup::Node| heading_of(node).is_some_and(|h| h.level == HeadingLevel::H2);
    if !nodes.first().is_some_and(|(_, node)| is_step(node)) {
        return None;
    }
    let (_, heading) = nodes.remove(0);
    Some(Draft { file, heading, nodes })
}

fn nodes_of<'a>(resolver: &Resolver<'a>, file: &'a SourcePath) -> Vec<Written<'a>> {
    let document = resolver.documents.get(file);
    document.map(|d| d.nodes.iter().map(|node| (file, node)).collect()).unwrap_or_default()
}

/// Whether an added step comes after the step `id`.
fn follows(resolver: &Resolver, overlay: &Overlay, id: &str) -> bool {
    let document = resolver.documents.get(overlay.file);
    document.and_then(|d| d.front.after.as_ref()).is_some_and(|(after, _)| after.as_str() == id)
}

/// A step as it is written: from its heading to the next step.
fn step_text(resolver: &Resolver, draft: &Draft) -> String {
    let whole = resolver.documents.text(draft.file);
    let start = resolver.documents.span(draft.file, draft.heading.at).start;
    let headings =
        resolver.documents.get(draft.file).map(|d| d.nodes.as_slice()).unwrap_or_default();
    let next = headings
        .iter()
        .filter(|node| heading_of(node).is_some_and(|h| h.level == HeadingLevel::H2))
        .map(|node| resolver.documents.span(draft.file, node.at).start)
        .find(|at| *at > start)
        .unwrap_or(whole.len());
    whole.get(start..next).unwrap_or_default().to_owned()
}

/// The hash by which a replacement knows its original: the first 16 hexadecimal digits of the BLAKE3 hash of its text, with white
/// space at the ends of lines and of the text left out.
pub(crate) fn hash(text: &str) -> String {
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    let hash = blake3::hash(lines.join("\n").trim().as_bytes()).to_hex();
    hash[..16].to_owned()
}

/// Reports a replacement whose original is not what it was.
pub(crate) fn check_hash(resolver: &mut Resolver, file: &SourcePath, current: &str) {
    let recorded =
        resolver.documents.get(file).and_then(|document| document.front.replaces.clone());
    match recorded {
        Some((hash, _)) if hash == current => {}
        Some((hash, span)) if !hash.is_empty() => {
            let wrong = Diagnostic::new(
                Code::StaleOverlay,
                "the original of this replacement has changed since",
            )
            .at(file, span)
            .label("the hash of the original as it was")
            .help(format!(
                "compare the two; when this one is right again, write `replaces: {current}`"
            ))
            .suggest(current);
            resolver.diagnostics.push(wrong);
        }
        other => {
            let wrong = Diagnostic::new(Code::StaleOverlay, "this replacement does not say what it replaces")
                .at(file, other.map_or(Span::new(0, 0), |(_, span)| span))
                .label("the hash of the original is missing")
                .help(format!("write `replaces: {current}` in its front matter; a later change of the original is then reported"));
            resolver.diagnostics.push(wrong);
        }
    }
}

fn report_unused(resolver: &mut Resolver, overlay: &Overlay, guide: &Guide) {
    let after = resolver.documents.get(overlay.file).and_then(|d| d.front.after.clone());
    let steps: Vec<&str> = guide
        .parts
        .iter()
        .filter_map(|part| match part {
            Part::Step(step) => Some(step.id.as_str()),
            Part::Aside(_) => None,
        })
        .chain(guide.left_out.iter().map(String::as_str))
        .collect();
    let wrong = if let Some((after, span)) = after {
        Diagnostic::new(Code::UnusedOverlay, format!("this guide has no step `{after}`"))
            .at(overlay.file, span)
            .label("to come after nothing")
            .did_you_mean(after.as_str(), steps)
    } else {
        let name = overlay.step.as_str();
        let mut wrong = Diagnostic::new(
            Code::UnusedOverlay,
            format!("this guide has no step `{name}` to replace"),
        )
        .at(overlay.file, Span::new(0, 0))
        .label("the file's name is the step's id")
        .did_you_mean(name, steps)
        .help("to add a step, say `after: step-id` in the file's front matter");
        wrong.suggestion = None;
        wrong
    };
    resolver.diagnostics.push(wrong);
}

/// The nodes at a page's top level, with those of includes that stand there in their place: a part may hold whole steps.
pub(crate) fn top_level<'a>(resolver: &mut Resolver<'a>, file: &'a SourcePath) -> Vec<Written<'a>> {
    let mut out = Vec::new();
    let documents = resolver.documents;
    let Some(document) = documents.get(file) else { return out };
    for node in &document.nodes {
        let markup::Kind::Directive(directive) = &node.kind else {
            out.push((file, node));
            continue;
        };
        let DirectiveKind::Include { src } = &directive.kind else {
            out.push((file, node));
            continue;
        };
        if let Some((path, _)) = resolver.include(file, src) {
            out.extend(top_level(resolver, path));
            resolver.including.pop();
        }
    }
    out
}
