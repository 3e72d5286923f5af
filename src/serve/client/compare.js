// The page as it was sent and as it is sent now to a list of edits. Throws a `Reload` where only a reload is sure to give what a
// fresh look at the page would: where scripts have changed the very place, or may have taken hold of what comes or goes.

class Reload extends Error {}

// Elements that may come and go: no script has anything to do with prose.
const prose = new Set(
  "A ABBR B BDI BDO BLOCKQUOTE BR CITE CODE DD DEL DL DT EM HR I INS KBD LI MARK OL P Q S SAMP SMALL SPAN STRONG SUB SUP TABLE TBODY TD TFOOT TH THEAD TR U UL VAR WBR META TITLE".split(" "),
);
// Attributes whose new value means the same to a script as the old one, which it has not touched.
const plain = new Set(
  "alt aria-label cite class colspan content data-build data-client data-page datetime dir headers height href lang open rowspan scope src start title width".split(" "),
);

// A list of objects with `run` and, where something has to be fetched first, `prepare`.
function compare(sent, next) {
  const edits = [];
  compareHeads(sent, next);
  compareElements(sent, next, edits);
  return edits;
}

function compareHeads(sent, next) {
  const scripts = (root) => [...root.querySelectorAll("script[src]")].map((script) => script.getAttribute("src")).join("\n");
  const policy = (root) => root.querySelector("meta[http-equiv]")?.content;
  const kind = (root) => root.querySelector("body").className;
  for (const of of [scripts, policy, kind]) if (of(sent) !== of(next)) throw new Reload(of.name);
}

function compareElements(sent, next, edits) {
  if (isSheet(sent)) {
    if (!sent.isEqualNode(next)) edits.push(otherSheet(sent, next));
    return;
  }
  compareAttributes(sent, next, edits);
  // The content of a template is no child of it.
  if (sent.nodeName === "TEMPLATE" && sent.innerHTML !== next.innerHTML) throw new Reload("a template");
  const pairs = align([...sent.childNodes], [...next.childNodes]);
  pairs.forEach(([old, fresh], at) => {
    if (old && fresh) {
      if (!old.isEqualNode(fresh)) compareNodes(old, fresh, edits);
      else if (old.querySelector?.("template")) compareElements(old, fresh, edits);
    } else if (old) edits.push(removal(old));
    else edits.push(insertion(sent, fresh, pairs.slice(at).find(([later]) => later)?.[0] ?? null));
  });
}

function compareNodes(sent, next, edits) {
  if (sent.nodeType === Node.ELEMENT_NODE) return compareElements(sent, next, edits);
  const live = shown.get(sent);
  if (live.data !== sent.data || !live.isConnected) throw new Reload("a text that a script has changed");
  edits.push({ run: () => (sent.data = live.data = next.data) });
}

function compareAttributes(sent, next, edits) {
  const live = shown.get(sent);
  // Scripts have marked the root before this one could see it.
  const root = sent.nodeName === "HTML";
  const names = new Set([...sent.getAttributeNames(), ...next.getAttributeNames()]);
  for (const name of names) {
    const [before, after] = [sent.getAttribute(name), next.getAttribute(name)];
    if (before === after || (root && (after === null || name === "class"))) continue;
    if (!plain.has(name)) throw new Reload(name);
    if (name === "class") {
      edits.push({ run: () => changeClasses(sent, live, next) });
      continue;
    }
    if (live.getAttribute(name) !== before) throw new Reload(`${name}, which a script has changed`);
    edits.push({ run: () => [sent, live].forEach((element) => set(element, name, after)) });
  }
}

function set(element, name, value) {
  if (value === null) element.removeAttribute(name);
  else element.setAttribute(name, value);
}

// Those that a script added stay.
function changeClasses(sent, live, next) {
  const gone = [...sent.classList].filter((name) => !next.classList.contains(name));
  for (const element of [sent, live]) {
    element.classList.remove(...gone);
    element.classList.add(...next.classList);
  }
}

function removal(sent) {
  if (isSheet(sent)) return { run: () => [sent, shown.get(sent)].forEach((sheet) => sheet.remove()) };
  mustBeProse(sent);
  const live = shown.get(sent);
  if (!live.isConnected || !live.isEqualNode(sent)) throw new Reload("what a script has changed");
  return { run: () => [sent, live].forEach((node) => node.remove()) };
}

function insertion(parent, next, before) {
  const sheet = isSheet(next);
  if (!sheet) mustBeProse(next);
  const place = shown.get(before ?? parent);
  if (!place?.isConnected || (before && place.parentNode !== shown.get(parent))) throw new Reload("what a script has moved");
  const sent = inert.importNode(next, true);
  const live = document.importNode(next, true);
  const put = () => {
    parent.insertBefore(sent, before);
    pair(sent, live);
    // A sheet in the place of another may have moved it.
    shown.get(parent).insertBefore(live, before ? shown.get(before) : null);
  };
  return sheet ? { prepare: () => load(live, put), run: () => {} } : { run: put };
}

function mustBeProse(node) {
  const elements = node.nodeType === Node.ELEMENT_NODE ? [node, ...node.querySelectorAll("*")] : [];
  const other = elements.find((element) => !prose.has(element.nodeName));
  if (other) throw new Reload(`a ${other.nodeName} that comes or goes`);
}
