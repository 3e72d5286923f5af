// MiniSearch as VitePress 1 sets it up: a document a heading; prefixes, and a fifth of a word's letters may be wrong. Its text is not stored, so
// there are no excerpts; for the time that they take, they are made of texts that are not weighed.
import MiniSearch from "minisearch";
import { patternOf, shown, shownOf } from "../excerpt.mjs";
import { packed, packedFile } from "../weigh.mjs";

export async function makeMiniSearch(sections) {
  const options = {
    fields: ["title", "titles", "text"],
    storeFields: ["title", "titles"],
    searchOptions: { fuzzy: 0.2, prefix: true, boost: { title: 4, text: 2, titles: 1 } },
  };
  const index = new MiniSearch(options);
  const byAddress = new Map();
  for (const section of sections) {
    const { page, id, title, titles, text } = section;
    const address = `${page}#${id}`;
    if (byAddress.has(address)) continue;
    byAddress.set(address, section);
    index.add({ id: address, title, titles, text });
  }
  const stored = JSON.stringify(index);
  const whole = packed(stored);
  const first = packedFile("minisearch/dist/umd/index.js") + whole;
  const loaded = MiniSearch.loadJSON(stored, options);
  return {
    name: "MiniSearch, as in VitePress",
    excerpts: "no",
    whole,
    query: async (text) => loaded.search(text).slice(0, 30).map(({ id }) => byAddress.get(id)),
    bare: async (text) => loaded.search(text).slice(0, shown).map(({ id }) => byAddress.get(id)),
    show: async (text) => {
      const found = loaded.search(text).slice(0, shown);
      const pattern = patternOf([...new Set(found.flatMap(({ terms }) => terms))]);
      return found.map(({ id }) => shownOf(pattern, byAddress.get(id)));
    },
    first: async () => first,
  };
}
