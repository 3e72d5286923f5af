// The built pages as sections: what every engine is given to index, and what queries are made from.
import { readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { filesBelow } from "./corpus.mjs";

// Each: its page, the id and level of its heading, the headings above it, its title and text.
export function readSections(site) {
  const pages = filesBelow(site).filter((file) => file.endsWith(".html") && !/\/(search|404)\.html$/.test(file));
  return pages.flatMap((file) => sectionsOf(relative(site, file), readFileSync(file, "utf8")));
}

function sectionsOf(page, html) {
  const main = html.slice(html.indexOf("<main"), html.indexOf("</main>"));
  const heading = /<h([1-6])(?: id="([^"]*)")?[^>]*>([^]*?)<\/h\1>/g;
  // What stands between the title and the text, and after it, is the theme's.
  const from = main.search(/<div class="(?:content|prose)/);
  const to = main.indexOf('<nav class="pager"');
  const found = [...main.matchAll(heading)].filter(({ index }) => index > from || index < main.indexOf("</header>"));
  const above = [];
  return found.map((match, at) => {
    const level = Number(match[1]);
    above.length = Math.min(above.length, level - 1);
    const titles = above.filter(Boolean);
    const title = textOf(match[3].replace(/<a class="anchor"[^]*?<\/a>/, ""));
    above[level - 1] = title;
    const start = level === 1 ? from : match.index + match[0].length;
    const end = found[at + 1]?.index ?? (to > 0 ? to : main.length);
    return { page, id: level === 1 ? "" : (match[2] ?? ""), level, titles, title, text: textOf(main.slice(start, Math.max(start, end))) };
  });
}

const entities = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'", "#x27": "'" };

export function textOf(html) {
  return html
    .replace(/<(script|style|svg|button)[^]*?<\/\1>/g, " ")
    .replace(/<\/?(?:code|em|strong|b|i|a|span|mark|kbd|wbr|del|ins)(?: [^>]*)?>/g, "")
    .replace(/<[^>]+>/g, " ")
    .replace(/&(#?\w+);/g, (whole, name) => entities[name] ?? whole)
    .replace(/\s+/g, " ")
    .trim();
}
