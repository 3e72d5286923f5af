//! What front matter says of a practice page, with its screens and words as this edition has them.
//!
//! 1. Each snippet that it names is found, its variables are filled in, and it becomes HTML that can be published ([`live`]).
//! 2. Every selector is tried on every screen: the target must be one element of each, and what is to be left alone must be on one at least.
//! 3. Words are read as inline Markdown.
//!
//! Never fails: a screen that is not there is empty, with a diagnostic. What happens on the page is the theme's script's.

use super::resolve::Resolver;
use super::variables::is_for_reader;
use crate::config::{self, Hiding};
use crate::diagnostic::{Code, Diagnostic, Span, nearest};
use crate::id::SourcePath;
use crate::markup::template;
use crate::snippet::live;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// A practice page.
#[derive(PartialEq)]
pub(crate) struct Practice {
    /// Every screen once; situations name them by number.
    pub(crate) screens: Vec<Screen>,
    pub(crate) target: String,
    /// What readers type to find the target.
    pub(crate) find: Option<String>,
    pub(crate) situations: Vec<Situation>,
    pub(crate) leave_alone: Vec<String>,
    /// What opens when the target is used.
    pub(crate) dialog: Option<Screen>,
    /// What the reader gets in the end.
    pub(crate) token: Option<String>,
    /// A link to where readers come from, and its place.
    pub(crate) back: Option<(String, Span)>,
    /// What is said when; a theme has its own words for the others.
    pub(crate) words: Vec<(&'static str, Words)>,
}

/// A piece of HTML that can be published.
#[derive(Clone, PartialEq)]
pub(crate) struct Screen {
    /// The name of its file without the ending.
    pub(crate) name: String,
    pub(crate) html: String,
}

/// A way in which the target is out of reach.
#[derive(PartialEq)]
pub(crate) struct Situation {
    pub(crate) id: String,
    pub(crate) label: Words,
    pub(crate) hide: Hiding,
    /// The number of its screen.
    pub(crate) screen: usize,
    pub(crate) tip: Option<String>,
    pub(crate) stop: Option<Words>,
}

/// Inline Markdown, and where it stands.
#[derive(PartialEq)]
pub(crate) struct Words {
    pub(crate) events: Vec<Event<'static>>,
    span: Span,
}

impl Practice {
    /// Every link that its words hold, with their places.
    pub(crate) fn links(&self) -> impl Iterator<Item = (&str, Span)> {
        let labels = self.situations.iter().flat_map(|own| [Some(&own.label), own.stop.as_ref()]);
        let words = labels.flatten().chain(self.words.iter().map(|(_, words)| words));
        let links = words.flat_map(|words| {
            words.events.iter().filter_map(|event| match event {
                Event::Start(Tag::Link { dest_url, .. }) => Some((&**dest_url, words.span)),
                _ => None,
            })
        });
        links.chain(self.back.as_ref().map(|(link, span)| (link.as_str(), *span)))
    }
}

/// Makes a practice page of what `file` says in its front matter.
pub(super) fn practice(
    resolver: &mut Resolver,
    file: &SourcePath,
    front: &config::Practice,
) -> Practice {
    let mut stage = Stage { resolver, file, screens: Vec::new() };
    let first = stage.screen(&front.snippet);
    let situations = front.situations.iter().map(|own| Situation {
        id: own.id.clone(),
        label: stage.words(&own.label),
        hide: own.hide,
        screen: own.snippet.as_ref().map_or(first, |snippet| stage.screen(snippet)),
        tip: own.tip.as_ref().map(|tip| stage.text(tip)),
        stop: own.stop.as_ref().map(|stop| stage.words(stop)),
    });
    let situations: Vec<Situation> = situations.collect();
    let used = |number: &usize| situations.iter().any(|own| own.screen == *number);
    let used: Vec<usize> = (0..stage.screens.len()).filter(used).collect();

    let mut is_selector = true;
    for number in &used {
        is_selector = is_selector && stage.check_target(&front.target, *number);
    }
    for selector in &front.leave_alone {
        stage.check_left_alone(selector, &used);
    }
    let count = stage.screens.len();
    let dialog = front.dialog.as_ref().map(|dialog| stage.screen(dialog));
    let dialog = dialog.map(|number| stage.screens[number].clone());
    stage.screens.truncate(count);
    Practice {
        situations,
        target: front.target.0.clone(),
        find: front.find.as_ref().map(|find| stage.text(find)),
        leave_alone: front.leave_alone.iter().map(|(selector, _)| selector.clone()).collect(),
        dialog,
        token: front.token.as_ref().map(|token| stage.text(token)),
        back: front.back.as_ref().map(|(link, span)| (stage.text(link), *span)),
        words: front.words.iter().map(|(name, words)| (*name, stage.words(words))).collect(),
        screens: stage.screens,
    }
}

struct Stage<'s, 'r> {
    resolver: &'s mut Resolver<'r>,
    file: &'s SourcePath,
    screens: Vec<Screen>,
}

impl Stage<'_, '_> {
    /// The number of the screen of that name.
    fn screen(&mut self, (name, span): &(String, Span)) -> usize {
        if let Some(known) = self.screens.iter().position(|screen| screen.name == *name) {
            return known;
        }
        let documents = self.resolver.documents;
        let html = if let Some((path, text)) = documents.snippet(name) {
            let filled = fill(self.resolver, path, text);
            live::live(&filled).unwrap_or_else(|reason| {
                self.resolver.diagnostics.push(
                    Diagnostic::new(
                        Code::BadSnippet,
                        format!("this HTML cannot be shown: {reason}"),
                    )
                    .at(path, Span::default())
                    .label("not usable as a snippet"),
                );
                String::new()
            })
        } else {
            let wrong = Diagnostic::new(Code::DeadLink, format!("there is no snippet `{name}`"))
                .at(self.file, *span)
                .label("not found")
                .help(format!("it would be the file `content/snippets/{name}.html`"))
                .did_you_mean(name, documents.snippet_names());
            self.resolver.diagnostics.push(wrong);
            String::new()
        };
        self.screens.push(Screen { name: name.clone(), html });
        self.screens.len() - 1
    }

