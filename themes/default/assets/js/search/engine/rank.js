// Words of the dictionary to records in order. Whole numbers only, so that every engine comes to the same order.

// How rare a word is: sixteenths of the binary logarithm of (2n + 2) / (2d + 1), at least 2, without floating point.
export function rarity(records, having) {
  let ratio = Math.floor(((2 * records + 2) * 65536) / (2 * having + 1));
  let log = 0;
  while (ratio >= 131072) {
    ratio = Math.floor(ratio / 2);
    log += 16;
  }
  for (let part = 8; part >= 1; part /= 2) {
    ratio = Math.floor((ratio * ratio) / 65536);
    if (ratio >= 131072) {
      ratio = Math.floor(ratio / 2);
      log += part;
    }
  }
  return Math.max(log, 2);
}

// Adds up what each unit's words are worth: `{ scores, matched }` by record; `matched` has a bit for each unit.
export function addUp(expansions, records) {
  const scores = new Float64Array(records);
  const matched = new Int32Array(records);
  expansions.forEach((words, number) => {
    const best = new Int32Array(records);
    // A word that is not quite the one counts no more than the one itself.
    let cap = Infinity;
    for (const [entry, factor] of words) if (factor === 64) cap = Math.min(cap, rarity(records, entry.count));
    for (const [entry, factor] of words) {
      const weight = factor * Math.min(rarity(records, entry.count), cap);
      const { records: having, levels } = entry.postings;
      for (let at = 0; at < having.length; at += 1) {
        const record = having[at];
        const worth = weight * levels[at];
        if (worth > best[record]) best[record] = worth;
      }
    }
    for (let record = 0; record < records; record += 1) {
      if (!best[record]) continue;
      scores[record] += best[record];
      matched[record] |= 1 << number;
    }
  });
  return { scores, matched };
}

export function bits(number) {
  let count = 0;
  for (let left = number; left; left &= left - 1) count += 1;
  return count;
}

// The records that are found, best first: `[record, score]`. `variants` knows the section and the readers of each record that is not
// for everyone; `isOwn` whether readers are meant.
export function order({ scores, matched }, units, variants, isOwn) {
  const found = [];
  for (let record = 0; record < scores.length; record += 1) {
    if (!matched[record]) continue;
    let score = Math.floor((scores[record] * bits(matched[record])) / units);
    const variant = variants.get(record);
    if (variant && !isOwn(variant.readers)) score = Math.floor(score / 2);
    found.push([record, score]);
  }
  found.sort((a, b) => b[1] - a[1] || a[0] - b[0]);
  // Of a section's records those stay that match more than the better ones do.
  const sections = new Map();
  return found.filter(([record]) => {
    const variant = variants.get(record);
    const section = variant ? variant.section : record;
    const before = sections.get(section) || 0;
    if (before && !(matched[record] & ~before)) return false;
    sections.set(section, before | matched[record]);
    return true;
  });
}
