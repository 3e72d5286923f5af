// Answers queries from the site's index. `root` is the relative address of the site's root, empty or with a slash at its end.
import { shardLoader, shardList } from "./load.js";
import { wordsOf } from "./words.js";
import { lastUpTo, numberReader, readWords, readSpellings } from "./decode.js";
import { unitsOf } from "./expand.js";
import { lookUp } from "./lookup.js";
import { distances } from "./distance.js";
import { addUp, order } from "./rank.js";
import { matchesIn, nearness } from "./near.js";
import { marksOf, excerptOf } from "./excerpt.js";

const formatVersion = 2;
// So many of the best are compared by nearness.
const compared = 10;
const shownFirst = 5;
// After so many milliseconds the page has its turn.
const longestPiece = 8;

export function openIndex(root) {
  const loader = shardLoader(root);
  let start = null;
  let latest = 0;
  let retried = false;

  // Reads the start file.
  function open(done) {
    if (start) {
      done(true);
      return;
    }
    const read = () => {
      const data = loader.get("start");
      if (data && data.version === formatVersion) start = readStart(data, loader);
      done(Boolean(start));
    };
    // A newer one that is there already must not be read once more, perhaps from a cache.
    if (loader.get("start")) read();
    else loader.need(["start"], read);
  }

  function query(text, options, callback) {
    latest += 1;
    const turn = latest;
    const fail = () => callback({ results: [], suggestion: null, pending: false, failed: true });
    // Calls `next` once something is loaded, unless there is a newer query; begins anew where a newer site has been published.
    const then = (next) => (whole) => {
      if (turn !== latest) return;
      if (whole !== false) next();
      else if (retried) fail();
      else {
        retried = true;
        start = null;
        loader.again(then(begin));
      }
    };
    const begin = () => open((there) => (there ? then(() => run(answer(text, options, callback)))() : fail()));
    // The pieces of the work: each asks for shards, or for nothing. Where they take long, the page has its turn between them.
    const run = (pieces) => {
      const end = performance.now() + longestPiece;
      while (turn === latest) {
        const { done, value } = pieces.next();
        if (done) return;
        const goOn = then(() => run(pieces));
        if (value) return loader.need(value, goOn);
        if (performance.now() > end) return setTimeout(goOn);
      }
    };
    begin();
  }

  function* answer(text, options, callback) {
    const units = unitsOf(text, start);
    if (!units.length) {
      callback({ results: [], suggestion: null, pending: false });
      return;
    }
    const missing = new Set();
    const expansions = yield* loaded(() => lookUp(units, start, missing), missing);
    const reader = namedIn(units, start.names, options);
    const isOwn = (readers) => fits(start.readers[readers - 1], reader);
    const limit = options.limit || compared;
    const most = Math.max(limit, compared);
    const found = yield* order(yield* addUp(expansions, start), start.variants, start.about, isOwn, most);
    const wanted = found.slice(0, most);
    const meanings = new Map();
    expansions.forEach(({ words, names }, unit) => {
      const all = [...words.map(([entry]) => entry), ...names.flat(2)].map(({ word }) => word);
      for (const word of units[unit].stop ? [units[unit].text] : all) meanings.set(word, meanings.get(word) | (1 << unit));
    });
    const plain = units.reduce((bits, unit, at) => (unit.stop ? bits : bits | (1 << at)), 0);
    const textsOf = (chosen) => chosen.map(([record]) => start.texts.span(record, record, missing).map((get) => get(missing))[0]);
    const show = function* (chosen, pending) {
      const texts = yield* loaded(function* () {
        return textsOf(chosen);
      }, missing);
      const results = [];
      for (const [place, [record, score]] of chosen.entries()) {
        const { first, value } = texts[place];
        const [pages, records] = value;
        const own = records[record - first];
        results.push(resultOf({ record, score, place, own, page: pages[own[0]], meanings, units: units.length, plain, expansions, readers: start.readers, options }));
        yield;
      }
      results.sort((a, b) => b.score - a.score || a.record - b.record);
      const suggestion = results.length ? null : suggest(units, start);
      callback({ results: results.slice(0, limit), suggestion, pending });
    };
    // The first few are shown before the texts of the others are there.
    textsOf(wanted);
    const late = missing.size > 0 && wanted.length > shownFirst;
    missing.clear();
    if (late) yield* show(wanted.slice(0, shownFirst), true);
    yield* show(wanted, false);
  }

  return { query };
}

// What `find` returns once nothing is missing.
function* loaded(find, missing) {
  for (;;) {
    const found = yield* find();
    yield;
    if (!missing.size) return found;
    const names = [...missing];
    missing.clear();
    yield names;
  }
}

