// Two lists of nodes to pairs: which of the new is which of the old. Nodes without a partner are paired with null.

// How surely two nodes are the same one; 0 for not at all.
function likeness(old, fresh) {
  if (old.nodeName !== fresh.nodeName) return 0;
  const blank = old.nodeType === Node.TEXT_NODE && !old.data.trim();
  if (old.isEqualNode(fresh)) return blank ? 1 : 20;
  if (old.nodeType !== Node.ELEMENT_NODE) return blank === !fresh.data.trim() ? 3 : 0;
  if (old.id !== fresh.id) return 0;
  return old.id ? 12 : old.className === fresh.className ? 6 : 4;
}

function align(old, fresh) {
  const pairs = [];
  let start = 0;
  while (start < old.length && start < fresh.length && old[start].isEqualNode(fresh[start])) {
    pairs.push([old[start], fresh[start]]);
    start += 1;
  }
  const ends = [];
  let [oldEnd, freshEnd] = [old.length, fresh.length];
  while (oldEnd > start && freshEnd > start && old[oldEnd - 1].isEqualNode(fresh[freshEnd - 1])) {
    oldEnd -= 1;
    freshEnd -= 1;
    ends.unshift([old[oldEnd], fresh[freshEnd]]);
  }
  return [...pairs, ...alignMiddle(old.slice(start, oldEnd), fresh.slice(start, freshEnd)), ...ends];
}

// The pairing with the greatest likeness in all that keeps the order: the table of a longest common subsequence.
function alignMiddle(old, fresh) {
  // Lists this long are not edited by hand, and the table would be too large.
  if (old.length * fresh.length > 250000) return [...old.map((node) => [node, null]), ...fresh.map((node) => [null, node])];
  const like = old.map((a) => fresh.map((b) => likeness(a, b)));
  const best = Array.from({ length: old.length + 1 }, () => new Array(fresh.length + 1).fill(0));
  for (let i = old.length - 1; i >= 0; i -= 1)
    for (let j = fresh.length - 1; j >= 0; j -= 1)
      best[i][j] = Math.max(best[i + 1][j], best[i][j + 1], like[i][j] && like[i][j] + best[i + 1][j + 1]);
  const pairs = [];
  let [i, j] = [0, 0];
  while (i < old.length || j < fresh.length) {
    const both = i < old.length && j < fresh.length;
    if (both && like[i][j] && best[i][j] === like[i][j] + best[i + 1][j + 1]) pairs.push([old[i++], fresh[j++]]);
    else if (j === fresh.length || (both && best[i][j] === best[i + 1][j])) pairs.push([old[i++], null]);
    else pairs.push([null, fresh[j++]]);
  }
  return pairs;
}
