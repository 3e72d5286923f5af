// Where a result leads, and the way there.
import { readerNow } from "./reader.js";
import { markWords } from "./marks.js";

// The page, the words to mark on it, the place in it; and for another reader's text, that reader. The address wins there, and is not saved.
export function addressOf(root, { url, words, own, browsers, systems }) {
  const address = new URL(url, root);
  if (words.length) address.searchParams.set("find", words.join(" "));
  if (!own) {
    const [browser] = browsers ?? [];
    const [os] = systems?.includes(readerNow().os) ? [] : (systems ?? []);
    if (browser) address.searchParams.set("browser", browser);
    if (os) address.searchParams.set("os", os);
  }
  return address;
}

// Whether the reader is on that page already, and it need not be loaded again.
export function isHere({ pathname, searchParams, hash }) {
  const words = [...searchParams.keys()];
  return pathname === location.pathname && hash !== "" && words.every((key) => key === "find");
}

// Shows a place of this page.
export function goHere({ hash, searchParams }) {
  if (location.hash !== hash) location.hash = hash;
  const target = document.getElementById(decodeURIComponent(hash.slice(1)));
  target?.dispatchEvent(new CustomEvent("guidepost:reveal", { bubbles: true }));
  target?.scrollIntoView();
  markWords(searchParams.get("find") ?? "", hash);
}
