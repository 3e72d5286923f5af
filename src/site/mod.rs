//! All documents to a [`Site`]: the one model of an edition that everything after it reads.
//!
//! 1. [`documents`] reads every Markdown file, once for all editions.
//! 2. [`page`] makes a page of one of them: [`resolve`] puts includes in, decides conditions and fills in variables, [`guide`] cuts guides
//!    into steps, [`practice`] makes the screen of a practice page ready, [`anchors`] gives headings their ids.
//! 3. [`edition`] gathers the pages of an edition; [`navigation`] orders them, [`links`] is the map that links are looked up in.
//! 4. A [`View`] is what `check` and `render` see of a page.
//!
//! What is as it was in the compile before is taken from a [`Memory`]. Knows no HTML, and of a theme no more than its texts ([`strings`]). Never fails: what is wrong is
//! reported, and the rest of the site stands.

mod anchors;
mod content;
mod documents;
mod edition;
mod fill;
mod groups;
mod guide;
mod links;
mod navigation;
mod page;
mod panel;
mod practice;
mod readers;
mod resolve;
mod shared;
mod strings;
mod variables;
mod view;

pub(crate) use anchors::for_each_list;
pub(crate) use content::{
    Block, BlockKind, Heading, Kind, Node, Panel, PerReader, is_inline, plain_text, walk,
};
pub(crate) use documents::{Documents, Reading, Reads};
pub(crate) use edition::{EditionOptions, Memory, build};
pub(crate) use guide::{Part, Step};
pub(crate) use links::{
    Asked, Broken, Links, Map, MapChanges, Target, is_external, option_link, said_in,
};
pub(crate) use navigation::Section;
pub(crate) use practice::{Practice, Screen, Words};
pub(crate) use readers::{Audience, Readers, Set};
pub(crate) use shared::Shared;
pub(crate) use strings::Strings;
pub(crate) use variables::Values;
pub(crate) use view::{Around, Folders, View};

use crate::config::{Date, PageKind};
use crate::diagnostic::Span;
use crate::id::{OutputPath, PageId, SourcePath};
use std::sync::Arc;

/// One edition of a site.
pub(crate) struct Site {
    /// Its settings, institution, browsers and readers.
    pub(crate) values: Arc<Values>,
    /// Where it will be published, without a slash at its end.
    pub(crate) base_url: Option<String>,
    /// Its language.
    pub(crate) lang: String,
    /// The line at the end of every page, in Markdown.
    pub(crate) footer: Option<String>,
    /// Its pages in the order in which they are read.
    pub(crate) pages: Vec<Arc<Page>>,
    /// The folders of pages in that order.
    pub(crate) sections: Arc<Vec<Section>>,
    /// What links can lead to. It is another one where anything changed that pages show of one another, or their order.
    pub(crate) map: Arc<Map>,
    /// Files that are published as they are.
    pub(crate) assets: Arc<Vec<(OutputPath, SourcePath)>>,
}

/// One page.
#[derive(PartialEq)]
pub(crate) struct Page {
    pub(crate) id: PageId,
    /// Where it is written.
    pub(crate) source: SourcePath,
    pub(crate) kind: PageKind,
    pub(crate) title: String,
    /// Its title in the navigation.
    pub(crate) nav_title: String,
    /// The heading that its text begins with, if it does; else the title is its heading.
    pub(crate) heading: Option<Heading>,
    pub(crate) description: Option<String>,
    pub(crate) weight: Option<i64>,
    pub(crate) draft: bool,
    /// Other words for what it is about, for search.
    pub(crate) keywords: String,
    /// Left out of the search index.
    pub(crate) unlisted: bool,
    pub(crate) minutes: Option<u32>,
    pub(crate) checked: Option<Date>,
    /// Old addresses that lead here.
    pub(crate) aliases: Vec<(OutputPath, Span)>,
    pub(crate) body: Body,
    /// What readers practise here.
    pub(crate) practice: Option<Practice>,
}

/// What a page shows.
#[derive(PartialEq)]
pub(crate) enum Body {
    /// Text.
    Prose(Vec<Node>),
    /// Steps.
    Guide { intro: Vec<Node>, parts: Vec<Part> },
}

impl Site {
    /// Where a reader who has searched in vain finds help, if the settings say so.
    pub(crate) fn search_help(&self) -> Option<Result<Target, Broken>> {
        let (link, _) = self.values.settings.search.help.as_ref()?;
        // As a link of the first page would lead, wherever the settings stand.
        let first = SourcePath::parse("content/pages/index.md")?;
        Some(Links::new(&self.map).find(&first, &first, link))
    }
}

impl Page {
    /// The steps of a guide; none on other pages.
    pub(crate) fn steps(&self) -> impl Iterator<Item = &Step> {
        let parts = match &self.body {
            Body::Guide { parts, .. } => parts.as_slice(),
            Body::Prose(_) => &[],
        };
        parts.iter().filter_map(|part| match part {
            Part::Step(step) => Some(step),
            Part::Aside(_) => None,
        })
    }
}
