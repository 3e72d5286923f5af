// The documents that are searched: the manual of Next.js, App Router, from the npm package `next` (MIT licence), as a site of Guidepost.
//
// 1. `npm pack` fetches the package; only its folder of documents is unpacked.
// 2. Each page is made plain Markdown: without the parts of MDX, and without links, which lead to addresses of another site.
//
// Writes into the folder it is given, and leaves what is there already.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";

const version = "16.4.6";
const docs = "package/dist/docs/01-app";

// The folder of a site with some 300 pages.
export function fetchCorpus(work) {
  const site = join(work, `next-${version}`);
  if (existsSync(join(site, "site.yaml"))) return site;
  const raw = join(work, "raw");
  mkdirSync(raw, { recursive: true });
  if (!existsSync(join(raw, docs))) {
    execFileSync("npm", ["pack", `next@${version}`, "--silent", "--pack-destination", raw], { stdio: ["ignore", "ignore", "inherit"] });
    execFileSync("tar", ["xzf", join(raw, `next-${version}.tgz`), "-C", raw, docs]);
  }
  for (const file of filesBelow(join(raw, docs))) {
    const target = join(site, "content/pages", relative(join(raw, docs), file));
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, plain(readFileSync(file, "utf8")));
  }
  writeFileSync(join(site, "site.yaml"), "title: Next.js\nlang: en\n");
  return site;
}

export function filesBelow(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort();
}

// MDX to Markdown.
function plain(mdx) {
  const [, front, body] = mdx.match(/^---\n([^]*?)\n---\n([^]*)$/) ?? [null, "", mdx];
  const kept = front.split("\n").filter((line) => /^(title|description): /.test(line));
  const lines = [];
  let fence = null;
  for (const line of dropPagesRouter(body).split("\n")) {
    const mark = line.match(/^\s*(`{3,}|~{3,})/)?.[1];
    if (mark && !fence) {
      fence = mark;
      // Words after the language are other tools' own.
      lines.push(line.replace(/^(\s*(?:`{3,}|~{3,})\s*[\w-]*).*$/, "$1"));
      continue;
    }
    if (mark && mark.startsWith(fence)) fence = null;
    lines.push(fence || mark ? line : plainLine(line));
  }
  return `---\n${kept.join("\n")}\n---\n${lines.join("\n")}`;
}

// What the manual of the App Router does not show either.
function dropPagesRouter(body) {
  return body.replace(/\{\/\*[^]*?\*\/\}/g, "").replace(/<PagesOnly>[^]*?<\/PagesOnly>/g, "");
}

function plainLine(line) {
  return line
    .replace(/!\[[^\]]*\]\([^)]*\)/g, "")
    .replace(/\[((?:[^\][]|\[[^\]]*\])*)\]\((?:[^()]|\([^)]*\))*\)/g, "$1")
    .split(/(`+[^`]*`+)/)
    .map((part, at) => (at % 2 ? part : part.replace(/<\/?[A-Za-z][^>]*>/g, "")))
    .join("")
    .replace(/^(\s*\[[^\]]+\]:\s*)\//, "$1https://site.invalid/")
    .replace(/^(\s*):::/, "$1\\:::");
}
