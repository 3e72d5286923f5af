//! By the Tab key a reader comes to every link of the menu and of the contents, and nowhere else but where something can be seen.

use crate::support::{Browser, Engine, Folder, Reader};
use fantoccini::key::Key;

/// What has the focus, and whether it can be seen.
const STOP: &str = "
    const stop = document.activeElement;
    const { width, height } = stop.getBoundingClientRect();
    const seen = stop.checkVisibility({ visibilityProperty: true }) && width > 1 && height > 1;
    return [stop.localName, stop.getAttribute('href') ?? '', seen ? '' : 'hidden: ' + stop.outerHTML.slice(0, 200)];";

in_every_engine!(on_a_wide_screen, on_a_narrow_screen);

async fn on_a_wide_screen(engine: Engine) {
    let stops = walk(engine, Reader::default()).await;
    for link in ["climb.html", "#look", "#around"] {
        assert!(
            stops.iter().any(|(_, href)| href == link),
            "the way does not lead to {link}: {stops:?}"
        );
    }
    let summaries = stops.iter().filter(|(name, _)| name == "summary").count();
    assert_eq!(summaries, 1, "one answer folds, and nothing else: {stops:?}");
}

async fn on_a_narrow_screen(engine: Engine) {
    let stops = walk(engine, Reader { on_a_narrow_screen: true, ..Reader::default() }).await;
    let summaries = stops.iter().filter(|(name, _)| name == "summary").count();
    assert_eq!(summaries, 3, "menu, contents and one answer fold: {stops:?}");
}

/// Every stop on the way through the page.
async fn walk(engine: Engine, reader: Reader) -> Vec<(String, String)> {
    let folder = Folder::of_reading();
    let browser = Browser::open(engine, reader).await;
    browser.go(&folder.page("climb.html?browser=firefox&os=windows")).await;
    let mut stops = Vec::new();
    for _ in 0..60 {
        browser.press(Key::Tab).await;
        let [name, href, hidden] = <[String; 3]>::try_from(browser.list(STOP).await).unwrap();
        if name == "body" || name == "html" {
            break;
        }
        assert_eq!(hidden, "", "after {stops:?}");
        stops.push((name, href));
        if stops.len() > 1 && stops.last() == stops.first() {
            break;
        }
    }
    assert!(stops.len() > 12, "hardly a stop was found: {stops:?}");
    stops
}
