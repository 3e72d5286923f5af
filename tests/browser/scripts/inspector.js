// Does in Firefox's own Inspector what a reader does there. Runs in Firefox's window; what a click or a key of the Inspector
// calls is called here.
const [[act, first, second], answer] = arguments;

const { require } = ChromeUtils.importESModule("resource://devtools/shared/loader/Loader.sys.mjs");
const { gDevTools } = require("devtools/client/framework/devtools");

const acts = {
  async search(inspector, text) {
    const box = inspector.searchBox;
    const found = new Promise((resolve) => inspector.search.once("search-result", resolve));
    box.value = text;
    box.dispatchEvent(new box.ownerDocument.defaultView.KeyboardEvent("keydown", { keyCode: 13 }));
    return (await found)?.resultsLength ?? 0;
  },
  async html(inspector) {
    const text = await inspector.walker.outerHTML(inspector.selection.nodeFront);
    return text.string();
  },
  async "delete-attribute"(inspector, name) {
    const line = await lineOf(inspector);
    line.removeAttribute(name);
  },
  async "write-attribute"(inspector, name, value) {
    const change = inspector.selection.nodeFront.startModifyingAttributes();
    change.setAttribute(name, value);
    await change.apply();
  },
  async "delete-line"(inspector) {
    const line = await lineOf(inspector);
    inspector.markup.deleteNode(line.node);
  },
  async undo(inspector) {
    inspector.markup.undo.undo();
  },
  async "switch-off-display"(inspector, selector) {
    const display = await come(() => {
      const rules = inspector.getPanel("ruleview")?.view.elementStyle?.rules ?? [];
      return rules.find((rule) => rule.selectorText === selector)?.textProps.find(({ name }) => name === "display");
    });
    await display.setEnabled(false);
  },
};

// The line of the selected node: the Inspector draws it a little after it has been selected.
async function lineOf(inspector) {
  const line = () => inspector.markup.getContainer(inspector.selection.nodeFront);
  return come(() => line()?.selected && line());
}

// Waits until there is something.
async function come(what) {
  for (let tries = 0; tries < 200; tries += 1) {
    const found = what();
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`waited in vain for ${what}`);
}

gDevTools
  .showToolboxForTab(gBrowser.selectedTab, { toolId: "inspector" })
  .then((toolbox) => acts[act](toolbox.getCurrentPanel(), first, second))
  .then(
    (done) => answer({ done }),
    (error) => answer({ failed: `${error}\n${error?.stack}` }),
  );
