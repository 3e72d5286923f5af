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

// What is served at this address: the response, the page, and the script in it that is this one there. Nothing if the server is
// gone; when it is back it says again what it serves.
async function fetchPage() {
  try {
    const response = await fetch(location.href, { cache: "no-store" });
    const next = new DOMParser().parseFromString(await response.text(), "text/html");
    return { response, next, script: next.querySelector("script[data-client]") };
  } catch {
    return null;
  }
}

async function fetchAndPatch() {
  const page = await fetchPage();
  if (!page) return;
  const { response, next, script } = page;
  if (response.redirected || (status !== null && response.status !== status)) return location.reload();
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
  const came = await Promise.all(edits.map((edit) => edit.prepare?.() ?? true));
  // What does not come may be of a build that another has followed meanwhile: then that one is looked at.
  if (came.includes(false) && (await fetchPage())?.script?.dataset.page !== script.dataset.page) {
    for (const edit of edits) edit.cancel?.();
    fetchAgain = true;
    return;
  }
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
