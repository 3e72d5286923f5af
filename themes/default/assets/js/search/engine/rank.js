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

// Adds up what each unit's words are worth in records of their lengths: `{ scores, matched, weights }`. `matched` has a bit for each unit that a
// record has; `weights` say how rare each unit is.
export function addUp(units, expansions, { records, lengths, worths }) {
  const scores = new Float64Array(records);
  const matched = new Int32Array(records);
  const weights = expansions.map((words) => (words.length ? rarity(records, words[0][0].count) : 0));
  expansions.forEach((words, number) => {
    const best = new Int32Array(records);
    // What is not quite the word counts no more than the word itself, or than the most common of all that it may mean.
    const own = words.find(([entry]) => entry.word === units[number].text);
    const cap = Math.min(...(own ? [own] : words).map(([entry]) => rarity(records, entry.count)));
    for (const [entry, factor] of words) {
      const rare = rarity(records, entry.count);
      const weight = factor * (factor < 64 ? Math.min(rare, cap) : rare);
      const { records: having, amounts } = entry.postings;
      for (let at = 0; at < having.length; at += 1) {
        const record = having[at];
        const worth = weight * worths[amounts[at]][lengths[record]];
        if (worth > best[record]) best[record] = worth;
      }
    }
    for (let record = 0; record < records; record += 1) {
      if (!best[record]) continue;
      scores[record] += best[record];
      matched[record] |= 1 << number;
    }
  });
  return { scores, matched, weights };
}

// The sum of the weights of units, by their bits.
function weightOf(bits, weights) {
  let sum = 0;
  for (let unit = 0; unit < weights.length; unit += 1) if (bits & (1 << unit)) sum += weights[unit];
  return sum;
}

export function bits(number) {
  let count = 0;
  for (let left = number; left; left &= left - 1) count += 1;
  return count;
}

// The records that are found, best first: `[record, score]`. `variants` knows the section and the readers of each record that is not
// for everyone; `isOwn` whether readers are meant.
// `about` knows whom other records are about, though everyone sees them.
export function order({ scores, matched, weights }, variants, about, isOwn) {
  const found = [];
  const all = weightOf(-1, weights);
  for (let record = 0; record < scores.length; record += 1) {
    if (!matched[record]) continue;
    let score = Math.floor((scores[record] * weightOf(matched[record], weights)) / all);
    const variant = variants.get(record);
    const subject = about.get(record);
    if (variant && !isOwn(variant.readers)) score = Math.floor(score / 2);
    else if (subject && !isOwn(subject)) score = Math.floor((score * 5) / 8);
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
