// What a reader sees of a result, for engines that leave that to others: its title and a part of its text, with the words that match marked.
//
// Simple, so that it is fast: one pattern goes once over the text, and the 180 characters with the most places are shown.

// As many results as Guidepost and VitePress show.
export const shown = 16;
const longest = 180;

// A pattern for the words that begin with one of `beginnings`; one does for all results of a query.
export function patternOf(beginnings) {
  const escaped = beginnings.filter(Boolean).map((word) => word.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&"));
  return new RegExp(escaped.length ? `\\b(?:${escaped.join("|")})\\w*` : "$^", "gi");
}

export function shownOf(pattern, { title, titles, text }) {
  const marks = placesIn(pattern, text);
  let [best, most] = [0, 0];
  for (let first = 0, next = 0; first < marks.length; first += 1) {
    while (next < marks.length && marks[next][1] <= marks[first][0] + longest) next += 1;
    if (next - first > most) [best, most] = [first, next - first];
  }
  const around = most ? (marks[best][0] + marks[best + most - 1][1] - longest) / 2 : 0;
  const start = around > 0 ? text.lastIndexOf(" ", around) + 1 : 0;
  const end = start + longest < text.length ? Math.max(text.lastIndexOf(" ", start + longest), start) : text.length;
  const inside = marks.filter(([from, to]) => from >= start && to <= end).map(([from, to]) => [from - start, to - start]);
  return { title, titleMarks: placesIn(pattern, title), trail: titles, excerpt: text.slice(start, end), marks: inside };
}

function placesIn(pattern, text) {
  const places = [];
  pattern.lastIndex = 0;
  for (let match; (match = pattern.exec(text)); ) places.push([match.index, pattern.lastIndex]);
  return places;
}
