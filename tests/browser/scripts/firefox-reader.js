// Makes Firefox that of a reader who has not been here before. Runs in Firefox's window.
const [[preferences, screen], answer] = arguments;

const { prefs } = Services;
for (const [name, value] of Object.entries(preferences)) {
  if (typeof value === "boolean") prefs.setBoolPref(name, value);
  else if (typeof value === "number") prefs.setIntPref(name, value);
  else prefs.setStringPref(name, value);
}

// The part of the window that shows the page.
const { style } = gBrowser.selectedBrowser;
if (screen)
  for (const side of ["min", "max"]) {
    style.setProperty(`${side}-width`, `${screen[0]}px`);
    style.setProperty(`${side}-height`, `${screen[1]}px`);
  }

// What pages ask for over the network from here on.
window.guidepostRequests = [];
if (!window.guidepostWatch) {
  window.guidepostWatch = (channel) => {
    channel.QueryInterface(Ci.nsIHttpChannel);
    if (channel.loadInfo.browsingContext?.top === gBrowser.selectedBrowser.browsingContext) window.guidepostRequests.push(channel.URI.spec);
  };
  Services.obs.addObserver(window.guidepostWatch, "http-on-opening-request");
}
Services.clipboard.emptyClipboard(Ci.nsIClipboard.kGlobalClipboard);
Services.clearData.deleteData(Ci.nsIClearDataService.CLEAR_ALL, (failed) => {
  // What the page before has said last may have come meanwhile.
  Services.console.reset();
  window.guidepostRequests = [];
  answer(failed ? `not cleared: ${failed}` : "ready");
});
