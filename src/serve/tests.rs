//! The whole server over a real socket: a site in a temporary folder, changed while it is served.

use super::*;
use crate::diagnostic::{Code, Severity};
use crate::id::OutputPath;
use std::fs;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::sync::mpsc;
use std::thread::JoinHandle;
use std::time::Instant;
use tempfile::TempDir;

/// Compiles `content/pages/x.md` to `x.html`. A page that says `error` is one, one that says `panic` does.
struct Toy {
    news: mpsc::Sender<String>,
}

impl Workshop for Toy {
    fn compile(&self, sources: &Sources) -> Compiled {
        let mut compiled = Compiled::default();
        for (path, file) in sources.below("content") {
            let text = String::from_utf8(file.bytes.to_vec()).unwrap();
            assert!(!text.contains("panic"), "the compiler tripped");
            if text.contains("error") {
                compiled
                    .diagnostics
                    .push(Diagnostic::new(Code::DeadLink, "toy error").at(path, 0..1));
            }
            if text.contains("warning") {
                compiled.diagnostics.push(Diagnostic::new(Code::MissingVariant, "toy warning"));
            }
            let name = path.below("content/pages").unwrap().replace(".md", ".html");
            let page =
                format!("<html><head>{CSP}<title>t</title></head><body>{text}</body></html>");
            let bytes =
                if name.contains(".html") { page.into_bytes() } else { file.bytes.to_vec() };
            compiled.build.insert(OutputPath::parse(&name).unwrap(), bytes);
        }
        compiled
    }

    fn explain(&self, _: &Sources, diagnostics: &[Diagnostic]) -> Vec<Problem> {
        let explained = |d: &Diagnostic| Problem {
            error: d.severity() == Severity::Error,
            text: format!("explained: {}", d.message),
            place: None,
            editor: None,
        };
        diagnostics.iter().map(explained).collect()
    }

    fn tell(&self, news: News<'_>) {
        let text = match news {
            News::Listening { url, .. } => format!("listening {url}"),
            News::Polling { why } => format!("polling {why}"),
            News::Built { changed, compiled, .. } => {
                format!("built {changed:?} {}", compiled.diagnostics.len())
            }
            News::Panicked { why } => format!("panicked {why}"),
            News::Unreadable { .. } => "unreadable".into(),
        };
        // The test may be over.
        let _ = self.news.send(text);
    }
}

const CSP: &str = r#"<meta http-equiv="Content-Security-Policy" content="default-src 'none'; connect-src 'none'">"#;

struct Running {
    temp: TempDir,
    address: String,
    news: mpsc::Receiver<String>,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<Result<(), ServeError>>>,
}

impl Running {
    fn start(files: &[(&str, &str)]) -> Self {
        Self::start_with(files, false)
    }

    fn start_with(files: &[(&str, &str)], poll: bool) -> Self {
        let temp = TempDir::new().unwrap();
        for (path, text) in files {
            put(&temp, path, text);
        }
        let (sender, news) = mpsc::channel();
        let (stop, stopped) = oneshot::channel();
        let toy = Arc::new(Toy { news: sender });
        let settings =
            Settings { folder: temp.path().into(), host: "127.0.0.1".into(), port: 0, poll };
        let thread = std::thread::spawn(move || {
            let runtime =
                tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            let result = runtime.block_on(run(&settings, toy, async {
                let _ = stopped.await;
            }));
            runtime.shutdown_background();
            result
        });
        let mut running =
            Self { temp, address: String::new(), news, stop: Some(stop), thread: Some(thread) };
        let line = running.hear("listening");
        running.address = line["listening http://".len()..].trim_end_matches('/').to_owned();
        running
    }

    fn put(&self, path: &str, text: &str) {
        put(&self.temp, path, text);
    }

    /// Waits for news that begin so.
    fn hear(&self, start: &str) -> String {
        loop {
            let line = self.news.recv_timeout(Duration::from_secs(10)).expect(start);
            if line.starts_with(start) {
                return line;
            }
        }
    }

    /// Sends a request as it stands, with `Host` if it has none, and returns the whole answer.
    fn ask(&self, request: &str) -> String {
        let mut socket = TcpStream::connect(&self.address).unwrap();
        let host = if request.contains("Host:") {
            String::new()
        } else {
            format!("Host: {}\r\n", self.address)
        };
        write!(socket, "{}\r\n{host}Connection: close\r\n\r\n", request.trim_end()).unwrap();
        let mut answer = String::new();
        socket.read_to_string(&mut answer).unwrap();
        answer
    }