    /// Reports a target that is not one element of the screen. Whether it is a selector at all.
    fn check_target(&mut self, (selector, span): &(String, Span), number: usize) -> bool {
        let screen = &self.screens[number];
        let wrong = match live::count(&screen.html, selector) {
            Err(reason) => bad_selector(selector, &reason),
            Ok(1) => return true,
            // Why it is empty has been said.
            Ok(_) if screen.html.is_empty() => return true,
            Ok(0) => dead_selector(selector, &[screen]),
            Ok(several) => Diagnostic::new(
                Code::AmbiguousSelector,
                format!(
                    "`{selector}` matches {several} elements of `{}`, and one is meant",
                    screen.name
                ),
            )
            .label("which of them?")
            .help("make it longer, as in `#id a.button` or `li:nth-child(2)`"),
        };
        let is_selector = wrong.code != Code::BadSelector;
        self.resolver.diagnostics.push(wrong.at(self.file, *span));
        is_selector
    }

    fn check_left_alone(&mut self, (selector, span): &(String, Span), used: &[usize]) {
        let screens: Vec<&Screen> = used.iter().map(|number| &self.screens[*number]).collect();
        let counts: Result<Vec<usize>, String> =
            screens.iter().map(|screen| live::count(&screen.html, selector)).collect();
        let wrong = match counts {
            Err(reason) => bad_selector(selector, &reason),
            Ok(counts) if counts.iter().any(|count| *count > 0) => return,
            // It may be on a screen that is not there, which has been said.
            Ok(_) if screens.iter().any(|screen| screen.html.is_empty()) => return,
            Ok(_) => dead_selector(selector, &screens),
        };
        self.resolver.diagnostics.push(wrong.at(self.file, *span));
    }

    fn text(&mut self, text: &str) -> String {
        self.resolver.front_matter(self.file, text)
    }

