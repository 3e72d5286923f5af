//! Style sheets to shorter ones that mean the same: without comments, and without the white space that only people need.
//!
//! Renames nothing and reorders nothing: what is published can still be read beside its source. It knows no more of the language than
//! where a string is not to be touched.

/// CSS without comments, without what is empty between its parts and without the last semicolon of a rule. What is in quotes stays.
pub(super) fn css(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    let mut chars = css.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '/' if chars.peek() == Some(&'*') => {
                skip_comment(&mut chars);
                space(&mut out);
            }
            '"' | '\'' => {
                out.push(c);
                copy_string(c, &mut chars, &mut out);
            }
            c if c.is_ascii_whitespace() => space(&mut out),
            '{' | '}' | ';' | ',' | '>' => {
                if out.ends_with(' ') {
                    out.pop();
                }
                if c == '}' && out.ends_with(';') {
                    out.pop();
                }
                out.push(c);
            }
            c => out.push(c),
        }
    }
    out.trim_end().to_owned() + "\n"
}

/// A space, where one tells two things apart: not behind a bracket or a comma, and not behind the colon of a declaration, which is the
/// only colon that a space follows.
fn space(out: &mut String) {
    if !out.is_empty() && !out.ends_with([' ', '{', '}', ';', ',', '>', ':']) {
        out.push(' ');
    }
}

type Chars<'a> = std::iter::Peekable<std::str::Chars<'a>>;

/// Goes behind the end of a comment, from before its `*`.
pub(super) fn skip_comment(chars: &mut Chars) {
    chars.next();
    let mut last = ' ';
    for c in chars.by_ref() {
        if last == '*' && c == '/' {
            break;
        }
        last = c;
    }
}

/// Copies what follows an opening quote, to the closing one.
fn copy_string(quote: char, chars: &mut Chars, out: &mut String) {
    while let Some(c) = chars.next() {
        out.push(c);
        match c {
            '\\' => out.extend(chars.next()),
            c if c == quote => break,
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn css_loses_what_only_people_need() {
        let shorter = [
            ("/* a */\np {\n  color: red;\n  margin: 0 auto;\n}\n", "p{color:red;margin:0 auto}\n"),
            ("a > b, c :is(d) { e: calc(1px + 2px) }", "a>b,c :is(d){e:calc(1px + 2px)}\n"),
            ("a/**/b { c: d /* ; */ e }", "a b{c:d e}\n"),
            ("@media (min-width: 2rem) { a { b: c } }", "@media (min-width:2rem){a{b:c}}\n"),
            (
                "a::before { content: \"a ; { /* b */ \\\" }\" }",
                "a::before{content:\"a ; { /* b */ \\\" }\"}\n",
            ),
        ];
        for (long, short) in shorter {
            assert_eq!(css(long), short);
        }
    }
}
