//! Under `guidepost serve` an edit of words changes the words in the open page and nothing else of it.

use crate::support::{Browser, Engine, Reader, Served};

const GUIDE: &str = "guides/create-a-token.html";
const SOURCE: &str = "content/pages/guides/create-a-token.md";

in_every_engine!(
    of_words_above,
    also_of_a_new_paragraph,
    and_other_pages_do_not_stir,
    of_styles_without_a_flash,
    of_styles_that_another_follows,
    of_a_picture,
    but_scripts_are_loaded_anew,
);

/// Opens a page and leaves a mark that a reload would take away.
async fn open(engine: Engine, served: &Served, page: &str) -> Browser {
    let browser = Browser::open(engine, Reader::default()).await;
    browser.go(&served.page(page)).await;
    browser.run("window.mark = 'left by the reader';").await;
    browser
}

async fn until_it_says(browser: &Browser, words: &str) {
    let shown = format!("document.querySelector('.main').textContent.includes('{words}')");
    browser.until("the edit shows", &shown).await;
}

async fn assert_same_page(browser: &Browser) {
    assert_eq!(browser.value("window.mark").await, "left by the reader", "the page was reloaded");
}

/// What the reader has done to the page, and where on the screen that is which they look at.
#[derive(Debug)]
struct State {
    done: serde_json::Value,
    top: f64,
}

impl PartialEq for State {
    fn eq(&self, other: &Self) -> bool {
        // Browsers scroll by whole pixels.
        self.done == other.done && (self.top - other.top).abs() < 3.0
    }
}

async fn state(browser: &Browser) -> State {
    let top = browser.value("document.activeElement.getBoundingClientRect().top").await;
    let done = browser
        .value(
            "({
               browser: document.documentElement.dataset.browser,
               folds: [...document.querySelectorAll('details')].map((fold) => +fold.open).join(''),
               typed: document.activeElement.value,
               caret: document.activeElement.selectionStart,
             })",
        )
        .await;
    State { done, top: top.as_f64().unwrap() }
}

/// Chooses a browser, opens folds, types into a field that a script has added, far down the page.
async fn settle_in(browser: &Browser) -> State {
    browser.choose_browser("firefox").await;
    browser
        .run(
            "for (const fold of document.querySelectorAll('.main details')) fold.open = true;
             const place = [...document.querySelectorAll('.main .step')].at(-2);
             const field = document.createElement('input');
             place.querySelector('.prose').append(field);
             field.scrollIntoView({ block: 'center', behavior: 'instant' });
             field.focus({ preventScroll: true });
             field.value = 'half a wo';
             field.setSelectionRange(4, 4);",
        )
        .await;
    browser.until("the page has come to rest", "scrollY > 1000").await;
    state(browser).await
}

async fn of_words_above(engine: Engine) {
    let served = Served::new();
    let browser = open(engine, &served, GUIDE).await;
    let before = settle_in(&browser).await;
    let source = served.read(SOURCE);
    let words = "In Chrome or Edge";
    for number in 1..=3 {
        // Long enough to take more lines than before.
        let longer = format!("Harakeke {number} {}{words}", "and so on ".repeat(20 * number));
        assert!(source.contains(". "), "{source}");
        served.write(SOURCE, &source.replacen(". ", &format!(". {longer} "), 3));
        until_it_says(&browser, &format!("Harakeke {number} ")).await;
        assert_same_page(&browser).await;
        assert_eq!(state(&browser).await, before);
    }
}

async fn also_of_a_new_paragraph(engine: Engine) {
    let served = Served::new();
    let browser = open(engine, &served, GUIDE).await;
    let before = settle_in(&browser).await;
    let source = served.read(SOURCE);
    let heading = source.find("\n## ").unwrap() + 1;
    let step = heading + source[heading..].find("\n\n").unwrap() + 2;
    let (start, rest) = source.split_at(step);
    served.write(SOURCE, &format!("{start}Kahikatea is *new* here.\n\n- one\n- two\n\n{rest}"));
    until_it_says(&browser, "Kahikatea is new here.").await;
    assert_same_page(&browser).await;
    assert_eq!(state(&browser).await, before);
    served.write(SOURCE, &source);
    browser
        .until("it is gone", "!document.querySelector('.main').textContent.includes('Kahikatea')")
        .await;
    assert_same_page(&browser).await;
    assert_eq!(state(&browser).await, before);
}

async fn and_other_pages_do_not_stir(engine: Engine) {
    let served = Served::new();
    let browser = open(engine, &served, "help/words.html").await;
    browser.run("new MutationObserver(() => (window.stirred = true)).observe(document, { attributes: true, childList: true, subtree: true });").await;
    let (own, other) = (served.read("content/pages/help/words.md"), served.read(SOURCE));
    served.write(SOURCE, &format!("{other}\nHarakeke.\n"));
    let shows = format!(
        "fetch('/{GUIDE}').then((page) => page.text()).then((text) => arguments[0](text.includes('Harakeke')))"
    );
    while browser.run_async(&shows).await != true {}
    assert_eq!(browser.value("window.stirred ?? false").await, false);
    served.write("content/pages/help/words.md", &format!("{own}\nKahikatea.\n"));
    until_it_says(&browser, "Kahikatea.").await;
    assert_same_page(&browser).await;
}

