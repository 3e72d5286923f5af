//! The names of options, ours and those of other tools.

use super::Mark;

/// Our own spelling of every option, for suggestions.
pub(super) const NAMES: &[&str] = &[
    "title",
    "mark",
    "ins",
    "del",
    "collapse",
    "showLineNumbers",
    "startLineNumber",
    "no-copy",
    "wrap",
];

/// What an option is for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Meaning {
    Title,
    Mark(Mark),
    /// As `Mark(Marked)`, but a quoted value is a list of lines, not words.
    Lines,
    Collapse,
    Numbers(bool),
    Start,
    Copy(bool),
    Wrap(bool),
    /// Another tool's; means nothing here.
    Elsewhere,
}

/// What the option of that name is for, in any tool's spelling. The case of letters, hyphens and underscores do not count.
pub(super) fn option(name: &str) -> Option<Meaning> {
    let folded: String =
        name.chars().filter(|c| !"-_".contains(*c)).flat_map(char::to_lowercase).collect();
    Some(match &*folded {
        "title" | "name" | "filename" | "file" | "caption" => Meaning::Title,
        "mark" => Meaning::Mark(Mark::Marked),
        "ins" | "inserted" | "add" | "added" => Meaning::Mark(Mark::Inserted),
        "del" | "deleted" | "remove" | "removed" => Meaning::Mark(Mark::Deleted),
        "hllines" | "highlight" | "highlightlines" | "emphasizelines" => Meaning::Lines,
        "collapse" => Meaning::Collapse,
        "showlinenumbers" | "linenumbers" | "linenos" | "linenums" | "numberlines" => {
            Meaning::Numbers(true)
        }
        "nolinenumbers" => Meaning::Numbers(false),
        "startlinenumber" | "linenostart" | "startfrom" => Meaning::Start,
        "nocopy" => Meaning::Copy(false),
        "copy" => Meaning::Copy(true),
        "wrap" | "wordwrap" => Meaning::Wrap(true),
        "nowrap" => Meaning::Wrap(false),
        "frame" | "theme" | "style" | "icon" | "id" | "class" | "live" | "noinline"
        | "twoslash" | "editable" | "runnable" | "expandable" | "preserveindent"
        | "hangingindent" | "tabwidth" | "anchorlinenos" | "lineanchors" | "linenostyle"
        | "hidelines" | "cmd" | "eval" | "echo" | "include" | "exec" | "output" | "label"
        | "group" => Meaning::Elsewhere,
        _ => return None,
    })
}
