// How many letters must be put in, left out, replaced or exchanged with their neighbour to make one word of another.

// Rows of the table, used again and again.
let older = [];
let old = [];
let row = [];

// The distances of `wanted` from `word`, and from the nearest beginning of `word`; what is more than `most` is `most + 1`.
// Optimal string alignment, a row at a time, and of each row only what can still be near enough.
export function distances(wanted, word, most) {
  const rows = wanted.length;
  const columns = Math.min(word.length, rows + most);
  const far = most + 1;
  if (word.length + most < rows) return [far, far];
  for (let column = 0; column <= columns; column += 1) old[column] = Math.min(column, far);
  for (let at = 1; at <= rows; at += 1) {
    const from = Math.max(1, at - most);
    const to = Math.min(columns, at + most);
    const letter = wanted.charCodeAt(at - 1);
    const before = at > 1 ? wanted.charCodeAt(at - 2) : -1;
    row[from - 1] = from > 1 ? far : Math.min(at, far);
    let least = row[from - 1];
    for (let column = from; column <= to; column += 1) {
      const here = word.charCodeAt(column - 1);
      let cost = old[column - 1] + (letter === here ? 0 : 1);
      if (row[column - 1] < cost) cost = row[column - 1] + 1;
      if (old[column] < cost) cost = old[column] + 1;
      if (column > 1 && before === here && letter === word.charCodeAt(column - 2) && older[column - 2] < cost) cost = older[column - 2] + 1;
      row[column] = cost;
      if (cost < least) least = cost;
    }
    if (least > most) return [far, far];
    if (to < columns) row[to + 1] = far;
    [older, old, row] = [old, row, older];
  }
  let nearest = far;
  for (let column = Math.max(0, rows - most); column <= columns; column += 1) nearest = Math.min(nearest, old[column]);
  const isNear = Math.abs(word.length - rows) <= most;
  return [isNear ? Math.min(old[columns], far) : far, nearest];
}

// How many mistakes a word of that length may have.
export function allowed(length) {
  if (length < 4) return 0;
  return length < 8 ? 1 : 2;
}
