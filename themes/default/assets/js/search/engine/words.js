// Text to the words that it can be found by, as `src/search/words.rs` does it: `tests/search/words.txt` is run on both.

// What a unit of UTF-16 is besides a letter: no part of a word; one of a script without spaces, or of Korean; a sign that holds the parts of
// a name together; half of a pair.
const separator = 1;
const unspaced = 2;
const joint = 4;
const half = 8;
const kinds = new Uint8Array(65536);

// The first and last characters of ranges, hexadecimal.
function mark(ranges, kind) {
  const ends = ranges.split(" ").map((number) => parseInt(number, 16));
  for (let at = 0; at < ends.length; at += 2) kinds.fill(kind, ends[at], ends[at + 1] + 1);
}

mark(
  "e00 eff 1000 109f 1100 11ff 1780 17ff 2e80 2fdf 3005 3007 3021 302f 3031 303c 3040 318f 31a0 31bf 31f0 31ff 3400 4dbf " +
  "4e00 9fff a960 a97f ac00 d7ff f900 faff ff66 ffdc",
  unspaced,
);
mark(
  "0 2f 3a 40 5b 60 7b a9 ab ac ae b1 b4 b4 b6 b9 bb bf d7 d7 f7 f7 2c2 2df 37e 37e 387 387 55a 55f 589 58a 5be 5be 5c0 " +
  "5c0 5c3 5c3 5f3 5f4 609 60d 61b 61b 61d 61f 66a 66d 6d4 6d4 964 965 e4f e4f e5a e5b 104a 104f 1360 1368 17d4 17da 2000 " +
  "200b 2010 2029 202f 205f 2190 21e5 21ec 22ff 2308 230b 2329 232a 2500 25ff 2768 2775 27c0 27ff 2900 2bff 2e00 2e7f " +
  "3000 3004 3008 3020 3030 3030 303d 303f 30a0 30a0 30fb 30fb d800 dfff fd3e fd3f fe10 fe19 fe30 fe6f ff01 ff0f ff1a " +
  "ff20 ff3b ff40 ff5b ff65 fffc fffd",
  separator,
);
mark("d800 dbff", half);

// Those of the joints that make a word within a longer name.
const firm = "_-'’";
for (const sign of firm + ".:@+#") kinds[sign.charCodeAt(0)] = separator | joint;
const mostParts = 6;
const longestWhole = 40;

// Of the first half of a pair, what both are.
function kindAt(text, at) {
  const kind = kinds[text.charCodeAt(at)];
  if (kind !== half) return kind;
  const code = text.codePointAt(at);
  if (code < 65536) return separator;
  return (code >= 0x1b000 && code < 0x1b170) || (code >= 0x20000 && code < 0x40000) ? half | unspaced : half;
}

// Where the next character begins.
const after = (text, at) => at + (kindAt(text, at) & half ? 2 : 1);
const isCapital = (code) => code >= 65 && code <= 90;
const isSmall = (code) => code >= 97 && code <= 122;

// Soft hyphens, joiners, marks of direction, selectors of variants.
const unseen = /[\u00ad\u200c-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]/;

// A word in small letters and in Unicode's composed compatibility form, without what is not seen.
export function normal(word) {
  if (/^[a-zA-Z0-9]*$/.test(word)) return word.toLowerCase();
  const lower = word.normalize("NFKC").toLowerCase().replace(/ς/g, "σ").normalize("NFKC");
  let out = "";
  for (const char of lower) if (!(kindAt(char, 0) & separator) && !unseen.test(char)) out += char;
  return out;
}

const bare = { ß: "ss", æ: "ae", œ: "oe", þ: "th", ø: "o", đ: "d", ð: "d", ł: "l", ı: "i", ħ: "h" };

// Accents, the vowel signs of Hebrew and Arabic, and the stroke that makes Arabic words longer.
const accents = /[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670]/g;

// A word in its normal form without accents.
export function folded(word) {
  if (/^[\x00-\x7f]*$/.test(word)) return word;
  const plain = word.normalize("NFD").replace(accents, "").normalize("NFC");
  // A mark alone stays what it is, since nothing is the beginning of every word.
  return plain.replace(/[ßæœþøđðłıħ]/g, (char) => bare[char]) || word;
}

// Calls `add(start, end, word, whole)` for each word of a text in their order; a whole is put together from the words after it. `last` adds the
// last character of a run without spaces.
export function scan(text, last, add) {
  // The parts of one name, and how many of them stand before each name within it.
  const starts = [];
  const ends = [];
  const inner = [0];
  const addName = (from, to) => {
    if (to - from < 2 || to - from > mostParts) return;
    let whole = "";
    for (let part = from; part < to; part += 1) {
      if (kindAt(text, starts[part]) & unspaced) return;
      whole += normal(text.slice(starts[part], ends[part]));
    }
    if ([...whole].length <= longestWhole) add(starts[from], ends[to - 1], whole, true);
  };
  const addWord = (start, end) => {
    const word = normal(text.slice(start, end));
    if (word) add(start, end, word, false);
  };
  const addPairs = (from, end) => {
    for (let at = from, next; at < end; at = next) {
      next = after(text, at);
      if (next < end) addWord(at, after(text, next));
      else if (last || at === from) addWord(at, end);
    }
  };
  for (let at = 0; at < text.length; ) {
    if (kindAt(text, at) & separator) {
      at += 1;
      continue;
    }
    let parts = 0;
    let names = 1;
    for (;;) {
      // A run of letters is cut where a script without spaces begins or ends, and before capitals.
      let kindBefore = 0;
      let before = 0;
      starts[parts] = at;
      for (const start = at; at < text.length; at += 1) {
        const code = text.charCodeAt(at);
        const kind = code < 128 ? kinds[code] : kindAt(text, at);
        if (kind & separator) break;
        const hump = isCapital(code) && (isSmall(before) || (isCapital(before) && isSmall(text.charCodeAt(at + 1))));
        if (at > start && (hump || (kind ^ kindBefore) & unspaced)) {
          ends[parts] = at;
          parts += 1;
          starts[parts] = at;
        }
        if (kind & half) at += 1;
        before = code;
        kindBefore = kind;
      }
      ends[parts] = at;
      parts += 1;
      if (!(kinds[text.charCodeAt(at)] & joint) || at + 1 === text.length || kindAt(text, at + 1) & separator) break;
      if (!firm.includes(text[at])) inner[names++] = parts;
      at += 1;
    }
    addName(0, parts);
    inner[names] = parts;
    if (names > 1) for (let n = 0; n < names; n += 1) addName(inner[n], inner[n + 1]);
    for (let part = 0; part < parts; part += 1) {
      const [start, end] = [starts[part], ends[part]];
      if (kindAt(text, start) & unspaced) addPairs(start, end);
      else addWord(start, end);
    }
  }
}

// The same as a list of `{ text, start, end, whole }`.
export function wordsOf(text, last) {
  const words = [];
  scan(text, last, (start, end, word, whole) => words.push({ text: word, start, end, whole }));
  return words;
}
