//! In the previews of what an edit changes on the page no word is broken, on a wide screen as on paper.

use crate::support::{Browser, Engine, Folder, Reader};
use serde_json::json;

in_every_engine!(on_a_wide_screen);
// Only Chromium can be told to look at a page as a printer does.
in_chromium!(on_paper);

/// The words of all previews that do not stand on one line, or stand out of their preview.
const BROKEN: &str = "
    for (const state of document.querySelectorAll('.panel-state')) state.hidden = !state.querySelector('.preview');
    const broken = [];
    let seen = 0;
    for (const preview of document.querySelectorAll('.preview')) {
      if (!preview.checkVisibility()) continue;
      const box = preview.getBoundingClientRect();
      const texts = document.createTreeWalker(preview, NodeFilter.SHOW_TEXT);
      while (texts.nextNode())
        for (const { index, 0: word } of texts.currentNode.data.matchAll(/\\S+/g)) {
          const range = document.createRange();
          range.setStart(texts.currentNode, index);
          range.setEnd(texts.currentNode, index + word.length);
          const lines = [...range.getClientRects()];
          if (!lines.length) continue;
          seen += 1;
          if (new Set(lines.map(({ top }) => top)).size > 1 || lines.some(({ right }) => right > box.right)) broken.push(word);
        }
    }
    return seen > 20 ? broken : ['hardly a word is shown'];";

async fn open(engine: Engine) -> (Browser, Folder) {
    let folder = Folder::new();
    let browser = Browser::open(engine, Reader::default()).await;
    browser.go(&folder.page("guides/create-a-token.html?browser=chrome&os=windows")).await;
    (browser, folder)
}

async fn on_a_wide_screen(engine: Engine) {
    let (browser, _folder) = open(engine).await;
    assert_eq!(browser.run(BROKEN).await, json!([]));
}

async fn on_paper(engine: Engine) {
    let (browser, _folder) = open(engine).await;
    // A sheet of A4 between its edges.
    let sheet = json!({ "width": 680, "height": 1000, "deviceScaleFactor": 1, "mobile": false });
    browser.devtools("Emulation.setDeviceMetricsOverride", sheet).await;
    browser.devtools("Emulation.setEmulatedMedia", json!({ "media": "print" })).await;
    assert_eq!(browser.run(BROKEN).await, json!([]));
}
