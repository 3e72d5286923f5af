// Pagefind with its defaults, over the built pages. What it would fetch is read from the disk and counted; its files are compressed already.
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, readFileSync, readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { packed } from "../weigh.mjs";

const base = "https://site.invalid/pagefind/";
// As many as its own interface shows at first.
const shown = 5;

export async function makePagefind(sections, site, work) {
  const copy = join(work, "pagefind");
  rmSync(copy, { recursive: true, force: true });
  cpSync(site, copy, { recursive: true });
  execFileSync("npx", ["pagefind", "--site", copy, "--root-selector", "main", "--exclude-selectors", "nav, .step-foot, .anchor, .facts"], { stdio: "ignore", cwd: import.meta.dirname });
  const folder = join(copy, "pagefind");

  let fetched = 0;
  globalThis.fetch = async (address) => {
    const path = join(folder, new URL(address, base).pathname.replace(/^\/pagefind\//, ""));
    if (!existsSync(path)) return new Response(null, { status: 404 });
    const bytes = readFileSync(path);
    fetched += /\.(json|js)$/.test(path) ? packed(bytes) : bytes.length;
    return new Response(bytes);
  };
  let instances = 0;
  const start = async () => {
    const pagefind = await import(`${pathToFileURL(join(folder, "pagefind.js"))}?${instances++}`);
    await pagefind.options({ basePath: base });
    await pagefind.init("en");
    return pagefind;
  };
  const warm = await start();
  const script = packed(readFileSync(join(folder, "pagefind.js")));

  const byAddress = new Map(sections.map((section) => [`${section.page}#${section.id}`, section]));
  const find = (url) => {
    const { pathname, hash } = new URL(url, "https://site.invalid/");
    return byAddress.get(pathname.replace(/^\//, "") + (hash || "#")) ?? { page: pathname.replace(/^\//, ""), id: hash.slice(1) };
  };
  return {
    name: "Pagefind",
    excerpts: "yes",
    whole: weight(folder),
    // A page, then its sections, as its interface shows them.
    query: async (text) => {
      const { results } = await warm.search(text);
      const pages = await Promise.all(results.slice(0, shown).map((result) => result.data()));
      return pages.flatMap(({ url, sub_results }) => (sub_results.length ? best(sub_results).map((part) => find(part.url)) : [find(url)]));
    },
    bare: (text) => warm.search(text),
    show: async (text) => Promise.all((await warm.search(text)).results.slice(0, shown).map((result) => result.data())),
    // For a reader who searches for the first time, and sees one result.
    first: async (text) => {
      fetched = script;
      const { results } = await (await start()).search(text);
      await results[0]?.data();
      return fetched;
    },
  };
}

// It gives sections in the order of the page, and its interface keeps those with the most places.
function best(parts) {
  const score = (part) => part.weighted_locations.reduce((sum, { balanced_score }) => sum + balanced_score, 0);
  return [...parts].sort((a, b) => score(b) - score(a));
}

function weight(folder) {
  let sum = 0;
  for (const entry of readdirSync(folder, { recursive: true })) {
    const path = join(folder, entry);
    // Its ready-made interfaces are not counted.
    if (statSync(path).isFile() && !/ui|component|highlight|modular/.test(entry)) sum += /\.(js|json|css)$/.test(entry) ? packed(readFileSync(path)) : statSync(path).size;
  }
  return sum;
}
