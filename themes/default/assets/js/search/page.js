// The page of search, which needs no dialog: a box, and what is found as lists of links. The address follows what is typed.
import { all, one } from "../guide/dom.js";
import { prepareAsking } from "./ask.js";
import { element } from "./build.js";
import { prepareSaying } from "./live.js";
import { drawNone } from "./none.js";
import { groupsOf } from "./results.js";
import { say } from "./texts.js";

export function startPage(place, engine, root, text) {
  const form = one("form", place);
  const input = one("input", place);
  const list = one(".search-list", place);
  const none = one(".search-none", place);
  const map = one(".search-all");
  const announce = prepareSaying(one("[role=status]", place));

  // The text that the list answers, and whether its first link is to have the focus when it comes.
  let answered = "";
  let hurried = false;

  const askAnew = prepareAsking(engine, (asked, found) => {
    const { results, pending } = found;
    if (pending && !results.length) return;
    const focused = list.contains(document.activeElement) && document.activeElement.href;
    list.replaceChildren(
      ...groupsOf(results, root).map(({ title, links }) =>
        element("section", { class: "search-group" }, element("h2", { class: "search-page-title" }, title), element("ul", { role: "list" }, ...links.map((link) => element("li", {}, link)))),
      ),
    );
    answered = asked;
    // The focus must not go with the link that had it.
    const links = all(".search-hit", list);
    if (focused || hurried) {
      (links.find(({ href }) => href === focused) ?? links[0] ?? input).focus();
      hurried = false;
    }
    none.hidden = !asked || results.length > 0;
    if (map) map.hidden = Boolean(asked) && !found.failed;
    const said = none.hidden ? "" : drawNone(none, { ...found, text: asked }, root, ask);
    if (!pending) announce(asked ? said || say("count", { n: links.length }) : "");
  });

  const ask = (wanted) => {
    hurried = false;
    if (input.value !== wanted) input.value = wanted;
    askAnew(wanted);
    followInAddress(wanted);
  };

  input.addEventListener("input", () => ask(input.value));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (input.value.trim() === answered) one(".search-hit", list)?.focus();
    else hurried = true;
  });
  // What was typed while this was loading counts.
  ask(input.value || text);
}

function followInAddress(text) {
  try {
    const address = new URL(location.href);
    if (text.trim()) address.searchParams.set("q", text);
    else address.searchParams.delete("q");
    history.replaceState(history.state, "", address);
  } catch {
    // Some places forbid changing the address, or changing it often.
  }
}
