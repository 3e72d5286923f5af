//! One page to its files: the HTML, the Markdown copy, and a redirect for each of its old addresses.
//!
//! Reads the [`Frame`], which all pages of an edition share, and the page's own [`View`]; nothing else, since what is drawn is used again
//! as long as these are what they were. The navigation and the addresses of style sheets are put in afterwards.

use super::assets::{Extra, bundle};
use super::content::Content;
use super::contents::contents;
use super::holes::{Holed, NAVIGATION};
use super::html::{Html, encode, escape};
use super::machine;
use super::markdown::Markdown;
use super::navigation::Navigation;
use super::practice;
use super::sheets::{Needs, Sheets};
use super::theme::Theme;
use super::values::{map, optional, safe, text};
use super::variants::are_offered;
use super::{POLICY, inline_markdown};
use crate::config::PageKind;
use crate::diagnostic::Diagnostic;
use crate::highlight::Known;
use crate::id::{OutputPath, PageId};
use crate::site::{Body, Kind, Page, Part, Readers, Site, Step, View, for_each_list, walk};
use tera::{Context, Value};

/// What every page of an edition shows.
pub(crate) struct Frame<'a> {
    pub(crate) site: &'a Site,
    pub(crate) theme: &'a Theme,
    pub(crate) footer_html: String,
    /// Code that has been highlighted.
    pub(crate) highlighted: &'a Known,
}

/// The files of a page, but for what stands in the holes of its HTML.
pub(crate) struct Drawn {
    output: OutputPath,
    html: Holed,
    needs: Needs,
    redirects: Vec<(OutputPath, Holed)>,
    others: Vec<(OutputPath, Content)>,
}

impl Drawn {
    /// The files with the navigation of the page's folder.
    pub(crate) fn files(
        &self,
        page: &Page,
        navigation: Option<&Navigation>,
        sheets: &Sheets,
    ) -> Vec<(OutputPath, Content)> {
        let navigation = navigation.map(|navigation| (navigation, &page.id));
        let mut files = vec![(self.output.clone(), self.html.filled(navigation, sheets))];
        files.extend(self.others.iter().cloned());
        let redirects = self.redirects.iter();
        files.extend(redirects.map(|(from, html)| (from.clone(), html.filled(None, sheets))));
        files
    }

    /// What it needs of style sheets.
    pub(crate) fn needs(&self) -> &Needs {
        &self.needs
    }
}

impl<'a> Frame<'a> {
    /// The frame of an edition.
    pub(crate) fn new(site: &'a Site, theme: &'a Theme, highlighted: &'a Known) -> Self {
        let footer_html = site.footer.as_deref().map(inline_markdown).unwrap_or_default();
        Self { site, theme, footer_html, highlighted }
    }

    /// Draws a page; `has_navigation` says whether there is one to put in.
    pub(crate) fn page(&self, view: &View, has_navigation: bool) -> Result<Drawn, Diagnostic> {
        let page = view.page;
        let (html, bundle) =
            self.html(view, has_navigation).map_err(|error| self.theme.template_error(&error))?;
        let holed = Holed::new(&html);
        let markdown = Markdown::new(self.site, &self.theme.strings, page, &view.links).page();
        let mut others = vec![(page.id.markdown(), markdown.into_bytes().into())];
        let script = self.theme.assets.script(&bundle);
        others.extend(script.map(|(path, bytes)| (path.clone(), bytes.clone().into())));
        let redirects = page.aliases.iter();
        let redirects =
            redirects.map(|(alias, _)| Ok((alias.clone(), self.redirect(alias, page)?)));
        let redirects = redirects.collect::<Result<Vec<_>, Diagnostic>>()?;
        let drawn = redirects.iter().map(|(_, redirect)| redirect);
        let needs = self.theme.styles.needs(&html, &holed, drawn);
        Ok(Drawn { output: page.id.output(), html: holed, needs, redirects, others })
    }

    /// What a template makes of a context.
    pub(crate) fn draw(&self, template: &str, context: &Context) -> Result<Holed, Diagnostic> {
        let html = self.theme.tera.render(template, context);
        html.map(|html| Holed::new(&html)).map_err(|error| self.theme.template_error(&error))
    }

    /// A file at `from` that leads to `page`.
    pub(crate) fn redirect(&self, from: &OutputPath, page: &Page) -> Result<Holed, Diagnostic> {
        let mut context = self.context(from);
        context.insert("target", &encode(&from.relative(&page.id.output())));
        context.insert("title", &page.title);
        self.draw("redirect.html", &context)
    }

