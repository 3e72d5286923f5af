//! Pictures of the key pages, to be looked at: `tests/screenshots` makes them.
//!
//! Each page as each kind of reader sees it, whole, and as it is printed. Proves nothing.
#![expect(clippy::unwrap_used, reason = "where there is no picture, there is no more to do")]
#![expect(clippy::disallowed_methods, reason = "pictures are files")]

#[expect(dead_code, unused_imports, unused_macros, reason = "the promises use the rest")]
mod support;

use fantoccini::wd::PrintConfiguration;
use serde_json::{Value, json};
use std::fs;
use std::path::Path;
use support::{Browser, Engine, Folder, Reader};

/// The pages, and what to add to their address.
const PAGES: [(&str, &str); 8] = [
    ("index.html", ""),
    ("guides/create-a-token.html", "?browser=firefox&os=macos"),
    ("guides/test-your-token.html", ""),
    ("help/troubleshooting.html", ""),
    // Panels of HTML, and a screen to practise on.
    ("browsers/chrome.html", ""),
    ("practice/settings.html", ""),
    ("practice/settings.html", "#grey"),
    ("about/use-this-at-your-institution.html", ""),
];

const WIDE: Reader = Reader::PLAIN;

/// The readers, each with the name that their pictures get.
const READERS: [(&str, Reader); 6] = [
    ("wide", WIDE),
    ("forced-colours", Reader { with_forced_colours: true, ..WIDE }),
    ("dark", Reader { in_the_dark: true, ..WIDE }),
    ("phone", Reader { on_a_narrow_screen: true, ..WIDE }),
    ("phone-dark", Reader { on_a_narrow_screen: true, in_the_dark: true, ..WIDE }),
    ("no-scripts", Reader { without_scripts: true, ..WIDE }),
];

fn main() {
    let target = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/screenshots.out");
    fs::create_dir_all(&target).unwrap();
    support::keep(take_all(&target));
}

async fn take_all(target: &Path) {
    let folder = Folder::new();
    for (who, reader) in READERS {
        let browser = Browser::open(Engine::Chromium, reader).await;
        for (page, query) in PAGES {
            let save = |kind: &str, bytes: Vec<u8>| {
                let name = page.trim_end_matches(".html").replace('/', "-")
                    + &query.replace(['?', '#', '&', '='], "-");
                fs::write(target.join(format!("{name}.{kind}")), bytes).unwrap();
            };
            // A change of what follows `#` alone would load nothing.
            browser.go(&folder.page("index.html")).await;
            browser.go(&folder.page(&format!("{page}{query}"))).await;
            if who == "wide" {
                save("screen.png", browser.client.screenshot().await.unwrap());
                save("pdf", browser.client.print(PrintConfiguration::default()).await.unwrap());
            }
            save(&format!("{who}.png"), whole(&browser).await);
        }
    }
}

/// The whole page, as PNG: taken in a window as high as the page.
async fn whole(browser: &Browser) -> Vec<u8> {
    let size =
        browser.value("[innerWidth, innerHeight, document.documentElement.scrollHeight]").await;
    let window = |height: &Value| json!({ "width": size[0], "height": height, "deviceScaleFactor": 1, "mobile": false });
    browser.devtools("Emulation.setDeviceMetricsOverride", window(&size[2])).await;
    let picture = browser.client.screenshot().await.unwrap();
    browser.devtools("Emulation.setDeviceMetricsOverride", window(&size[1])).await;
    picture
}
