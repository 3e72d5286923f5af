// Words of the dictionary to records in order. Whole numbers only, so that every engine comes to the same order.
import { exact, alike } from "./expand.js";

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

// All that a unit may mean counts as one word, as rare as the most common of those that are meant most surely. A name is as rare as its
// rarest word.
function capOf({ words, names }, rareness) {
  const surest = Math.max(names.length && alike, ...words.map(([, factor]) => factor));
  const isSure = (factor) => (surest < exact ? 2 * factor >= surest : factor === exact);
  const sure = words.filter(([, factor]) => isSure(factor)).map(([entry]) => rareness(entry));
  if (isSure(alike)) sure.push(...names.map((name) => rarityOf(name, rareness)));
  return Math.min(...sure);
}

const rarityOf = (name, rareness) => Math.max(...name.map((entries) => Math.min(...entries.map(rareness))));

// Adds up what each unit's words are worth in records of their lengths: `{ scores, matched, weights }`. `matched` has a bit for each unit that a
// record has; `weights` say how rare each unit is. Yields where it may be interrupted.
export function* addUp(expansions, { records, lengths, worths }) {
  const scores = new Int32Array(records);
  const matched = new Int32Array(records);
  const best = new Int32Array(records);
  const rareness = (entry) => (entry.rarity ||= rarity(records, entry.count));
  const caps = expansions.map((meanings) => capOf(meanings, rareness));
  const weights = caps.map((cap) => (cap === Infinity ? 0 : cap));
  const raise = (best, { postings }, weight) => {
    for (let at = 0; at < postings.records.length; at += 1) {
      const record = postings.records[at];
      const worth = weight * worths[postings.amounts[at]][lengths[record]];
      if (worth > best[record]) best[record] = worth;
    }
  };
  for (const [number, { words, names }] of expansions.entries()) {
    const cap = caps[number];
    best.fill(0);
    for (const [entry, factor] of words) raise(best, entry, factor * (factor < exact ? Math.min(rareness(entry), cap) : rareness(entry)));
    for (const name of names) {
      // A record has as much of a name as of that word of which it has least.
      const weight = alike * Math.min(rarityOf(name, rareness), cap);
      const [least, ...others] = name.map((entries) => {
        const part = new Int32Array(records);
        for (const entry of entries) raise(part, entry, weight);
        return part;
      });
      for (let record = 0; record < records; record += 1) {
        for (const part of others) if (part[record] < least[record]) least[record] = part[record];
        if (least[record] > best[record]) best[record] = least[record];
      }
    }
    for (let record = 0; record < records; record += 1) {
      if (!best[record]) continue;
      scores[record] += best[record];
      matched[record] |= 1 << number;
    }
    yield;
  }
  return { scores, matched, weights };
}

// The sums of the weights of units, by the bits of the units.
function sumsOf(weights) {
  const sums = new Float64Array(1 << weights.length);
  for (let bits = 1; bits < sums.length; bits += 1) {
    const unit = 31 - Math.clz32(bits);
    sums[bits] = sums[bits - (1 << unit)] + weights[unit];
  }
  return sums;
}

// The records that are found, best first, as far as `most` are wanted: `[record, score]`. `variants` knows the section and the readers of each
// record that is not for everyone; `isOwn` whether readers are meant; `about` whom other records are about, though everyone sees them.
export function* order({ scores, matched, weights }, variants, about, isOwn, most) {
  const sums = sumsOf(weights);
  const all = sums[sums.length - 1];
  const found = [];
  for (let record = 0; record < scores.length; record += 1) {
    if (!matched[record]) continue;
    // Twice, since what lacks a word of the query is seldom what the reader wants.
    const part = sums[matched[record]];
    let score = Math.floor((Math.floor((scores[record] * part) / all) * part) / all);
    const variant = variants.get(record);
    const subject = about.get(variant ? variant.section : record);
    if (variant && !isOwn(variant.readers)) score = Math.floor(score / 2);
    else if (subject && !isOwn(subject)) score = Math.floor((score * 5) / 8);
    scores[record] = score;
    found.push(record);
  }
  yield;
  // Of a section's records those stay that match more than the better ones do, so some more are needed than are wanted.
  for (let tried = 4 * most; ; tried *= 4) {
    const best = bestOf(found, scores, tried);
    const sections = new Map();
    const kept = best.filter((record) => {
      const variant = variants.get(record);
      const section = variant ? variant.section : record;
      const before = sections.get(section) || 0;
      if (before && !(matched[record] & ~before)) return false;
      sections.set(section, before | matched[record]);
      return true;
    });
    if (kept.length >= most || best.length === found.length) return kept.map((record) => [record, scores[record]]);
    yield;
  }
}

// So many of the best in their order, or all.
function bestOf(found, scores, most) {
  const best = [];
  for (const record of found) {
    let at = best.length;
    if (at === most) {
      if (scores[record] <= scores[best[at - 1]]) continue;
      at -= 1;
    }
    for (; at > 0 && scores[best[at - 1]] < scores[record]; at -= 1) best[at] = best[at - 1];
    best[at] = record;
  }
  return best;
}
