// What was searched for on this page, newest first. It is kept nowhere else.
const most = 5;
let recent = [];

export function remember(text) {
  const searched = text.trim();
  if (searched.length > 1) recent = [searched, ...recent.filter((other) => other !== searched)].slice(0, most);
}

export function recall() {
  return recent;
}