// The start file with its lists ready for use.
function readStart(data, loader) {
  const variants = new Map();
  const reader = numberReader(data.variants);
  let record = -1;
  while (reader.more()) {
    const gap = reader.number();
    const before = variants.get(record);
    const section = gap === 0 && before ? before.section : record + gap;
    record += gap + 1;
    variants.set(record, { section, readers: reader.number() });
  }
  const about = new Map();
  const subjects = numberReader(data.about);
  for (let at = 0; subjects.more(); at += 1) {
    at += subjects.number();
    about.set(at, subjects.number());
  }
  const names = data.names.map(([what, id, name]) => [what, id, wordsOf(name, false).filter((word) => !word.whole).map((word) => word.text)]);
  const endings = data.rules.split(" ").map((rule) => rule.split(">"));
  const lengths = new Uint8Array(data.records).fill(data.usual);
  for (let at = 0; at < data.lengths.length; at += 1) lengths[at] = data.lengths.charCodeAt(at) - 48;
  const [, words] = data.words;
  const stops = new Set(data.stops.split(" "));
  const start = { ...data, loader, stops, endings, lengths, variants, about, names, isWhole: typeof words !== "string" };
  start.words = shardList(data.words, loader, (value) => readWords(value, start));
  start.beginnings = shardList(data.beginnings, loader, (value) => readSpellings(value, false));
  start.ends = shardList(data.ends, loader, (value) => readSpellings(value, true));
  start.texts = shardList(data.texts, loader, (value) => value);
  return start;
}

// The reader, with the browser and the system that the query names in place of the reader's own.
function namedIn(units, names, { browser, os }) {
  const reader = { browser, os };
  for (const [what, id, words] of names) if (words.every((word) => units.some((unit) => unit.text === word))) reader[what] = id;
  return reader;
}

// Whether the reader is one of `[browsers, systems, pairs]`; of what is not known, everyone is.
function fits([browsers, systems, pairs], { browser, os }) {
  if (browsers && browser && !browsers.includes(browser)) return false;
  if (systems && os && !systems.includes(os)) return false;
  return !(pairs && browser && os && !pairs.includes(`${browser}-${os}`));
}

const has = ({ records }, record) => records[lastUpTo(records, record)] === record;

// The anchor that most headings have: their letters and digits with `-` between them.
const usualAnchor = (title) => title.toLowerCase().split(/[^a-z0-9]+/).filter(Boolean).join("-");

function resultOf({ record, score, place, own, page, meanings, units, plain, expansions, readers, options }) {
  const [, ownTitle, ownAnchor, step, who, under, text] = own;
  const [address, pageTitle, ...trail] = page;
  const title = ownTitle || pageTitle;
  const anchor = ownAnchor === 0 ? usualAnchor(ownTitle) : ownAnchor;
  const matches = [title, text].map((own) => matchesIn(own, meanings));
  const eighths = place < compared ? nearness(...matches, units, plain) + (step ? 1 : 0) : 0;
  // Stop words are not marked.
  const [inTitle, inText] = matches.map(({ found }) => found.filter(({ bits }) => bits & plain));
  const [browsers, systems, pairs] = who ? readers[who - 1] : [null, null, null];
  const words = new Set();
  let seen = 0;
  for (const [own, matched] of [[title, inTitle], [text, inText]]) {
    for (const match of matched) {
      words.add(own.slice(match.start, match.end));
      seen |= match.bits;
    }
  }
  // What stands in code or was left out is known by the dictionary alone.
  expansions.forEach(({ words: list }, unit) => {
    if (seen & (1 << unit)) return;
    for (const [entry, factor] of list) if (factor >= 40 && has(entry.postings, record)) words.add(entry.word);
  });
  return {
    record,
    url: address.split("/").map(encodeURIComponent).join("/") + (anchor ? `#${encodeURIComponent(anchor)}` : ""),
    page: { title: pageTitle, trail },
    title,
    under: under || null,
    step: step || null,
    browsers,
    systems,
    pairs,
    own: !who || fits(readers[who - 1], options),
    score: score + Math.floor((score * eighths) / 8),
    ...excerptOf(text, inText, plain),
    titleMarks: marksOf(inTitle),
    words: [...words],
  };
}

// The query with each word that the site does not have replaced by the nearest that it has, of those that are loaded.
function suggest(units, start) {
  let changed = false;
  const all = start.words.loaded().flat();
  const words = units.map((unit) => {
    let nearest = unit.text;
    if (unit.stop) return nearest;
    let least = Math.min(3, unit.bare.length >> 1) + 1;
    for (const entry of all) {
      if (entry.word.length < 3) continue;
      const [far] = distances(unit.bare, entry.bare, least - 1);
      if (far < least) {
        least = far;
        nearest = entry.word;
      }
    }
    changed = changed || nearest !== unit.text;
    return nearest;
  });
  return changed ? words.join(" ") : null;
}
