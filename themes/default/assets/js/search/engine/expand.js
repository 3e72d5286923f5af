// What the reader typed to the words of the dictionary that it may mean, each with a factor: how surely it is meant.
import { wordsOf, folded } from "./words.js";
import { distances, allowed } from "./distance.js";

export const exact = 64;
const accented = 56;
export const related = 44;
export const alike = 50;
export const oneMistake = 18;
// No more words than these are looked for; the longest say most.
const mostUnits = 10;
const longestQuery = 400;

// The words to look for: `{ text, bare, forms, names, open }`, where `forms` are other spellings that mean the same: `[word, factor]`,
// and `names` are lists of words that together do; an open one may be the beginning of a word, and the `last` one most likely is. A `stop` says nothing by itself, and others do.
export function unitsOf(text, { synonyms, stops, endings }) {
  const units = [];
  let wholes = [];
  for (const word of wordsOf(text.slice(0, longestQuery), false)) {
    if (word.whole) {
      wholes.push(word);
      continue;
    }
    wholes = wholes.filter((whole) => word.end <= whole.end);
    const around = wholes.filter((whole) => word.start >= whole.start);
    // The `s` of `reader's` is no word to look for.
    if (around.length && [...word.text].length === 1 && "'’".includes(text[word.start - 1] || " ")) continue;
    const forms = around.map((whole) => [whole.text, exact]);
    if (units.some((unit) => unit.text === word.text)) continue;
    const bare = folded(word.text);
    units.push({ text: word.text, bare, forms, names: [], open: bare.length > 2 || bare > "~" });
  }
  // A short word that others follow is no beginning of one.
  if (units.length) Object.assign(units[units.length - 1], { open: true, last: true });
  const isStop = ({ text }) => stops.has(text);
  const some = !units.every(isStop);
  for (const unit of units) unit.stop = some && isStop(unit);
  addSynonyms(units, synonyms, stops, endings);
  if (units.length <= mostUnits) return units;
  const longest = units.map((unit, at) => [unit.stop ? 0 : unit.bare.length, at]).sort((a, b) => b[0] - a[0] || a[1] - b[1]);
  const kept = new Set(longest.slice(0, mostUnits).map(([, at]) => at));
  return units.filter((_, at) => kept.has(at));
}

// Where the words of a synonym stand in the query, those that mean the same are looked for too.
function addSynonyms(units, groups, stops, endings) {
  const stems = units.map(({ text }) => guessedStems(text, endings));
  // `removing` for `remove`, though the site may have neither.
  const isAlike = (word, at) => units[at].text === word || (!units[at].stop && [...guessedStems(word, endings)].some((stem) => stems[at].has(stem)));
  for (const group of groups) {
    // In small letters, since nobody types `iPad` as two words.
    const spelt = group.map((name) => wordsOf(name.toLowerCase(), false).filter((word) => !word.whole).map((word) => word.text));
    spelt.forEach((name, which) => {
      if (!name.length) return;
      for (let at = 0; at + name.length <= units.length; at += 1) {
        if (!name.every((word, n) => isAlike(word, at + n))) continue;
        // Each word of the one stands for all of the other.
        for (let n = 0; n < name.length; n += 1) {
          spelt.forEach((other, number) => {
            const words = other.filter((word) => !stops.has(word));
            if (number === which || !words.length) return;
            if (words.length > 1) units[at + n].names.push(words);
            else units[at + n].forms.push([words[0], alike]);
          });
        }
      }
    });
  }
}

// The words of `entries` that a unit means for sure or by its beginning: `[entry, factor]`.
export function meant(unit, entries, endings) {
  const found = [];
  const stems = stemsOf(unit.text, entries, endings);
  const alikeTo = new Set(unit.forms.flatMap(([form, own]) => (own === alike ? relativesOf(form, entries) : [])));
  for (const entry of entries) {
    let factor = 0;
    if (entry.word === unit.text) factor = exact;
    else if (entry.bare === unit.bare) factor = accented;
    else if (stems.has(entry.stem)) factor = related;
    else if (unit.open && entry.bare.startsWith(unit.bare)) factor = 20 + Math.floor((20 * unit.bare.length) / (entry.bare.length + 1));
    for (const [form, own] of unit.forms) if (entry.word === form && own > factor) factor = own;
    if (factor < alike && alikeTo.has(entry)) factor = alike;
    if (factor) found.push([entry, factor]);
  }
  return found;
}

// A word of the dictionary and those of its stem.
function relativesOf(word, entries) {
  const own = entries.find((entry) => entry.word === word);
  return own ? entries.filter(({ stem }) => stem === own.stem) : [];
}

// The names that mean the same as a unit: of each word of each name its entries. Very common words are no part of it.
export function namesOf(unit, entries) {
  const names = unit.names.map((name) => name.map((word) => relativesOf(word, entries).filter(({ heavy }) => heavy < 0)));
  return names.filter((name) => name.every((words) => words.length));
}

// The words that the reader may have mistyped: `[word, factor]`; `words` have `bare`.
export function mistyped(unit, words) {
  const found = [];
  const mistakes = allowed(unit.bare.length);
  if (!mistakes) return found;
  for (const word of words) {
    if (word.bare.startsWith(unit.bare)) continue;
    const [far, farFromBeginning] = distances(unit.bare, word.bare, mistakes);
    if (far < 2) found.push([word, oneMistake]);
    else if (far <= mistakes || farFromBeginning < 2) found.push([word, 8]);
  }
  return found;
}

// The stems that a word may have: the one that the dictionary says, else those that the endings of the site's words allow.
function stemsOf(text, entries, endings) {
  const stems = new Set();
  for (const entry of entries) if (entry.word === text) stems.add(entry.stem);
  return stems.size ? stems : guessedStems(text, endings);
}

function guessedStems(text, endings) {
  const stems = new Set();
  for (const [ending, instead] of endings) {
    const length = text.length - ending.length;
    if (length >= 3 && text.endsWith(ending)) stems.add(text.slice(0, length) + instead);
  }
  return stems;
}
