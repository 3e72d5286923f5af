//! Runs of variants and of conditions.
//!
//! Variants that follow one another are one group: `{else}` is everyone whom the group has not named, and a group that leaves someone
//! without text is reported. Conditions are decided here, for the edition; variants stay, each with its readers.

use super::content::{Kind, Node, Origin};
use super::readers::{Pair, Readers, Set};
use super::resolve::{Resolver, Written};
use super::variables::{is_for_reader, systems};
use crate::config::System;
use crate::diagnostic::{Code, Diagnostic};
use crate::id::SourcePath;
use crate::markup::{self, At, Axis, Condition, DirectiveKind, Named};

impl Resolver<'_> {
    /// A run of variants of one axis.
    pub(super) fn variants(
        &mut self,
        run: &[Written],
        axis: Axis,
        within: &Set,
        out: &mut Vec<Node>,
    ) {
        let mut rest = within.clone();
        // Whether nobody is missing: `only` says so, and of a group with a mistake in it nothing can be said.
        let mut only = false;
        for (nth, (file, node)) in run.iter().enumerate() {
            let markup::Kind::Directive(directive) = &node.kind else { continue };
            let DirectiveKind::Readers(readers) = &directive.kind else { continue };
            only |= readers.only || (readers.names.is_empty() && !readers.otherwise);
            only |= !readers.names.iter().all(|name| self.is_known(&name.text, axis));
            let mut set = Set::new();
            for name in &readers.names {
                set.extend(self.named(file, name, axis, within));
            }
            if readers.otherwise {
                if nth == 0 {
                    let wrong =
                        Diagnostic::new(Code::DanglingElse, "nothing stands before this `else`")
                            .label("the rest of what?")
                            .help(format!("put `:::{}{{…}}` directly above it", axis.name()));
                    let wrong = self.at(wrong, file, node.at);
                    self.diagnostics.push(wrong);
                }
                set.extend(rest.iter().copied());
            }
            rest.retain(|pair| !set.contains(pair));
            if set.is_empty() {
                let known = readers.names.iter().all(|name| self.is_known(&name.text, axis));
                if known && !readers.names.is_empty() {
                    let wrong =
                        Diagnostic::new(Code::ImpossibleVariant, "nobody can see this text")
                            .label("no reader of this place has it")
                            .help("the browser files say which system each browser exists for");
                    let wrong = self.at(wrong, file, node.at);
                    self.diagnostics.push(wrong);
                }
                continue;
            }
            let nodes = self.children(file, &directive.nodes, &set);
            if nodes.is_empty() {
                continue;
            }
            let kind = match self.values.audience.describe(&set, within) {
                Readers::All => {
                    out.extend(nodes);
                    continue;
                }
                readers => Kind::Variant(readers, nodes),
            };
            out.push(Node { origin: Origin { file: (*file).clone(), at: node.at }, kind });
        }
        if !rest.is_empty()
            && !only
            && let Some((file, node)) = run.first()
        {
            self.report_missing(file, node.at, axis, &rest, within);
        }
    }

    fn report_missing(&mut self, file: &SourcePath, at: At, axis: Axis, rest: &Set, within: &Set) {
        let audience = &self.values.audience;
        let who = audience.label(&audience.describe(rest, within));
        let who = if who.is_empty() { "anyone".to_owned() } else { who };
        let names: Vec<&str> = match axis {
            Axis::Browser => {
                let numbers: std::collections::BTreeSet<usize> =
                    rest.iter().map(|(n, _)| *n).collect();
                let browsers = &self.values.browsers;
                numbers.iter().filter_map(|n| browsers.get(*n)).map(|b| b.id.as_str()).collect()
            }
            Axis::System => systems(rest).iter().map(|s| s.id()).collect(),
        };
        let wrong = Diagnostic::new(
            Code::MissingVariant,
            format!("there is no text for {who} here"),
        )
        .label("this group leaves them out")
        .help(format!(
            "add `:::{}{{{}}}` or `:::{0}{{else}}` below it, or write `only` if they need nothing",
            axis.name(),
            names.join(" ")
        ));
        let wrong = self.at(wrong, file, at);
        self.diagnostics.push(wrong);
    }

    fn is_known(&self, name: &str, axis: Axis) -> bool {
        match axis {
            Axis::Browser => self.values.browsers.iter().any(|b| b.id.as_str() == name),
            Axis::System => {
                System::parse(name).is_some_and(|s| self.values.settings.systems.contains(&s))
            }
        }
    }

    /// The readers among `within` with the browser or system of that name.
    fn named(&mut self, file: &SourcePath, name: &Named, axis: Axis, within: &Set) -> Set {
        if !self.is_known(&name.text, axis) {
            let settings = &self.values.settings;
            let (code, what, known): (_, _, Vec<&str>) = match axis {
                Axis::Browser => {
                    let ids = self.values.browsers.iter().map(|browser| browser.id.as_str());
                    (Code::UnknownBrowser, "browser", ids.chain(["else", "only"]).collect())
                }
                Axis::System => {
                    let ids = settings.systems.iter().map(|system| system.id());
                    (Code::UnknownSystem, "system", ids.chain(["else", "only"]).collect())
                }
            };
            let mut wrong =
                Diagnostic::new(code, format!("this site has no {what} `{}`", name.text))
                    .label("not known");
            if axis == Axis::Browser && self.values.browsers.is_empty() {
                wrong = wrong.help("browsers are files in `content/browsers/`, such as `firefox.yaml`; there are none");
            }
            let wrong = self.at(wrong, file, name.at).did_you_mean(&name.text, known);
            self.diagnostics.push(wrong);
            return Set::new();
        }
        let fits = |(browser, system): &Pair| match axis {
            Axis::Browser => self.values.browsers[*browser].id.as_str() == name.text,
            Axis::System => system.id() == name.text,
        };
        within.iter().copied().filter(|pair| fits(pair)).collect()
    }

    /// A run of conditions. Each is decided by itself; an `{else}` is kept if none above it, back to the last `{else}`, was.
    pub(super) fn branches(&mut self, run: &[Written], within: &Set, out: &mut Vec<Node>) {
        let mut kept = false;
        let mut first = true;
        for (file, node) in run {
            let markup::Kind::Directive(directive) = &node.kind else { continue };
            let DirectiveKind::When(condition) = &directive.kind else { continue };
            let keep = if let Some(condition) = condition {
                self.holds(file, condition)
            } else {
                if first {
                    let wrong =
                        Diagnostic::new(Code::DanglingElse, "nothing stands before this `else`")
                            .label("the rest of what?")
                            .help("put `:::when{…}` directly above it");
                    let wrong = self.at(wrong, file, node.at);
                    self.diagnostics.push(wrong);
                }
                !kept
            };
            (kept, first) = if condition.is_some() { (kept | keep, false) } else { (false, true) };
            if keep {
                out.extend(self.children(file, &directive.nodes, within));
            }
        }
    }

    /// Whether a condition holds in this edition.
    pub(crate) fn holds(&mut self, file: &SourcePath, condition: &Condition) -> bool {
        let mut holds = true;
        for test in &condition.tests {
            if is_for_reader(&test.variable.text) {
                let wrong = Diagnostic::new(Code::BadCondition, "a condition is decided when the site is built")
                    .label("known only to the reader")
                    .help("for text that differs by browser or system, write `:::browser{…}` or `:::os{…}`");
                let wrong = self.at(wrong, file, test.variable.at);
                self.diagnostics.push(wrong);
                continue;
            }
            let value = match self.value(&test.variable.text) {
                Ok(value) => value,
                Err(wrong) => {
                    let wrong = self.at(wrong, file, test.variable.at);
                    self.diagnostics.push(wrong);
                    continue;
                }
            };
            if let Some(choices) = self.values.choices(&test.variable.text) {
                for wanted in test.values.iter().filter(|wanted| !choices.contains(&wanted.text)) {
                    let wrong = Diagnostic::new(
                        Code::WrongValue,
                        format!("`{}` is never `{}`", test.variable.text, wanted.text),
                    )
                    .label("not among its choices");
                    let wrong = self
                        .at(wrong, file, wanted.at)
                        .did_you_mean(&wanted.text, choices.iter().map(String::as_str));
                    self.diagnostics.push(wrong);
                }
            }
            let is_one = test.values.iter().any(|wanted| wanted.text == value);
            holds &= is_one != test.negated;
        }
        holds
    }
}
