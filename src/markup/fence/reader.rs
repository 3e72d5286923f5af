//! The items of an info string to a [`Fence`], checked against the lines and words of the code.

use super::info::{Item, Shape, Value, read_attributes};
use super::option::{Meaning, NAMES, option};
use super::{Fence, LONGEST_NAME, LineSet, Mark, Words};
use crate::diagnostic::{Code, Diagnostic, nearest};
use crate::id::SourcePath;
use std::ops::Range;

/// Takes the items of an info string one by one into a [`Fence`].
pub(super) struct Reader<'a> {
    info: &'a str,
    code: &'a str,
    /// How many lines the code has.
    lines: usize,
    /// Whether variables in the code are yet to be filled in, so that nobody knows which words it will have.
    unfinished: bool,
    file: &'a SourcePath,
    offset: usize,
    fence: Fence,
    /// The ranges of the fence's sets of lines, joined only at the end.
    marked: Vec<(usize, usize)>,
    inserted: Vec<(usize, usize)>,
    deleted: Vec<(usize, usize)>,
    collapsed: Vec<(usize, usize)>,
    diagnostics: Vec<Diagnostic>,
}

impl<'a> Reader<'a> {
    /// Reads into an empty fence.
    pub(super) fn new(info: &'a str, code: &'a str, file: &'a SourcePath, offset: usize) -> Self {
        Self {
            info,
            code,
            lines: code.lines().count(),
            unfinished: code.contains("{{"),
            file,
            offset,
            fence: Fence::default(),
            marked: Vec::new(),
            inserted: Vec::new(),
            deleted: Vec::new(),
            collapsed: Vec::new(),
            diagnostics: Vec::new(),
        }
    }

    /// What was read and what is wrong with it.
    pub(super) fn finish(self) -> (Fence, Vec<Diagnostic>) {
        let fence = Fence {
            marked: LineSet::new(self.marked),
            inserted: LineSet::new(self.inserted),
            deleted: LineSet::new(self.deleted),
            collapsed: LineSet::new(self.collapsed),
            ..self.fence
        };
        (fence, self.diagnostics)
    }

    /// Takes one item.
    pub(super) fn item(&mut self, item: &Item) {
        let name = &self.info[item.name.clone()];
        let Some(value) = &item.value else { return self.word(name, item) };
        if !value.closed {
            if !item.foreign {
                let sign = match value.shape {
                    Shape::Braces => '}',
                    Shape::Brackets => ']',
                    _ => '"',
                };
                let open = self.wrong(Code::UnknownCodeOption, "this is never closed", &item.at);
                self.diagnostics.push(open.help(format!("end it with `{sign}`")));
            }
        } else if name.is_empty() {
            self.alone(value, &item.at);
        } else if let Some(meaning) = option(name) {
            self.assign(meaning, value);
        } else if !item.foreign {
            let message = format!("code blocks have no option `{name}`");
            let unknown = self.wrong(Code::UnknownCodeOption, message, &item.name);
            let unknown = unknown.label("unknown option");
            self.diagnostics.push(if name.len() <= LONGEST_NAME {
                unknown.did_you_mean(name, NAMES.iter().copied())
            } else {
                unknown
            });
        }
    }