    fn words(&mut self, (text, span): &(String, Span)) -> Words {
        let text = self.text(text);
        let options = Options::ENABLE_STRIKETHROUGH | Options::ENABLE_GFM;
        let is_inline = |event: &Event| {
            !matches!(event, Event::Start(Tag::Paragraph) | Event::End(TagEnd::Paragraph))
        };
        let events = Parser::new_ext(&text, options).filter(is_inline).map(Event::into_static);
        Words { events: events.collect(), span: *span }
    }
}

fn bad_selector(selector: &str, reason: &str) -> Diagnostic {
    Diagnostic::new(Code::BadSelector, format!("`{selector}` is not a CSS selector"))
        .label("cannot be read")
        .help(reason.to_owned())
        .help("a selector is `tag`, `.class`, `#id`, `[attribute]`, or several of these, as in `a.button`")
}

fn dead_selector(selector: &str, screens: &[&Screen]) -> Diagnostic {
    let names: Vec<String> = screens.iter().map(|screen| format!("`{}`", screen.name)).collect();
    let message = format!("`{selector}` matches nothing in {}", names.join(" and "));
    let wrong = Diagnostic::new(Code::DeadSelector, message).label("no such element");
    let known: Vec<String> =
        screens.iter().flat_map(|screen| live::selectors(&screen.html)).collect();
    match nearest(selector, known.iter().map(String::as_str)) {
        Some(near) => wrong.help(format!("did you mean `{near}`?")).suggest(near),
        None => wrong,
    }
}

/// Fills in the variables of a snippet's HTML; what is wrong with them is reported where they stand.
fn fill(resolver: &mut Resolver, file: &SourcePath, html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut from = 0;
    for found in template::find(html) {
        out.push_str(&template::unescape(&html[from..found.start]));
        from = found.end;
        let value = if is_for_reader(found.path) {
            let message =
                format!("`{}` differs by reader, so it cannot stand in a snippet", found.path);
            Err(Diagnostic::new(Code::MisplacedVariable, message).label("known only to the reader"))
        } else {
            resolver.values.value(found.path, &resolver.page)
        };
        match value {
            // Writing to a String cannot fail.
            Ok(value) => drop(pulldown_cmark_escape::escape_html(&mut out, &value)),
            Err(wrong) => {
                let start =
                    found.start + html[found.start..found.end].find(found.path).unwrap_or(0);
                let span = Span::new(start, start + found.path.len());
                resolver.diagnostics.push(wrong.at(file, span));
            }
        }
    }
    out.push_str(&template::unescape(&html[from..]));
    out
}

#[cfg(test)]
mod tests {
    use crate::compile::{Options, compile};
    use crate::source::Sources;

