//! The list of codes. One code, one page: `unknown-key.md` beside this file says what the mistake is, why it matters, shows an
//! example that gives exactly this code, and the same without the mistake. `guidepost explain` prints the page; a test compiles it.

mod explain;

use super::Severity;

macro_rules! codes {
    ($($(#[$doc:meta])* $severity:ident $variant:ident = $name:literal,)*) => {
        /// The kind of a mistake. Its name says what is wrong, not how to mend it.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $($(#[$doc])* $variant,)*
        }

        impl Code {
            /// Every code, in the order of this list.
            pub const ALL: &[Code] = &[$(Code::$variant),*];

            /// The name as it is printed and as `explain` takes it.
            pub fn name(self) -> &'static str {
                match self { $(Code::$variant => $name,)* }
            }

            /// How much it matters.
            pub fn severity(self) -> Severity {
                match self { $(Code::$variant => Severity::$severity,)* }
            }

            /// The page about it, in Markdown.
            pub fn page(self) -> &'static str {
                match self { $(Code::$variant => include_str!(concat!($name, ".md")),)* }
            }

            /// The code of that name.
            pub fn parse(name: &str) -> Option<Code> {
                Code::ALL.iter().copied().find(|code| code.name() == name)
            }
        }
    };
}

codes! {
    // Settings.
    /// A YAML file cannot be read.
    Error YamlSyntax = "yaml-syntax",
    /// A key that the file does not have.
    Error UnknownKey = "unknown-key",
    /// A value of the wrong type, or not among the choices.
    Error WrongValue = "wrong-value",
    /// A key that must be there is not.
    Error MissingKey = "missing-key",
    /// An institution that has no folder.
    Error UnknownInstitution = "unknown-institution",

    // Files.
    /// A text file that is not UTF-8.
    Error NotUtf8 = "not-utf8",
    /// The site has no pages.
    Error NoPages = "no-pages",

    // Directives.
    /// A directive without its `:::`.
    Error UnclosedDirective = "unclosed-directive",
    /// A `:::` that closes nothing.
    Error StrayClose = "stray-close",
    /// A directive of that name does not exist.
    Error UnknownDirective = "unknown-directive",
    /// A directive that cannot be read where it stands.
    Error MisplacedDirective = "misplaced-directive",
    /// An attribute that the directive or heading does not take.
    Error UnknownAttribute = "unknown-attribute",
    /// A directive that lacks what it needs.
    Error IncompleteDirective = "incomplete-directive",
    /// An `{else}` with nothing before it.
    Error DanglingElse = "dangling-else",
    /// A step inside a directive.
    Error StepInDirective = "step-in-directive",

    /// A reference that nothing defines.
    Error UndefinedReference = "undefined-reference",

    // Readers.
    /// A browser that has no file.
    Error UnknownBrowser = "unknown-browser",
    /// An operating system that the site does not have.
    Error UnknownSystem = "unknown-system",
    /// A group of variants that leaves readers without text.
    Warning MissingVariant = "missing-variant",
    /// A variant that no reader can see.
    Warning ImpossibleVariant = "impossible-variant",
    /// A browser without a name or key that a page uses.
    Error MissingBrowserName = "missing-browser-name",

    // Variables and conditions.
    /// A variable that does not exist.
    Error UnknownVariable = "unknown-variable",
    /// A variable that cannot be filled in at its place.
    Error MisplacedVariable = "misplaced-variable",
    /// Keys that are neither named in the browser files nor on a keyboard.
    Error UnknownKeys = "unknown-keys",
    /// A condition that cannot be read.
    Error BadCondition = "bad-condition",

    // Code blocks.
    /// A language without highlighting.
    Warning UnknownLanguage = "unknown-language",
    /// A word after the language that means nothing.
    Warning UnknownCodeOption = "unknown-code-option",
    /// Lines or words to mark that the code does not have.
    Warning BadCodeMark = "bad-code-mark",

    // Snippets.
    /// HTML that cannot be shown.
    Error BadSnippet = "bad-snippet",
    /// A line in a snippet that is neither a note nor an edit.
    Error BadNote = "bad-note",
    /// A selector that cannot be read.
    Error BadSelector = "bad-selector",
    /// A selector, attribute or search that finds nothing.
    Error DeadSelector = "dead-selector",
    /// A selector that means several elements.
    Error AmbiguousSelector = "ambiguous-selector",
    /// An edit that changes nothing.
    Error IdleEdit = "idle-edit",

    // The site as a whole.
    /// A link, image or include to something that is not there.
    Error DeadLink = "dead-link",
    /// A link to a part of a page that is not there.
    Error DeadAnchor = "dead-anchor",
    /// An option that leads nowhere.
    Error DeadOption = "dead-option",
    /// Two elements of a page with the same id.
    Error DuplicateId = "duplicate-id",
    /// An include that includes itself.
    Error IncludeCycle = "include-cycle",
    /// Two sources for one published file.
    Error OutputConflict = "output-conflict",
    /// Something that the page's security policy blocks.
    Warning BlockedContent = "blocked-content",

    // Institutions.
    /// A replacement whose original is not there.
    Error UnusedOverlay = "unused-overlay",
    /// A replacement whose original has changed since.
    Warning StaleOverlay = "stale-overlay",

    // Themes.
    /// A template that cannot be used.
    Error TemplateError = "template-error",
    /// A script of the theme is none, or two of its modules use one name.
    Error ScriptError = "script-error",
    /// A theme file that is asked for and not there.
    Error MissingThemeFile = "missing-theme-file",
}
