//! Style sheets and scripts to shorter ones that mean the same: without comments, and without the white space that only people need.
//!
//! Renames nothing and reorders nothing: what is published can still be read beside its source. It knows no more of either language
//! than where a string, a regular expression or a number is not to be touched.

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

/// A line of a script without the spaces beside its signs. Strings, templates and regular expressions stay; each has to end on the line.
pub(super) fn js_line(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut chars = line.trim().chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' | '\'' | '`' => {
                out.push(c);
                copy_string(c, &mut chars, &mut out);
            }
            '/' if begins_expression(&out) => {
                out.push(c);
                copy_regex(&mut chars, &mut out);
            }
            ' ' => {
                let before = out.chars().next_back().unwrap_or(' ');
                let after = chars.peek().copied().unwrap_or(' ');
                // `a + +b` is not `a ++b`, and `a <!--b` begins a comment.
                let joins = before == after && matches!(before, '+' | '-' | '/')
                    || before == '<' && after == '!';
                if is_word(before) && is_word(after) || joins {
                    out.push(c);
                }
            }
            c => out.push(c),
        }
    }
    out
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '$' | '#' | '\\')
}

/// Whether a `/` at the end of this code begins a regular expression: it divides only what stands before it.
fn begins_expression(code: &str) -> bool {
    let code = code.trim_end();
    match code.chars().next_back() {
        None => true,
        Some(last) if is_word(last) => code.ends_with("return"),
        Some(last) => !matches!(last, ')' | ']' | '}' | '"' | '\'' | '`' | '.'),
    }
}

/// Copies what follows the opening `/` of a regular expression, to the closing one.
fn copy_regex(chars: &mut Chars, out: &mut String) {
    let mut in_class = false;
    while let Some(c) = chars.next() {
        out.push(c);
        match c {
            '\\' => out.extend(chars.next()),
            '[' => in_class = true,
            ']' => in_class = false,
            '/' if !in_class => break,
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

    #[test]
    fn scripts_lose_the_spaces_beside_signs() {
        let shorter = [
            ("  const { a, b } = c ?? (d => d + 1);", "const{a,b}=c??(d=>d+1);"),
            ("return a in b ? \" a  b \" : ` ${ c } `;", "return a in b?\" a  b \":` ${ c } `;"),
            ("return / [/] a/.test(b) ? a / b : c / d;", "return/ [/] a/.test(b)?a/b:c/d;"),
            ("a = b + +c - -d;", "a=b+ +c- -d;"),
            ("} else if (a) return;", "}else if(a)return;"),
            ("a.replace(/ \\/ /g, ' ')", "a.replace(/ \\/ /g,' ')"),
            ("let ä = ß of ö;", "let ä=ß of ö;"),
        ];
        for (long, short) in shorter {
            assert_eq!(js_line(long), short);
        }
    }
}