    /// A bare word: a switch, a slip of the pen, or nothing to us.
    fn word(&mut self, name: &str, item: &Item) {
        let fence = &mut self.fence;
        match option(name) {
            Some(Meaning::Numbers(true)) => {
                fence.first_number.get_or_insert(1);
            }
            Some(Meaning::Numbers(false)) => fence.first_number = None,
            Some(Meaning::Copy(copy)) => fence.no_copy = !copy,
            Some(Meaning::Wrap(wrap)) => fence.wrap = wrap,
            // `file` or `add` may be anything; `title` alone can only be our option.
            Some(meaning) if NAMES.contains(&name) && !item.foreign => {
                let example = match meaning {
                    Meaning::Title => "title=\"settings page\"".to_owned(),
                    Meaning::Start => "startLineNumber=10".to_owned(),
                    _ => format!("{name}={{1,3-5}}"),
                };
                let message = format!("`{name}` has no value");
                let bare = self.wrong(Code::UnknownCodeOption, message, &item.at);
                self.diagnostics.push(bare.help(format!("write `{example}`")));
            }
            None if !item.foreign && (4..=LONGEST_NAME).contains(&name.len()) => {
                let long = || NAMES.iter().copied().filter(|known| known.len() >= 4);
                if nearest(name, long()).is_some() {
                    let message = format!("`{name}` means nothing after a language");
                    let slip = self.wrong(Code::UnknownCodeOption, message, &item.at);
                    self.diagnostics.push(slip.label("unknown option").did_you_mean(name, long()));
                }
            }
            _ => {}
        }
    }

    /// A value without a name.
    fn alone(&mut self, value: &Value, at: &Range<usize>) {
        match value.shape {
            Shape::Quoted => self.words(Mark::Marked, value),
            Shape::Regex => self.regex(at),
            Shape::Brackets => {
                let label = self.info[value.at.clone()].trim();
                if !label.is_empty() {
                    self.fence.title.get_or_insert_with(|| label.to_owned());
                }
            }
            _ => {
                let inside = &self.info[without_label(self.info, value.at.clone())];
                if inside.trim_start().starts_with(|c: char| c.is_ascii_digit()) {
                    let lines = self.ranges(value);
                    self.marked.extend(lines);
                } else {
                    for item in read_attributes(self.info, value.at.clone()) {
                        let group = item.value.as_ref().is_some_and(|v| v.shape == Shape::Braces);
                        if !(group && item.name.is_empty()) {
                            self.item(&item);
                        }
                    }
                }
            }
        }
    }

    /// `name=value`.
    fn assign(&mut self, meaning: Meaning, value: &Value) {
        let text = &self.info[value.at.clone()];
        let off = ["false", "off", "none", "no", "0"].contains(&text);
        match meaning {
            Meaning::Title => {
                let title = match value.shape {
                    Shape::Regex => format!("/{text}/"),
                    Shape::Quoted => unescaped(text),
                    _ => text.to_owned(),
                };
                if !title.is_empty() {
                    self.fence.title.get_or_insert(title);
                }
            }
            Meaning::Mark(mark) => {
                let number = text.starts_with(|c: char| c.is_ascii_digit());
                match value.shape {
                    Shape::Regex => self.regex(&(value.at.start - 1..value.at.end + 1)),
                    Shape::Quoted => self.words(mark, value),
                    Shape::Bare if !number => self.words(mark, value),
                    _ => {
                        let lines = self.ranges(value);
                        match mark {
                            Mark::Marked => self.marked.extend(lines),
                            Mark::Inserted => self.inserted.extend(lines),
                            Mark::Deleted => self.deleted.extend(lines),
                        }
                    }
                }
            }
            Meaning::Lines => {
                let lines = self.ranges(value);
                self.marked.extend(lines);
            }
            Meaning::Collapse => {
                let lines = self.ranges(value);
                self.collapsed.extend(lines);
            }
            Meaning::Numbers(on) => {
                let first = text.parse().ok().filter(|first| *first > 0);
                let before = self.fence.first_number;
                self.fence.first_number = (on != off).then(|| first.or(before).unwrap_or(1));
            }
            Meaning::Start => {
                if let Ok(first) = text.parse() {
                    self.fence.first_number = Some(first);
                } else {
                    let message = format!("`{text}` is not a line number");
                    let wrong = self.wrong(Code::BadCodeMark, message, &value.at);
                    self.diagnostics.push(wrong.help("write a number, as in `startLineNumber=10`"));
                }
            }
            Meaning::Copy(copy) => self.fence.no_copy = copy == off,
            Meaning::Wrap(wrap) => self.fence.wrap = wrap != off,
            Meaning::Elsewhere => {}
        }
    }

