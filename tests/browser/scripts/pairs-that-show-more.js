// The browsers and systems, as pairs, of which each shows a text of this page that those before it do not show.
const texts = [...document.querySelectorAll("main :is([data-for-browser], [data-for-os], [data-for-pair])")];
const seen = new Set();
const has = (list, key) => !list || list.split(" ").includes(key);
const pairs = guidepost.browsers.flatMap(([browser, , systems]) => systems.map((os) => [browser, os]));
return pairs.filter(([browser, os]) => {
  const shown = texts.filter(({ dataset: { forBrowser, forOs, forPair } }) => has(forBrowser, browser) && has(forOs, os) && has(forPair, `${browser}-${os}`));
  const fresh = shown.filter((text) => !seen.has(text));
  for (const text of fresh) seen.add(text);
  return fresh.length;
});
