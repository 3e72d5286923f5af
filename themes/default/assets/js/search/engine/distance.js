// How many letters must be put in, left out, replaced or exchanged with their neighbour to make one word of another.

// The distance of `wanted` from `word`, or from the nearest beginning of `word`; more than `most` is `most + 1`.
// Optimal string alignment, a row at a time.
export function distance(wanted, word, most, beginning) {
  const rows = wanted.length;
  const columns = beginning ? Math.min(word.length, rows + most) : word.length;
  if (!beginning && Math.abs(rows - columns) > most) return most + 1;
  let older = [];
  let old = [];
  let row = [];
  for (let column = 0; column <= columns; column += 1) old[column] = column;
  for (let at = 1; at <= rows; at += 1) {
    row = [at];
    let least = at;
    for (let column = 1; column <= columns; column += 1) {
      const same = wanted[at - 1] === word[column - 1];
      let cost = Math.min(old[column] + 1, row[column - 1] + 1, old[column - 1] + (same ? 0 : 1));
      const exchanged = at > 1 && column > 1 && wanted[at - 1] === word[column - 2] && wanted[at - 2] === word[column - 1];
      if (exchanged) cost = Math.min(cost, older[column - 2] + 1);
      row[column] = cost;
      if (cost < least) least = cost;
    }
    if (least > most) return most + 1;
    older = old;
    old = row;
  }
  const found = beginning ? Math.min(...old) : old[columns];
  return Math.min(found, most + 1);
}

// How many mistakes a word of that length may have.
export function allowed(length) {
  if (length < 4) return 0;
  return length < 8 ? 1 : 2;
}
