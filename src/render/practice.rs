//! A practice page to what its template shows: the frame's texts, and the parts that the theme's script builds the screen from.
//!
//! Nothing of the parts is shown without a script. What the reader types to find the target stands nowhere in one piece, and is no
//! attribute once the script has run, so that developer tools find it on the screen alone.

use super::html::{Html, escape};
use super::inline_markdown;
use super::values::{map, optional, safe, text};
use crate::config::WORDS;
use crate::id::SourcePath;
use crate::site::{Practice, Screen, Words};
use pulldown_cmark::{CowStr, Event, Tag};
use serde_json::json;
use tera::Value;

/// What `practice.html` knows as `practice`.
pub(crate) fn value(html: &Html, file: &SourcePath, practice: &Practice) -> Value {
    let list = |values: Vec<Value>| Value::from(values.as_slice());
    let screen =
        |screen: &Screen| map([("name", text(&screen.name)), ("html", safe(&screen.html))]);
    let situations = practice.situations.iter().enumerate().map(|(number, own)| {
        map([
            ("id", text(&own.id)),
            ("label_html", safe(&inline(html, file, &own.label))),
            ("first", Value::from(number == 0)),
        ])
    });
    let stops = practice.situations.iter().filter_map(|own| {
        let stop = own.stop.as_ref()?;
        Some(map([("id", text(&own.id)), ("html", safe(&inline(html, file, stop)))]))
    });
    let words = WORDS.iter().map(|name| {
        let own = practice.words.iter().find(|(known, _)| known == name);
        let said = own.map_or_else(
            || inline_markdown(&html.strings.get(&format!("practice_{}", name.replace('-', "_")))),
            |(_, words)| inline(html, file, words),
        );
        map([("name", text(name)), ("html", safe(&said))])
    });
    let back = practice.back.as_ref().map(|(link, _)| html.href(file, link));
    map([
        ("config", text(&config(practice))),
        ("find", practice.find.as_deref().map_or_else(Value::none, |find| safe(&divided(find)))),
        ("situations", list(situations.collect())),
        ("screens", list(practice.screens.iter().map(screen).collect())),
        ("dialog", practice.dialog.as_ref().map_or_else(Value::none, screen)),
        ("stops", list(stops.collect())),
        ("words", list(words.collect())),
        ("token", optional(practice.token.as_deref())),
        ("back", optional(back.as_deref())),
    ])
}

/// What the script needs to know, as JSON.
fn config(practice: &Practice) -> String {
    let situations: Vec<_> = practice
        .situations
        .iter()
        .map(|own| {
            let screen = practice.screens.get(own.screen).map(|screen| &screen.name);
            json!({ "id": own.id, "hide": own.hide.name(), "screen": screen, "tip": own.tip })
        })
        .collect();
    json!({ "target": practice.target, "leaveAlone": practice.leave_alone, "situations": situations })
        .to_string()
}

/// Text that no search for it finds: it stands in two pieces.
fn divided(text: &str) -> String {
    let at = text.char_indices().nth(1).map_or(text.len(), |(at, _)| at);
    format!("{}<!---->{}", escape(&text[..at]), escape(&text[at..]))
}

fn inline(html: &Html, file: &SourcePath, words: &Words) -> String {
    let events = words.events.iter().map(|event| match event {
        Event::Start(Tag::Link { link_type, dest_url, title, id }) => Event::Start(Tag::Link {
            link_type: *link_type,
            dest_url: CowStr::from(html.href(file, dest_url)),
            title: title.clone(),
            id: id.clone(),
        }),
        event => event.clone(),
    });
    let mut out = String::new();
    pulldown_cmark::html::push_html(&mut out, events);
    out.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_searched_for_stands_in_two_pieces() {
        assert_eq!(divided("a.b<"), "a<!---->.b&lt;");
        assert_eq!(divided("é"), "é<!---->");
    }
}
