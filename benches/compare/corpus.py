"""The same site for each generator: N pages of some 4 KB in folders of 25, with prose, lists, a table, code and links.

Only what has to differs between them: front matter, the spelling of links, the settings. The same N gives the same bytes. hugo and
zola have no theme of their own and get bare templates here: a page in a frame, no menu, no search. So they do less.
"""

import random
from pathlib import Path

THINGS = "server page index file build cache token answer reader field record queue schema theme folder link table header module branch event stream".split()
DOES = "reads writes sends stores loads checks refuses opens closes makes moves counts sorts signs".split()
LIKE = "new old small large local remote empty shared private nested slow fast safe broken".split()
JOINS = "because when unless before after while and but".split()
PER_FOLDER = 25

FRAME = "<!doctype html><html lang=en><head><meta charset=utf-8><title>%s</title></head><body><h1>%s</h1>%s</body></html>\n"
BARE = {
    "hugo": {
        "layouts/_default/single.html": FRAME % ("{{ .Title }}", "{{ .Title }}", "{{ .Content }}"),
        "layouts/_default/list.html": FRAME
        % ("{{ .Title }}", "{{ .Title }}", '{{ .Content }}{{ range .Pages }}<p><a href="{{ .RelPermalink }}">{{ .Title }}</a></p>{{ end }}'),
        "hugo.toml": 'baseURL = "http://127.0.0.1/"\ntitle = "Bench"\ndisableKinds = ["taxonomy", "term", "RSS"]\n',
    },
    "zola": {
        "templates/page.html": FRAME % ("{{ page.title }}", "{{ page.title }}", "{{ page.content | safe }}"),
        "templates/section.html": FRAME
        % ("{{ section.title }}", "{{ section.title }}", '{% for p in section.pages %}<p><a href="{{ p.permalink | safe }}">{{ p.title }}</a></p>{% endfor %}'),
        "templates/index.html": FRAME % ("Bench", "Bench", "{{ section.content | safe }}"),
        "config.toml": 'base_url = "http://127.0.0.1"\ntitle = "Bench"\nbuild_search_index = false\n[markdown.highlighting]\ntheme = "github-light"\n',
    },
    "mdbook": {"book.toml": '[book]\ntitle = "Bench"\n'},
    "zensical": {"zensical.toml": '[project]\nsite_name = "Bench"\nsite_url = "http://127.0.0.1/"\n[project.theme]\nfont = false\n'},
    "guidepost": {"site.yaml": "title: Bench\n"},
}
FOLDER = {"guidepost": "content/pages", "hugo": "content", "zola": "content", "mdbook": "src", "zensical": "docs"}


def folder_of(number):
    return f"part-{number // PER_FOLDER:03}"


def path_of(number):
    """A page's path below the folder of pages, without its ending."""
    return f"{folder_of(number)}/page-{number:05}"


def title_of(number):
    words = random.Random(f"title {number}")
    return f"{words.choice(['Use', 'Check', 'Change', 'Move'])} the {words.choice(LIKE)} {words.choice(THINGS)} {number}"


