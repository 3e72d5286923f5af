// Text to the words that it can be found by, as `src/search/words.rs` does it: `tests/search/words.txt` is run on both.

// The first and last characters of ranges, hexadecimal.
const ranges = (text) => text.split(" ").map((number) => parseInt(number, 16));

// What no word holds.
const separators = ranges(
  "0 2f 3a 40 5b 60 7b a9 ab ac ae b1 b4 b4 b6 b9 bb bf d7 d7 f7 f7 2c2 2df 37e 37e 387 387 55a 55f 589 58a 5be 5be 5c0 " +
  "5c0 5c3 5c3 5f3 5f4 609 60d 61b 61b 61d 61f 66a 66d 6d4 6d4 964 965 e4f e4f e5a e5b 104a 104f 1360 1368 17d4 17da 2000 " +
  "200b 2010 2029 202f 205f 2190 21e5 21ec 22ff 2308 230b 2329 232a 2500 25ff 2768 2775 27c0 27ff 2900 2bff 2e00 2e7f " +
  "3000 3004 3008 3020 3030 3030 303d 303f 30a0 30a0 30fb 30fb d800 dfff fd3e fd3f fe10 fe19 fe30 fe6f ff01 ff0f ff1a " +
  "ff20 ff3b ff40 ff5b ff65 fffc fffd",
);

// Scripts without spaces, and Korean.
const unspaced = ranges(
  "e00 eff 1000 109f 1100 11ff 1780 17ff 2e80 2fdf 3005 3007 3021 302f 3031 303c 3040 318f 31a0 31bf 31f0 31ff 3400 4dbf " +
  "4e00 9fff a960 a97f ac00 d7ff f900 faff ff66 ffdc 1b000 1b16f 20000 3ffff",
);

// Signs that hold the parts of a name together, and those of them that make a word within a longer name.
const joints = "_-.:'’@+#";
const firm = "_-'’";
const mostParts = 6;
const longestWhole = 40;

function isIn(table, code) {
  let low = 0;
  let high = table.length / 2;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (table[2 * middle + 1] < code) low = middle + 1;
    else high = middle;
  }
  return 2 * low < table.length && table[2 * low] <= code;
}

const isLetter = (code) => !isIn(separators, code);
const isUnspaced = (code) => isIn(unspaced, code);
const isCapital = (code) => code >= 65 && code <= 90;
const isSmall = (code) => code >= 97 && code <= 122;

// Soft hyphens, joiners, marks of direction, selectors of variants.
const unseen = /[\u00ad\u200c-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]/;

// A word in small letters and in Unicode's composed compatibility form, without what is not seen.
export function normal(word) {
  if (/^[a-zA-Z0-9]*$/.test(word)) return word.toLowerCase();
  const lower = word.normalize("NFKC").toLowerCase().replace(/ς/g, "σ").normalize("NFKC");
  let out = "";
  for (const char of lower) if (isLetter(char.codePointAt(0)) && !unseen.test(char)) out += char;
  return out;
}

const bare = { ß: "ss", æ: "ae", œ: "oe", þ: "th", ø: "o", đ: "d", ð: "d", ł: "l", ı: "i", ħ: "h" };

// A word in its normal form without accents.
export function folded(word) {
  if (/^[\x00-\x7f]*$/.test(word)) return word;
  const plain = word.normalize("NFD").replace(/[\u0300-\u036f]/g, "").normalize("NFC");
  return plain.replace(/[ßæœþøđðłıħ]/g, (char) => bare[char]);
}

// Cuts a run of letters where a script without spaces begins or ends, and before capitals.
function cut(codes, start, end, parts) {
  let from = start;
  for (let at = start + 1; at < end; at += 1) {
    const before = codes[at - 1];
    const here = codes[at];
    const smallAfter = at + 1 < end && isSmall(codes[at + 1]);
    const hump = isCapital(here) && (isSmall(before) || (isCapital(before) && smallAfter));
    if (hump || isUnspaced(before) !== isUnspaced(here)) {
      parts.push([from, at]);
      from = at;
    }
  }
  parts.push([from, end]);
}

// The words of a text in their order: `{ text, start, end, whole }`. `last` adds the last character of a run without spaces.
export function wordsOf(text, last) {
  const words = [];
  const codes = [];
  const places = [];
  for (let at = 0; at < text.length; at += 1) {
    const code = text.codePointAt(at);
    codes.push(code);
    places.push(at);
    if (code > 0xffff) at += 1;
  }
  places.push(text.length);
  const spelt = (from, to) => normal(text.slice(places[from], places[to]));
  const add = (from, to) => {
    const word = spelt(from, to);
    if (word) words.push({ text: word, start: places[from], end: places[to], whole: false });
  };
  let at = 0;
  while (at < codes.length) {
    if (!isLetter(codes[at])) {
      at += 1;
      continue;
    }
    const parts = [];
    const inner = [0];
    for (;;) {
      const start = at;
      while (at < codes.length && isLetter(codes[at])) at += 1;
      cut(codes, start, at, parts);
      const joined = at + 1 < codes.length && joints.includes(String.fromCodePoint(codes[at])) && isLetter(codes[at + 1]);
      if (!joined) break;
      if (!firm.includes(String.fromCodePoint(codes[at]))) inner.push(parts.length);
      at += 1;
    }
    inner.push(parts.length);
    const addWhole = (own) => {
      const isName = own.length >= 2 && own.length <= mostParts && own.every(([from]) => !isUnspaced(codes[from]));
      if (!isName) return;
      const whole = own.map(([from, to]) => spelt(from, to)).join("");
      const [start, end] = [places[own[0][0]], places[own[own.length - 1][1]]];
      if ([...whole].length <= longestWhole) words.push({ text: whole, start, end, whole: true });
    };
    addWhole(parts);
    if (inner.length > 2) for (let n = 1; n < inner.length; n += 1) addWhole(parts.slice(inner[n - 1], inner[n]));
    for (const [from, to] of parts) {
      if (isUnspaced(codes[from])) {
        for (let first = from; first < to - 1; first += 1) add(first, first + 2);
        if (last || to - from === 1) add(to - 1, to);
      } else {
        add(from, to);
      }
    }
  }
  return words;
}
