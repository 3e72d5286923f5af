//! What can be typed.

use crate::compile::{Edition, Options};
use crate::diagnostic::render::Format;
use crate::id::InstitutionId;
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// Compile step-by-step guides: Markdown to a site that shows each reader the steps for their browser, their system and their
/// institution.
#[derive(Debug, Parser)]
#[command(name = "guidepost", version, max_term_width = 100)]
pub(super) struct Cli {
    #[command(subcommand)]
    pub(super) command: Command,
    /// When to use colours.
    #[arg(
        long,
        global = true,
        visible_alias = "colour",
        value_name = "WHEN",
        default_value = "auto",
        hide_possible_values = true,
        help = "When to use colours: auto, always, never"
    )]
    pub(super) color: When,
    /// Print only what is wrong.
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    pub(super) quiet: bool,
    /// Print also how long each stage took.
    #[arg(short, long, global = true)]
    pub(super) verbose: bool,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Write the starter site into a new or empty folder.
    Init(Init),
    /// Write the published site.
    Build(Build),
    /// Show the site in a browser and follow every change.
    Serve(Serve),
    /// Say what is wrong; write nothing.
    Check(Check),
    /// Begin an institution's edition of the site.
    Fork(Fork),
    /// List the editions of the site.
    List(List),
    /// Explain a code such as `missing-variant`.
    Explain(Explain),
    /// Print a script that completes commands in a shell.
    Completions(Completions),
}

/// A site, and what of it to build.
#[derive(Debug, Args)]
pub(super) struct Site {
    /// The site's folder, where `content/` is.
    #[arg(default_value = ".", hide_default_value = true)]
    pub(super) dir: PathBuf,
    /// Build the edition of this institution.
    #[arg(long, value_name = "ID", value_parser = institution)]
    institution: Option<InstitutionId>,
    /// Build every edition, each in its own folder.
    #[arg(long, conflicts_with = "institution")]
    all: bool,
    /// Where the site will be published, in place of what the settings say.
    #[arg(long, value_name = "URL", value_parser = base_url)]
    base_url: Option<String>,
    /// Build drafts too.
    #[arg(long)]
    drafts: bool,
}

impl Site {
    pub(super) fn options(&self) -> Options {
        Options {
            edition: match &self.institution {
                Some(id) => Edition::Of(id.clone()),
                None if self.all => Edition::All,
                None => Edition::Default,
            },
            base_url: self.base_url.clone(),
            drafts: self.drafts,
        }
    }
}

/// How diagnostics are shown and judged.
#[derive(Debug, Args)]
pub(super) struct Report {
    /// Treat warnings as errors.
    #[arg(long)]
    pub(super) strict: bool,
    /// How to show what is wrong [default: human; github in a GitHub workflow].
    #[arg(long, value_name = "FORMAT")]
    pub(super) format: Option<FormatName>,
}

#[derive(Debug, Args)]
pub(super) struct Init {
    /// The folder to write into.
    #[arg(default_value = ".", hide_default_value = true)]
    pub(super) dir: PathBuf,
}

#[derive(Debug, Args)]
pub(super) struct Build {
    #[command(flatten)]
    pub(super) site: Site,
    /// The folder to write to [default: `public` in the site's folder].
    #[arg(long, value_name = "FOLDER")]
    pub(super) output_dir: Option<PathBuf>,
    #[command(flatten)]
    pub(super) report: Report,
}

#[derive(Debug, Args)]
pub(super) struct Check {
    #[command(flatten)]
    pub(super) site: Site,
    #[command(flatten)]
    pub(super) report: Report,
}

#[derive(Debug, Args)]
pub(super) struct Serve {
    #[command(flatten)]
    pub(super) site: Site,
    /// The port; if it is taken, the next free one. 0 for any.
    #[arg(short, long, default_value_t = 3000)]
    pub(super) port: u16,
    /// The name or address to listen at; 0.0.0.0 shows the site to the whole network.
    #[arg(long, value_name = "HOST", default_value = "127.0.0.1")]
    pub(super) host: String,
    /// Open the site in a browser.
    #[arg(long)]
    pub(super) open: bool,
    /// Look at the files several times a second, and do not wait for events of the system.
    #[arg(long)]
    pub(super) poll: bool,
}

#[derive(Debug, Args)]
pub(super) struct Fork {
    /// The institution's short name in small letters, as in `otago`.
    #[arg(value_parser = institution)]
    pub(super) id: InstitutionId,
    /// The site's folder, where `content/` is.
    #[arg(default_value = ".", hide_default_value = true)]
    pub(super) dir: PathBuf,
    /// The institution's full name.
    #[arg(long)]
    pub(super) name: Option<String>,
}

#[derive(Debug, Args)]
pub(super) struct List {
    /// The site's folder, where `content/` is.
    #[arg(default_value = ".", hide_default_value = true)]
    pub(super) dir: PathBuf,
    /// How to show them.
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub(super) format: ListFormat,
}

#[derive(Debug, Args)]
pub(super) struct Explain {
    /// The code; without one, list them all.
    pub(super) code: Option<String>,
}

#[derive(Debug, Args)]
pub(super) struct Completions {
    /// The shell.
    pub(super) shell: clap_complete::Shell,
}

/// When to use colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum When {
    Auto,
    Always,
    Never,
}

/// A format for diagnostics.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum FormatName {
    Human,
    Json,
    Github,
    Sarif,
}

impl From<FormatName> for Format {
    fn from(name: FormatName) -> Self {
        match name {
            FormatName::Human => Self::Human,
            FormatName::Json => Self::Json,
            FormatName::Github => Self::Github,
            FormatName::Sarif => Self::Sarif,
        }
    }
}

/// A format for the list of editions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum ListFormat {
    Human,
    Json,
}

fn institution(text: &str) -> Result<InstitutionId, &'static str> {
    InstitutionId::parse(text).ok_or("an id has small letters, digits and hyphens, as in `otago`")
}

/// An absolute address, without a slash at its end.
fn base_url(text: &str) -> Result<String, &'static str> {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let well = rest.is_some_and(|rest| {
        !rest.trim_start_matches('/').is_empty() && !rest.contains(['?', '#', ' ', '"', '<'])
    });
    let text = text.trim_end_matches('/').to_owned();
    well.then_some(text).ok_or("give the whole address, as in `https://guides.example.edu/tokens`")
}
