//! A panel shows the step: its states as tabs, its notes pinned to lines, the HTML to copy, and a film of it all.
//!
//! The site in `panels` has one panel with every part, `#door`, and one with a single state.

use crate::support::{Browser, Engine, Folder, Reader, what_axe_finds};
use fantoccini::key::Key;
use serde_json::{Value, json};

/// The HTML of the first state, as its author wrote it.
const HTML: &str = include_str!("panels/content/snippets/door.html");
const STATES: [&str; 4] = ["door-before", "door-after-1", "door-after-2", "door-page"];
const SHOWN: &str = "[...document.querySelectorAll('#door .panel-state')].filter((state) => state.getClientRects().length).map((state) => state.id)";
const CAPTION: &str = "document.querySelector('#door .film-caption').textContent";

in_every_engine!(
    states_are_tabs,
    notes_lead_to_lines_and_back,
    what_goes_is_struck_through_and_said,
    the_button_is_seen_to_appear,
    the_film_goes_on_by_its_buttons,
    it_speaks_of_the_readers_browser,
    with_reduced_motion_the_film_is_stills,
    without_scripts_all_states_stand_there,
    axe_finds_nothing_in_any_state,
    copy_gives_the_html_of_the_state,
    the_film_plays_when_it_is_told_to,
    a_film_that_cannot_be_had_is_not_offered,
    nothing_overflows_in_any_state,
);

async fn open(engine: Engine, reader: Reader) -> (Browser, Folder) {
    let folder = Folder::of_panels();
    let browser = Browser::open(engine, reader).await;
    browser.go(&folder.page("index.html")).await;
    (browser, folder)
}

async fn states_are_tabs(engine: Engine) {
    let (browser, _folder) = open(engine, Reader::default()).await;
    assert_eq!(browser.value(SHOWN).await, json!([STATES[0]]));
    for state in STATES.iter().rev() {
        browser.click(&format!("#{state}-tab")).await;
        assert_eq!(browser.value(SHOWN).await, json!([state]));
    }
    let keys = [
        (Key::Right, STATES[1]),
        (Key::Left, STATES[0]),
        (Key::Left, STATES[3]),
        (Key::Home, STATES[0]),
        (Key::End, STATES[3]),
        (Key::Right, STATES[0]),
    ];
    for (key, state) in keys {
        browser.press(key).await;
        assert_eq!(browser.value(SHOWN).await, json!([state]), "after {key:?}");
        let tab = browser.value("document.activeElement.id").await;
        assert_eq!(tab, format!("{state}-tab"), "the focus is on another tab");
        let chosen = "[...document.querySelectorAll('#door [role=tab][aria-selected=true]')].map((tab) => tab.id)";
        assert_eq!(browser.value(chosen).await, json!([tab]));
    }
}

async fn notes_lead_to_lines_and_back(engine: Engine) {
    let (browser, _folder) = open(engine, Reader::default()).await;
    for (note, state) in [(1, 0), (2, 0), (3, 0), (4, 2)] {
        // From another state: the one with the line has to come.
        browser.click("#door-page-tab").await;
        browser.click(&format!("#door-note-{note} > .pin")).await;
        browser.until("the line is there", &format!("location.hash === '#door-pin-{note}'")).await;
        assert_eq!(browser.value(SHOWN).await, json!([STATES[state]]), "for note {note}");
        assert!(
            in_view(&browser, &format!("#door-pin-{note}")).await,
            "line {note} is out of view"
        );

        browser.run(&format!("document.querySelector('#door-pin-{note}').focus();")).await;
        let lit = format!("document.querySelector('#door-note-{note}').matches('.lit')");
        assert_eq!(browser.value(&lit).await, true, "note {note} does not light up");
        browser.press(Key::Enter).await;
        browser.until("the note is there", &format!("location.hash === '#door-note-{note}'")).await;
        assert!(
            in_view(&browser, &format!("#door-note-{note}")).await,
            "note {note} is out of view"
        );
    }
}

async fn in_view(browser: &Browser, selector: &str) -> bool {
    let place = format!("document.querySelector('{selector}').getBoundingClientRect()");
    browser
        .run(&format!("const {{ top, bottom, height }} = {place}; return height > 0 && top >= 0 && bottom <= innerHeight;"))
        .await
        == true
}

async fn what_goes_is_struck_through_and_said(engine: Engine) {
    let (browser, _folder) = open(engine, Reader::default()).await;
    let text = browser
        .value("document.querySelector('#door-before del').innerText.replace(/\\s+/g, ' ')")
        .await;
    assert_eq!(text, "deleted: style=\"display: none\"");
    let lines = "getComputedStyle(document.querySelector('#door-before del')).textDecorationLine";
    assert_eq!(browser.value(lines).await, "line-through");
    browser.click("#door-after-2-tab").await;
    let text = browser
        .value("document.querySelector('#door-after-2 ins').innerText.replace(/\\s+/g, ' ')")
        .await;
    assert_eq!(text, "new: Come in");
}

