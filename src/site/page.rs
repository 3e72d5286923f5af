//! One Markdown file to a [`Page`] of an edition, and to the [`Outline`] that other pages see of it.
//!
//! What is made is remembered with what it was made of: the documents and snippets that it read, the institution's steps that were laid
//! over it, and the values of the edition. Knows no other page.

use super::anchors;
use super::documents::{Documents, Reading, Reads};
use super::guide;
use super::links::Outline;
use super::navigation;
use super::practice;
use super::resolve::{Resolver, Written};
use super::{Body, Page, Values, content::Origin, content::plain_text};
use crate::config::{FrontMatter, PageKind, Value};
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::id::{OutputPath, PageId, SourcePath};
use crate::markup;
use pulldown_cmark::HeadingLevel;
use std::sync::Arc;

/// A file that becomes a page.
pub(super) struct File<'a> {
    pub(super) id: PageId,
    /// Its path below the folder of pages.
    pub(super) path: &'a str,
    /// Where it is written.
    pub(super) source: &'a SourcePath,
    /// The institution's steps that lie over it.
    pub(super) overlays: Vec<&'a SourcePath>,
}

/// What the order of pages and the navigation see of a page, and the other pages beside and below it.
#[derive(PartialEq, Eq)]
pub(super) struct Face {
    source: SourcePath,
    title: String,
    nav_title: String,
    weight: Option<i64>,
    aliases: Vec<(OutputPath, Span)>,
}

/// What became of a file.
pub(super) enum Made {
    Page {
        page: Arc<Page>,
        outline: Arc<Outline>,
        face: Arc<Face>,
    },
    /// It is a draft, and drafts are not built.
    Draft,
    /// This edition leaves it out.
    LeftOut,
    /// It cannot be read, which has been said.
    Nothing,
}

/// What became of a file, and what of.
pub(super) struct Remembered {
    pub(super) id: PageId,
    /// The path below the folder of pages.
    pub(super) path: Arc<str>,
    pub(super) source: SourcePath,
    pub(super) made: Made,
    pub(super) diagnostics: Vec<Diagnostic>,
    pub(super) overlays: Vec<SourcePath>,
    pub(super) reads: Reads,
}

impl Remembered {
    /// Whether everything but the page's own text is the same.
    pub(super) fn looks_like(&self, other: &Self) -> bool {
        if std::ptr::eq(self, other) {
            return true;
        }
        let same = match (&self.made, &other.made) {
            (Made::Page { outline, face, .. }, Made::Page { outline: o, face: f, .. }) => {
                Arc::ptr_eq(outline, o) && Arc::ptr_eq(face, f)
            }
            (Made::Draft, Made::Draft)
            | (Made::LeftOut, Made::LeftOut)
            | (Made::Nothing, Made::Nothing) => true,
            _ => false,
        };
        same && self.id == other.id && self.path == other.path
    }

    /// Makes a page anew. What is as it was in `old` is the same pointer.
    pub(super) fn make(
        file: File,
        values: &Values,
        documents: &Documents,
        drafts: bool,
        old: Option<&Self>,
    ) -> Self {
        let reading = Reading::new(documents);
        let (mut made, diagnostics) = make(&file, values, &reading, drafts);
        if let (
            Made::Page { page, outline, face },
            Some(Self {
                made: Made::Page { page: old_page, outline: old_outline, face: old_face },
                ..
            }),
        ) = (&mut made, old)
        {
            keep(page, old_page);
            keep(outline, old_outline);
            keep(face, old_face);
        }
        let overlays = file.overlays.into_iter().cloned().collect();
        let path = file.path.into();
        let (id, source, reads) = (file.id, file.source.clone(), reading.reads());
        Self { id, path, source, made, diagnostics, overlays, reads }
    }
}

/// Takes the old value where the new one is equal.
fn keep<T: PartialEq>(new: &mut Arc<T>, old: &Arc<T>) {
    if **new == **old {
        *new = old.clone();
    }
}

fn make(
    file: &File,
    values: &Values,
    documents: &Reading,
    drafts: bool,
) -> (Made, Vec<Diagnostic>) {
    let Some(document) = documents.get(file.source) else { return (Made::Nothing, Vec::new()) };
    if document.front.draft && !drafts {
        return (Made::Draft, Vec::new());
    }
    let mut resolver = Resolver {
        values,
        documents,
        page: Vec::new(),
        diagnostics: Vec::new(),
        including: Vec::new(),
        matches: None,
    };
    if let Some(condition) = &document.when
        && !resolver.holds(file.source, condition)
    {
        return (Made::LeftOut, resolver.diagnostics);
    }
    let (page, outline) = page(file, document, &mut resolver);
    let face = Face {
        source: page.source.clone(),
        title: page.title.clone(),
        nav_title: page.nav_title.clone(),
        weight: page.weight,
        aliases: page.aliases.clone(),
    };
    let made =
        Made::Page { page: Arc::new(page), outline: Arc::new(outline), face: Arc::new(face) };
    (made, resolver.diagnostics)
}

