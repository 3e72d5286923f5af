// The part of a text that shows best why it was found, and where the words that matched stand in it.

const longest = 180;

// Ranges of the words that matched, without those that lie in others.
function rangesOf(matches, plain) {
  const ranges = [];
  for (const { start, end, bits } of matches) {
    const before = ranges[ranges.length - 1];
    if (before && start < before[1]) before[1] = Math.max(before[1], end);
    else ranges.push([start, end, bits & plain]);
  }
  return ranges;
}

export function marksOf(matches) {
  return rangesOf(matches).map(([start, end]) => [start, end]);
}

// `{ excerpt, marks }` of a text.
export function excerptOf(text, matches, plain) {
  const ranges = rangesOf(matches, plain);
  let from = 0;
  let best = 0;
  ranges.forEach(([start], first) => {
    let units = 0;
    let count = 0;
    for (let at = first; at < ranges.length && ranges[at][1] <= start + longest - 40; at += 1) {
      for (let left = ranges[at][2] & ~units; left; left &= left - 1) count += 4;
      units |= ranges[at][2];
      count += 1;
    }
    if (count > best) {
      best = count;
      from = start;
    }
  });
  let start = Math.max(0, Math.min(from - 40, text.length - longest));
  let end = Math.min(text.length, start + longest);
  if (start > 0) start = boundary(text, start, Math.min(from, start + 30));
  if (end < text.length) end = boundary(text, end - 30, end, true);
  const before = start > 0 ? "… " : "";
  const after = end < text.length ? " …" : "";
  const shift = before.length - start;
  const inside = ranges.filter((range) => range[0] >= start && range[1] <= end);
  return {
    excerpt: before + text.slice(start, end) + after,
    marks: inside.map((range) => [range[0] + shift, range[1] + shift]),
  };
}

// A place between `from` and `to` where a word begins, the first or the last; else one that divides no character.
function boundary(text, from, to, last) {
  const space = last ? text.lastIndexOf(" ", to) : text.indexOf(" ", from);
  if (space >= from && space <= to) return last ? space : space + 1;
  const at = last ? to : from;
  const code = text.charCodeAt(at);
  return code >= 0xdc00 && code <= 0xdfff ? at + 1 : at;
}
