//! A snippet's panel to HTML: its states, the notes pinned to them, and the captions of the film that a theme's script plays.
//!
//! Every state is there, one under the other; scripts make tabs of them. Reads no place of a node.

use super::code::code_block;
use super::html::{Html, escape};
use crate::id::SourcePath;
use crate::markup::{Fence, PanelView};
use crate::site::{Block, Panel, PerReader, Strings};
use crate::snippet::{Action, Attribute, Element, Find, Mark, State, View};

/// The name that browsers give their panel, in `names` of the browser files.
const PANEL_NAME: &str = "browser.panel";

/// A panel as HTML.
pub(super) fn panel(html: &mut Html, block: &Block, own: &Panel, file: &SourcePath) -> String {
    html.panels += 1;
    let id = match &block.id {
        Some((id, _)) => escape(id),
        None => format!("panel-{}", html.panels),
    };
    let writer = Writer { id: &id, last: own.snippet.states.len() - 1, own };
    let mut out = format!(
        "<figure class=\"panel\" id=\"{id}\"{}>\n<figcaption class=\"panel-head\">",
        words(html)
    );
    let name = html.site.values.for_readers(PANEL_NAME, html.site.values.audience.all());
    let name: PerReader<String> = name.unwrap_or_default();
    let name = if name.is_empty() {
        text(html, "panel_label")
    } else {
        html.per_reader(&name, |name| escape(name))
    };
    out.push_str(&format!("<span class=\"panel-name\">{name}</span>"));
    if !own.caption.is_empty() {
        out.push_str(&format!(
            " <span class=\"panel-title\">{}</span>",
            html.inlines(&own.caption)
        ));
    }
    out.push_str("</figcaption>\n");
    out.push_str(&writer.tabs(html));
    out.push_str("<div class=\"panel-states\">\n");
    for (number, state) in own.snippet.states.iter().enumerate() {
        out.push_str(&writer.state(html, number, state));
    }
    if !own.edits.is_empty() {
        out.push_str(&writer.previews(html));
    }
    out.push_str("</div>\n<div class=\"panel-tools js-only\"></div>\n");
    out.push_str(&writer.notes(html));
    let found = own.snippet.find.as_ref().is_some_and(|find| find.matches > 0);
    if found && !own.edits.is_empty() && own.view != PanelView::Code {
        out.push_str(&writer.film(html));
        html.has_films = true;
    }
    if let Some(practice) = &own.practice {
        let href = escape(&html.href(file, &practice.to));
        out.push_str(&format!(
            "<p class=\"panel-practice\"><a class=\"go\" href=\"{href}\">{}</a></p>\n",
            text(html, "panel_practice")
        ));
    }
    out.push_str("</figure>");
    out
}

struct Writer<'a> {
    id: &'a str,
    /// The number of the last state.
    last: usize,
    own: &'a Panel,
}

