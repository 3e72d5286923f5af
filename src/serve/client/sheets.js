// A style sheet in place of another, without a moment between the two: the new one is loaded first and not applied, then both
// change at once.

function isSheet(node) {
  return node.nodeName === "LINK" && node.relList.contains("stylesheet");
}

function otherSheet(sent, next) {
  const fresh = document.importNode(next);
  return loading(
    fresh,
    () => shown.get(sent).after(fresh),
    () => {
      shown.get(sent).remove();
      for (const { name, value } of next.attributes) sent.setAttribute(name, value);
      shown.set(sent, fresh);
    },
  );
}

// An edit that waits for a sheet. One that does not come is left to the browser, as on any page.
function loading(sheet, put, replace) {
  const media = sheet.getAttribute("media");
  const prepare = () =>
    new Promise((resolve) => {
      sheet.media = "not all";
      sheet.onload = sheet.onerror = resolve;
      setTimeout(resolve, 5000);
      put();
    });
  const run = () => {
    set(sheet, "media", media);
    replace();
  };
  return { prepare, run };
}