    fn get(&self, path: &str) -> String {
        self.ask(&format!("GET {path} HTTP/1.1"))
    }

    /// The status, and the headers and body after it.
    fn status(&self, request: &str) -> u16 {
        self.ask(request)[9..12].parse().unwrap()
    }

    /// Opens the first page.
    fn events(&self) -> Events {
        self.events_of("/")
    }

    fn events_of(&self, page: &str) -> Events {
        let mut socket = TcpStream::connect(&self.address).unwrap();
        socket.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
        let request = format!(
            "GET /_guidepost/events?page={page} HTTP/1.1\r\nHost: {}\r\n\r\n",
            self.address
        );
        socket.write_all(request.as_bytes()).unwrap();
        Events { socket, read: String::new() }
    }

    /// What a page says that it is.
    fn hash_in(&self, page: &str) -> String {
        let page = self.get(page);
        page.split_once("data-page=\"").unwrap().1.split('"').next().unwrap().into()
    }

    fn end(mut self) {
        drop(self.stop.take());
        self.thread.take().unwrap().join().unwrap().unwrap();
    }
}

/// An open page.
struct Events {
    socket: TcpStream,
    read: String,
}

impl Events {
    /// The next state: the hash of the page, and the problems.
    fn next(&mut self) -> (String, Option<String>) {
        let state = self.state();
        let problems: Vec<&str> = state["problems"]
            .as_array()
            .unwrap()
            .iter()
            .map(|problem| problem["text"].as_str().unwrap())
            .collect();
        let problems = (!problems.is_empty()).then(|| problems.join("\n"));
        (state["page"]["hash"].as_str().unwrap().into(), problems)
    }

    fn state(&mut self) -> serde_json::Value {
        loop {
            if let Some(start) = self.read.find("data: ")
                && let Some(end) = self.read[start..].find("\n\n")
            {
                let line = self.read[start + 6..start + end].lines().next().unwrap();
                let told: serde_json::Value = serde_json::from_str(line).unwrap();
                self.read.drain(..start + end);
                return told["state"].clone();
            }
            let mut bytes = [0; 4096];
            let count = self.socket.read(&mut bytes).unwrap();
            assert!(count > 0, "the stream ended");
            self.read.push_str(std::str::from_utf8(&bytes[..count]).unwrap());
        }
    }
}