fn page<'a>(
    file: &File<'a>,
    document: &'a markup::Document,
    resolver: &mut Resolver<'a>,
) -> (Page, Outline) {
    let (id, source) = (&file.id, file.source);
    let front = &document.front;
    resolver.including.push(source.clone());
    let mut written = guide::top_level(resolver, source);
    let first = written.first().and_then(|(from, node)| match &node.kind {
        markup::Kind::Heading(heading) if heading.level == HeadingLevel::H1 => {
            Some((*from, heading))
        }
        _ => None,
    });
    // The page's own title may say anything of the site and the institution; then the text may say the title.
    let everyone = resolver.values.audience.all().clone();
    let minutes = front.minutes.or_else(|| sum_of_steps(resolver, &written));
    let in_words = |minutes: Option<u32>| {
        Value::Text(minutes.map(|minutes| minutes.to_string()).unwrap_or_default())
    };
    resolver.page = vec![("minutes", in_words(minutes))];
    let title = front.title.as_ref().map(|title| resolver.front_matter(source, title));
    let mut heading = first.map(|(from, heading)| resolver.heading(from, heading, &everyone));
    let heading_at =
        written.first().map(|(from, node)| Origin { file: (*from).clone(), at: node.at });
    if heading.is_some() {
        written.remove(0);
    }
    let title = title
        .or_else(|| heading.as_ref().map(|heading| plain_text(&heading.nodes)))
        .filter(|title| !title.is_empty())
        .unwrap_or_else(|| named_after(id, resolver.values));
    let description = front.description.as_ref().map(|text| resolver.front_matter(source, text));
    let nav_title = front.nav_title.as_ref().map(|text| resolver.front_matter(source, text));
    resolver.page = vec![
        ("title", Value::Text(title.clone())),
        ("description", Value::Text(description.clone().unwrap_or_default())),
        ("minutes", in_words(minutes)),
        ("checked", Value::Date(front.checked)),
    ];

    let overlays: Vec<guide::Overlay> =
        file.overlays.iter().copied().filter_map(guide::Overlay::of).collect();
    let mut minutes = minutes;
    let (mut body, left_out) = if front.kind == PageKind::Guide {
        let known = resolver.diagnostics.len();
        let mut guide = guide::guide(resolver, written.clone(), &overlays);
        let sum = front.minutes.or_else(|| guide.minutes());
        if sum != minutes {
            // An institution's own steps take another time, and the text may name it.
            minutes = sum;
            resolver.diagnostics.truncate(known);
            resolver.page.retain(|(name, _)| *name != "minutes");
            resolver.page.push(("minutes", in_words(minutes)));
            guide = guide::guide(resolver, written, &overlays);
        }
        (Body::Guide { intro: guide.intro, parts: guide.parts }, guide.left_out)
    } else {
        (Body::Prose(resolver.resolve(&written)), Vec::new())
    };
    if source.below("content/institutions").is_some()
        && let Some(original) = SourcePath::parse(&format!("content/pages/{}", file.path))
        && resolver.documents.get(&original).is_some()
    {
        let text = resolver.documents.text(&original);
        guide::check_hash(resolver, source, &guide::hash(text));
    }
    let practice = front.practice.as_ref().map(|own| practice::practice(resolver, source, own));
    let (anchors, duplicates) = anchors::assign(heading.as_mut().zip(heading_at), &mut body);
    for (wrong, origin, first) in duplicates {
        let mut wrong = resolver.at(wrong, &origin.file, origin.at);
        if let Some(first) = first {
            let span = resolver.documents.span(&first.file, first.at);
            wrong = wrong.related(&first.file, span, "first here");
        }
        resolver.diagnostics.push(wrong);
    }
    let situations =
        practice.iter().flat_map(|own| &own.situations).map(|s| s.id.clone()).collect();
    let outline =
        Outline { id: id.clone(), anchors: anchors.into_keys().collect(), left_out, situations };
    let page = Page {
        id: id.clone(),
        source: source.clone(),
        kind: front.kind,
        nav_title: nav_title.unwrap_or_else(|| title.clone()),
        title,
        heading,
        description,
        weight: front.weight,
        draft: front.draft,
        keywords: front.keywords.clone(),
        unlisted: front.unlisted,
        minutes,
        checked: front.checked,
        aliases: aliases(source, front, &mut resolver.diagnostics),
        body,
        practice,
    };
    (page, outline)
}

/// The title of a page that has none: its file's name, or its folder's.
fn named_after(id: &PageId, values: &Values) -> String {
    let name = if id.is_index() { id.folder() } else { id.as_str() };
    match navigation::humanise(name.rsplit('/').next().unwrap_or(name)) {
        title if title.is_empty() => values.settings.title.clone(),
        title => title,
    }
}

/// The old addresses of a page.
fn aliases(
    file: &SourcePath,
    front: &FrontMatter,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<(OutputPath, Span)> {
    let mut aliases = Vec::new();
    for (alias, span) in &front.aliases {
        let path = alias.trim_start_matches('/');
        let path = match path.rsplit('/').next() {
            Some("") | None => format!("{path}index.html"),
            Some(name) if name.contains('.') => path.to_owned(),
            Some(_) => format!("{path}.html"),
        };
        if let Some(path) = OutputPath::parse(&path).filter(|path| path.as_str().ends_with(".html"))
        {
            aliases.push((path, *span));
        } else {
            let wrong = Diagnostic::new(
                Code::WrongValue,
                format!("`{alias}` is not an address of this site"),
            )
            .at(file, *span)
            .label("cannot lead here")
            .help("write an old address below the site's root, such as `old/page.html`");
            diagnostics.push(wrong);
        }
    }
    aliases
}

/// The minutes of the steps that this edition keeps, if any says how long it takes.
fn sum_of_steps(resolver: &mut Resolver, written: &[Written]) -> Option<u32> {
    let known = resolver.diagnostics.len();
    let mut sum = 0;
    for (file, node) in written {
        if let markup::Kind::Heading(heading) = &node.kind
            && let Some(minutes) = heading.minutes
            && heading.when.as_ref().is_none_or(|condition| resolver.holds(file, condition))
        {
            sum += minutes;
        }
    }
    // Conditions are reported where the steps are made.
    resolver.diagnostics.truncate(known);
    (sum > 0).then_some(sum)
}
