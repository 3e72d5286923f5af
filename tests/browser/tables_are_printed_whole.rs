//! On paper nobody can scroll, so a table shows all of its columns.

use crate::support::{Browser, Engine, Folder, Reader};
use serde_json::json;

// Only Chromium can be told to look at a page as a printer does.
in_chromium!(however_many_columns_they_have);

async fn however_many_columns_they_have(engine: Engine) {
    let folder = Folder::of_reading();
    let browser = Browser::open(engine, Reader::default()).await;
    browser.go(&folder.page("code.html")).await;
    let hidden = "const { scrollWidth, clientWidth } = document.querySelector('.table'); return scrollWidth - clientWidth;";
    // A sheet of A4 between its edges.
    let sheet = json!({ "width": 680, "height": 1000, "deviceScaleFactor": 1, "mobile": false });
    browser.devtools("Emulation.setDeviceMetricsOverride", sheet).await;
    assert!(
        browser.run(hidden).await.as_i64() > Some(0),
        "the table is too narrow to show anything"
    );
    browser.devtools("Emulation.setEmulatedMedia", json!({ "media": "print" })).await;
    assert_eq!(browser.run(hidden).await, 0);
}
