//! A terminal session to pieces: commands are bash, the prompts before them are prompts, the rest is what was printed.
//!
//! Without any prompt the whole is taken for commands, since many authors write `console` for `bash`.

use super::language::{Language, find};
use super::{Class, Line, plain, push, repeats};

/// Cuts a session into the pieces of its lines.
pub(super) fn lines(code: &str) -> Vec<Line<'_>> {
    let Some(Language::Grammar(bash)) = find("bash") else {
        return code.lines().map(plain).collect();
    };
    if !code.lines().any(|line| prompt(line).is_some()) {
        return repeats::lines(bash, code.lines());
    }

    let mut session = Vec::new();
    let mut rest = code.lines().peekable();
    while let Some(line) = rest.next() {
        let Some(length) = prompt(line) else {
            session.push(if line.starts_with("# ") { comment(line) } else { plain(line) });
            continue;
        };
        // A command goes on below as long as its lines end in a backslash; the shell may have printed `> ` before those.
        let mut command = vec![line.split_at(length)];
        while command.last().is_some_and(|(_, text)| text.ends_with('\\')) {
            let Some(next) = rest.next_if(|next| prompt(next).is_none()) else { break };
            command.push(next.split_at(if next.starts_with("> ") { 2 } else { 0 }));
        }
        let cut = repeats::lines(bash, command.iter().map(|(_, text)| *text));
        for ((prompt, _), pieces) in command.iter().zip(cut) {
            let mut line = Line::new();
            push(&mut line, Class::Prompt, prompt);
            line.extend(pieces);
            session.push(line);
        }
    }
    session
}

/// The length of the prompt at the beginning of `line`, with its space: `$ `, `% `, `(venv) $ `, `me@host:~/dir$ `,
/// `me@mac ~ % `. A `%` directly after something is per cent.
fn prompt(line: &str) -> Option<usize> {
    let end = line.find(['$', '%'])?;
    let (before, after) = (&line[..end], &line[end + 1..]);
    if line[end..].starts_with('%') && !before.is_empty() && !before.ends_with(' ') {
        return None;
    }
    let named = || {
        let first = before.split(' ').next().unwrap_or_default();
        (first.contains('@') || first.starts_with(['(', '[']))
            && before.chars().all(|c| c.is_alphanumeric() || "@:~/.-_()[] ".contains(c))
    };
    ((before.is_empty() || named()) && (after.is_empty() || after.starts_with(' ')))
        .then(|| (end + 2).min(line.len()))
}

fn comment(line: &str) -> Line<'_> {
    vec![(Class::Comment, line)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prompts_are_found_where_a_shell_prints_them() {
        for (line, length) in [
            ("$ ls", Some(2)),
            ("$", Some(1)),
            ("% ls", Some(2)),
            ("(venv) $ ls", Some(9)),
            ("me@host:~/a$ ls $HOME", Some(13)),
            ("[me@host ~]$ ls", Some(13)),
            ("me@mac ~ % ls", Some(11)),
            ("$HOME is /home/me", None),
            ("costs 5 $ a month", None),
            ("100% done", None),
            ("(5 of 7) 71% done", None),
            ("ls", None),
        ] {
            assert_eq!(prompt(line), length, "{line}");
        }
    }

    #[test]
    fn commands_are_coloured_and_what_they_print_is_not() {
        let session = lines("$ echo \\\n  \"if\"\nif $HOME\n# then\n$ ls\n");
        assert_eq!(session[0][0], (Class::Prompt, "$ "));
        assert_eq!(session[0][1], (Class::Function, "echo"));
        assert_eq!(session[1].last(), Some(&(Class::String, "\"if\"")));
        assert_eq!(session[2], [(Class::Plain, "if $HOME")]);
        assert_eq!(session[3], [(Class::Comment, "# then")]);
        assert_eq!(session[4][1], (Class::Function, "ls"));
    }

    #[test]
    fn a_quote_left_open_ends_with_its_command() {
        let session = lines("$ echo 'x\n$ ls\n");
        assert_eq!(session[1], [(Class::Prompt, "$ "), (Class::Function, "ls")]);
    }

    #[test]
    fn without_prompts_all_is_commands() {
        assert_eq!(lines("ls\n"), [[(Class::Function, "ls")]]);
    }
}
