//! `guidepost fork`: the profile of a new institution, with every field that it may set.

use super::args;
use super::exit::{Exit, Failure};
use super::list;
use super::site;
use super::terminal::Terminal;
use crate::config::{Field, FieldKind, Value};
use crate::id::InstitutionId;
use std::fs;
use std::io::{ErrorKind, Write};

pub(super) fn run(args: &args::Fork, terminal: &Terminal) -> Result<Exit, Failure> {
    let sources = site::load(&args.dir)?;
    let fields = list::settings(&sources).fields;
    let name = args.name.clone().unwrap_or_else(|| title(&args.id));
    let path = args.dir.join(format!("content/institutions/{}/institution.yaml", args.id));
    let text = profile(&name, &fields);
    let written = path.parent().map_or(Ok(()), fs::create_dir_all).and_then(|()| {
        fs::File::create_new(&path).and_then(|mut file| file.write_all(text.as_bytes()))
    });
    match written {
        Ok(()) => {}
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            return Err(Failure::usage(format!("`{}` is there already", path.display())));
        }
        Err(error) => {
            return Err(Failure::machine(format!("cannot write `{}`: {error}", path.display())));
        }
    }
    terminal.result(&format!(
        "wrote {}; see it with `guidepost serve --institution {}`",
        path.display(),
        args.id
    ));
    Ok(Exit::Fine)
}

/// `south-otago` → `South Otago`.
fn title(id: &InstitutionId) -> String {
    let word = |word: &str| {
        let mut letters = word.chars();
        letters.next().map(|first| first.to_uppercase().chain(letters).collect::<String>())
    };
    id.as_str().split('-').filter_map(word).collect::<Vec<_>>().join(" ")
}

/// The file: the name, and every other line a comment that shows what holds without it.
fn profile(name: &str, fields: &[Field]) -> String {
    let mut text = format!(
        "# What is different at this institution. Take the `#` from a line to set it; what is shown is what holds now.\n\
         \n\
         # The full name.\n\
         name: {}\n\
         \n\
         # The name that its people use.\n\
         # short-name: {}\n\
         \n\
         # The language of its edition, if it is not the site's.\n\
         # lang: en\n\
         \n\
         # Where its edition will be published.\n\
         # base-url: https://guides.example.edu\n\
         \n\
         # Its accent colour.\n\
         # colours: {{ accent: \"#0b5394\" }}\n\
         \n\
         # A picture in this folder.\n\
         # logo: logo.svg\n",
        scalar(name),
        scalar(name),
    );
    for field in fields {
        text.push('\n');
        let kind = kind(&field.kind);
        let help = field.help.trim();
        let comment = if help.is_empty() { kind } else { format!("{help} ({kind})") };
        for line in comment.lines() {
            text.push_str(&format!("# {line}").replace("#  ", "# "));
            text.push('\n');
        }
        for line in lines(&field.name, &field.default) {
            text.push_str("# ");
            text.push_str(&line);
            text.push('\n');
        }
    }
    text
}

fn kind(kind: &FieldKind) -> String {
    match kind {
        FieldKind::Text => "text".into(),
        FieldKind::Url => "an address".into(),
        FieldKind::Date => "a day, YYYY-MM-DD".into(),
        FieldKind::Number => "a number".into(),
        FieldKind::Choice(words) => words.join(", "),
        FieldKind::List(of) => format!("a list, each {}", self::kind(of)),
        FieldKind::Map(of) => format!("each {}", self::kind(of)),
    }
}

/// `key: value`, a map with a line a key.
fn lines(key: &str, value: &Value) -> Vec<String> {
    match value {
        Value::Map(values) if !values.is_empty() => {
            let inner = values.iter().flat_map(|(key, value)| lines(key, value));
            let inner = inner.map(|line| format!("  {line}"));
            std::iter::once(format!("{key}:")).chain(inner).collect()
        }
        value => vec![format!("{}: {}", scalar(key), flow(value))],
    }
}