    /// Marks words, and reports them if the code has them nowhere.
    fn words(&mut self, mark: Mark, value: &Value) {
        let text = unescaped(&self.info[value.at.clone()]);
        if text.is_empty() {
            return;
        }
        if !self.unfinished && !self.code.contains(&text) {
            let message = format!("`{text}` does not occur in the code");
            let missing = self.wrong(Code::BadCodeMark, message, &value.at);
            self.diagnostics.push(
                missing
                    .label("not in the code")
                    .help("write the words to mark exactly as they stand in one line of the code"),
            );
        }
        self.fence.words.push(Words { mark, text });
    }

    fn regex(&mut self, at: &Range<usize>) {
        let regex = self.wrong(
            Code::UnknownCodeOption,
            "regular expressions cannot choose what to mark",
            at,
        );
        self.diagnostics.push(regex.help("write the words themselves, in quotes"));
    }

    /// Reads numbers and ranges; any signs that other tools put around and between them count as commas.
    fn ranges(&mut self, value: &Value) -> Vec<(usize, usize)> {
        let at = without_label(self.info, value.at.clone());
        let list = &self.info[at.clone()];
        let mut ranges = Vec::new();
        let mut start = 0;
        for entry in list.split(|c: char| c.is_whitespace() || ",\"'[]".contains(c)) {
            let place = at.start + start..at.start + start + entry.len();
            // Each of the separators is one byte long, or white space.
            start += entry.len();
            start += list[start..].chars().next().map_or(0, char::len_utf8);
            if !entry.is_empty() {
                ranges.extend(self.range(entry, &place));
            }
        }
        ranges
    }

    /// One number or range, cut to the lines that there are.
    fn range(&mut self, entry: &str, at: &Range<usize>) -> Option<(usize, usize)> {
        let (first, last) = entry.split_once(['-', '–']).unwrap_or((entry, entry));
        let (Ok(first), Ok(last)) = (first.parse::<usize>(), last.parse::<usize>()) else {
            let wrong =
                self.wrong(Code::BadCodeMark, format!("`{entry}` is not a line number"), at);
            self.diagnostics
                .push(wrong.help("write numbers and ranges with commas between, as in `{1,3-5}`"));
            return None;
        };
        if first > last {
            let wrong =
                self.wrong(Code::BadCodeMark, format!("the lines `{entry}` run backwards"), at);
            let mended = format!("{last}-{first}");
            self.diagnostics.push(wrong.help(format!("write `{mended}`")).suggest(mended));
        }
        let (first, last) = (first.min(last), first.max(last));
        if first == 0 || last > self.lines {
            let missing = if first == 0 { 0 } else { first.max(self.lines + 1) };
            let wrong =
                self.wrong(Code::BadCodeMark, format!("the code has no line {missing}"), at);
            self.diagnostics.push(if first == 0 {
                wrong.help("lines are counted from 1")
            } else {
                let plural = if self.lines == 1 { "" } else { "s" };
                wrong.label(format!("the code has {} line{plural}", self.lines))
            });
        }
        let cut = (first.max(1), last.min(self.lines));
        (cut.0 <= cut.1).then_some(cut)
    }

    fn wrong(&self, code: Code, message: impl Into<String>, at: &Range<usize>) -> Diagnostic {
        Diagnostic::new(code, message).at(self.file, self.offset + at.start..self.offset + at.end)
    }
}

/// Expressive Code's `"label":5-6`, without the label, which we do not show.
fn without_label(info: &str, at: Range<usize>) -> Range<usize> {
    let text = &info[at.clone()];
    match text.find("\":") {
        Some(end) if text.trim_start().starts_with('"') => at.start + end + 2..at.end,
        _ => at,
    }
}

/// A quotation's text: `\"`, `\'` and `\\` are resolved, other backslashes stay (`C:\Users`).
fn unescaped(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let escaped = if c == '\\' { rest.next_if(|next| "\"'\\".contains(*next)) } else { None };
        plain.push(escaped.unwrap_or(c));
    }
    plain
}
