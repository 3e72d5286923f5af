// Finds words in parts of a page, also where they go over several elements. Each place is a list of pieces of text nodes.
const inline = "a, abbr, b, bdi, cite, code, del, dfn, em, i, ins, kbd, mark, q, s, small, span, strong, sub, sup, u, var, wbr";
// Text that is no part of what is read.
const aside = "button, script, style, template, .visually-hidden";
const mostPlaces = 400;

export function findWords(parts, words) {
  const pattern = patternOf(words);
  return pattern ? parts.flatMap((part) => placesIn(part, pattern)).slice(0, mostPlaces) : [];
}

function placesIn(part, pattern) {
  const texts = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
  const starts = [];
  let whole = "";
  let block = null;
  while (texts.nextNode()) {
    const node = texts.currentNode;
    if (node.parentElement.closest(aside)) continue;
    const own = node.parentElement.closest(`:not(${inline})`);
    if (block && own !== block) whole += "\n";
    block = own;
    starts.push({ node, start: whole.length });
    whole += node.data;
  }
  return [...whole.matchAll(pattern)].map(({ 0: match, index }) => piecesOf(starts, index, index + match.length));
}

function piecesOf(starts, from, to) {
  const pieces = [];
  for (const { node, start } of starts) {
    if (start >= to) break;
    const end = start + node.data.length;
    if (end > from) pieces.push({ node, start: Math.max(from - start, 0), end: Math.min(to, end) - start });
  }
  return pieces;
}

// Whole words; in scripts without spaces between words, wherever they stand.
function patternOf(words) {
  const unspaced = /[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Hangul}\p{scx=Thai}\p{scx=Lao}\p{scx=Khmer}\p{scx=Myanmar}]/u;
  const escaped = words.map((word) => {
    const exact = word.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
    const edge = (character, look) => (/[\p{L}\p{N}]/u.test(character) && !unspaced.test(character) ? look : "");
    const characters = [...word];
    return edge(characters[0], "(?<![\\p{L}\\p{N}])") + exact + edge(characters.at(-1), "(?![\\p{L}\\p{N}\\p{M}])");
  });
  escaped.sort((a, b) => b.length - a.length);
  try {
    return escaped.length ? new RegExp(escaped.join("|"), "giu") : null;
  } catch {
    return null;
  }
}
