// Compares Guidepost's search with others on the same documents and the same queries: quality, weight, time. `compare` beside this file runs it.
//
//   node compare.mjs SITE WORK
//
// SITE is the corpus as Guidepost builds it, WORK a folder for what others build. Prints Markdown; --only ENGINE leaves the others out, and
// then --misses prints what that one does not find first.
import { performance } from "node:perf_hooks";
import { makeElasticlunr } from "./engines/elasticlunr.mjs";
import { makeGuidepost } from "./engines/guidepost.mjs";
import { makeMiniSearch } from "./engines/minisearch.mjs";
import { makePagefind } from "./engines/pagefind.mjs";
import { makeQueries } from "./queries.mjs";
import { readSections } from "./sections.mjs";

const [site, work, flag, wanted, misses] = process.argv.slice(2);
// A first visit is repeated for so many queries.
const visits = 60;
// So often a third of the queries are asked again for their times, by one engine after the other, so that what else the machine does meets all.
const rounds = 7;
const third = 3;

const sections = readSections(site);
const queries = makeQueries(sections);
const pages = new Set(sections.map(({ page }) => page)).size;
console.log(`${pages} pages, ${sections.length} sections, ${queries.length} queries about ${new Set(queries.map(({ page, id }) => page + id)).size} of them\n`);

const rows = [];
const makers = [makeGuidepost, makeMiniSearch, makeElasticlunr, makePagefind].filter((make) => flag !== "--only" || make.name.toLowerCase().includes(wanted));
for (const make of makers) rows.push(await measure(await make(sections, site, work)));
for (let round = 0; round < rounds; round++) for (const row of rows) await time(row);

const kinds = [...new Set(queries.map(({ kind }) => kind))];
table(["", ...rows.map(({ engine }) => engine.name)], [
  ...["right", "rightPage"].flatMap((what) =>
    [...kinds, "all"].map((kind) => [`${what === "right" ? "right section" : "right page"} first, ${kind}`, ...rows.map((row) => first(row, kind, what).toFixed(3))]),
  ),
  ...[...kinds, "all"].map((kind) => [`mean reciprocal rank, ${kind}`, ...rows.map((row) => reciprocal(row, kind).toFixed(3))]),
  ["before the first result, KB, median", ...rows.map(({ cold }) => kilo(quantile(cold, 0.5)))],
  ["before the first result, KB, most", ...rows.map(({ cold }) => kilo(Math.max(...cold)))],
  ["the whole index, KB", ...rows.map(({ engine }) => kilo(engine.whole))],
  ...["bare", "show"].flatMap((what) =>
    [0.5, 0.95].map((part) => [`a query, ms${what === "show" ? ", excerpts made" : ""}, ${part === 0.5 ? "median" : "95 of 100"}`, ...rows.map(({ times }) => ofRounds(times[what], part))]),
  ),
  ["excerpts", ...rows.map(({ engine }) => engine.excerpts)],
]);
if (misses) {
  const [row] = rows;
  for (const { kind, query, page, id, right, answers } of row.found.filter(({ right }) => right !== 1)) {
    console.log(`\n${kind}: ${query}\n  ${right || "-"}: ${page}#${id}`);
    for (const answer of answers.slice(0, 3)) console.log(`     ${answer.page}#${answer.id}  ${answer.title}`);
  }
}
// Pagefind's workers would keep it running.
process.exit();

async function measure(engine) {
  const found = [];
  for (const query of queries) {
    const answers = await engine.query(query.query);
    const right = answers.findIndex(({ page, id }) => page === query.page && id === query.id) + 1;
    const rightPage = answers.findIndex(({ page }) => page === query.page) + 1;
    found.push({ ...query, right, rightPage, answers });
  }
  const cold = [];
  for (let at = 0; at < visits; at++) cold.push(await engine.first(queries[Math.floor((at * queries.length) / visits)].query));
  return { engine, found, times: { bare: [], show: [] }, cold };
}

// A round of all queries, as the engine answers them and with what its interface shows.
async function time({ engine, times }) {
  for (const what of ["bare", "show"]) {
    const own = [];
    for (const { query } of queries.filter((_, at) => at % third === 0)) {
      const start = performance.now();
      await engine[what](query);
      own.push(performance.now() - start);
    }
    times[what].push(own);
  }
}

// Of each query the median of its rounds, and of these the part that is asked for; then the least and the most that a round gave for it.
function ofRounds(rounds, part) {
  const usual = quantile(rounds[0].map((_, query) => quantile(rounds.map((own) => own[query]), 0.5)), part);
  const values = rounds.map((own) => quantile(own, part));
  return `${usual.toFixed(2)} (${Math.min(...values).toFixed(2)}–${Math.max(...values).toFixed(2)})`;
}

function first({ found }, kind, what) {
  const own = found.filter((one) => kind === "all" || one.kind === kind);
  return own.filter((one) => one[what] === 1).length / own.length;
}

function reciprocal({ found }, kind) {
  const own = found.filter((one) => kind === "all" || one.kind === kind);
  return own.reduce((sum, { right }) => sum + (right ? 1 / right : 0), 0) / own.length;
}

function quantile(numbers, part) {
  return [...numbers].sort((a, b) => a - b)[Math.min(numbers.length - 1, Math.floor(part * numbers.length))];
}

function kilo(bytes) {
  return (bytes / 1024).toFixed(1);
}

function table(head, body) {
  const line = (cells) => `| ${cells.join(" | ")} |`;
  console.log([line(head), line(head.map((_, at) => (at ? "---:" : "---"))), ...body.map(line)].join("\n"));
}
