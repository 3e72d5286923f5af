// The page as it was sent, kept beside the one on the screen, which scripts go on changing. What was sent and what is sent now
// are compared; what a script has added takes no part in it.

// A document that is never shown: it loads nothing and runs nothing.
const inert = document.implementation.createHTMLDocument();
// From a node as it was sent to the node on the screen.
const shown = new WeakMap();

function pair(sent, live) {
  shown.set(sent, live);
  let onScreen = live.firstChild;
  for (const child of sent.childNodes) {
    pair(child, onScreen);
    onScreen = onScreen.nextSibling;
  }
}

// This script is the first of the page to run, so what is on the screen is what was sent.
function keepBase() {
  const sent = inert.importNode(document.documentElement, true);
  pair(sent, document.documentElement);
  return sent;
}
