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
  };
}

// Reads bits, six to a character.
function bitReader(text) {
  let at = 0;
  let left = 0;
  let count = 0;
  function bit() {
    if (!count) {
      left = digits[text.charCodeAt(at) & 127];
      at += 1;
      count = 6;
    }
    count -= 1;
    return (left >> count) & 1;
  }
  const reader = {
    bits(length) {
      let number = 0;
      for (let n = 0; n < length; n += 1) number = number * 2 + bit();
      return number;
    },
    // Ones before a zero.
    unary() {
      let number = 0;
      while (bit()) number += 1;
      return number;
    },
    // A number from 1, in Elias's gamma code.
    gamma() {
      const length = reader.unary();
      return 2 ** length + reader.bits(length);
    },
  };
  return reader;
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

// Postings: of each how many records stand before it since the last one, in Rice's code, and the rank of its amount.
function readPostings(reader, count, start) {
  const records = new Int32Array(count);
  const amounts = new Uint8Array(count);
  const low = 31 - Math.clz32(Math.max(1, Math.floor((69 * start.records) / (100 * count))));
  let next = 0;
  for (let at = 0; at < count; at += 1) {
    const high = reader.unary();
    records[at] = next + high * 2 ** low + reader.bits(low);
    amounts[at] = start.amounts[reader.unary()];
    next = records[at] + 1;
  }
  return { records, amounts };
}

// A word that stands in so many records has a shard of its own for its postings, of which so many are kept.
const heavy = 1500;
const mostKept = 3000;

// A shard of words to entries: `{ word, bare, stem, count, rarity, postings, heavy }`. Postings in a shard of their own are `null` until they
// are loaded; `heavy` is the number of that shard, else -1.
export function readWords([front, rules, postings], start) {
  const rule = numberReader(rules);
  const reader = bitReader(postings);
  return readFront(front).map((word) => {
    const [ending, instead] = start.endings[rule.number()];
    const stem = word.slice(0, word.length - ending.length) + instead;
    const count = reader.gamma();
    const isHeavy = count >= heavy;
    return {
      word,
      bare: folded(word),
      stem,
      count,
      rarity: 0,
      heavy: isHeavy ? reader.gamma() - 1 : -1,
      postings: isHeavy ? null : readPostings(reader, count, start),
    };
  });
}

export function readHeavy(entry, text, start) {
  entry.postings = readPostings(bitReader(text), Math.min(entry.count, mostKept), start);
}

// A list of spellings: `{ word, bare, count }`, where the count is a binary logarithm.
export function readSpellings([front, counts], reversed) {
  const count = numberReader(counts);
  return readFront(front).map((spelt) => {
    const word = reversed ? [...spelt].reverse().join("") : spelt;
    return { word, bare: folded(word), count: count.number() };
  });
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
