// A style sheet in place of another, without a moment between the two: the new one is loaded before the old one goes. It stands
// first, so that until then the old one prevails.

function isSheet(node) {
  return node.nodeName === "LINK" && node.relList.contains("stylesheet");
}

function otherSheet(sent, next) {
  const fresh = document.importNode(next);
  const old = shown.get(sent);
  const run = () => {
    old.remove();
    for (const { name, value } of next.attributes) sent.setAttribute(name, value);
    shown.set(sent, fresh);
  };
  return { prepare: () => load(fresh, () => old.before(fresh)), run, cancel: () => fresh.remove() };
}

// Waits for a sheet; whether it came. One that is only slow is left to the browser, as on any page.
function load(sheet, put) {
  return new Promise((resolve) => {
    sheet.onload = () => resolve(true);
    sheet.onerror = () => resolve(false);
    setTimeout(resolve, 5000, true);
    put();
  });
}