    /// What templates know on any page that is published at `output`.
    pub(crate) fn context(&self, output: &OutputPath) -> Context {
        let site = self.site;
        let settings = &site.values.settings;
        let mut context = Context::new();
        context.insert_value("csp", safe(POLICY));
        context.insert("lang", &site.lang);
        context.insert("dir", direction(&site.lang));
        context.insert("root", &output.root());
        context.insert_value(
            "site",
            map([
                ("title", text(&settings.title)),
                ("description", optional(settings.description.as_deref())),
                ("footer_html", safe(&self.footer_html)),
                ("has_variants", Value::from(are_offered(site))),
            ]),
        );
        let logo = site.values.institution.as_ref().and_then(|i| i.logo.as_ref());
        let logo =
            logo.and_then(|(file, _)| OutputPath::parse(&format!("assets/{}", file.file_name())));
        let institution = site.values.institution.as_ref().map(|institution| {
            map([
                ("id", text(institution.id.as_str())),
                ("name", text(&institution.name)),
                ("short_name", text(&institution.short_name)),
                ("logo", optional(logo.map(|logo| output.relative(&logo)).as_deref())),
            ])
        });
        context.insert_value("institution", institution.unwrap_or_else(Value::none));
        let systems = |systems: &[crate::config::System]| {
            let systems: Vec<Value> = systems.iter().map(|s| text(s.id())).collect();
            Value::from(systems.as_slice())
        };
        let browsers: Vec<Value> = site
            .values
            .browsers
            .iter()
            .map(|browser| {
                map([
                    ("id", text(browser.id.as_str())),
                    ("name", text(&browser.name)),
                    ("systems", systems(&browser.systems)),
                ])
            })
            .collect();
        context.insert_value("browsers", Value::from(browsers.as_slice()));
        let all: Vec<Value> = settings
            .systems
            .iter()
            .map(|system| map([("id", text(system.id())), ("name", text(system.name()))]))
            .collect();
        context.insert_value("systems", Value::from(all.as_slice()));
        for absent in ["json_ld", "content_html", "footnotes_html", "nav_html"] {
            context.insert_value(absent, Value::none());
        }
        context.insert("bundle", "");
        context.insert("has_choices", &false);
        context.insert("has_pictures", &false);
        context.insert("has_films", &false);
        context.insert("has_search", &site.values.settings.search.enabled);
        context.insert_value("page", plain_page());
        context
    }

    /// The HTML, and the bundle of assets that it loads.
    fn html(&self, view: &View, has_navigation: bool) -> tera::TeraResult<(String, String)> {
        let (site, page) = (self.site, view.page);
        let mut context = self.context(&page.id.output());
        let mut html = Html::new(self, view);
        let heading = page.heading.as_ref();
        let heading_html = match heading {
            Some(heading) => html.inlines(&heading.nodes),
            None => escape(&page.title),
        };
        let mut parts = Vec::new();
        let content = match &page.body {
            Body::Prose(nodes) => html.blocks(nodes),
            Body::Guide { intro, parts: own } => {
                let intro = html.blocks(intro);
                parts = Self::parts(&mut html, own);
                intro
            }
        };
        let contents = contents(&mut html, page);
        context.insert_value("content_html", safe(&content));
        context.insert_value("footnotes_html", safe(&html.footnotes()));
        context.insert_value("parts", Value::from(parts.as_slice()));
        context.insert_value("toc", contents);
        context.insert("steps_total", &page.steps().count());
        context.insert("has_choices", &html.choices.any());
        context.insert("has_pictures", &html.has_pictures);
        context.insert("has_films", &html.has_films);
        context.insert_value("page", self.page_value(view, &heading_html));
        if has_navigation {
            context.insert_value("nav_html", safe(NAVIGATION));
        }
        let bundle = bundle(|extra| match extra {
            Extra::Steps => page.kind == PageKind::Guide || html.choices.any(),
            Extra::Panel => html.panels > 0,
            Extra::Practice => page.practice.is_some(),
        });
        context.insert("bundle", &bundle);
        if let Some(practice) = &page.practice {
            context.insert_value("practice", practice::value(&html, &page.source, practice));
        }
        if page.kind == PageKind::Guide {
            let json = machine::how_to(site, page);
            context.insert_value("json_ld", safe(&json));
        }
        // Without what is practised, which is reported, the page is its text.
        let kind = match (page.kind, &page.practice) {
            (PageKind::Practice, None) => PageKind::Page,
            (kind, _) => kind,
        };
        Ok((self.theme.tera.render(template(kind), &context)?, bundle))
    }

    /// The parts of a guide, steps that follow one another in one list.
    fn parts(html: &mut Html, parts: &[Part]) -> Vec<Value> {
        let mut values = Vec::new();
        let mut steps: Vec<Value> = Vec::new();
        let mut start = 1;
        for part in parts {
            match part {
                Part::Step(step) => {
                    if steps.is_empty() {
                        start = step.number;
                    }
                    steps.push(step_value(html, step));
                }
                Part::Aside(section) => {
                    html.choices.enter_step(&section.heading.id);
                    flush(&mut steps, start, &mut values);
                    values.push(map([
                        ("kind", text("aside")),
                        ("id", text(&section.heading.id)),
                        ("title", text(&crate::site::plain_text(&section.heading.nodes))),
                        ("title_html", safe(&html.inlines(&section.heading.nodes))),
                        ("html", safe(&html.blocks(&section.nodes))),
                    ]));
                }
            }
        }
        flush(&mut steps, start, &mut values);
        values
    }