impl Writer<'_> {
    /// The id and the label of a state.
    fn name(&self, html: &Html, number: usize) -> (String, String) {
        let label = escape(&state_label(html.strings, number, self.last + 1));
        let id = if number == 0 {
            format!("{}-before", self.id)
        } else {
            format!("{}-after-{number}", self.id)
        };
        (id, label)
    }

    fn tabs(&self, html: &Html) -> String {
        if self.last == 0 {
            return String::new();
        }
        let mut names: Vec<(String, String)> =
            (0..=self.last).map(|number| self.name(html, number)).collect();
        names.push((format!("{}-page", self.id), text(html, "panel_page")));
        let buttons: Vec<String> = names
            .iter()
            .map(|(id, label)| {
                format!("<button role=\"tab\" type=\"button\" id=\"{id}-tab\" aria-controls=\"{id}\">{label}</button>")
            })
            .collect();
        format!(
            "<div class=\"panel-tabs js-only\" role=\"tablist\" aria-label=\"{}\">{}</div>\n",
            text(html, "panel_label"),
            buttons.concat()
        )
    }

    fn state(&self, html: &Html, number: usize, state: &State) -> String {
        let (id, label) = self.name(html, number);
        let kind = if number == 0 { "before" } else { "after" };
        let mut out = format!(
            "<section class=\"panel-state\" id=\"{id}\" data-state=\"{kind}\" data-html=\"{}\">",
            // A carriage return is an error in HTML, however it is written.
            attribute_text(&state.html.replace("\r\n", "\n"))
        );
        if self.last > 0 {
            out.push_str(&format!("<p class=\"panel-label\">{label}</p>"));
        }
        out.push('\n');
        if let (0, Some(find)) = (number, &self.own.snippet.find) {
            out.push_str(&search_box(html, find));
        }
        if self.own.view != PanelView::Code {
            self.tree(html, &label, state, &mut out);
        }
        if self.own.view != PanelView::Tree {
            let fence =
                Fence { language: Some("html".to_owned()), no_copy: true, ..Fence::default() };
            out.push_str(&code_block(&fence, &state.html, html.highlighted, |n| n.to_string()));
            out.push('\n');
        }
        out.push_str("</section>\n");
        out
    }

    /// The tree of a state and the way to the element in focus.
    fn tree(&self, html: &Html, label: &str, state: &State, out: &mut String) {
        let tree_label =
            html.strings.text("panel_tree", &[("name", label)]).unwrap_or_else(|| label.to_owned());
        out.push_str(&format!(
            "<div class=\"tree\" role=\"group\" aria-label=\"{}\" tabindex=\"0\" dir=\"ltr\">\n",
            escape(&tree_label)
        ));
        for view in &state.view {
            self.view(html, view, out);
        }
        out.push_str("</div>\n");
        if !state.trail.is_empty() {
            let trail: Vec<String> =
                state.trail.iter().map(|part| format!("<span>{}</span>", escape(part))).collect();
            out.push_str(&format!(
                "<p class=\"panel-crumbs\" aria-hidden=\"true\" dir=\"ltr\">{}</p>\n",
                trail.concat()
            ));
        }
    }

    fn view(&self, html: &Html, view: &View, out: &mut String) {
        match view {
            View::Text(words, mark) => {
                out.push_str(&format!(
                    "<div class=\"row text\">{}</div>\n",
                    marked(html, *mark, &escape(words), "")
                ));
            }
            View::Comment(comment) => {
                out.push_str(&format!(
                    "<div class=\"row comment\">&lt;!-- {} --&gt;</div>\n",
                    escape(comment)
                ));
            }
            View::Element(element) => self.element(html, element, out),
        }
    }

    fn element(&self, html: &Html, element: &Element, out: &mut String) {
        let mut classes = vec!["el"];
        if element.hit {
            classes.push("hit");
        }
        if element.dim {
            classes.push("dim");
        }
        if element.mark == Some(Mark::Deleted) {
            classes.push("going");
        }
        let class = classes.join(" ");
        let (start, pins) = (Self::start_tag(html, element), self.pins(html, element));
        let noted = data_notes(&element.notes);
        let end = format!(
            "<span class=\"p\">&lt;/</span><span class=\"tag\">{}</span><span class=\"p\">&gt;</span>",
            escape(&element.name)
        );
        let short =
            element.short_text().map(|(words, mark)| marked(html, mark, &escape(words), ""));
        if element.is_void() || element.children.is_empty() || short.is_some() {
            let inner = short
                .map(|words| format!("<span class=\"words\">{words}</span>"))
                .unwrap_or_default();
            let end = if element.is_void() { String::new() } else { end };
            let line = marked(html, element.mark, &format!("{start}{inner}{end}"), "");
            out.push_str(&format!(
                "<div class=\"{class}\"><div class=\"row\"{noted}>{line}{pins}</div></div>\n"
            ));
        } else if element.folded {
            out.push_str(&format!(
                "<details class=\"{class}\"><summary class=\"row\">{start}<span class=\"dots\">…</span>{end}</summary><div class=\"kids\">\n"
            ));
            for child in &element.children {
                self.view(html, child, out);
            }
            out.push_str(&format!("</div><div class=\"row end\">{end}</div></details>\n"));
        } else {
            let start = marked(html, element.mark, &start, "");
            out.push_str(&format!("<div class=\"{class}\"><div class=\"row\"{noted}>{start}{pins}</div><div class=\"kids\">\n"));
            for child in &element.children {
                self.view(html, child, out);
            }
            out.push_str(&format!("</div><div class=\"row end\">{end}</div></div>\n"));
        }
    }

    fn start_tag(html: &Html, element: &Element) -> String {
        let attributes: Vec<String> = element
            .attributes
            .iter()
            .map(|attribute| format!(" {}", attribute_html(html, attribute)))
            .collect();
        format!(
            "<span class=\"p\">&lt;</span><span class=\"tag\">{}</span>{}<span class=\"p\">&gt;</span>",
            escape(&element.name),
            attributes.concat()
        )
    }

    /// The pins of an element and of its attributes, in order.
    fn pins(&self, html: &Html, element: &Element) -> String {
        let mut notes: Vec<usize> = element.notes.clone();
        notes.extend(
            element.attributes.iter().flat_map(|attribute| attribute.notes.iter().copied()),
        );
        notes.sort_unstable();
        let pins = notes.iter().map(|note| {
            let label = html.strings.text("panel_note", &[("n", &note.to_string())]).unwrap_or_default();
            let own = self.own.notes.iter().find(|own| own.number == *note);
            let not = if own.is_some_and(|own| own.not) { " pin-alone" } else { "" };
            format!(
                " <a class=\"pin{not}\" id=\"{0}-pin-{note}\" href=\"#{0}-note-{note}\" aria-label=\"{1}\">{note}</a>",
                self.id,
                escape(&label)
            )
        });
        pins.collect()
    }

    fn previews(&self, html: &Html) -> String {
        let (Some(before), Some(after)) =
            (self.own.snippet.states.first(), self.own.snippet.states.last())
        else {
            return String::new();
        };
        let class = self
            .own
            .name
            .as_ref()
            .map(|name| format!(" snippet-{}", escape(name)))
            .unwrap_or_default();
        let preview = |kind: &str, label: String, state: &State| {
            format!(
                "<div class=\"preview-{kind}\"><p class=\"preview-label\">{label}</p><div class=\"preview{class}\" inert>{}</div></div>",
                state.preview
            )
        };
        format!(
            "<section class=\"panel-state\" id=\"{}-page\" data-state=\"page\"><p class=\"panel-label\">{}</p>\n<div class=\"previews\">{}{}</div></section>\n",
            self.id,
            text(html, "panel_page"),
            preview("before", text(html, "panel_before"), before),
            preview("after", text(html, "panel_after"), after)
        )
    }

    fn notes(&self, html: &mut Html) -> String {
        if self.own.notes.is_empty() {
            return String::new();
        }
        let mut out = "<ol class=\"pins\" role=\"list\">\n".to_owned();
        for note in &self.own.notes {
            let n = note.number;
            let words = html.inlines(&note.nodes);
            let show =
                html.strings.text("panel_show", &[("n", &n.to_string())]).unwrap_or_default();
            // Without a tree there is nothing that the number could lead to.
            let pin = if self.own.view == PanelView::Code {
                format!("<span class=\"pin\">{n}</span>")
            } else {
                format!(
                    "<a class=\"pin\" href=\"#{}-pin-{n}\" aria-label=\"{}\">{n}</a>",
                    self.id,
                    escape(&show)
                )
            };
            let (class, leave) = if note.not {
                (
                    " class=\"pin-not\"",
                    format!("<span class=\"pin-not-label\">{}</span> ", text(html, "panel_leave")),
                )
            } else {
                ("", String::new())
            };
            out.push_str(&format!(
                "<li id=\"{0}-note-{n}\"{class} data-note=\"{n}\">{pin} {leave}<span>{words}</span></li>\n",
                self.id
            ));
        }
        out + "</ol>\n"
    }

    /// The captions of the film, one for each thing that happens in it.
    fn film(&self, html: &Html) -> String {
        let Some(find) = &self.own.snippet.find else { return String::new() };
        let line = |act: &str, words: String| format!("<li data-act=\"{act}\">{words}</li>\n");
        let text = |key: &str, name: &str| {
            escape(&html.strings.text(key, &[("name", name)]).unwrap_or_default())
        };
        let mut out = "<ol class=\"film\" hidden>\n".to_owned();
        out.push_str(&line("find", text("film_find", &find.query)));
        out.push_str(&line("found", text("film_found", COUNT).replace(COUNT, &count(html, find))));
        for edit in &self.own.edits {
            let (kind, name) = match edit {
                Action::RemoveAttribute(name) => ("remove-attribute", name.as_str()),
                Action::SetAttribute(name, _) => ("set-attribute", name.as_str()),
                Action::AddClass(name) => ("add-class", name.as_str()),
                Action::RemoveClass(name) => ("remove-class", name.as_str()),
                Action::RemoveElement => ("remove-element", ""),
                Action::SetText(text) => ("set-text", text.as_str()),
            };
            let words = |own: &[&str], key: &str| {
                let words = html.site.values.panel_words(own, &html.strings.get(key));
                html.per_reader(&words, |words| escape(&words.replace("{name}", name)))
            };
            let select = format!("select-{kind}");
            out.push_str(&line("select", words(&[&select, "select"], "film_select")));
            let key = format!("film_{}", kind.replace('-', "_"));
            out.push_str(&line("edit", words(&[kind], &key)));
        }
        out.push_str(&line("page", text("film_page", "")));
        out + "</ol>\n"
    }
}

