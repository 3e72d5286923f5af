// Guidepost's own search, run from a built site as a reader's browser does. Its script holds the interface too, and its style sheet is weighed with it.
import { readFileSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { openSite } from "../../../tests/search/site.mjs";
import { shown } from "../excerpt.mjs";
import { packed } from "../weigh.mjs";

export async function makeGuidepost(sections, site) {
  const byAddress = new Map(sections.map((section) => [`${section.page}#${section.id}`, section]));
  const find = ({ url }) => {
    const [page, id = ""] = url.split("#").map(decodeURIComponent);
    return byAddress.get(`${page}#${id}`) ?? { page, id };
  };
  const assets = readdirSync(join(site, "assets"));
  const styles = packed(readFileSync(join(site, "assets", assets.find((name) => /^search\.\w+\.css$/.test(name)))));
  const index = readdirSync(join(site, "search")).map((name) => join(site, "search", name));
  const warm = openSite(site);
  return {
    name: "Guidepost",
    excerpts: "yes",
    whole: index.filter((path) => statSync(path).isFile()).reduce((sum, path) => sum + packed(readFileSync(path)), 0),
    query: async (text) => (await warm.query(text, { limit: 30 })).results.map(find),
    // It ranks by the texts too, so there is no answer without excerpts.
    bare: (text) => warm.query(text, { limit: shown }),
    show: (text) => warm.query(text, { limit: shown }),
    first: async (text) => {
      const cold = openSite(site);
      await cold.query(text, { limit: 30, first: true });
      return styles + cold.loads.reduce((sum, { bytes }) => sum + bytes, 0);
    },
  };
}
