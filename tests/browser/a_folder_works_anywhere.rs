//! The folder that was built works wherever it is put: its links, styles and scripts, opened from disk.

use crate::support::{Browser, Engine, Folder, Reader};
use crate::walks;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use url::Url;

/// Spaces and what addresses have to encode.
pub(crate) const ELSEWHERE: &str = "Our guides, the 2nd copy (100 %) – Whāngārei #1";

in_every_engine!(every_link_leads_somewhere, pages_can_be_turned, styles_and_scripts_work);

pub(crate) const LINKS: &str = "
    return {
      links: [...document.querySelectorAll('a[href], link[href]')].map((link) => link.href),
      ids: [...document.querySelectorAll('[id]')].map((part) => part.id),
    };";

/// Which of the styles and scripts have no effect.
pub(crate) const WITHOUT_EFFECT: &str = "
    const works = {
      'the stylesheet': getComputedStyle(document.documentElement).getPropertyValue('--paper'),
      'boot.js': document.documentElement.classList.contains('js'),
      'guide.js': document.querySelector('.theme').title,
    };
    return Object.keys(works).filter((what) => !works[what]);";

/// What a page links to, and what can be linked to in it.
#[derive(Deserialize)]
struct Links {
    links: Vec<String>,
    ids: BTreeSet<String>,
}

async fn every_link_leads_somewhere(engine: Engine) {
    let walked = walks::GUIDE.in_engine(engine).await;
    let mut ids: BTreeMap<PathBuf, BTreeSet<String>> = BTreeMap::new();
    let mut links: Vec<(&str, Url)> = Vec::new();
    for (page, found) in walked.answers::<Links>(LINKS) {
        ids.insert(walked.path.join(page), found.ids);
        links.extend(found.links.iter().map(|link| (page, Url::parse(link).unwrap())));
    }
    let inside: Vec<_> = links.iter().filter(|(_, link)| link.scheme() == "file").collect();
    assert!(inside.len() > walked.pages.len(), "hardly a link was found");
    for (page, link) in inside {
        let target = link.to_file_path().unwrap();
        assert!(target.starts_with(&walked.path), "{page}: {link} leads out of the folder");
        assert!(walked.files.contains(&target), "{page}: {link} leads nowhere");
        if let Some(anchor) = link.fragment().filter(|anchor| !anchor.is_empty()) {
            let known = ids.get(&target).is_some_and(|ids| ids.contains(anchor));
            assert!(known, "{page}: {link} leads to nothing in that page");
        }
    }
}

async fn pages_can_be_turned(engine: Engine) {
    let folder = Folder::moved_to(ELSEWHERE);
    let browser = Browser::open(engine, Reader::default()).await;
    browser.go(&folder.page("index.html")).await;
    let mut seen = BTreeSet::from([folder.page("index.html")]);
    let mut next = Some(".map .nav-title a");
    while let Some(link) = next {
        let before = browser.address().await;
        browser.click(link).await;
        browser
            .until(
                "the next page is there",
                // Between two pages Firefox may show an empty one.
                &format!("location.href !== '{before}' && document.readyState === 'complete' && document.querySelector('.main')"),
            )
            .await;
        let address = browser.address().await;
        assert!(seen.insert(address.clone()), "{address} comes twice");
        let last = browser.value("document.querySelector('.pager-next')").await.is_null();
        next = (!last).then_some(".pager-next");
    }
    // The page of search stands beside the others, not among them.
    let to_turn = folder.pages.iter().filter(|page| *page != "search.html");
    let missed: Vec<_> = to_turn.filter(|page| !seen.contains(&folder.page(page))).collect();
    assert!(missed.is_empty(), "turning the pages does not lead to {missed:?}");
}

async fn styles_and_scripts_work(engine: Engine) {
    walks::GUIDE.in_engine(engine).await.finds_nothing(WITHOUT_EFFECT);
}
