// A film as a list of beats: what to do, and how many milliseconds to wait before. Made from the panel's own nodes.
import { all, one } from "../guide/dom.js";
import { fits } from "../guide/variant.js";

// `show` brings a state onto the screen. Each beat knows its frame: the caption that it belongs to.
export function beatsOf(captions, states, show) {
  let edits = 0;
  return captions.flatMap((caption, frame) => {
    const { act } = caption.dataset;
    const state = states[edits];
    if (act === "edit") edits += 1;
    const next = act === "page" ? states.at(-1) : states[edits];
    const beats = acts[act](state, () => show(state), () => show(next, "new"));
    // Long enough to read the caption, of which there may be one for each browser.
    const words = all(".v", caption).filter(fits);
    const length = (words[0] ?? caption).textContent.length;
    beats.push([1200 + 30 * length, () => {}]);
    return beats.map(([wait, run]) => ({ frame, wait, run }));
  });
}

// As it was before the film.
export function restore(figure) {
  for (const node of all("[data-film]", figure)) delete node.dataset.film;
  for (const node of all("[data-typed]", figure)) node.textContent = node.dataset.typed;
}

export function mark(nodes, film) {
  for (const node of nodes) node.dataset.film = film;
}

const deletedIn = (state) => all(".tree del", state);

const acts = {
  find(state, show) {
    const box = one(".panel-find mark", state);
    const text = (box.dataset.typed ??= box.textContent);
    const type = (letter) => [60, () => (box.textContent += letter)];
    return [[0, show], [0, () => mark([state], "find")], [0, () => (box.textContent = "")], ...[...text].map(type)];
  },
  found(state, show) {
    return [[400, show], [0, () => bringIn(one(".hit > .row", state))]];
  },
  select(state, show) {
    const deleted = deletedIn(state);
    const nodes = deleted.length ? deleted : all(".hit > .row:first-child", state);
    return [[300, show], [0, () => mark(nodes, "select")], [0, () => bringIn(nodes[0])]];
  },
  edit(state, show, showNext) {
    return [[500, () => mark(deletedIn(state), "gone")], [1000, showNext]];
  },
  page(state, show, showNext) {
    return [[300, showNext]];
  },
};

// Scrolls the tree only, never the page.
function bringIn(node) {
  const tree = node?.closest(".tree");
  const from = tree?.getBoundingClientRect();
  const to = node?.getBoundingClientRect();
  tree?.scrollBy(to.left - from.left - 40, to.top - from.top - from.height / 3);
}
