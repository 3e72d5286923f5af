//! Every link, image and option leads somewhere, those of the settings too.

use crate::diagnostic::{Code, Diagnostic, Span};
use crate::id::SourcePath;
use crate::site::{
    BlockKind, Broken, Kind, Links, Node, Practice, Reading, Site, View, for_each_list,
    is_external, option_link, said_in, walk,
};
use pulldown_cmark::{Event, LinkType, Tag};

/// Checks the links in `site.yaml`, which are seen from `content/pages/`.
pub(super) fn check_settings(site: &Site, out: &mut Vec<Diagnostic>) {
    let Some((link, span)) = &site.values.settings.search.help else { return };
    let Some(file) = SourcePath::parse("site.yaml") else { return };
    match site.search_help() {
        // Editions share the settings, and one may do without that page.
        None | Some(Ok(_) | Err(Broken::PageLeftOut(_) | Broken::LeftOut { .. })) => {}
        Some(Err(broken)) => {
            let written = Written { link, text: link, span: *span, option: false };
            out.push(report(&Links::new(&site.map), &file, &file, &written, &broken));
        }
    }
}

pub(super) fn check(view: &View, out: &mut Vec<Diagnostic>) {
    let page = view.page;
    for (link, span) in page.practice.iter().flat_map(Practice::links) {
        if let Err(broken) = view.links.find(&page.source, &page.source, link) {
            let text = view.documents.slice(&page.source, span);
            let written = Written { link, text, span, option: false };
            out.push(report(&view.links, &page.source, &page.source, &written, &broken));
        }
    }
    for_each_list(&page.body, &mut |nodes, heading| {
        let headings = heading.map(|(heading, _)| heading.nodes.as_slice()).unwrap_or_default();
        let title =
            page.heading.as_ref().map(|heading| heading.nodes.as_slice()).unwrap_or_default();
        for list in [title, headings, nodes] {
            walk(list, &mut |node| check_node(view, node, out));
        }
    });
}

fn check_node(view: &View, node: &Node, out: &mut Vec<Diagnostic>) {
    let (page, documents) = (view.page, &view.documents);
    let (link, at, option) = match &node.kind {
        Kind::Markdown(Event::Start(Tag::Link { link_type: LinkType::Email, .. })) => return,
        Kind::Markdown(Event::Start(Tag::Link { dest_url, .. })) => {
            (dest_url.to_string(), node.origin.at, false)
        }
        Kind::Markdown(Event::Start(Tag::Image { dest_url, .. })) => {
            if is_external(dest_url) && !dest_url.starts_with("data:") {
                out.push(blocked_image(documents, node, dest_url));
                return;
            }
            (dest_url.to_string(), node.origin.at, false)
        }
        Kind::Block(block) => match &block.kind {
            BlockKind::Snippet(panel) => match &panel.practice {
                Some(practice) => (practice.to.clone(), practice.at, false),
                None => return,
            },
            BlockKind::Choice { leads: Some(leads), .. } => {
                (option_link(&leads.to), leads.at, true)
            }
            _ => return,
        },
        _ => return,
    };
    if link.is_empty() {
        let file = &node.origin.file;
        let span = documents.span(file, at);
        // `[text]()` is the author's; an address that has become nothing is not.
        if documents.slice(file, span).contains("{{") {
            out.push(
                Diagnostic::new(Code::DeadLink, "this address is empty in this edition")
                    .at(file, span)
                    .label("its variable has no value")
                    .help("give it one, or put this into `:::when{institution.field!=\"\"}` with its name"),
            );
        }
        return;
    }
    let Err(broken) = view.links.find(&page.source, &node.origin.file, &link) else { return };
    let file = &node.origin.file;
    let span = documents.span(file, at);
    let written = documents.slice(file, span);
    let written = Written { link: &link, text: written, span, option };
    out.push(report(&view.links, &page.source, file, &written, &broken));
}

/// A link as it stands in its file.
struct Written<'a> {
    link: &'a str,
    text: &'a str,
    span: Span,
    option: bool,
}

