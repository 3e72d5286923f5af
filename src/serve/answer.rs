//! A file of the build to what is sent of it, remembered as long as the file is the same.
//!
//! Pages get the reload client, everything else is sent byte for byte and without a copy.

use super::media::media_type;
use super::{Served, reload};
use crate::render::Content;
use axum::body::Bytes;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// A file as it is sent.
#[derive(Clone, Debug)]
pub(super) struct Answer {
    pub(super) body: Bytes,
    /// With its quotes. Never the same for other bytes.
    pub(super) etag: Arc<str>,
    /// Tells the file from others, without what is added to a page.
    pub(super) hash: Arc<str>,
}

impl Answer {
    /// Bytes to be sent as they are.
    pub(super) fn plain(body: Bytes) -> Self {
        let hash = hash(&body);
        Self { body, etag: format!("\"{hash}\"").into(), hash: hash.into() }
    }
}

/// A file of a build, and how it is sent.
type Known = (Content, Answer);

/// The files that were asked for lately.
#[derive(Debug, Default)]
pub(super) struct Answers {
    known: Mutex<HashMap<String, Known>>,
}

impl Answers {
    /// How a file of the build is sent; `None` if there is none of that path.
    pub(super) fn get(&self, served: &Served, path: &str) -> Option<Answer> {
        /// As many as anyone looks at; then it starts anew.
        const MOST: usize = 2048;

        let content = served.build.get(path)?;
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((from, answer)) = known.get(path)
            && from.is_same(content)
        {
            return Some(answer.clone());
        }
        let answer = make(served, path, &content.bytes());
        if known.len() >= MOST {
            known.clear();
        }
        known.insert(path.to_owned(), (content.clone(), answer.clone()));
        Some(answer)
    }
}

fn make(served: &Served, path: &str, bytes: &Arc<[u8]>) -> Answer {
    if !media_type(path).starts_with("text/html") {
        return Answer::plain(Bytes::from_owner(bytes.clone()));
    }
    let hash = hash(bytes);
    let sent = reload::with_client(bytes, &hash, served.number);
    Answer { hash: hash.into(), ..Answer::plain(sent.into()) }
}

fn hash(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex()[..16].to_owned()
}