const SHEETS: &str = "document.querySelectorAll('link[rel=stylesheet]').length";

async fn of_styles_without_a_flash(engine: Engine) {
    let served = Served::new();
    let sheet = "themes/default/assets/css/footer.css";
    let source = std::fs::read_to_string(crate::support::shipped().join(sheet)).unwrap();
    let browser = open(engine, &served, GUIDE).await;
    let before = settle_in(&browser).await;
    let sheets = browser.value(SHEETS).await;
    browser
        .run(
            "window.unstyled = 0;
             const look = () => {
               if (getComputedStyle(document.querySelector('.visually-hidden')).position !== 'absolute') window.unstyled += 1;
               window.looks = (window.looks ?? 0) + 1;
               requestAnimationFrame(look);
             };
             look();",
        )
        .await;
    for width in [3, 5] {
        let rule =
            format!("{source}\n@layer site {{ body {{ outline: {width}px solid red; }} }}\n");
        served.write(sheet, &rule);
        browser
            .until(
                "the rule holds",
                &format!("getComputedStyle(document.body).outlineWidth === '{width}px'"),
            )
            .await;
        browser.until("the old sheet is gone", &format!("{SHEETS} === {sheets}")).await;
    }
    assert_same_page(&browser).await;
    assert_eq!(state(&browser).await, before);
    assert_eq!(browser.value("window.unstyled").await, 0, "the page was without its styles");
    assert_ne!(browser.value("window.looks").await, 0);
}

/// The page of one build is looked at when the next is served, which has other sheets.
async fn of_styles_that_another_follows(engine: Engine) {
    let served = Served::new();
    let sheet = "themes/default/assets/css/footer.css";
    let source = std::fs::read_to_string(crate::support::shipped().join(sheet)).unwrap();
    let browser = open(engine, &served, GUIDE).await;
    browser
        .run(
            "const real = fetch;
             window.fetch = async (...asked) => {
               const answer = await real(...asked);
               const text = await answer.text();
               if (!window.held) {
                 window.held = text;
                 while (!window.goOn) await new Promise((done) => setTimeout(done, 10));
               }
               return new Response(text, answer);
             };
             window.unstyled = 0;
             const look = () => {
               if (getComputedStyle(document.querySelector('.visually-hidden')).position !== 'absolute') window.unstyled += 1;
               requestAnimationFrame(look);
             };
             look();",
        )
        .await;
    let with =
        |width| format!("{source}\n@layer site {{ body {{ outline: {width}px solid red; }} }}\n");
    served.write(sheet, &with(3));
    browser.until("the first build is looked at", "window.held").await;
    served.write(sheet, &with(5));
    let is_served = "const done = arguments[arguments.length - 1];
         const sheet = /href=\"([^\"]*\\.css)\"/.exec(window.held)[1];
         const look = async () => ((await window.fetch(new URL(sheet, location.href))).ok ? setTimeout(look, 20) : done());
         look();";
    browser.run_async(is_served).await;
    browser.run("window.goOn = true;").await;
    browser
        .until("the second rule holds", "getComputedStyle(document.body).outlineWidth === '5px'")
        .await;
    assert_same_page(&browser).await;
    assert_eq!(browser.value("window.unstyled").await, 0, "the page was without its styles");
}

async fn of_a_picture(engine: Engine) {
    let served = Served::new();
    let drawn = |width: u32| {
        format!("<svg xmlns='http://www.w3.org/2000/svg' width='{width}' height='9'></svg>")
    };
    served.write("content/pages/help/drawing.svg", &drawn(40));
    let source = served.read("content/pages/help/words.md");
    served.write("content/pages/help/words.md", &format!("{source}\n![A drawing](drawing.svg)\n"));
    let browser = Browser::open(engine, Reader::default()).await;
    browser.go(&served.page("help/words.html")).await;
    let width = "document.querySelector('img[alt=\"A drawing\"]')?.naturalWidth";
    browser.until("the picture shows", &format!("{width} === 40")).await;
    browser.run("window.mark = 'left by the reader';").await;
    for new in [50, 60] {
        served.write("content/pages/help/drawing.svg", &drawn(new));
        browser.until("the new picture shows", &format!("{width} === {new}")).await;
    }
    // And it stays when the words around it change.
    served.write(
        "content/pages/help/words.md",
        &format!("{source}\nHarakeke.\n\n![A drawing](drawing.svg)\n"),
    );
    until_it_says(&browser, "Harakeke.").await;
    assert_eq!(browser.value(width).await, 60);
    assert_same_page(&browser).await;
}

async fn but_scripts_are_loaded_anew(engine: Engine) {
    let served = Served::new();
    let browser = open(engine, &served, "help/words.html").await;
    let script = "themes/default/assets/js/guide/main.js";
    let source = std::fs::read_to_string(crate::support::shipped().join(script)).unwrap();
    served.write(script, &format!("{source}\ndocument.documentElement.dataset.harakeke = '';\n"));
    browser.until("the new script has run", "'harakeke' in document.documentElement.dataset").await;
    assert!(browser.value("window.mark").await.is_null());
}
