//! What machines read: `steps.json`, `llms.txt`, `sitemap.xml`, and the schema.org description of a guide.
//!
//! All of it falls out of the same model as the pages, so a step that an edition leaves out is in none of these.

use super::html::encode;
use super::markdown::{Markdown, line};
use crate::config::PageKind;
use crate::id::OutputPath;
use crate::site::{Links, Page, Site, Step, Strings};
use serde_json::{Value, json};

/// The version of the form of `steps.json`; it changes when a reader of the old form would go wrong.
const STEPS_VERSION: u32 = 1;

/// The absolute address of a file, if it is known where the site will stand. A folder's own page is its folder.
pub(super) fn address(site: &Site, output: &OutputPath) -> Option<String> {
    let base = site.base_url.as_ref()?;
    let path = output.as_str();
    let path = match path.strip_suffix("index.html") {
        Some(folder) if folder.is_empty() || folder.ends_with('/') => folder,
        _ => path,
    };
    Some(format!("{base}/{}", encode(path)))
}

fn address_or_path(site: &Site, output: &OutputPath) -> String {
    address(site, output).unwrap_or_else(|| encode(output.as_str()))
}

/// `steps.json`: every guide and its steps.
pub(super) fn steps(site: &Site, strings: &Strings) -> String {
    let guides: Vec<Value> = site
        .pages
        .iter()
        .filter(|page| page.kind == PageKind::Guide)
        .map(|page| {
            let steps: Vec<Value> =
                page.steps().map(|step| step_json(site, strings, page, step)).collect();
            json!({
                "id": page.id,
                "title": page.title,
                "description": page.description,
                "url": address_or_path(site, &page.id.output()),
                "minutes": page.minutes,
                "checked": page.checked.map(|date| date.to_string()),
                "steps": steps,
            })
        })
        .collect();
    let document = json!({
        "version": STEPS_VERSION,
        "title": site.values.settings.title,
        "lang": site.lang,
        "institution": site.values.institution.as_ref().map(|institution| &institution.id),
        "guides": guides,
    });
    format!("{document:#}\n")
}

fn step_json(site: &Site, strings: &Strings, page: &Page, step: &Step) -> Value {
    json!({
        "id": step.id,
        "number": step.number,
        "title": line(&step.section.heading.nodes),
        "url": format!("{}#{}", address_or_path(site, &page.id.output()), encode(step.id.as_str())),
        "minutes": step.minutes,
        "markdown": Markdown::new(site, strings, page, &Links::new(&site.map)).nodes(&step.section.nodes),
    })
}

/// A guide as a schema.org `HowTo`, ready to stand in a `<script>` element. The text of the steps is left to the page and its copies: every
/// reader would wait for it twice.
pub(super) fn how_to(site: &Site, page: &Page) -> String {
    let url = address_or_path(site, &page.id.output());
    let url = if site.base_url.is_some() { Some(url) } else { None };
    let steps: Vec<Value> = page
        .steps()
        .map(|step| {
            let mut value = json!({
                "@type": "HowToStep",
                "position": step.number,
                "name": line(&step.section.heading.nodes),
            });
            let own = format!("#{}", encode(step.id.as_str()));
            value["url"] =
                Value::from(url.as_ref().map_or(own.clone(), |url| format!("{url}{own}")));
            value
        })
        .collect();
    let mut value = json!({
        "@context": "https://schema.org",
        "@type": "HowTo",
        "name": page.title,
        "inLanguage": site.lang,
        "step": steps,
    });
    if let Some(description) = &page.description {
        value["description"] = Value::from(description.as_str());
    }
    if let Some(minutes) = page.minutes {
        value["totalTime"] = Value::from(format!("PT{minutes}M"));
    }
    // `</script>` in a text would end the element.
    value.to_string().replace('<', "\\u003c")
}

/// `llms.txt`: the pages with their Markdown copies, by section, after llmstxt.org.
pub(super) fn llms(site: &Site) -> String {
    let settings = &site.values.settings;
    let mut out = format!("# {}\n", settings.title);
    if let Some(description) = &settings.description {
        out.push_str(&format!("\n> {description}\n"));
    }
    for section in site.sections.iter() {
        let pages = section.index.iter().chain(&section.pages);
        let heading = if section.folder.is_empty() { &settings.title } else { &section.title };
        out.push_str(&format!("\n## {heading}\n\n"));
        for number in pages {
            let page = &site.pages[*number];
            let url = match &site.base_url {
                Some(base) => format!("{base}/{}", encode(page.id.markdown().as_str())),
                None => encode(page.id.markdown().as_str()),
            };
            let description =
                page.description.as_ref().map(|text| format!(": {text}")).unwrap_or_default();
            out.push_str(&format!("- [{}]({url}){description}\n", page.title));
        }
    }
    out
}

/// `sitemap.xml`, if it is known where the site will stand.
pub(super) fn sitemap(site: &Site) -> Option<String> {
    site.base_url.as_ref()?;
    let mut xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n".to_owned();
    for page in site.pages.iter().filter(|page| !page.draft) {
        let url = address(site, &page.id.output())?;
        xml.push_str(&format!("<url><loc>{}</loc>", super::html::escape(&url)));
        if let Some(checked) = page.checked {
            xml.push_str(&format!("<lastmod>{checked}</lastmod>"));
        }
        xml.push_str("</url>\n");
    }
    xml.push_str("</urlset>\n");
    Some(xml)
}
