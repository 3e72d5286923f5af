//! A walk through the pages of a site, which answers many promises: opening a page takes a browser longer than most questions about it.
//!
//! A promise asks by a script that runs in each page and returns what it found. The first promise that needs a walk has it made, with
//! the questions of all, and takes its own answers; those that come later find theirs. Alone, each promise sees the same.

use super::browser::Browser;
use super::engine::Engine;
use super::folder::Folder;
use super::reader::Reader;
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tokio::sync::OnceCell;
use walkdir::WalkDir;

/// A walk. What is asked may change a page (open its folds), so the questions have an order.
pub(crate) struct Walk {
    site: fn() -> Folder,
    reader: Reader,
    /// What is added to each address.
    query: &'static str,
    questions: &'static [&'static str],
    walked: [OnceCell<Arc<Walked>>; 3],
}

/// What was found on the way.
pub(crate) struct Walked {
    /// Where the site was.
    pub(crate) path: PathBuf,
    /// Its files.
    pub(crate) files: BTreeSet<PathBuf>,
    pub(crate) pages: Vec<Page>,
    questions: &'static [&'static str],
}

/// A page, as it was found.
pub(crate) struct Page {
    /// Its address in the site, with what was added.
    pub(crate) address: String,
    /// What it asked for while it was loaded.
    pub(crate) requests: Vec<String>,
    /// To each question; or why there is none.
    answers: Vec<Result<Value, String>>,
}

impl Walk {
    pub(crate) const fn new(
        site: fn() -> Folder,
        reader: Reader,
        query: &'static str,
        questions: &'static [&'static str],
    ) -> Self {
        Self { site, reader, query, questions, walked: [const { OnceCell::const_new() }; 3] }
    }

    /// Walks, unless somebody has.
    pub(crate) async fn in_engine(&self, engine: Engine) -> Arc<Walked> {
        let walked = self.walked[engine as usize].get_or_init(async || self.walk(engine).await);
        Arc::clone(walked.await)
    }

    async fn walk(&self, engine: Engine) -> Arc<Walked> {
        let folder = (self.site)();
        let browser = Browser::open(engine, self.reader).await;
        let mut pages = Vec::new();
        for page in &folder.pages {
            let address = format!("{page}{}", self.query);
            browser.go(&folder.page(&address)).await;
            let requests = browser.requests().await;
            let mut answers = Vec::new();
            for question in self.questions {
                let answer = browser.client.execute(question, Vec::new()).await;
                answers.push(answer.map_err(|error| error.to_string()));
            }
            pages.push(Page { address, requests, answers });
        }
        let files = files_in(&folder.path);
        Arc::new(Walked { path: folder.path.clone(), files, pages, questions: self.questions })
    }
}

impl Walked {
    /// The answer of each page, with its address.
    pub(crate) fn answers<T: DeserializeOwned>(&self, question: &str) -> Vec<(&str, T)> {
        let asked = self.questions.iter().position(|asked| *asked == question);
        let asked = asked.unwrap_or_else(|| panic!("this is not asked on this walk:\n{question}"));
        let answer = |page: &Page| match &page.answers[asked] {
            Ok(answer) => serde_json::from_value(answer.clone())
                .unwrap_or_else(|error| panic!("{}: {error}: {answer}", page.address)),
            Err(error) => panic!("{}: this script failed: {error}\n{question}", page.address),
        };
        self.pages.iter().map(|page| (page.address.as_str(), answer(page))).collect()
    }

    /// Every page answers with an empty list.
    pub(crate) fn finds_nothing(&self, question: &str) {
        for (page, found) in self.answers::<Vec<String>>(question) {
            assert!(found.is_empty(), "{page}: {found:#?}");
        }
    }
}

fn files_in(folder: &Path) -> BTreeSet<PathBuf> {
    let entries = WalkDir::new(folder).into_iter().map(Result::unwrap);
    entries.filter(|entry| entry.file_type().is_file()).map(walkdir::DirEntry::into_path).collect()
}