    fn page_value(&self, view: &View, heading_html: &str) -> Value {
        let (site, page, around) = (self.site, view.page, view.around);
        let output = page.id.output();
        let url = |id: &PageId| encode(&output.relative(&id.output()));
        let neighbour = |neighbour: &Option<(String, PageId)>| {
            let value = |(title, id): &(String, PageId)| {
                map([("title", text(title)), ("url", text(&url(id)))])
            };
            neighbour.as_ref().map_or_else(Value::none, value)
        };
        let edit = site.values.settings.edit_url.as_ref();
        let edit = edit.map(|url| url.replace("{path}", &encode(page.source.as_str())));
        let markdown = page.id.markdown();
        let markdown = encode(&output.relative(&markdown));
        let checked = page.checked.map(|date| date.to_string());
        let checked_text = page.checked.map(|date| self.theme.strings.date(date));
        let crumb = |(title, page): &(String, Option<PageId>)| {
            let url = page.as_ref().map(url);
            map([("title", text(title)), ("url", optional(url.as_deref()))])
        };
        let crumbs: Vec<Value> = around.trail.iter().map(crumb).collect();
        map([
            ("id", text(page.id.as_str())),
            ("kind", text(kind_name(page.kind))),
            ("title", text(&page.title)),
            ("heading_html", safe(heading_html)),
            ("heading_id", optional(page.heading.as_ref().map(|heading| heading.id.as_str()))),
            ("description", optional(page.description.as_deref())),
            ("minutes", page.minutes.map_or_else(Value::none, Value::from)),
            ("checked", optional(checked.as_deref())),
            ("checked_text", optional(checked_text.as_deref())),
            ("canonical", optional(machine::address(site, &output).as_deref())),
            ("edit_url", optional(edit.as_deref())),
            ("markdown_url", text(&markdown)),
            ("has_variants", Value::from(has_variants(page))),
            ("prev", neighbour(&around.previous)),
            ("next", neighbour(&around.next)),
            ("draft", Value::from(page.draft)),
            ("breadcrumbs", Value::from(crumbs.as_slice())),
        ])
    }
}

fn step_value(html: &mut Html, step: &Step) -> Value {
    let heading = &step.section.heading;
    html.choices.enter_step(step.id.as_str());
    map([
        ("id", text(step.id.as_str())),
        ("number", Value::from(step.number)),
        ("title", text(&crate::site::plain_text(&heading.nodes))),
        ("title_html", safe(&html.inlines(&heading.nodes))),
        ("html", safe(&html.blocks(&step.section.nodes))),
        ("minutes", step.minutes.map_or_else(Value::none, Value::from)),
    ])
}

fn flush(steps: &mut Vec<Value>, start: usize, values: &mut Vec<Value>) {
    if !steps.is_empty() {
        values.push(map([
            ("kind", text("steps")),
            ("start", Value::from(start)),
            ("steps", Value::from(std::mem::take(steps).as_slice())),
        ]));
    }
}

/// What templates know of a page that is none of the author's: a list of editions, a 404.
fn plain_page() -> Value {
    map([
        ("id", text("")),
        ("kind", text("plain")),
        ("title", text("")),
        ("heading_html", safe("")),
        ("heading_id", Value::none()),
        ("description", Value::none()),
        ("minutes", Value::none()),
        ("checked", Value::none()),
        ("checked_text", Value::none()),
        ("canonical", Value::none()),
        ("edit_url", Value::none()),
        ("markdown_url", Value::none()),
        ("has_variants", Value::from(false)),
        ("prev", Value::none()),
        ("next", Value::none()),
        ("draft", Value::from(false)),
    ])
}

fn template(kind: PageKind) -> &'static str {
    match kind {
        PageKind::Page => "page.html",
        PageKind::Guide => "guide.html",
        PageKind::Landing => "landing.html",
        PageKind::Practice => "practice.html",
    }
}

fn kind_name(kind: PageKind) -> &'static str {
    template(kind).trim_end_matches(".html")
}

/// Whether a page says different things to different readers.
fn has_variants(page: &Page) -> bool {
    let mut found = false;
    for_each_list(&page.body, &mut |nodes, heading| {
        let title = heading.map(|(heading, _)| heading.nodes.as_slice()).unwrap_or_default();
        for list in [title, nodes] {
            walk(list, &mut |node| {
                found |= match &node.kind {
                    Kind::Variant(..) => true,
                    Kind::Text(values) | Kind::CodeSpan(values) => values.len() > 1,
                    Kind::Keys(values) => {
                        values.iter().any(|(readers, _)| *readers != Readers::All)
                    }
                    _ => false,
                };
            });
        }
    });
    found
}

/// The direction in which a language is written.
fn direction(lang: &str) -> &'static str {
    let base = lang.split('-').next().unwrap_or(lang);
    match base {
        "ar" | "arc" | "ckb" | "dv" | "fa" | "he" | "ks" | "ps" | "sd" | "ug" | "ur" | "yi" => {
            "rtl"
        }
        _ => "ltr",
    }
}
