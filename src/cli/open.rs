//! An address to the reader's browser.

use std::ffi::{OsStr, OsString};
use std::io;
use std::process::{Command, Stdio};

/// Opens the address with `browser` (as the variable `BROWSER` has it), or else as the system does.
///
/// # Errors
/// When the command cannot be started.
pub(super) fn open(url: &str, browser: Option<&OsStr>) -> io::Result<()> {
    let (program, args) = command(url, browser);
    let quiet = || Stdio::null();
    let mut child =
        Command::new(program).args(args).stdin(quiet()).stdout(quiet()).stderr(quiet()).spawn()?;
    // Some browsers run until they are closed; waited for so that none stays behind as a zombie.
    std::thread::spawn(move || child.wait());
    Ok(())
}

/// The program and its arguments. `BROWSER` is a list of commands, `%s` in one stands for the address.
fn command(url: &str, browser: Option<&OsStr>) -> (OsString, Vec<OsString>) {
    if let Some(browser) = browser {
        let Some(text) = browser.to_str() else { return (browser.into(), vec![url.into()]) };
        let first =
            if cfg!(windows) { Some(text) } else { text.split(':').find(|c| !c.is_empty()) };
        let first = first.unwrap_or(text);
        if first.contains("%s") {
            let mut words = first.split_whitespace().map(|word| word.replace("%s", url).into());
            if let Some(program) = words.next() {
                return (program, words.collect());
            }
        }
        return (first.into(), vec![url.into()]);
    }
    if cfg!(windows) {
        // The empty word is the window's title, or `start` takes the address for it.
        ("cmd".into(), vec!["/C".into(), "start".into(), "".into(), url.into()])
    } else if cfg!(target_os = "macos") {
        ("open".into(), vec![url.into()])
    } else {
        ("xdg-open".into(), vec![url.into()])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn browser_may_be_a_list_and_say_where_the_address_goes() {
        let run = |browser: &str| {
            let (program, args) = command("u", Some(OsStr::new(browser)));
            let words = [vec![program], args].concat();
            words.into_iter().map(|word| word.into_string().unwrap()).collect::<Vec<_>>()
        };
        assert_eq!(run("firefox"), ["firefox", "u"]);
        #[cfg(unix)]
        assert_eq!(run("firefox --new %s:w3m"), ["firefox", "--new", "u"]);
    }
}
