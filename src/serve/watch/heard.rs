//! What the system reports to the paths that changed, and how long to wait for more.
//!
//! A save is rarely one event. It may empty a file, fill it and close it; write a new file and rename it over the old one; or
//! rename the old one away first. [`Heard`] knows of each path whether that looks finished. A finished save is waited for a
//! moment only; one that is under way, longer; and many files at once are a checkout, which waits as long as it goes on.
//!
//! Knows paths and no files. Which of the paths are sources and what is in them, others find out.

use notify::EventKind;
use notify::event::{AccessKind, AccessMode, CreateKind, ModifyKind, RenameMode};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Whether the system says when a file that was written to is closed.
const SAYS_CLOSED: bool = cfg!(any(target_os = "linux", target_os = "android"));

/// The paths that changed, relative to the site's folder.
#[derive(Debug, Default)]
pub(super) struct Heard {
    paths: BTreeMap<PathBuf, State>,
    /// Whether anything may have changed.
    everything: bool,
}

/// How far a change of a path has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// It looks finished.
    Done,
    /// Written to, and not closed yet.
    Open,
    /// It was not there before. Many editors write such a file and rename it over another.
    New,
    /// It was there before and is not now. Many editors put another in its place.
    Gone,
}

impl Heard {
    /// Notes that anything may have changed.
    pub(super) fn everything(&mut self) {
        self.everything = true;
    }

    /// Notes an event at a path.
    pub(super) fn note(&mut self, path: &Path, kind: EventKind) {
        let before = self.paths.get(path).copied();
        let state = match kind {
            EventKind::Create(CreateKind::Folder) => State::New,
            EventKind::Create(_) if before == Some(State::Gone) => State::Open,
            EventKind::Create(_) => State::New,
            EventKind::Remove(_) | EventKind::Modify(ModifyKind::Name(RenameMode::From)) => {
                if before == Some(State::New) {
                    // It came and went, and nobody needs to know.
                    self.paths.remove(path);
                    return;
                }
                State::Gone
            }
            _ if before == Some(State::New) => State::New,
            EventKind::Modify(ModifyKind::Data(_)) if SAYS_CLOSED => State::Open,
            _ => State::Done,
        };
        self.paths.insert(path.to_owned(), state);
    }

    pub(super) fn is_empty(&self) -> bool {
        self.paths.is_empty() && !self.everything
    }

    /// How many paths have changed.
    pub(super) fn count(&self) -> usize {
        self.paths.len()
    }

    /// How long it must be quiet before what was heard is worth a look, when it began that long ago.
    pub(super) fn pause(&self, since: Duration) -> Duration {
        /// After a save that looks finished. Where nobody says that a file was closed, the next piece must have time to come.
        const DONE: Duration = Duration::from_millis(if SAYS_CLOSED { 1 } else { 5 });
        /// In the middle of one: as long as an editor takes from one step to the next, with a write to the disk between.
        const UNDER_WAY: Duration = Duration::from_millis(15);
        /// In a checkout, whose files come one after another.
        const MANY: Duration = Duration::from_millis(60);
        /// Nobody saves so many files by hand.
        const FEW: usize = 4;

        let least = if self.everything || self.paths.len() > FEW {
            MANY
        } else if self.paths.values().all(|state| *state == State::Done) {
            DONE
        } else {
            UNDER_WAY
        };
        least.max(since / 2).min(MANY)
    }

    /// Whether an event said something of the path, or of a folder above it but the site's own.
    pub(super) fn covers(&self, path: &Path) -> bool {
        self.everything || path.ancestors().any(|above| self.paths.contains_key(above))
    }

    /// Adds what another heard.
    pub(super) fn add(&mut self, other: &Self) {
        self.everything |= other.everything;
        self.paths.extend(other.paths.iter().map(|(path, state)| (path.clone(), *state)));
    }

