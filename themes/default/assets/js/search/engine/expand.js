// What the reader typed to the words of the dictionary that it may mean, each with a factor: how surely it is meant.
import { wordsOf, folded } from "./words.js";
import { distance, allowed } from "./distance.js";

const exact = 64;
const accented = 56;
const related = 44;
const alike = 40;

// The words to look for: `{ text, bare, forms }`, where `forms` are other spellings that mean the same.
export function unitsOf(text, synonyms) {
  const units = [];
  let whole = null;
  const found = wordsOf(text.slice(0, 400), false);
  for (const word of found) {
    if (word.whole) {
      whole = word;
      continue;
    }
    const inWhole = whole && word.end <= whole.end;
    // The `s` of `reader's` is no word to look for.
    if (inWhole && word.text.length === 1 && whole.text.length > 2 && word.start > 0 && "'’".includes(text[word.start - 1])) continue;
    const unit = { text: word.text, bare: folded(word.text), forms: [] };
    if (inWhole) unit.forms.push([whole.text, exact]);
    units.push(unit);
  }
  addSynonyms(units, synonyms);
  return units.slice(0, 24);
}

// Where the words of a synonym stand in the query, those that mean the same are looked for too.
function addSynonyms(units, groups) {
  for (const group of groups) {
    const spelt = group.map((name) => wordsOf(name, false).filter((word) => !word.whole).map((word) => word.text));
    spelt.forEach((name, which) => {
      for (let at = 0; at + name.length <= units.length; at += 1) {
        if (!name.length || !name.every((word, n) => units[at + n].text === word)) continue;
        spelt.forEach((other, number) => {
          if (number === which) return;
          // Each word of the one stands for each of the other.
          for (let n = 0; n < name.length; n += 1) for (const word of other) units[at + n].forms.push([word, alike]);
        });
      }
    });
  }
}

// The words of `entries` that a unit may mean: `[entry, factor]`.
export function expand(unit, entries, endings) {
  const found = [];
  const stems = stemsOf(unit.text, entries, endings);
  const { bare } = unit;
  const mistakes = allowed(bare.length);
  for (const entry of entries) {
    if (!entry.bare) entry.bare = folded(entry.word);
    let factor = 0;
    if (entry.word === unit.text) factor = exact;
    else if (entry.bare === bare) factor = accented;
    else if (stems.has(entry.stem)) factor = related;
    else if (entry.bare.startsWith(bare)) factor = 20 + Math.floor((20 * bare.length) / entry.bare.length);
    for (const [form, own] of unit.forms) if (entry.word === form && own > factor) factor = own;
    if (!factor && mistakes) {
      const far = distance(bare, entry.bare, mistakes, false);
      if (far <= mistakes) factor = 28 - 10 * far;
      else if (distance(bare, entry.bare, 1, true) <= 1) factor = 8;
    }
    if (factor) found.push([entry, factor]);
  }
  return found;
}

// The stems that a word may have: the one that the dictionary says, else those that the endings of the site's words allow.
function stemsOf(text, entries, endings) {
  const stems = new Set();
  for (const entry of entries) if (entry.word === text) stems.add(entry.stem);
  if (stems.size) return stems;
  for (const [ending, instead] of endings) {
    const length = text.length - ending.length;
    if (length >= 3 && text.endsWith(ending)) stems.add(text.slice(0, length) + instead);
  }
  return stems;
}
