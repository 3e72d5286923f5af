//! What is wrong and where: the type that every stage returns beside its result.
//!
//! Data only. [`render`] turns it into text for a terminal, JSON, GitHub annotations or SARIF; [`codes`] holds one page a code.
//! Never prints, never stops a build.

mod codes;
mod line_index;
pub mod render;

use crate::id::SourcePath;
pub use codes::Code;
pub(crate) use line_index::LineIndex;

/// A range of bytes in one file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// The first byte.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
}

impl Span {
    /// The bytes from `start` up to but not including `end`.
    pub fn new(start: usize, end: usize) -> Self {
        Self { start, end: end.max(start) }
    }
}

impl From<std::ops::Range<usize>> for Span {
    fn from(range: std::ops::Range<usize>) -> Self {
        Self::new(range.start, range.end)
    }
}

/// A range of bytes and the file that it is in.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The file, relative to the site's folder.
    pub file: SourcePath,
    /// The bytes meant.
    pub span: Span,
}

/// How much it matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The content is wrong: `build` and `check` end with code 1.
    Error,
    /// Probably not what the author wants; an error under `--strict`.
    Warning,
}

/// A text to put at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edit<'a> {
    /// What to replace.
    pub place: &'a Place,
    /// What to put there.
    pub replacement: &'a str,
}

/// A second place that explains the first: where an id was first used, say.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Related {
    /// Where.
    pub place: Place,
    /// What is there, in a few words.
    pub label: String,
}

/// One mistake, with all that an author needs to mend it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Diagnostic {
    /// Where it is; `None` if it is about the site as a whole.
    pub place: Option<Place>,
    /// The kind of mistake.
    pub code: Code,
    /// One sentence without a full stop that says what is wrong.
    pub message: String,
    /// A few words that stand under the marked text; may be empty.
    pub label: String,
    /// What was expected, or what to do, one sentence each.
    pub help: Vec<String>,
    /// The text that would mend the mistake if it stood at the place, if that is known.
    pub suggestion: Option<String>,
    /// Other places that matter.
    pub related: Vec<Related>,
}

impl Diagnostic {
    /// A mistake with no place yet.
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Self {
            place: None,
            code,
            message: message.into(),
            label: String::new(),
            help: Vec::new(),
            suggestion: None,
            related: Vec::new(),
        }
    }

    /// Sets the place.
    #[must_use]
    pub fn at(mut self, file: &SourcePath, span: impl Into<Span>) -> Self {
        self.place = Some(Place { file: file.clone(), span: span.into() });
        self
    }

    /// Sets the words under the marked text.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    /// Adds a sentence of help.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help.push(help.into());
        self
    }

    /// Suggests to put `replacement` at the place.
    #[must_use]
    pub fn suggest(mut self, replacement: impl Into<String>) -> Self {
        self.suggestion = Some(replacement.into());
        self
    }

    /// Suggests the name among `known` that is nearest to `wrong`, or lists them if they are few.
    #[must_use]
    pub fn did_you_mean<'a>(
        mut self,
        wrong: &str,
        known: impl IntoIterator<Item = &'a str>,
    ) -> Self {
        let known: Vec<&str> = known.into_iter().collect();
        if let Some(name) = nearest(wrong, known.iter().copied()) {
            self = self.help(format!("did you mean `{name}`?")).suggest(name);
        }
        if !known.is_empty() && known.len() <= 20 {
            let list: Vec<String> = known.iter().map(|name| format!("`{name}`")).collect();
            self = self.help(format!("known here: {}", list.join(", ")));
        }
        self
    }

    /// Adds a second place.
    #[must_use]
    pub fn related(
        mut self,
        file: &SourcePath,
        span: impl Into<Span>,
        label: impl Into<String>,
    ) -> Self {
        let place = Place { file: file.clone(), span: span.into() };
        self.related.push(Related { place, label: label.into() });
        self
    }

    /// The suggestion as an edit of its file.
    pub fn edit(&self) -> Option<Edit<'_>> {
        Some(Edit { place: self.place.as_ref()?, replacement: self.suggestion.as_deref()? })
    }

    /// How much it matters; a property of the code.
    pub fn severity(&self) -> Severity {
        self.code.severity()
    }
}

/// The name nearest to `wrong`, if it is near enough to be meant: at most a third of its letters differ, a swapped
/// pair counting as one (optimal string alignment). Case and `_` for `-` do not count.
pub(crate) fn nearest<'a>(
    wrong: &str,
    known: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let fold = |s: &str| s.to_lowercase().replace('_', "-").chars().collect::<Vec<char>>();
    let wrong = fold(wrong);
    known
        .into_iter()
        .map(|name| (distance(&wrong, &fold(name)), name))
        .filter(|(d, name)| {
            let longest = name.chars().count().max(wrong.len());
            *d < longest && *d <= (longest / 3).max(1)
        })
        .min_by_key(|(d, _)| *d)
        .map(|(_, name)| name)
}

/// Optimal string alignment distance: insertions, deletions, replacements and swaps of neighbours.
fn distance(a: &[char], b: &[char]) -> usize {
    let mut rows = vec![vec![0; b.len() + 1]; a.len() + 1];
    for (i, row) in rows.iter_mut().enumerate() {
        row[0] = i;
    }
    rows[0] = (0..=b.len()).collect();
    for i in 1..=a.len() {
        for j in 1..=b.len() {
            let cost = usize::from(a[i - 1] != b[j - 1]);
            let mut best =
                (rows[i - 1][j] + 1).min(rows[i][j - 1] + 1).min(rows[i - 1][j - 1] + cost);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                best = best.min(rows[i - 2][j - 2] + 1);
            }
            rows[i][j] = best;
        }
    }
    rows[a.len()][b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nearest_forgives_swaps_case_and_underscores() {
        assert_eq!(nearest("base_url", ["base-url", "title"]), Some("base-url"));
        assert_eq!(nearest("brwoser", ["browser", "os"]), Some("browser"));
        assert_eq!(nearest("xyz", ["browser", "os"]), None);
        assert_eq!(nearest("x", ["y"]), None);
    }
}
