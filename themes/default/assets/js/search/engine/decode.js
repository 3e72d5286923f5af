// What index files hold to what queries are answered with. `docs/content/pages/search-index.md` describes the format.
import { folded } from "./words.js";

const lastDigits = "abcdefghijklmnopqrstuvwxyz012345";
const moreDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZ6789-_";
const digits = new Uint8Array(128);
for (let value = 0; value < 32; value += 1) {
  digits[lastDigits.charCodeAt(value)] = value;
  digits[moreDigits.charCodeAt(value)] = value + 32;
}

// Reads numbers to the base of 32 one after another.
export function numberReader(text) {
  let at = 0;
  return {
    more: () => at < text.length,
    number() {
      let number = 0;
      while (at < text.length) {
        const digit = digits[text.charCodeAt(at) & 127];
        at += 1;
        number = number * 32 + (digit & 31);
        if (digit < 32) break;
      }
      return number;
    },
    // One character as a number from 1.
    level() {
      at += 1;
      return text.charCodeAt(at - 1) - 96;
    },
  };
}

// A sorted list of words, each written as what differs from the one before.
function readFront(text) {
  const words = [];
  let before = [];
  for (const [piece] of text.matchAll(/[A-Z][^A-Z]*/g)) {
    before = before.slice(0, piece.charCodeAt(0) - 65).concat([...piece.slice(1)]);
    words.push(before.join(""));
  }
  return words;
}

function readPostings(reader, count) {
  const records = new Int32Array(count);
  const levels = new Uint8Array(count);
  let next = 0;
  for (let at = 0; at < count; at += 1) {
    records[at] = next + reader.number();
    levels[at] = reader.level();
    next = records[at] + 1;
  }
  return { records, levels };
}

// A shard of words to entries: `{ word, bare, stem, letters, count, postings, heavy }`. Postings in a shard of their own are `null` until they
// are loaded; `heavy` is the number of that shard.
export function readWords([front, rules, postings], endings) {
  const rule = numberReader(rules);
  const posting = numberReader(postings);
  return readFront(front).map((word) => {
    const [ending, instead] = endings[rule.number()];
    const bare = folded(word);
    const entry = { word, bare, stem: word.slice(0, word.length - ending.length) + instead, letters: lettersOf(bare), heavy: -1 };
    entry.count = posting.number();
    if (entry.count) {
      entry.postings = readPostings(posting, entry.count);
    } else {
      entry.count = posting.number();
      entry.kept = posting.number();
      entry.heavy = posting.number();
      entry.postings = null;
    }
    return entry;
  });
}

export function readHeavy(entry, text) {
  entry.postings = readPostings(numberReader(text), entry.kept);
}

// A list of spellings: `{ word, bare, letters, count }`, where the count is a binary logarithm.
export function readSpellings([front, counts], reversed) {
  const count = numberReader(counts);
  return readFront(front).map((spelt) => {
    const word = reversed ? [...spelt].reverse().join("") : spelt;
    const bare = folded(word);
    return { word, bare, letters: lettersOf(bare), count: count.number() };
  });
}

// A bit for each letter that a word has: two words that differ in many are far from one another.
export function lettersOf(word) {
  let letters = 0;
  for (let at = 0; at < word.length; at += 1) letters |= 1 << (word.charCodeAt(at) & 31);
  return letters;
}

// The last of sorted values that is not greater than `wanted`.
export function lastUpTo(values, wanted) {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (values[middle] <= wanted) low = middle + 1;
    else high = middle;
  }
  return Math.max(low - 1, 0);
}
