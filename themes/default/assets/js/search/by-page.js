// Results by page, in the order of the best of each.

// More of one page would hide the others.
const mostOfOnePage = 5;

export function byPage(results) {
  const pages = new Map();
  for (const result of results) {
    const [page] = result.url.split("#");
    const group = pages.get(page) ?? [];
    if (group.length < mostOfOnePage) pages.set(page, [...group, result]);
  }
  return [...pages.values()];
}
