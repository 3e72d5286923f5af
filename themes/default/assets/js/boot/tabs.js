// Shows the tabs that were chosen on an earlier visit from the first paint on: until the script of tabs is there, a style sheet does.
export function showSavedTabs() {
  try {
    const sheet = new CSSStyleSheet();
    for (const [name, key] of Object.entries(localStorage)) {
      const sync = /^guidepost:tab:(.+)/.exec(name)?.[1];
      if (!sync) continue;
      const own = ".tab[data-key=" + CSS.escape(key) + "]";
      const tabs = ".tabs[data-sync=" + CSS.escape(sync) + "]:not(.tabs-on):has(> " + own + ") > ";
      sheet.insertRule(tabs + ".tab { display: none }");
      sheet.insertRule(tabs + own + " { display: block }", 1);
    }
    document.adoptedStyleSheets = [sheet];
  } catch {
    // Where storage is blocked nothing is saved, and older browsers show the first tab a little longer.
  }
}
