// The page that is shown to the one that is sent now: in place if that can be done, else by a reload.

const sent = keepBase();
const own = document.currentScript;
// Which page is shown: the status that it was sent with, once known, and its hash.
let status = null;
let hash = own.dataset.page;
let fetching = null;
let fetchAgain = false;

// Makes the shown page the one that is served. A second call while one is under way looks once more after it.
function catchUp() {
  fetchAgain = true;
  fetching ??= (async () => {
    try {
      while (fetchAgain) {
        fetchAgain = false;
        await fetchAndPatch();
      }
    } finally {
      fetching = null;
    }
  })();
  return fetching;
}

async function fetchAndPatch() {
  let response, text;
  try {
    response = await fetch(location.href, { cache: "no-store" });
    text = await response.text();
  } catch {
    // The server is gone; when it is back it says again what it serves.
    return;
  }
  if (response.redirected || (status !== null && response.status !== status)) return location.reload();
  const next = new DOMParser().parseFromString(text, "text/html");
  const script = next.querySelector("script[data-client]");
  if (!script || script.dataset.client !== own.dataset.client) return location.reload();
  if (script.dataset.page === hash) return;
  // A parser that runs no scripts takes this for elements.
  for (const element of next.querySelectorAll("noscript")) element.textContent = element.innerHTML;
  freshenSent(next);
  let edits;
  try {
    edits = compare(sent, next.documentElement);
  } catch (error) {
    if (error instanceof Reload) return location.reload();
    throw error;
  }
  const keepPlace = markPlace();
  await Promise.all(edits.map((edit) => edit.prepare?.()));
  for (const edit of edits) edit.run();
  keepPlace();
  hash = script.dataset.page;
}

// What the author looks at stays where it is on the screen while the page above it grows or shrinks: call what this returns
// after that.
function markPlace() {
  const { style } = document.documentElement;
  const before = scrollY;
  const candidates = before ? [1 / 3, 1 / 2, 1 / 5, 4 / 5].map((part) => document.elementFromPoint(innerWidth / 2, innerHeight * part)) : [];
  const marks = candidates.filter(Boolean).map((mark) => [mark, mark.getBoundingClientRect().top]);
  // Browsers that keep the place themselves would do it a second time.
  style.overflowAnchor = "none";
  return () => {
    const kept = marks.find(([mark]) => mark.isConnected && mark.getClientRects().length);
    // Who has scrolled meanwhile is elsewhere.
    if (kept && scrollY === before) scrollBy({ top: kept[0].getBoundingClientRect().top - kept[1], behavior: "instant" });
    requestAnimationFrame(() => {
      style.removeProperty("overflow-anchor");
      if (!style.length) document.documentElement.removeAttribute("style");
    });
  };
}
