//! The names of decisions and of their answers: what an address says of a reader who has answered, `?answer=open-settings.generate`.
//!
//! A decision is called after its step, an answer after what it leads to, so that rewording either breaks no link. An author's own `#id`
//! goes before both.

use std::collections::BTreeMap;

/// The names that a page has given so far.
#[derive(Default)]
pub(super) struct Choices {
    /// How often each name has been given, those of answers after the decision's own.
    given: BTreeMap<String, usize>,
    /// The step that is being rendered; empty outside of steps.
    step: String,
    /// The decision that is being rendered.
    open: String,
}

impl Choices {
    /// What follows is of the step with this id.
    pub(super) fn enter_step(&mut self, id: &str) {
        id.clone_into(&mut self.step);
    }

    /// A decision begins: its name, and the one that was open.
    pub(super) fn begin(&mut self, id: Option<&str>) -> (String, String) {
        let step = self.step.clone();
        let own = match id {
            Some(id) => id.to_owned(),
            None if step.is_empty() => self.unused("choice"),
            None => self.unused(&step),
        };
        let before = std::mem::replace(&mut self.open, own.clone());
        (own, before)
    }

    /// It ends.
    pub(super) fn end(&mut self, before: String) {
        self.open = before;
    }

    /// The name of an answer that leads to `to`, or ends here.
    pub(super) fn answer(&mut self, id: Option<&str>, to: Option<&str>) -> String {
        if let Some(id) = id {
            return id.to_owned();
        }
        let to = to.unwrap_or("stop");
        let (page, anchor) = to.split_once('#').unwrap_or((to, ""));
        let page = page.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
        let page = page.split(['?', '.']).next().unwrap_or_default();
        let name = if anchor.is_empty() { page } else { anchor };
        let name = self.unused(&format!("{}.{name}", self.open));
        name[self.open.len() + 1..].to_owned()
    }

    /// Whether there is any.
    pub(super) fn any(&self) -> bool {
        !self.given.is_empty()
    }

    /// This name, or with a number if it has been given before.
    fn unused(&mut self, name: &str) -> String {
        let times = self.given.entry(name.to_owned()).or_default();
        *times += 1;
        if *times == 1 { name.to_owned() } else { format!("{name}-{times}") }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decisions_are_called_after_their_step_and_answers_after_their_target() {
        let mut choices = Choices::default();
        assert_eq!(choices.begin(None).0, "choice");
        choices.enter_step("look");
        let (name, before) = choices.begin(None);
        assert_eq!((name.as_str(), before.as_str()), ("look", "choice"));
        let targets = [Some("print"), Some("../help/paper.md"), Some("a.md?x#tray"), None, None];
        let names = targets.map(|to| choices.answer(None, to));
        assert_eq!(names, ["print", "paper", "tray", "stop", "stop-2"]);
        choices.end(before);
        assert_eq!(choices.begin(None).0, "look-2");
        assert_eq!(choices.answer(None, Some("print")), "print");
        assert_eq!(choices.begin(Some("own")).0, "own");
        assert_eq!(choices.answer(Some("mine"), Some("print")), "mine");
    }
}