async fn the_button_is_seen_to_appear(engine: Engine) {
    let (browser, _folder) = open(engine, Reader::default()).await;
    browser.click("#door-page-tab").await;
    let text = async |half: &str| {
        browser
            .value(&format!(
                "document.querySelector('#door .preview-{half} .preview').innerText.trim()"
            ))
            .await
    };
    assert_eq!(text("before").await, "");
    assert_eq!(text("after").await, "Come in");
    let place = browser.address().await;
    browser.click("#door .preview-after").await;
    assert_eq!(browser.address().await, place, "the picture of a link is a link");
}

async fn copy_gives_the_html_of_the_state(engine: Engine) {
    let (browser, _folder) = open(engine, Reader::default()).await;
    browser
        .run("Object.defineProperty(navigator, 'clipboard', { value: { writeText: async (text) => { window.copied = text } } });")
        .await;
    // The file has the line ends of Windows; what is copied has those of the web.
    let before = HTML.replace("\r\n", "\n");
    let after = before.replace(" style=\"display: none\"", "");
    let last = after.replace(">Enter<", ">Come in<");
    assert_ne!(after, last);
    for (state, html) in STATES.iter().zip([before.as_str(), &after, &last]) {
        browser.click(&format!("#{state}-tab")).await;
        browser.click("#door .panel-copy").await;
        assert_eq!(browser.value("window.copied").await, html, "of {state}");
    }
    browser.click("#door-page-tab").await;
    assert_eq!(browser.value("document.querySelector('#door .panel-copy').hidden").await, true);
}

async fn the_film_goes_on_by_its_buttons(engine: Engine) {
    let (browser, _folder) = open(engine, Reader::default()).await;
    let captions = browser
        .list("return [...document.querySelectorAll('#door .film > li')].map((caption) => caption.textContent);")
        .await;
    assert_eq!(captions.len(), 7, "{captions:#?}");
    let states = [0, 0, 0, 1, 1, 2, 3];
    for (caption, state) in captions.iter().zip(states) {
        browser.click("#door .film-next").await;
        // The first press loads it.
        let said = format!("{CAPTION} === {}", json!(caption));
        browser.until("the caption is there", &said).await;
        assert_eq!(browser.value(SHOWN).await, json!([STATES[state]]), "{caption}");
    }
    // At its end it begins again; another tab ends it, and leaves no trace.
    browser.click("#door .film-next").await;
    assert_eq!(browser.value(CAPTION).await, captions[0]);
    browser.click("#door-after-2-tab").await;
    assert_eq!(browser.value(CAPTION).await, "");
    assert_eq!(browser.value("document.querySelectorAll('#door [data-film]').length").await, 0);
    let typed = "document.querySelector('#door-before .panel-find mark').textContent";
    assert_eq!(browser.value(typed).await, "a.way-in");

    browser.press(Key::Tab).await;
    browser.run("document.querySelector('#door .film-play').focus();").await;
    for (key, caption) in [(Key::Right, 0), (Key::Right, 1), (Key::Right, 2), (Key::Left, 1)] {
        browser.press(key).await;
        assert_eq!(browser.value(CAPTION).await, captions[caption], "after {key:?}");
    }
}

async fn the_film_plays_when_it_is_told_to(engine: Engine) {
    // Fifty times as fast.
    let folder = Folder::of_panels().with_first(
        "const wait = setTimeout; window.setTimeout = (run, time) => wait(run, time / 50);",
    );
    let browser = Browser::open(engine, Reader::default()).await;
    browser.go(&folder.page("index.html")).await;
    browser
        .run_async("const done = arguments[arguments.length - 1]; setTimeout(done, 20000);")
        .await;
    assert_eq!(browser.value(CAPTION).await, "", "it plays by itself");
    assert_eq!(browser.value(SHOWN).await, json!([STATES[0]]), "it plays by itself");

    browser
        .run("window.seen = []; new MutationObserver(() => window.seen.push(document.querySelector('#door .film-caption').textContent)).observe(document.querySelector('#door .film-caption'), { childList: true });")
        .await;
    browser.until_the_film_is_there("#door").await;
    browser.click("#door .film-play").await;
    assert_eq!(word(&browser).await, "Pause");
    browser
        .until(
            "the film ends",
            "document.querySelector('#door .film-play').textContent === 'Again'",
        )
        .await;
    let captions =
        "[...document.querySelectorAll('#door .film > li')].map((caption) => caption.textContent)";
    assert_eq!(browser.value("window.seen").await, browser.value(captions).await);
    assert_eq!(browser.value(SHOWN).await, json!([STATES[3]]));

    // At once: by hand it might have ended before the second press.
    browser
        .run("const play = document.querySelector('#door .film-play'); play.click(); play.click();")
        .await;
    assert_eq!(word(&browser).await, "Play", "it does not pause");
}

