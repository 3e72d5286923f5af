// How near to one another the words of a query stand in a text, as eighths that the score grows by.
import { scan } from "./words.js";

// The words of a text that `meanings` maps to the bits of units, `{ start, end, bits, at, nth }` with their number among all words and among
// those that are no names, and how many there are of the latter.
export function matchesIn(text, meanings) {
  const found = [];
  let all = 0;
  let plain = 0;
  const add = (start, end, word, isName) => {
    const bits = meanings.get(word);
    if (bits) found.push({ start, end, bits, at: all, nth: isName ? -1 : plain });
    all += 1;
    if (!isName) plain += 1;
  };
  scan(text, true, add);
  return { found, plain };
}

// Whether the units stand one after another, and whether nothing else stands there.
function inOrder({ found, plain }, units) {
  const words = found.filter(({ nth }) => nth >= 0);
  for (let start = 0; start + units <= words.length; start += 1) {
    let at = 0;
    while (at < units && words[start + at].nth === words[start].nth + at && words[start + at].bits & (1 << at)) at += 1;
    if (at === units) return plain === units ? 2 : 1;
  }
  return 0;
}

// The number of words between the first and last of the nearest group that has all units of which `all` has a bit.
function spread({ found }, all) {
  const last = [];
  for (let left = all; left; left &= left - 1) last.push(-1);
  let least = Infinity;
  for (const { bits, at } of found) {
    if (!(bits & all)) continue;
    let nth = 0;
    for (let left = all; left; left &= left - 1) {
      if (bits & left & -left) last[nth] = at;
      nth += 1;
    }
    const first = Math.min(...last);
    if (first >= 0) least = Math.min(least, at - first);
  }
  return least;
}

// The eighths by which a score grows. `plain` has the bits of the units that are no stop words.
export function nearness(title, text, units, plain) {
  const titled = inOrder(title, units);
  if (units < 2) return titled === 2 ? 8 : 0;
  let bonus = [spread(title, plain) < Infinity ? 3 : 0, 5, 8][titled];
  if (inOrder(text, units)) return bonus + 3;
  const far = spread(text, plain);
  if (far <= units + 2) bonus += 2;
  else if (far <= 8 + 2 * units) bonus += 1;
  return bonus;
}
