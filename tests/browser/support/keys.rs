//! Typing: letters one after another, and keys that are held together.

use super::browser::Browser;
use fantoccini::actions::{InputSource, KeyAction, KeyActions};
use fantoccini::key::Key;

impl Browser {
    /// Types where the focus is.
    pub(crate) async fn write(&self, text: &str) {
        let fingers = KeyActions::new("fingers".to_owned());
        let fingers = text.chars().fold(fingers, |fingers, value| {
            fingers.then(KeyAction::Down { value }).then(KeyAction::Up { value })
        });
        self.client.perform_actions(fingers).await.unwrap();
    }

    /// Presses a key while another one is held.
    pub(crate) async fn press_with(&self, held: Key, key: char) {
        let held = char::from(held);
        let fingers = KeyActions::new("fingers".to_owned())
            .then(KeyAction::Down { value: held })
            .then(KeyAction::Down { value: key })
            .then(KeyAction::Up { value: key })
            .then(KeyAction::Up { value: held });
        self.client.perform_actions(fingers).await.unwrap();
    }
}