fn flow(value: &Value) -> String {
    match value {
        Value::Text(text) => scalar(text),
        Value::Number(number) => number.to_string(),
        Value::Date(date) => date.map_or_else(|| "\"\"".into(), |date| date.to_string()),
        Value::List(values) => {
            format!("[{}]", values.iter().map(flow).collect::<Vec<_>>().join(", "))
        }
        Value::Map(values) => {
            let pair =
                |(key, value): (&String, &Value)| format!("{}: {}", scalar(key), flow(value));
            let pairs: Vec<String> = values.iter().map(pair).collect();
            if pairs.is_empty() { "{}".into() } else { format!("{{ {} }}", pairs.join(", ")) }
        }
    }
}

/// A text as YAML: plain where no reader could take it for anything else, quoted as in JSON elsewhere.
fn scalar(text: &str) -> String {
    let plain = text.chars().next().is_some_and(char::is_alphabetic)
        && text.chars().all(|c| c.is_alphanumeric() || " -_./()'".contains(c))
        && !text.ends_with(' ')
        && !matches!(
            text.to_ascii_lowercase().as_str(),
            "true" | "false" | "yes" | "no" | "on" | "off" | "null" | "y" | "n"
        );
    // An address is the one text with a colon that authors see unquoted everywhere.
    let address = text.starts_with("https://")
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || b":/.-_~%?=&+".contains(&b));
    if plain || address { text.to_owned() } else { serde_json::json!(text).to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    fn field(name: &str, kind: FieldKind, default: Value, help: &str) -> Field {
        Field { name: name.into(), kind, default, help: help.into() }
    }

    fn text(text: &str) -> Value {
        Value::Text(text.into())
    }

    fn sample() -> Vec<Field> {
        let labels = BTreeMap::from([
            ("button".to_owned(), text("New: token")),
            ("heading".to_owned(), text("Approved")),
        ]);
        let choices = FieldKind::Choice(vec!["visible".into(), "hidden".into()]);
        vec![
            field("product", FieldKind::Text, text("LearnIt #2"), "What people call it"),
            field("button", choices, text("hidden"), "Two\nlines"),
            field("help-url", FieldKind::Url, text(""), ""),
            field("days", FieldKind::Number, Value::Number(120), "Longest"),
            field("checked", FieldKind::Date, Value::Date(None), "When"),
            field("labels", FieldKind::Map(Box::new(FieldKind::Text)), Value::Map(labels), "Words"),
            field(
                "hosts",
                FieldKind::List(Box::new(FieldKind::Text)),
                Value::List(vec![text("a, b")]),
                "",
            ),
        ]
    }

    #[test]
    fn a_profile_sets_the_name_and_nothing_else() {
        let yaml: serde_json::Value =
            serde_yaml::from_str(&profile("O'Hara \"U\": x", &sample())).unwrap();
        assert_eq!(yaml, serde_json::json!({ "name": "O'Hara \"U\": x" }));
    }

    #[test]
    fn every_line_may_be_taken_as_it_stands() {
        let profile = profile("Otago", &sample());
        // What a comment says begins with a capital letter or has no colon after its first word.
        let uncommented: Vec<&str> = profile
            .lines()
            .map(|line| line.strip_prefix("# ").unwrap_or(line))
            .filter(|line| {
                line.trim_start().split_once(':').is_some_and(|(key, _)| !key.contains(' '))
            })
            .collect();
        let yaml: serde_json::Value = serde_yaml::from_str(&uncommented.join("\n")).unwrap();
        assert_eq!(yaml["product"], "LearnIt #2");
        assert_eq!(yaml["button"], "hidden");
        assert_eq!(yaml["help-url"], "");
        assert_eq!(yaml["days"], 120);
        assert_eq!(
            yaml["labels"],
            serde_json::json!({ "button": "New: token", "heading": "Approved" })
        );
        assert_eq!(yaml["hosts"], serde_json::json!(["a, b"]));
        assert_eq!(yaml["logo"], "logo.svg");
    }

    #[test]
    fn help_and_choices_stand_above_a_field() {
        let profile = profile("Otago", &sample());
        assert!(
            profile.contains("# Two\n# lines (visible, hidden)\n# button: hidden\n"),
            "{profile}"
        );
    }

    #[test]
    fn an_id_becomes_a_name() {
        assert_eq!(title(&InstitutionId::parse("south-otago").unwrap()), "South Otago");
    }
}