def body(number, pages, link):
    words = random.Random(f"body {number}")
    pick = words.choice

    def sentence():
        text = f"The {pick(LIKE)} {pick(THINGS)} {pick(DOES)} every {pick(THINGS)} {pick(JOINS)} the {pick(THINGS)} {pick(DOES)} a {pick(THINGS)}"
        return text + pick(["", "", f", as `{pick(THINGS)}_{pick(THINGS)}` does", f", and *that* is {pick(LIKE)}"]) + "."

    def prose(count):
        return " ".join(sentence() for _ in range(count))

    def heading(level):
        return f"{'#' * level} {pick(LIKE).title()} {pick(THINGS)} and {pick(THINGS)} {words.randrange(1000)}"

    def reference():
        first = number // PER_FOLDER * PER_FOLDER
        near = words.randrange(first, min(pages, first + PER_FOLDER))
        goal = near if words.random() < 0.7 else words.randrange(pages)
        return f"[{title_of(goal)}]({link(number, goal)})"

    def listing(mark):
        return "\n".join(f"{mark} {sentence()}" for _ in range(words.randint(3, 6)))

    def table():
        rows = [f"| `{pick(THINGS)}_{pick(THINGS)}` | {pick(['text', 'number', 'list'])} | {words.randrange(900)} |" for _ in range(4)]
        return "\n".join(["| Name | Type | Default |", "|---|---|---:|", *rows])

    a, b, count = pick(THINGS), pick(THINGS), words.randrange(2, 99)
    code = [
        f"```bash\nset -eu\nfor f in {a}/*.txt; do\n  grep -n '{b}' \"$f\" | sort -u > \"out/{count}\"\ndone\n```",
        f"```python\nimport json\n\ndef load_{a}(path: str, limit: int = {count}) -> dict:\n    with open(path) as f:\n        return {{k: v for k, v in json.load(f).items() if len(v) < limit}}\n```",
        f"```rust\n/// Counts each {a}.\npub fn count_{a}(items: &[String]) -> usize {{\n    items.iter().take({count}).filter(|item| item.contains(\"{b}\")).count()\n}}\n```",
    ]
    return "\n\n".join(
        [
            prose(5),
            heading(2), prose(5), code[0], f"See {reference()} and {reference()}.",
            heading(3), listing("-"), prose(3),
            heading(2), prose(4), table(), code[1], f"> {sentence()} {sentence()}",
            heading(2), listing("1."), prose(4), code[2],
            heading(3), prose(4), f"Then read {reference()}.",
        ]
    ) + "\n"  # fmt: skip


def page(tool, number, pages, extra=""):
    """A page's file. `extra` is a sentence at its end: an edit."""

    def link(origin, goal):
        if tool == "zola":
            return f"@/{path_of(goal)}.md"
        if tool == "hugo":
            return f"/{path_of(goal)}/"
        # The rest know links to files.
        same = folder_of(origin) == folder_of(goal)
        return f"{'' if same else '../' + folder_of(goal) + '/'}page-{goal:05}.md"

    text = body(number, pages, link) + (f"\n{extra}\n" if extra else "")
    title = title_of(number)
    if tool in ("hugo", "zola"):
        return f'+++\ntitle = "{title}"\nweight = {number + 1}\n+++\n\n{text}'
    if tool == "guidepost":
        return f"---\ntitle: {title}\n---\n\n{text}"
    return f"# {title}\n\n{text}"


def file_of(tool, number):
    return f"{FOLDER[tool]}/{path_of(number)}.md"


def write(root, tool, pages):
    """Writes the whole site into `root`."""

    def put(path, text):
        file = Path(root, path)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    for path, text in BARE[tool].items():
        put(path, text)
    for number in range(pages):
        put(file_of(tool, number), page(tool, number, pages))
    folders = sorted({folder_of(number) for number in range(pages)})
    if tool == "guidepost":
        put("content/pages/index.md", "---\ntitle: Bench\n---\n\nWelcome.\n")
    elif tool == "zensical":
        put("docs/index.md", "# Bench\n\nWelcome.\n")
    elif tool == "mdbook":
        put("src/index.md", "# Bench\n\nWelcome.\n")
        lines = [f"- [{title_of(number)}]({path_of(number)}.md)" for number in range(pages)]
        put("src/SUMMARY.md", "# Summary\n\n[Bench](index.md)\n\n" + "\n".join(lines) + "\n")
    else:
        put("content/_index.md", '+++\ntitle = "Bench"\n+++\n')
        for folder in folders:
            put(f"content/{folder}/_index.md", f'+++\ntitle = "{folder}"\nsort_by = "weight"\n+++\n' if tool == "zola" else f'+++\ntitle = "{folder}"\n+++\n')
