// Results as they are read: by page, in the order of the best of each, the matching step beneath.
import { readerNow } from "./reader.js";
import { element, marked } from "./build.js";
import { byPage } from "./by-page.js";
import { addressOf } from "./hit.js";
import { names, say } from "./texts.js";

// Groups of links: each with the name of its page and where that stands.
export function groupsOf(results, root) {
  return byPage(results).map((group) => {
    const [{ page }] = group;
    return { title: [...page.trail, page.title].join(" › "), links: group.map((result) => linkTo(result, root)) };
  });
}

function linkTo(result, root) {
  const link = element("a", { class: "search-hit", href: addressOf(root, result).href });
  const where = [result.step === null ? "" : say("step", { n: result.step }), readersOf(result)].filter(Boolean).join(" · ");
  const title = element("span", { class: "search-hit-title" }, ...marked(result.title, result.titleMarks));
  link.append(title);
  if (where) link.append(" ", element("span", { class: "search-hit-where" }, where));
  if (result.excerpt) link.append(" ", element("span", { class: "search-hit-text" }, ...marked(result.excerpt, result.marks)));
  return link;
}

// For whom it is, if that is not plain.
function readersOf({ own, browsers, systems }) {
  const { browser, os } = readerNow();
  if (own && (browser || os)) return "";
  const called = (ids, of) => (ids ?? []).map((id) => of[id] ?? id).join(", ");
  return [called(browsers, names.browsers), called(systems, names.systems)].filter(Boolean).join(" · ");
}