impl Written<'_> {
    /// The place of a part of the link; of the whole where the part is not written out.
    fn place(&self, part: &str) -> Span {
        match self.text.rfind(part).filter(|_| !part.is_empty()) {
            Some(at) => Span::new(self.span.start + at, self.span.start + at + part.len()),
            None => self.span,
        }
    }
}

fn report(
    links: &Links,
    page: &SourcePath,
    file: &SourcePath,
    written: &Written,
    broken: &Broken,
) -> Diagnostic {
    let (path, anchor) = written.link.split_once('#').unwrap_or((written.link, ""));
    let code = |other| if written.option { Code::DeadOption } else { other };
    match broken {
        Broken::NoFile(missing) => {
            let wrong = Diagnostic::new(code(Code::DeadLink), format!("there is no page or file `{missing}`"))
                .at(file, written.place(path))
                .label("leads nowhere");
            let known = links.suggestions(page, file);
            let nearest = |path| crate::diagnostic::nearest(path, known.iter().map(String::as_str));
            // A way round, such as `../help/x.md` in `help/`, is far from every name.
            let straight = said_in(page, file, missing);
            match nearest(path).or_else(|| nearest(straight.as_deref()?)) {
                Some(near) => wrong.help(format!("did you mean `{near}`?")).suggest(near),
                None if is_other_file(path) => wrong.help(
                    "the path begins at the folder of this file, and the file must stand below `content/pages/`",
                ),
                None if file.as_str() == "site.yaml" => wrong.help(
                    "it is the path of a `.md` file as seen from `content/pages/`, such as `help/page.md`",
                ),
                None => wrong.help(
                    "a link is the path of a `.md` file as seen from this one, such as `../help/page.md`",
                ),
            }
        }
        Broken::Draft(draft) => Diagnostic::new(code(Code::DeadLink), format!("`{draft}` is a draft, so it is not published"))
            .at(file, written.place(path))
            .label("leads nowhere")
            .help("take `draft: true` from that page, or this link away"),
        Broken::PageLeftOut(page) => Diagnostic::new(code(Code::DeadLink), format!("`{page}` is left out of this edition"))
            .at(file, written.place(path))
            .label("leads nowhere")
            .help("the `when` of that page does not hold here; put this into a `:::when{…}` with the same condition"),
        Broken::Outside(_) => Diagnostic::new(code(Code::DeadLink), "this leads out of the published site")
            .at(file, written.place(path))
            .label("not below `content/pages/`")
            .help("only files below `content/pages/` are published; for another site, write the full address"),
        Broken::NoAnchor { page: target, anchor: missing } => {
            let here = path.is_empty();
            let what = if here { "this page".to_owned() } else { format!("`{target}`") };
            let known: Vec<&str> = links.outline(target).map_or(Vec::new(), |outline| {
                outline.anchors.iter().map(String::as_str).collect()
            });
            let bare = written.option && here;
            let kind = if bare { "step or heading" } else { "heading" };
            Diagnostic::new(code(Code::DeadAnchor), format!("{what} has no {kind} with the id `{missing}`"))
                .at(file, written.place(anchor))
                .label("not there")
                .did_you_mean(missing, known)
        }
        Broken::LeftOut { step, .. } => {
            Diagnostic::new(code(Code::DeadAnchor), format!("the step `{step}` is left out of this edition"))
                .at(file, written.place(anchor))
                .label("not there")
                .help("its `when` does not hold here; put this into a `:::when{…}` with the same condition")
        }
    }
}

/// Whether a path names a file that is no page.
fn is_other_file(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.rsplit_once('.').is_some_and(|(_, ending)| !matches!(ending, "md" | "html" | "markdown"))
}

fn blocked_image(documents: &Reading, node: &Node, address: &str) -> Diagnostic {
    let file = &node.origin.file;
    let span = documents.span(file, node.origin.at);
    let written = Written { link: address, text: documents.slice(file, span), span, option: false };
    Diagnostic::new(
        Code::BlockedContent,
        "this picture stands on another site, so the page will not load it",
    )
    .at(file, written.place(address))
    .label("blocked by the page's security policy")
    .help("put the file beside the page and link to it there")
}
