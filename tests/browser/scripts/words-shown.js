// The pieces of text that the page shows, all folds opened.
for (const fold of document.querySelectorAll("details")) fold.open = true;
const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
const words = [];
while (walker.nextNode()) {
  const { parentElement: part, data } = walker.currentNode;
  // Where there is no room, lists of choices take the place of buttons, a fold that of the title of the contents, and the key
  // for search is not named.
  if (data.trim() && part.checkVisibility({ visibilityProperty: true }) && !part.closest(".switch, .toc-title, .find kbd")) words.push(data.trim());
}
return words;
