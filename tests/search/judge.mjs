// Judges the search of built sites by lists of queries with their right answers, written before anyone saw what it finds.
//
//   node judge.mjs LIST FOLDER [LIST FOLDER]… [--held-out LIST FOLDER]
//
// Prints each query whose first result is none of the right ones, and the two rates over all. Ends with 1 if one is too low. Of a list that
// is held out only the rates are printed, and none is too low: whoever looked at its queries to make search better would spoil it.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { byPage } from "../../themes/default/assets/js/search/by-page.js";
import { openSite } from "./site.mjs";

const leastFirst = 0.9;
const leastInThree = 0.98;

const args = process.argv.slice(2);
const heldOut = args.includes("--held-out") ? args.splice(args.indexOf("--held-out")).slice(1) : [];
const rows = [];
for (let at = 0; at + 1 < args.length; at += 2) rows.push(...(await judge(args[at], args[at + 1])));
if (!rows.length) throw new Error("no list of queries: node judge.mjs LIST FOLDER");

for (const row of rows.filter(({ rank }) => rank !== 1)) {
  console.log(`${row.rank > 3 || !row.rank ? "MISSED " : "not 1st"}  ${row.kind}, ${row.reader}: ${row.query}`);
  console.log(`         wanted ${row.right.join(" or ")}`);
  for (const [at, url] of row.urls.slice(0, 4).entries()) console.log(`         ${at + 1} ${url}`);
}
const rate = (list, most, how = "rank") => list.filter((row) => row[how] && row[how] <= most).length / list.length;
// The dialog puts results of one page together, so that other pages come later.
const print = (name, rows) => {
  console.log(`\n${name.padEnd(11)} queries  first  in three  in three as grouped by page`);
  for (const kind of [...new Set(rows.map((row) => row.kind)), "all"]) {
    const own = kind === "all" ? rows : rows.filter((row) => row.kind === kind);
    console.log(`${kind.padEnd(10)} ${String(own.length).padStart(8)} ${rate(own, 1).toFixed(3).padStart(6)} ${rate(own, 3).toFixed(3).padStart(9)} ${rate(own, 3, "shown").toFixed(3).padStart(9)}`);
  }
};
if (heldOut.length) print("held out", await judge(...heldOut));
print("kind", rows);
const good = rate(rows, 1) >= leastFirst && rate(rows, 3) >= leastInThree;
console.log(good ? "good enough" : `not good enough: at least ${leastFirst} and ${leastInThree} are asked for`);
process.exitCode = good ? 0 : 1;

async function judge(list, folder) {
  const site = openSite(folder);
  const lines = readFileSync(list, "utf8").split("\n").filter((line) => line && !line.startsWith("#"));
  const judged = [];
  for (const line of lines) {
    const [kind, reader, query, answers] = line.split("\t");
    const right = answers.split(" ");
    const [browser, os] = reader.split("-");
    const { results } = await site.query(query, { browser, os });
    const rank = (list) => list.findIndex(({ url }) => right.includes(own(folder, url))) + 1;
    const urls = results.map(({ url }) => own(folder, url));
    judged.push({ kind, reader, query, right, urls, rank: rank(results), shown: rank(byPage(results).flat()) });
  }
  return judged;
}

// An address of a page's first heading is that of the page.
function own(folder, url) {
  const [page, anchor] = url.split("#");
  if (!anchor) return page;
  const html = readFileSync(join(folder, decodeURIComponent(page)), "utf8");
  return html.includes(`<h1 id="${decodeURIComponent(anchor)}"`) ? page : url;
}
