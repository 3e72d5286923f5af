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
    for field in fields.iter().filter(|field| !field.broken) {
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
        // Not set: the author is to write the value.
        Value::Date(None) => vec![format!("{}:", scalar(key))],
        Value::Text(text) if text.is_empty() => vec![format!("{}:", scalar(key))],
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
    use crate::config::{Institution, SiteSettings};
    use crate::id::SourcePath;

    const SITE: &str = r#"
institution-fields:
  product: { type: text, default: "LearnIt #2: new", help: What people call it }
  button: { type: choice, choices: [visible, hidden], default: hidden, help: "Two\nlines" }
  help-url: { type: url }
  home: { type: url, default: "https://example.edu/a?b=c", help: Where }
  days: { type: number, default: 120, help: Longest }
  most: { type: number }
  checked: { type: date, help: When }
  since: { type: date, default: 2026-02-03 }
  labels: { type: map, of: text, default: { heading: "Yes", button: "New: token" }, help: Words }
  hosts: { type: list, of: text, default: ["a, b", "no"] }
  none: { type: list, of: text }
"#;

    fn settings() -> SiteSettings {
        let (settings, wrong) = SiteSettings::read(&SourcePath::parse("site.yaml").unwrap(), SITE);
        assert_eq!(wrong, []);
        settings
    }

    fn read(text: &str) -> Institution {
        let file = SourcePath::parse("content/institutions/x/institution.yaml").unwrap();
        let id = InstitutionId::parse("x").unwrap();
        let (institution, wrong) = Institution::read(id, &file, text, &settings());
        assert_eq!(wrong, [], "{text}");
        institution
    }

    #[test]
    fn a_profile_sets_the_name_and_nothing_else() {
        for name in
            ["Otago", "O'Hara \"U\": x #1", "Yes", "Te Herenga Waka — Victoria", "- a", "012"]
        {
            let institution = read(&profile(name, &settings().fields));
            assert_eq!(institution, read(&format!("name: {}", serde_json::json!(name))));
            assert_eq!(institution.name, name);
        }
    }

    #[test]
    fn a_line_may_be_taken_as_it_stands_and_changes_nothing() {
        let profile = profile("Otago", &settings().fields);
        let plain = read(&profile);
        // The lines below a field's comment: those that begin with its name, and those of its map.
        let mut taken = 0;
        let uncommented: Vec<&str> = profile
            .lines()
            .map(|line| {
                let Some(bare) = line.strip_prefix("# ") else { return line };
                let key = bare.split(':').next().unwrap();
                let is_field = plain.fields.contains_key(key) || bare.starts_with("  ");
                let is_field = is_field && !bare.ends_with(':') || key == "labels";
                taken += usize::from(is_field);
                if is_field { bare } else { line }
            })
            .collect();
        // The map has two lines more; three fields have no value yet to take.
        assert_eq!(taken, plain.fields.len() + 2 - 3, "{profile}");
        assert_eq!(read(&uncommented.join("\n")), plain);
    }

    #[test]
    fn help_and_choices_stand_above_a_field() {
        let profile = profile("Otago", &settings().fields);
        let block = "# Two\n# lines (visible, hidden)\n# button: hidden\n";
        assert!(profile.contains(block), "{profile}");
    }

    #[test]
    fn an_id_becomes_a_name() {
        assert_eq!(title(&InstitutionId::parse("south-otago").unwrap()), "South Otago");
    }
}
