// How near to one another the words of a query stand in a text, as eighths that the score grows by.
import { wordsOf } from "./words.js";

// Which unit each word of a text belongs to: `[word, bits]`, where `meanings` maps words to the bits of units.
export function matchesIn(text, meanings) {
  const matches = [];
  for (const word of wordsOf(text, true)) matches.push([word, meanings.get(word.text) || 0]);
  return matches;
}

// Whether the units stand one after another, and whether nothing else stands there.
function inOrder(matches, units) {
  const plain = matches.filter(([word]) => !word.whole);
  for (let start = 0; start + units <= plain.length; start += 1) {
    let at = 0;
    while (at < units && plain[start + at][1] & (1 << at)) at += 1;
    if (at === units) return plain.length === units ? 2 : 1;
  }
  return 0;
}

// The number of words between the first and last of the nearest group that has all units of which `all` has a bit.
function spread(matches, all) {
  const units = 32 - Math.clz32(all);
  const last = new Array(units).fill(-1);
  let least = Infinity;
  matches.forEach(([, bits], at) => {
    if (!bits) return;
    let seen = 0;
    for (let unit = 0; unit < units; unit += 1) {
      if (bits & all & (1 << unit)) last[unit] = at;
      if (last[unit] >= 0) seen |= 1 << unit;
    }
    if (seen === all) least = Math.min(least, at - Math.min(...last.filter((_, unit) => all & (1 << unit))));
  });
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
