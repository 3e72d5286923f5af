// What index files hold to what queries are answered with. `docs/content/pages/search-index.md` describes the format.

const lastDigits = "abcdefghijklmnopqrstuvwxyz012345";
const moreDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZ6789-_";
const digits = new Map([...lastDigits].map((digit, value) => [digit.charCodeAt(0), value]));
for (let value = 0; value < 32; value += 1) digits.set(moreDigits.charCodeAt(value), value + 32);

// Reads numbers to the base of 32 one after another.
export function numberReader(text) {
  let at = 0;
  return {
    more: () => at < text.length,
    number() {
      let number = 0;
      while (at < text.length) {
        const digit = digits.get(text.charCodeAt(at));
        at += 1;
        number = number * 32 + (digit & 31);
        if (!(digit & 32)) break;
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

// A shard of words to entries: `{ word, bare, stem, records, levels }`.
export function readWords([words, rules, postings], endings) {
  const entries = [];
  const rule = numberReader(rules);
  const posting = numberReader(postings);
  let before = [];
  for (const [piece] of words.matchAll(/[A-Z][^A-Z]*/g)) {
    before = before.slice(0, piece.charCodeAt(0) - 65).concat([...piece.slice(1)]);
    const word = before.join("");
    const [ending, instead] = endings[rule.number()];
    const stem = word.slice(0, word.length - ending.length) + instead;
    const count = posting.number();
    const records = new Int32Array(count);
    const levels = new Uint8Array(count);
    let next = 0;
    for (let at = 0; at < count; at += 1) {
      records[at] = next + posting.number();
      levels[at] = posting.level();
      next = records[at] + 1;
    }
    entries.push({ word, bare: "", stem, records, levels });
  }
  return entries;
}

// Which shard holds `wanted`, by what each begins with.
export function shardOf(firsts, wanted) {
  let low = 0;
  let high = firsts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (firsts[middle] <= wanted) low = middle + 1;
    else high = middle;
  }
  return Math.max(low - 1, 0);
}