/// Stands for the count where it is put into a sentence.
const COUNT: &str = "\u{fffc}";

/// How many were found, as each browser says it.
fn count(html: &Html, find: &Find) -> String {
    let n = find.current.unwrap_or(usize::from(find.matches > 0)).to_string();
    let total = find.matches.to_string();
    let own: &[&str] = if find.matches == 1 { &["count-one", "count"] } else { &["count"] };
    let words = html.site.values.panel_words(own, &html.strings.get("panel_count"));
    html.per_reader(&words, |words| escape(&words.replace("{n}", &n).replace("{total}", &total)))
}

fn search_box(html: &Html, find: &Find) -> String {
    format!(
        "<p class=\"panel-find\"><span class=\"panel-find-label\">{}</span> <mark>{}</mark> <span class=\"panel-count\">{}</span></p>\n",
        text(html, "panel_search"),
        escape(&find.query),
        count(html, find)
    )
}

fn attribute_html(html: &Html, attribute: &Attribute) -> String {
    let value = if attribute.value.is_empty() {
        String::new()
    } else {
        format!(
            "<span class=\"p\">=</span><span class=\"av\">\"{}\"</span>",
            // In quotes, as the panel shows it.
            escape(&attribute.value.replace('"', "&quot;"))
        )
    };
    let inner = format!("<span class=\"an\">{}</span>{value}", escape(&attribute.name));
    let noted = if attribute.notes.is_empty() { "" } else { " noted" };
    let class = format!(" class=\"attr{noted}\"{}", data_notes(&attribute.notes));
    match attribute.mark {
        None => format!("<span{class}>{inner}</span>"),
        mark => marked(html, mark, &inner, &class),
    }
}

