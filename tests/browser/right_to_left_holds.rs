//! A guide in Arabic reads from right to left: steps are numbered at the right, the switch is at the left end of the header, code stays
//! as it is, and nothing stands out of the window.

use crate::support::{Browser, Engine, Folder, Reader};

in_every_engine!(everything_has_changed_sides, nothing_overflows, code_stays_from_left_to_right);

const GUIDE: &str = "guide.html";

async fn everything_has_changed_sides(engine: Engine) {
    let folder = Folder::from_right_to_left();
    let browser = Browser::open(engine, Reader::default()).await;
    browser.go(&folder.page(GUIDE)).await;
    assert_eq!(browser.value("document.documentElement.dir").await, "rtl");
    for (right, left) in [
        (".step .marker", ".step .step-title"),
        (".brand", ".switch"),
        (".nav", ".content"),
        (".content", ".toc-body"),
    ] {
        let sides = browser
            .list(&format!(
                "const [right, left] = ['{right}', '{left}'].map((part) => document.querySelector(part)?.getBoundingClientRect());
                 return right?.width && left?.width ? (right.left >= left.right - 1 ? [] : [`${{right.left}} < ${{left.right}}`]) : ['not there'];"
            ))
            .await;
        assert!(sides.is_empty(), "{right} is not right of {left}: {sides:?}");
    }
}

async fn nothing_overflows(engine: Engine) {
    let folder = Folder::from_right_to_left();
    for on_a_narrow_screen in [false, true] {
        let browser =
            Browser::open(engine, Reader { on_a_narrow_screen, ..Reader::default() }).await;
        for page in &folder.pages {
            for query in ["", "?show=all"] {
                browser.go(&folder.page(&format!("{page}{query}"))).await;
                let wide = browser.list(include_str!("scripts/what-overflows.js")).await;
                assert!(wide.is_empty(), "{page}{query}, narrow {on_a_narrow_screen}: {wide:#?}");
            }
        }
    }
}

async fn code_stays_from_left_to_right(engine: Engine) {
    let folder = Folder::from_right_to_left();
    let browser = Browser::open(engine, Reader::default()).await;
    browser.go(&folder.page(GUIDE)).await;
    let others = browser
        .list(
            "return [...document.querySelectorAll('code, .tree')]
               .filter((code) => getComputedStyle(code).direction !== 'ltr')
               .map((code) => code.outerHTML.slice(0, 160));",
        )
        .await;
    assert!(others.is_empty(), "{others:#?}");
}
