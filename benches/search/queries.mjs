// Queries with their answers, made from the sections by a fixed rule and a fixed seed.
//
// A section whose heading is found nowhere else gives four: its heading (exact), the same without the end of its last word (prefix), the same
// with one mistake in its longest word (typo), and three words of one of its sentences, in their order (text).

const wanted = 300;
const leastTitle = 8;

export function makeQueries(sections, seed = 20261125) {
  const random = generator(seed);
  const count = new Map();
  const key = ({ title }) => title.toLowerCase();
  for (const section of sections) count.set(key(section), (count.get(key(section)) ?? 0) + 1);
  const fit = sections.filter((section) => section.level <= 3 && count.get(key(section)) === 1 && section.title.length >= leastTitle && /\p{L}{5}/u.test(section.title));
  const chosen = shuffled(fit, random).slice(0, wanted);
  return chosen.flatMap((section) => {
    const kinds = { exact: section.title, prefix: cut(section.title), typo: mistyped(section.title, random), text: threeWords(section.text, random) };
    return Object.entries(kinds).filter(([, query]) => query).map(([kind, query]) => ({ kind, query, page: section.page, id: section.id }));
  });
}

// Without the last two fifths of the last word, of which three letters stay at least; null if that leaves nothing out.
function cut(title) {
  const words = title.match(/[\p{L}\p{N}_]+/gu);
  const last = words.at(-1);
  const kept = Math.max(3, Math.ceil(last.length * 0.6));
  return kept < last.length ? title.slice(0, title.lastIndexOf(last) + kept) : null;
}

// One letter left out, doubled, replaced, or swapped with the next; never the first.
function mistyped(title, random) {
  const word = title.match(/\p{L}+/gu).reduce((best, other) => (other.length > best.length ? other : best));
  const at = 1 + Math.floor(random() * (word.length - 2));
  const other = "abcdefghijklmnopqrstuvwxyz"[Math.floor(random() * 26)];
  const [before, letter, after] = [word.slice(0, at), word[at], word.slice(at + 1)];
  const made = [before + after, before + letter + letter + after, before + other + after, before + after[0] + letter + after.slice(1)];
  const wrong = made[Math.floor(random() * made.length)];
  return wrong === word ? title.replace(word, before + after) : title.replace(word, wrong);
}

// The three longest words of a sentence in the order in which they stand there.
function threeWords(text, random) {
  const sentences = text.split(/(?<=[.!?])\s+/).filter((sentence) => (sentence.match(/\p{L}{5,}/gu) ?? []).length >= 3 && sentence.length < 240);
  if (!sentences.length) return null;
  const words = sentences[Math.floor(random() * sentences.length)].match(/\p{L}{5,}/gu);
  const longest = [...words.keys()].sort((a, b) => words[b].length - words[a].length || a - b).slice(0, 3);
  return longest.sort((a, b) => a - b).map((at) => words[at]).join(" ");
}

function shuffled(list, random) {
  const copy = [...list];
  for (let at = copy.length - 1; at > 0; at--) {
    const other = Math.floor(random() * (at + 1));
    [copy[at], copy[other]] = [copy[other], copy[at]];
  }
  return copy;
}

// mulberry32, by Tommy Ettinger, in the public domain: the same numbers on every machine.
function generator(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
