// Does to the page what WebKit's Web Inspector does to it at a reader's hand: finds a line, changes it, takes the change back.
// What is marked and what was changed is remembered in the page.
const [[act, first, second]] = arguments;
const panel = (window.guidepostPanel ??= { changes: [] });
const { marked, changes } = panel;

// Tags, attributes and texts with these words in them, and what the words select: what the Inspector's search box finds.
function matches(node, words) {
  if (node.nodeType === Node.TEXT_NODE || node.nodeType === Node.COMMENT_NODE) return node.data.toLowerCase().includes(words);
  if (node.nodeType !== Node.ELEMENT_NODE) return false;
  const texts = [`<${node.localName}>`, ...[...node.attributes].flatMap(({ name, value }) => [name, value])];
  return texts.some((text) => text.toLowerCase().includes(words));
}

function change(run, back) {
  run();
  changes.push(back);
}

function writeAttribute(name, value) {
  const node = marked;
  const old = node.getAttribute(name);
  const write = (text) => (text === null ? node.removeAttribute(name) : node.setAttribute(name, text));
  change(
    () => write(value),
    () => write(old),
  );
}

const acts = {
  search(text) {
    const found = new Set();
    const walker = document.createTreeWalker(document);
    while (walker.nextNode()) if (matches(walker.currentNode, text.toLowerCase())) found.add(walker.currentNode);
    try {
      for (const node of document.querySelectorAll(text)) found.add(node);
    } catch {
      // The words select nothing.
    }
    [panel.marked] = found;
    return found.size;
  },
  html: () => marked.outerHTML,
  "delete-attribute": (name) => writeAttribute(name, null),
  "write-attribute": writeAttribute,
  "delete-line"() {
    const { parentNode, nextSibling } = marked;
    const node = marked;
    change(
      () => node.remove(),
      () => parentNode.insertBefore(node, nextSibling),
    );
  },
  undo: () => changes.pop()(),
  "switch-off-display"(selector) {
    const sheets = [...document.styleSheets, ...document.adoptedStyleSheets];
    const rules = sheets.flatMap((sheet) => [...sheet.cssRules]);
    rules.find(({ selectorText }) => selectorText === selector).style.removeProperty("display");
  },
};
return acts[act](first, second) ?? null;
