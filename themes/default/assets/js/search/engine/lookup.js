// The words of a query to their postings, with as few shards as will do.
//
// 1. Of each word the shards that hold it and the words that it begins; if it is not there, those of its relatives.
// 2. For a word that the site does not have, lists of spellings: sorted by their beginnings and by their ends, since a mistake leaves one
//    of the two as it is. Then the shards of the nearest.
// 3. The postings of very common words, which have shards of their own.
import { meant, mistyped, namesOf, oneMistake, related } from "./expand.js";
import { readHeavy } from "./decode.js";
import { nameAt } from "./load.js";

// A beginning whose words fill more shards has a word of its own that stands for the best of them.
const wide = 6;
// What a word has at least that is more than half there.
const begun = 30;
const mostHeavy = 2;
const mostHeavyInAll = 3;
const mostNear = 6;
const mostNearShards = 2;
const last = "\uffff";

// What each unit may mean, `{ words, names }`, or `null` when `missing` has names of shards to load first. Yields where it may be interrupted.
export function* lookUp(units, start, missing) {
  const loaded = yield* each(units, (unit) => (unit.stop ? [] : read(shardsOf(unit, start.words, missing), missing)));
  if (missing.size) return null;
  const expansions = units.map((unit, at) => meant(unit, loaded[at], start.endings));
  const names = units.map((unit, at) => namesOf(unit, loaded[at]));
  // Who types the beginning of a word has made no mistake.
  const isSure = (words, at) => names[at].length > 0 || words.some(([, factor]) => factor >= (units[at].last ? 1 : begun));
  // A word that is not there may have relatives that stand before it: `carried` before `carry`.
  const before = yield* each(units, (unit, at) => (unit.stop || isSure(expansions[at], at) ? [] : read(shardsBefore(unit, start.words, missing), missing)));
  if (missing.size) return null;
  before.forEach((more, at) => {
    if (!more.length) return;
    loaded[at] = [...new Set([...loaded[at], ...more])];
    expansions[at] = meant(units[at], loaded[at], start.endings);
  });
  const unsure = expansions.map((words, at) => !units[at].stop && !isSure(words, at));
  if (start.isWhole) {
    units.forEach((unit, at) => {
      if (unsure[at]) expansions[at].push(...mistyped(unit, loaded[at]));
    });
    return withHeavy(expansions, names, start, missing);
  }
  const near = yield* each(units, (unit, at) => (unsure[at] ? nearTo(unit, start, missing) : []));
  if (missing.size) return null;
  const nearEntries = near.map((words) => {
    // What else is loaded by chance must not count: equal queries have equal answers.
    const shards = new Set();
    return words.flatMap(([word, factor]) => {
      const [get] = start.words.span(word.bare, word.bare, missing);
      const { first } = get ? get(new Set()) : {};
      if (!get || (shards.size === mostNearShards && !shards.has(first))) return [];
      shards.add(first);
      const entry = (get(missing).value || []).find((own) => own.word === word.word);
      return entry ? [[entry, factor]] : [];
    });
  });
  if (missing.size) return null;
  nearEntries.forEach((entries, at) => expansions[at].push(...entries));
  return withHeavy(expansions, names, start, missing);
}

function* each(units, find) {
  const found = [];
  for (const [at, unit] of units.entries()) {
    found.push(find(unit, at));
    yield;
  }
  return found;
}

function read(shards, missing) {
  const entries = new Set();
  for (const get of shards) for (const entry of get(missing).value || []) entries.add(entry);
  return [...entries];
}

function shardsOf(unit, words, missing) {
  const { bare } = unit;
  const own = words.span(bare, bare + last, missing);
  const shards = unit.last && own.length <= wide ? own : own.slice(0, 1);
  for (const form of [...unit.forms.map(([form]) => form), ...unit.names.flat()]) shards.push(...words.span(form, form, missing));
  return shards;
}

function shardsBefore({ bare }, words, missing) {
  return words.span(bare.slice(0, Math.max(3, bare.length - 3)), bare, missing).slice(-2, -1);
}

// The words nearest to what was typed, by the lists of spellings.
function nearTo(unit, start, missing) {
  const letters = [...unit.bare];
  if (letters.length < 4) return [];
  const same = Math.min(Math.max(2, (letters.length - 1) >> 1), 4);
  const beginning = letters.slice(0, same).join("");
  const ending = letters.reverse().slice(0, same).join("");
  const few = start.beginnings.size <= 2;
  const lists = few ? start.beginnings.span("", last, missing) : start.beginnings.span(beginning, beginning + last, missing).slice(0, 2);
  const words = new Map();
  const add = (shards) => {
    for (const word of read(shards, missing)) words.set(word.word, word);
    return mistyped(unit, words.values());
  };
  let near = add(lists);
  // A mistake is seldom at the beginning.
  if (!few && !missing.size && !near.some(([, factor]) => factor >= oneMistake)) near = add(start.ends.span(ending, ending + last, missing).slice(0, 2));
  near.sort((a, b) => b[1] - a[1] || b[0].count - a[0].count || (a[0].word < b[0].word ? -1 : 1));
  // Where one mistake explains a word, two are not looked for.
  return near.filter(([, factor]) => factor === near[0][1]).slice(0, mostNear);
}

// The postings that are still to come. They are large, so of each unit the surest words come first, and of those the rarest.
function withHeavy(expansions, names, start, missing) {
  const wanted = [];
  for (const words of expansions) {
    words.sort((a, b) => b[1] - a[1] || (a[0].word < b[0].word ? -1 : 1));
    // Where nothing better is known, what is known is meant as surely as a relative of the word would be.
    const surest = words.length ? words[0][1] : related;
    if (surest < related) for (const word of words) word[1] = Math.floor((word[1] * related) / surest);
    const heavy = words.filter(([entry]) => entry.heavy >= 0);
    heavy.slice(0, mostHeavy).forEach(([entry], rank) => wanted.push([rank, entry]));
  }
  wanted.sort(([rank, one], [other, two]) => rank - other || one.count - two.count || (one.word < two.word ? -1 : 1));
  const kept = new Set();
  for (const [, entry] of wanted) if (kept.size < mostHeavyInAll) kept.add(entry.word);
  const found = expansions.map((words) => words.filter(([entry]) => entry.heavy < 0 || kept.has(entry.word)));
  for (const [entry] of found.flat()) {
    if (entry.postings) continue;
    const name = nameAt(start.heavy, entry.heavy);
    const text = start.loader.get(name);
    if (text === undefined) missing.add(name);
    else readHeavy(entry, text, start);
  }
  return missing.size ? null : found.map((words, at) => ({ words, names: names[at] }));
}