/// What goes or comes, with a word for it that is heard and not seen.
fn marked(html: &Html, mark: Option<Mark>, inner: &str, attributes: &str) -> String {
    let (element, key) = match mark {
        None => return inner.to_owned(),
        Some(Mark::Deleted) => ("del", "panel_deleted"),
        Some(Mark::Inserted) => ("ins", "panel_inserted"),
    };
    format!(
        "<{element}{attributes}><span class=\"visually-hidden\">{} </span>{inner}</{element}>",
        text(html, key)
    )
}

fn data_notes(notes: &[usize]) -> String {
    match notes {
        [] => String::new(),
        notes => {
            let notes: Vec<String> = notes.iter().map(usize::to_string).collect();
            format!(" data-note=\"{}\"", notes.join(" "))
        }
    }
}

/// Text in an attribute that keeps its line ends.
fn attribute_text(value: &str) -> String {
    escape(value).replace('\r', "&#13;").replace('\n', "&#10;")
}

/// What a state is called, among `count` of them.
pub(super) fn state_label(strings: &Strings, number: usize, count: usize) -> String {
    match number {
        0 => strings.get("panel_before"),
        _ if count == 2 => strings.get("panel_after"),
        n => strings.text("panel_after_n", &[("n", &n.to_string())]).unwrap_or_default(),
    }
}

/// The words of the buttons that scripts make.
fn words(html: &Html) -> String {
    let words = [
        ("copy", "panel_copy"),
        ("wrap", "panel_wrap"),
        ("play", "film_play"),
        ("pause", "film_pause"),
        ("next", "film_next"),
        ("again", "film_again"),
    ];
    let words = words.map(|(name, key)| format!(" data-{name}=\"{}\"", text(html, key)));
    words.concat()
}

fn text(html: &Html, key: &str) -> String {
    escape(&html.strings.get(key))
}