    /// The paths; `None` if anything may have changed.
    pub(super) fn into_paths(self) -> Option<Vec<PathBuf>> {
        (!self.everything).then(|| self.paths.into_keys().collect())
    }
}

/// Whether an event can mean that a file is another now.
pub(super) fn is_change(kind: EventKind) -> bool {
    match kind {
        // That a file was read, or every build would bring the next; that it was closed after writing is the end of a save.
        EventKind::Access(access) => access == AccessKind::Close(AccessMode::Write),
        // Said of both paths already.
        EventKind::Modify(ModifyKind::Name(RenameMode::Both)) => {
            !cfg!(any(target_os = "linux", target_os = "android"))
        }
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use notify::event::{DataChange, RemoveKind};

    const CREATE: EventKind = EventKind::Create(CreateKind::File);
    const WRITE: EventKind = EventKind::Modify(ModifyKind::Data(DataChange::Any));
    const CLOSE: EventKind = EventKind::Access(AccessKind::Close(AccessMode::Write));
    const REMOVE: EventKind = EventKind::Remove(RemoveKind::File);
    const AWAY: EventKind = EventKind::Modify(ModifyKind::Name(RenameMode::From));
    const OVER: EventKind = EventKind::Modify(ModifyKind::Name(RenameMode::To));

    fn heard(events: &[(&str, EventKind)]) -> Heard {
        let mut heard = Heard::default();
        for (path, kind) in events {
            assert!(is_change(*kind), "{kind:?}");
            heard.note(Path::new(path), *kind);
        }
        heard
    }

    fn pause(events: &[(&str, EventKind)]) -> u128 {
        heard(events).pause(Duration::ZERO).as_millis()
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_finished_save_is_hardly_waited_for_and_half_of_one_is() {
        let in_place = [("a", WRITE), ("a", WRITE), ("a", CLOSE)];
        assert_eq!((pause(&in_place[..1]), pause(&in_place[..2]), pause(&in_place)), (15, 15, 1));
        let renamed_over = [("t", CREATE), ("t", WRITE), ("t", CLOSE), ("t", AWAY), ("a", OVER)];
        assert_eq!((pause(&renamed_over[..3]), pause(&renamed_over)), (15, 1));
        let put_in_its_place = [("a", AWAY), ("a", CREATE), ("a", WRITE), ("a", CLOSE)];
        assert_eq!((pause(&put_in_its_place[..1]), pause(&put_in_its_place[..3])), (15, 15));
        assert_eq!(pause(&put_in_its_place), 1);
    }

    #[test]
    fn a_checkout_is_waited_for_to_its_end() {
        let events: Vec<(String, EventKind)> = (0..5).map(|n| (n.to_string(), CLOSE)).collect();
        let events: Vec<(&str, EventKind)> = events.iter().map(|(p, k)| (p.as_str(), *k)).collect();
        assert_eq!(pause(&events), 60);
        // And what goes on and on with few files is waited for longer and longer.
        assert_eq!(heard(&events[..1]).pause(Duration::from_millis(40)).as_millis(), 20);
    }

    #[test]
    fn a_file_that_came_and_went_was_never_there() {
        let heard = heard(&[("t", CREATE), ("t", CLOSE), ("t", REMOVE), ("a", OVER)]);
        assert_eq!(heard.into_paths(), Some(vec!["a".into()]));
    }

    #[test]
    fn reading_a_file_is_no_change() {
        assert!(!is_change(EventKind::Access(AccessKind::Open(AccessMode::Any))));
        assert!(!is_change(EventKind::Access(AccessKind::Close(AccessMode::Read))));
        assert!(is_change(CLOSE));
    }

    #[test]
    fn what_is_said_of_a_folder_covers_its_files() {
        let heard = heard(&[("content/new", CREATE)]);
        assert!(heard.covers(Path::new("content/new/a.md")));
        assert!(!heard.covers(Path::new("content/a.md")));
    }
}