    const SITE: &str = "
        //- /site.yaml
        institution-fields: { desk: { type: text, default: A & B } }
        //- /content/snippets/printer.html
        <p id=menu hidden>Menu<p><a class='start go' style='display: none'>Print at {{ institution.desk }}</a>
        //- /content/snippets/old.html
        <a class=start>Print</a>
        //- /content/pages/index.md
        ---
        kind: practice
        practice:
          snippet: printer
          target: a.start
          situations:
            - { id: one, label: In the element, hide: style }
            - { id: two, label: On an old printer, hide: class, snippet: old }
          leave-alone: [\"#menu\"]
          words: { appeared: \"It is **there**, {{ institution.desk }}. [More](index.md)\" }
        ---
        Try it.
        ";

    fn mistakes(from: &str, to: &str) -> Vec<String> {
        assert!(SITE.contains(from), "{from}");
        let sources = Sources::from_fixture(&SITE.replace(from, to));
        let show = |d: &crate::diagnostic::Diagnostic| {
            let place = d.place.as_ref().unwrap();
            let text = sources.text(place.file.as_str()).unwrap();
            let at = &text[place.span.start..place.span.end];
            let near = d.suggestion.as_ref().map(|s| format!(" -> `{s}`")).unwrap_or_default();
            format!("{} `{at}`{near}: {}", d.code.name(), d.message)
        };
        compile(&sources, &Options::default()).diagnostics.iter().map(show).collect()
    }

    #[test]
    fn a_practice_page_has_its_screens_and_words() {
        assert_eq!(mistakes("Try it.", "Try it."), Vec::<String>::new());
        let build = compile(&Sources::from_fixture(SITE), &Options::default()).build;
        let html = String::from_utf8(build.get("index.html").unwrap().to_vec()).unwrap();
        assert!(
            html.contains(
                r#"<a class="start go" data-style="display: none">Print at A &amp; B</a>"#
            )
        );
        assert!(
            html.contains(
                r#"It is <strong>there</strong>, A &amp; B. <a href="index.html">More</a>"#
            )
        );
        assert!(!html.contains(" style="));
    }

    #[test]
    fn selectors_must_match_on_every_screen() {
        assert_eq!(
            mistakes("target: a.start", "target: a.strat"),
            [
                "dead-selector `a.strat` -> `a.start`: `a.strat` matches nothing in `old`",
                "dead-selector `a.strat` -> `a.start`: `a.strat` matches nothing in `printer`",
            ]
        );
        assert_eq!(
            mistakes("target: a.start", "target: a.go"),
            ["dead-selector `a.go`: `a.go` matches nothing in `old`"]
        );
        assert_eq!(
            mistakes("target: a.start", "target: a, p"),
            ["ambiguous-selector `a, p`: `a, p` matches 3 elements of `printer`, and one is meant"]
        );
        let wrong = mistakes("target: a.start", "target: \"a[\"");
        assert_eq!(wrong, ["bad-selector `a[`: `a[` is not a CSS selector"]);
        assert_eq!(
            mistakes("\"#menu\"", "\"#menus\""),
            ["dead-selector `#menus` -> `#menu`: `#menus` matches nothing in `printer` and `old`"]
        );
    }

    #[test]
    fn what_is_not_there_is_reported_once_at_its_place() {
        assert_eq!(
            mistakes("snippet: printer", "snippet: pinter"),
            ["dead-link `pinter` -> `printer`: there is no snippet `pinter`",]
        );
        assert_eq!(
            mistakes("[More](index.md)", "[More](indx.md)"),
            ["dead-link `indx.md` -> `index.md`: there is no page or file `indx.md`"]
        );
        assert_eq!(
            mistakes("at {{ institution.desk }}", "at {{ institution.dsk }}"),
            [
                "unknown-variable `institution.dsk` -> `institution.desk`: there is no variable `institution.dsk`"
            ]
        );
        assert_eq!(
            mistakes("at {{ institution.desk }}", "at {{ browser.name }}"),
            [
                "misplaced-variable `browser.name`: `browser.name` differs by reader, so it cannot stand in a snippet"
            ]
        );
    }

    #[test]
    fn a_page_is_left_out_where_its_condition_does_not_hold() {
        let site = |when: &str| {
            let second = format!(
                "//- /content/pages/more.md\n---\nwhen: \"{when}\"\n---\nMore.\n//- /content/pages/a.md\n[More](more.md)\n"
            );
            let sources = Sources::from_fixture(&format!("//- /site.yaml\ntitle: T\n{second}"));
            let compiled = compile(&sources, &Options::default());
            let wrong = compiled.diagnostics.iter().map(|d| {
                let span = d.place.as_ref().unwrap().span;
                let text = sources.text(d.place.as_ref().unwrap().file.as_str()).unwrap();
                format!("{} `{}`: {}", d.code.name(), &text[span.start..span.end], d.message)
            });
            (compiled.build.get("more.html").is_some(), wrong.collect::<Vec<_>>())
        };
        assert_eq!(site("site.title = S, T"), (true, Vec::new()));
        let left_out = "dead-link `more.md`: `more.md` is left out of this edition".to_owned();
        assert_eq!(site("site.title != T"), (false, vec![left_out]));
        let unknown = "unknown-variable `site.titel`: there is no variable `site.titel`".to_owned();
        assert_eq!(site("site.titel = T"), (true, vec![unknown]));
        let unreadable = "bad-condition `site`: this condition cannot be read".to_owned();
        assert_eq!(site("site"), (true, vec![unreadable]));
    }
}