fn put(temp: &TempDir, path: &str, text: &str) {
    let path = temp.path().join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

const PAGES: &[(&str, &str)] = &[
    ("content/pages/index.md", "first page"),
    ("content/pages/a b/index.md", "folder"),
    ("content/pages/data.json", "{}"),
    ("content/pages/.hidden.txt", "hidden"),
    ("content/pages/404.md", "own 404"),
];

#[test]
fn addresses_lead_to_files_and_nowhere_else() {
    let site = Running::start(PAGES);
    for (path, words) in [
        ("/", "first page"),
        ("/index.html?browser=firefox", "first page"),
        ("/a%20b/", "folder"),
        ("/data.json", "{}"),
    ] {
        let answer = site.get(path);
        assert!(answer.starts_with("HTTP/1.1 200") && answer.contains(words), "{path}: {answer}");
    }
    let redirect = site.get("/a%20b?os=macos");
    assert!(redirect.starts_with("HTTP/1.1 307"), "{redirect}");
    assert!(redirect.contains("location: /a%20b/?os=macos\r\n"), "{redirect}");
    for path in [
        "/nothing",
        "/.hidden.txt",
        "/../Cargo.toml",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/a%20b/..%2findex.html",
        "/%252e",
        "//index.html",
        "//evil.example/a%20b",
        "/%ff",
    ] {
        let answer = site.get(path);
        assert!(
            answer.starts_with("HTTP/1.1 404") && answer.contains("own 404"),
            "{path}: {answer}"
        );
    }
    site.end();
}

#[test]
fn answers_have_types_and_are_asked_for_again() {
    let site = Running::start(PAGES);
    let page = site.get("/");
    for header in [
        "content-type: text/html; charset=utf-8",
        "cache-control: no-cache",
        "x-content-type-options: nosniff",
    ] {
        assert!(page.contains(header), "{header}: {page}");
    }
    assert!(site.get("/data.json").contains("content-type: application/json"));
    assert!(site.get("/_guidepost/client.js").contains("content-type: text/javascript"));
    assert!(site.get("/_guidepost/client.css").contains("content-type: text/css"));

    let etag = page.lines().find_map(|line| line.strip_prefix("etag: ")).unwrap();
    let again = site.ask(&format!("GET / HTTP/1.1\r\nIf-None-Match: \"x\", W/{etag}"));
    assert!(again.starts_with("HTTP/1.1 304") && !again.contains("first page"), "{again}");

    let head = site.ask("HEAD / HTTP/1.1");
    let length = page.lines().find(|line| line.starts_with("content-length: ")).unwrap();
    assert!(head.starts_with("HTTP/1.1 200") && head.contains(length), "{head}");
    assert!(!head.contains("first page"));
    site.end();
}

#[test]
fn only_pages_carry_the_client() {
    let site = Running::start(PAGES);
    let page = site.get("/");
    assert!(page.contains("connect-src 'self'") && !page.contains("connect-src 'none'"), "{page}");
    assert_eq!(page.matches("/_guidepost/client.js").count(), 1);
    assert!(site.get("/nothing").contains("/_guidepost/client.js"));
    assert!(site.get("/data.json").ends_with("\r\n\r\n{}"));
    site.end();
}

#[test]
fn strangers_are_turned_away() {
    let site = Running::start(PAGES);
    let host = site.address.clone();
    assert_eq!(site.status("GET / HTTP/1.1\r\nHost: localhost:99"), 200);
    assert_eq!(site.status("GET / HTTP/1.1\r\nHost: evil.example"), 403);
    assert_eq!(site.status(&format!("GET / HTTP/1.1\r\nHost: {host}\r\nHost: evil.example")), 403);
    assert_eq!(site.status(&format!("GET http://evil.example/ HTTP/1.1\r\nHost: {host}")), 403);
    assert_eq!(
        site.status(&format!("GET / HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}")),
        200
    );
    for origin in ["http://evil.example", "null", "http://localhost"] {
        let request =
            format!("GET /_guidepost/events HTTP/1.1\r\nHost: {host}\r\nOrigin: {origin}");
        assert_eq!(site.status(&request), 403, "{origin}");
    }
    assert_eq!(site.status("POST / HTTP/1.1"), 405);
    assert_eq!(site.status("OPTIONS / HTTP/1.1"), 405);
    site.end();
}

#[test]
fn a_change_reaches_an_open_page() {
    let site = Running::start(PAGES);
    let mut page = site.events();
    let (first, problems) = page.next();
    assert_eq!(problems, None);
    assert_eq!(site.hash_in("/"), first);

    site.put("content/pages/index.md", "second page");
    let (second, _) = page.next();
    assert_ne!(first, second);
    assert!(site.get("/").contains("second page"));
    assert!(site.hear("built {SourcePath").contains("content/pages/index.md"));

    // In a folder that was not there, both at once.
    site.put("content/pages/new/deep/page.md", "third");
    let mut new = site.events_of("/new/deep/page.html");
    while new.state()["page"]["status"] != 200 {}
    assert!(site.get("/new/deep/page.html").contains("third"));
    site.end();
}

#[test]
fn polling_sees_saves_in_one_second_and_files_put_back_with_an_old_time() {
    let site = Running::start_with(PAGES, true);
    let mut page = site.events();
    let (first, _) = page.next();
    site.put("content/pages/index.md", "fifth page");
    let (second, _) = page.next();
    site.put("content/pages/index.md", "first page");
    let path = site.temp.path().join("content/pages/index.md");
    let file = fs::File::options().write(true).open(path).unwrap();
    file.set_modified(std::time::UNIX_EPOCH).unwrap();
    assert_eq!(page.next().0, first);
    assert_ne!(first, second);
    site.end();
}

#[test]
fn a_save_that_changes_nothing_builds_nothing() {
    let site = Running::start(PAGES);
    site.put("content/pages/index.md", "first page");
    site.put("public/index.html", "no source");
    std::thread::sleep(Duration::from_millis(300));
    assert!(site.news.try_recv().is_err());
    site.end();
}

#[test]
fn errors_leave_the_last_good_pages_and_go_when_mended() {
    let site = Running::start(PAGES);
    let mut page = site.events();
    let (first, _) = page.next();

    site.put("content/pages/index.md", "an error");
    let (id, problems) = page.next();
    assert_eq!((id, problems.as_deref()), (first.clone(), Some("explained: toy error")));
    assert!(site.get("/").contains("first page"));
    assert_eq!(site.events().next().1, problems, "a page opened now sees it too");

    site.put("content/pages/index.md", "first page");
    assert_eq!(page.next(), (first, None));
    site.end();
}

#[test]
fn a_site_that_was_never_good_is_served_as_far_as_it_goes() {
    let site = Running::start(&[("content/pages/index.md", "error one")]);
    let mut page = site.events();
    assert!(page.next().1.is_some());
    assert!(site.get("/").contains("error one"));
    site.put("content/pages/index.md", "error two");
    page.next();
    assert!(site.get("/").contains("error two"));
    site.put("content/pages/index.md", "good");
    assert_eq!(page.next().1, None);
    site.end();
}

#[test]
fn warnings_are_told_and_do_not_hold_back_the_page() {
    let site = Running::start(PAGES);
    site.events().next();
    site.put("content/pages/index.md", "a warning");
    let mut page = site.events();
    let problems = std::iter::repeat_with(|| page.next().1).find_map(|problems| problems);
    assert_eq!(problems.as_deref(), Some("explained: toy warning"));
    assert!(site.get("/").contains("a warning"));
    site.end();
}

#[test]
fn a_page_that_does_not_show_a_change_hears_nothing_of_it() {
    let site = Running::start(&[
        ("content/pages/index.md", "first page"),
        ("content/pages/other.md", "other page"),
        ("content/pages/picture.png", "one"),
    ]);
    let (mut first, mut other) = (site.events(), site.events_of("/other.html"));
    let before = (first.next(), other.next());
    site.put("content/pages/index.md", "second page");
    assert_ne!(first.next(), before.0);
    // A picture concerns whoever shows it. It is the next that the other page hears.
    site.put("content/pages/picture.png", "two");
    let state = other.state();
    assert_eq!(state["page"]["hash"], before.1.0.as_str());
    assert!(state["media"]["picture.png"].as_u64() > state["since"].as_u64(), "{state}");
    site.end();
}

#[test]
fn a_page_that_is_not_there_is_told_when_it_comes() {
    let site = Running::start(PAGES);
    let mut page = site.events_of("/later.html");
    assert_eq!(page.state()["page"]["status"], 404);
    site.put("content/pages/later.md", "later");
    assert_eq!(page.state()["page"]["status"], 200);
    site.end();
}

#[test]
fn parts_of_a_file_are_sent_on_request() {
    let site = Running::start(&[("content/pages/film.mp4", "0123456789")]);
    let part = |headers: &str| site.ask(&format!("GET /film.mp4 HTTP/1.1\r\n{headers}"));
    let whole = part("Accept: */*");
    assert!(whole.contains("accept-ranges: bytes") && whole.ends_with("0123456789"), "{whole}");
    let etag = whole.lines().find_map(|line| line.strip_prefix("etag: ")).unwrap();

    let middle = part("Range: bytes=2-4");
    assert!(middle.starts_with("HTTP/1.1 206"), "{middle}");
    assert!(middle.contains("content-range: bytes 2-4/10"), "{middle}");
    assert!(middle.contains("content-length: 3") && middle.ends_with("\r\n\r\n234"), "{middle}");
    assert!(part(&format!("Range: bytes=2-4\r\nIf-Range: {etag}")).starts_with("HTTP/1.1 206"));
    assert!(part("Range: bytes=2-4\r\nIf-Range: \"other\"").ends_with("\r\n\r\n0123456789"));
    assert!(
        part(&format!("Range: bytes=2-4\r\nIf-None-Match: {etag}")).starts_with("HTTP/1.1 304")
    );
    let outside = part("Range: bytes=10-");
    assert!(outside.starts_with("HTTP/1.1 416"), "{outside}");
    assert!(outside.contains("content-range: bytes */10"), "{outside}");
    let head = site.ask("HEAD /film.mp4 HTTP/1.1\r\nRange: bytes=2-4");
    assert!(head.starts_with("HTTP/1.1 200") && head.contains("content-length: 10"), "{head}");
    site.end();
}

#[test]
fn other_sites_may_not_have_our_files_as_their_own() {
    let site = Running::start(PAGES);
    let from = |place: &str, mode: &str| {
        site.status(&format!(
            "GET /data.json HTTP/1.1\r\nSec-Fetch-Site: {place}\r\nSec-Fetch-Mode: {mode}"
        ))
    };
    assert_eq!([from("same-origin", "no-cors"), from("none", "navigate")], [200, 200]);
    assert_eq!(from("cross-site", "navigate"), 200, "a link is followed");
    assert_eq!([from("cross-site", "no-cors"), from("same-site", "no-cors")], [403, 403]);
    assert!(site.get("/").contains("cross-origin-resource-policy: same-origin"));
    site.end();
}

#[test]
fn a_checkout_of_many_files_is_one_build() {
    /// No write takes so long, but where the machine is busy with other things; then the watcher may take what it has for all.
    const PAUSE: Duration = Duration::from_millis(5);

    let site = Running::start(PAGES);
    let mut pauses = 0;
    for number in 0..5_000 {
        let start = Instant::now();
        site.put(&format!("content/pages/{}/{number}.txt", number % 50), "one of many");
        pauses += usize::from(start.elapsed() > PAUSE);
    }
    site.put("content/pages/index.md", "the last");
    let mut builds = 0;
    let mut page = site.events();
    while !site.get("/").contains("the last") {
        page.next();
    }
    assert_eq!(site.status("GET /49/4999.txt HTTP/1.1"), 200);
    while let Ok(news) = site.news.recv_timeout(Duration::from_millis(700)) {
        builds += usize::from(news.starts_with("built"));
    }
    assert!((1..=1 + pauses).contains(&builds), "{builds} builds, with {pauses} pauses");
    site.end();
}

#[test]
fn no_edit_is_lost_however_fast_they_come() {
    let site = Running::start(PAGES);
    let mut page = site.events();
    for number in 0..300 {
        let text = format!("edit {number} {}", "and so on ".repeat(number));
        match number % 3 {
            0 => site.put("content/pages/index.md", &text),
            1 => {
                site.put("content/pages/index.md", "");
                site.put("content/pages/index.md", &text);
            }
            _ => {
                site.put("content/pages/index.md.tmp", &text);
                let from = site.temp.path().join("content/pages/index.md.tmp");
                fs::rename(&from, from.with_extension("")).unwrap();
            }
        }
        std::thread::sleep(Duration::from_micros(17 * (number as u64 % 200)));
    }
    while !site.get("/").contains("edit 299 ") {
        page.next();
    }
    site.end();
}

#[test]
fn the_server_outlives_a_panic_of_the_compiler() {
    let site = Running::start(PAGES);
    let mut page = site.events();
    page.next();
    site.put("content/pages/index.md", "panic");
    assert!(page.next().1.unwrap().contains("the compiler tripped"));
    assert!(site.hear("panicked").contains("the compiler tripped"));
    assert!(site.get("/").contains("first page"));
    site.put("content/pages/index.md", "calm");
    assert_eq!(page.next().1, None);
    assert!(site.get("/").contains("calm"));
    site.end();
}

#[cfg(unix)]
#[test]
fn files_that_cannot_be_read_are_tried_again() {
    use std::os::unix::fs::symlink;
    let outside = TempDir::new().unwrap();
    let site = Running::start(PAGES);
    let mut page = site.events();
    page.next();
    let link = site.temp.path().join("content/pages/linked.txt");
    symlink(outside.path().join("goal"), &link).unwrap();
    assert!(page.next().1.unwrap().contains("cannot be read"));
    site.put("content/pages/index.md", "later");
    // Outside of what is watched: only trying again finds out.
    fs::write(outside.path().join("goal"), "there").unwrap();
    while page.next().1.is_some() {}
    assert!(site.get("/").contains("later"));

    // The same with nothing changed in between.
    fs::remove_file(outside.path().join("goal")).unwrap();
    assert!(page.next().1.is_some());
    fs::write(outside.path().join("goal"), "there").unwrap();
    assert_eq!(page.next().1, None);
    site.end();
}

#[test]
fn ends_at_once_with_pages_open() {
    let site = Running::start(PAGES);
    let mut pages = [site.events(), site.events()];
    for page in &mut pages {
        page.next();
    }
    let idle = TcpStream::connect(&site.address).unwrap();
    let start = Instant::now();
    site.end();
    assert!(start.elapsed() < Duration::from_millis(450), "{:?}", start.elapsed());
    drop(idle);
}

#[test]
fn a_taken_port_gives_the_next_free_one() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let (first, taken) = bind("127.0.0.1", 0).await.unwrap();
        assert_eq!(taken, None);
        let port = first.local_addr().unwrap().port();
        let (second, taken) = bind("127.0.0.1", port).await.unwrap();
        assert_eq!(taken, Some(port));
        assert!(second.local_addr().unwrap().port() > port);
    });
}
