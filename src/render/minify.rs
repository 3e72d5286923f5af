//! A script to a shorter one that does the same: its own names are short, and what only people need is gone; and to what it can give a page.
//!
//! Nothing is computed, moved or left out, and the names that others see stay: properties, and what belongs to the page. The parser and
//! the rest are those of oxc.

use oxc_allocator::Allocator;
use oxc_ast::AstKind;
use oxc_codegen::{Codegen, CodegenOptions};
use oxc_diagnostics::{Diagnostics, OxcDiagnostic};
use oxc_mangler::Mangler;
use oxc_parser::Parser;
use oxc_semantic::{Semantic, SemanticBuilder};
use oxc_span::{GetSpan, SourceType};
use std::collections::HashMap;
use std::ops::Range;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

/// Why a text is no script, and where.
#[derive(Debug)]
pub(super) struct Wrong {
    pub(super) message: String,
    /// In bytes.
    pub(super) place: Range<usize>,
    /// Whether a name is there twice.
    pub(super) is_clash: bool,
}

/// A script for publishing.
#[derive(Debug, Default)]
pub(super) struct Short {
    /// With a line's end.
    pub(super) js: String,
    pub(super) gives: Gives,
}

/// What a script can give a page: classes, elements, attributes and their values stand somewhere in it.
#[derive(Debug, Default)]
pub(super) struct Gives {
    /// What stands in quotes. In a template there is ` & ` where a value goes in.
    pub(super) texts: Vec<String>,
    /// The names in its objects, and what it assigns to. What it only reads is not among them.
    pub(super) names: Vec<String>,
}

/// The short form of a classic script.
///
/// # Errors
/// What makes it no script.
pub(super) fn script(js: &str) -> Result<Arc<Short>, Vec<Wrong>> {
    /// Editions and builds of one theme have the same scripts: what was made of a text, by its hash.
    static MADE: LazyLock<Mutex<HashMap<blake3::Hash, Arc<Short>>>> = LazyLock::new(Mutex::default);
    /// More than two themes have.
    const MOST: usize = 64;

    let hash = blake3::hash(js.as_bytes());
    let made = || MADE.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(short) = made().get(&hash) {
        return Ok(Arc::clone(short));
    }
    let short = Arc::new(shorten(js)?);
    let mut made = made();
    if made.len() >= MOST {
        made.clear();
    }
    made.insert(hash, Arc::clone(&short));
    Ok(short)
}

/// What is wrong in a module by itself.
pub(super) fn mistakes(js: &str) -> Vec<Wrong> {
    let memory = Allocator::default();
    let parsed = Parser::new(&memory, js, SourceType::mjs()).parse();
    checked(&parsed.diagnostics).err().unwrap_or_default()
}

fn shorten(js: &str) -> Result<Short, Vec<Wrong>> {
    let memory = Allocator::default();
    let parsed = Parser::new(&memory, js, SourceType::script()).parse();
    checked(&parsed.diagnostics)?;
    let built = SemanticBuilder::new()
        .with_check_syntax_error(true)
        .with_build_nodes(true)
        .with_class_table(true)
        .build(&parsed.program);
    checked(&built.diagnostics)?;
    let mut semantic = built.semantic;
    let gives = gives(js, &semantic);
    let private = Mangler::new().build_with_semantic(&mut semantic, &parsed.program);
    let printed = Codegen::new()
        .with_options(CodegenOptions::minify())
        .with_scoping(Some(semantic.into_scoping()))
        .with_private_member_mappings(Some(private))
        .build(&parsed.program);
    Ok(Short { js: printed.code + "\n", gives })
}

fn gives(js: &str, semantic: &Semantic) -> Gives {
    let mut gives = Gives::default();
    for node in semantic.nodes().iter() {
        match node.kind() {
            AstKind::StringLiteral(text) => gives.texts.push(text.value.to_string()),
            AstKind::TemplateLiteral(template) => {
                let parts = template.quasis.iter();
                let parts = parts.map(|part| part.value.cooked.unwrap_or(part.value.raw));
                let text = parts.map(String::from).collect::<Vec<_>>().join(" & ");
                // The name of an element may be a value too.
                gives.texts.push(text.replace("< & ", "<x ").replace("</ & ", "</x "));
            }
            AstKind::ObjectProperty(property) => {
                gives.names.extend(property.key.static_name().map(String::from));
            }
            AstKind::AssignmentExpression(_) | AstKind::UpdateExpression(_) => {
                let target = match node.kind() {
                    AstKind::AssignmentExpression(assignment) => assignment.left.span(),
                    other => other.span(),
                };
                let target = js.get(target.start as usize..target.end as usize).unwrap_or_default();
                // What does not follow a dot is a variable, or in quotes.
                let after_dots = target.split('.').skip(1);
                let names =
                    after_dots.filter_map(|name| name.split(|c: char| !c.is_alphanumeric()).next());
                gives.names.extend(names.map(ToOwned::to_owned));
            }
            _ => {}
        }
    }
    gives
}

fn checked(found: &Diagnostics) -> Result<(), Vec<Wrong>> {
    if found.has_errors() { Err(found.errors().map(wrong).collect()) } else { Ok(()) }
}

fn wrong(found: &OxcDiagnostic) -> Wrong {
    let is_clash = found.message.contains("already been declared");
    // The first label is the mistake; of a name that is there twice, the second is.
    let label = found.labels.get(usize::from(is_clash)).or(found.labels.first());
    let place = label.map_or(0..0, |label| {
        let start = label.offset() as usize;
        start..start + label.len() as usize
    });
    Wrong { message: found.message.to_string(), place, is_clash }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_that_nobody_else_sees_are_shorter() {
        let shorter = [
            (
                "(() => {\n// why\nconst long = 1 + +2;\ndocument.body.title = long;\n})();",
                "(()=>{const e=1+ +2;document.body.title=e})();\n",
            ),
            (
                "const outside = (name) => window.guidepost.find({ name });",
                "const outside=e=>window.guidepost.find({name:e});\n",
            ),
            (
                "x = `a  ${ b }\n // c`; y = / [/] a/.test(x) ? \"  \" : x / 2",
                "x=`a  ${b}\n // c`;y=/ [/] a/.test(x)?`  `:x/2;\n",
            ),
        ];
        for (long, short) in shorter {
            assert_eq!(script(long).unwrap().js, short);
        }
    }

    #[test]
    fn what_it_can_give_a_page_is_known() {
        let js = "const { read } = a.b; if (c.d) e(\"f \\u0067\", `h${i}j`); k({ l: m.n, o, ...p }); q.r(x).s = t; u[\"v\"] ||= w; y = 1;";
        let short = script(js).unwrap();
        assert_eq!(short.gives.texts, ["f g", "h & j", "v"]);
        assert_eq!(short.gives.names, ["l", "o", "r", "s"]);
    }

    #[test]
    fn a_mistake_has_its_place() {
        let place = |js: &str| {
            let wrong = script(js).unwrap_err();
            (js[wrong[0].place.clone()].to_owned(), wrong[0].place.start, wrong[0].is_clash)
        };
        assert_eq!(place("let a = (1;"), (";".to_owned(), 10, false));
        assert_eq!(place("let a = 1;\nlet a = 2;"), ("a".to_owned(), 15, true));
        assert_eq!(place("x = \"ä"), ("\"ä".to_owned(), 4, false));
    }
}