/// What is on the film's first button.
async fn word(browser: &Browser) -> Value {
    browser.value("document.querySelector('#door .film-play').textContent").await
}

async fn it_speaks_of_the_readers_browser(engine: Engine) {
    let (browser, folder) = open(engine, Reader::default()).await;
    for (id, count, select, edit) in [
        (
            "chrome",
            "1 of 1",
            "Select what is to change in that line.",
            "Delete style, and press Enter.",
        ),
        ("firefox", "1 hit", "Right-click style.", "Choose Remove."),
    ] {
        browser.go(&folder.page(&format!("index.html?browser={id}"))).await;
        let shown = "document.querySelector('#door .panel-count').innerText.trim()";
        assert_eq!(browser.value(shown).await, count);
        let captions =
            [format!("{count}: the line lights up."), select.to_owned(), edit.to_owned()];
        browser.until_the_film_is_there("#door").await;
        browser.click("#door .film-next").await;
        for caption in captions {
            browser.click("#door .film-next").await;
            let said = "document.querySelector('#door .film-caption').innerText.trim()";
            assert_eq!(browser.value(said).await, caption);
        }
    }
}

async fn with_reduced_motion_the_film_is_stills(engine: Engine) {
    let reader = Reader { with_reduced_motion: true, ..Reader::default() };
    let (browser, _folder) = open(engine, reader).await;
    let playing = "document.querySelector('#door .film-play').getClientRects().length";
    assert_eq!(browser.value(playing).await, 0, "a film is offered");
    let next = "document.querySelector('#door .film-next').textContent";
    assert_eq!(browser.value(next).await, "Play");
    browser.click("#door .film-next").await;
    browser.until("it is begun", &format!("{next} === 'Next'")).await;
    let typed = "document.querySelector('#door-before .panel-find mark').textContent";
    assert_eq!(browser.value(typed).await, "a.way-in", "it is being typed");
    let moving =
        "document.getAnimations().filter((one) => one.effect.getTiming().duration > 10).length";
    assert_eq!(browser.value(moving).await, 0);
}

async fn a_film_that_cannot_be_had_is_not_offered(engine: Engine) {
    let folder = Folder::of_panels().without("assets/film.");
    let browser = Browser::open(engine, Reader::default()).await;
    browser.go(&folder.page("index.html")).await;
    browser.click("#door .film-play").await;
    let shown = "document.querySelector('#door .film-buttons').getClientRects().length";
    browser.until("its buttons go", &format!("!{shown}")).await;
    assert_eq!(browser.value(SHOWN).await, json!([STATES[0]]));
}

async fn without_scripts_all_states_stand_there(engine: Engine) {
    let reader = Reader { without_scripts: true, ..Reader::default() };
    let (browser, _folder) = open(engine, reader).await;
    assert_eq!(browser.value(SHOWN).await, json!(STATES));
    let labels = browser
        .list("return [...document.querySelectorAll('#door .panel-label')].filter((label) => label.getClientRects().length).map((label) => label.textContent);")
        .await;
    assert_eq!(labels, ["Before", "After 1", "After 2", "On the page"]);
    let needless = browser
        .list(
            "return [...document.querySelectorAll('.panel .film, .panel button, .panel [role=tablist]')]
               .filter((part) => part.getClientRects().length)
               .map((part) => part.outerHTML.slice(0, 200));",
        )
        .await;
    assert!(needless.is_empty(), "{needless:#?}");
    let pins = browser
        .list("return [...document.querySelectorAll('#door .pin')].filter((pin) => !document.querySelector(pin.hash)).map((pin) => pin.id);")
        .await;
    assert!(pins.is_empty(), "they lead nowhere: {pins:?}");
}

async fn axe_finds_nothing_in_any_state(engine: Engine) {
    for in_the_dark in [false, true] {
        let (browser, _folder) = open(engine, Reader { in_the_dark, ..Reader::default() }).await;
        for state in STATES {
            browser.click(&format!("#{state}-tab")).await;
            let found = what_axe_finds(&browser).await;
            assert_eq!(found, json!([]), "{state}, dark {in_the_dark}: axe found {found:#}");
        }
        browser.click("#door .film-next").await;
        let found = what_axe_finds(&browser).await;
        assert_eq!(found, json!([]), "in the film, dark {in_the_dark}: axe found {found:#}");
    }
}

async fn nothing_overflows_in_any_state(engine: Engine) {
    let reader = Reader { on_a_narrow_screen: true, ..Reader::default() };
    let (browser, _folder) = open(engine, reader).await;
    for state in STATES {
        browser.click(&format!("#{state}-tab")).await;
        for lines in ["wrapped", "scrolling"] {
            let wide = browser.list(include_str!("scripts/what-overflows.js")).await;
            assert!(wide.is_empty(), "{state}, long lines {lines}: {wide:#?}");
            browser.click("#door .panel-wrap").await;
        }
    }
}
