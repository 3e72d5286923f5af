// elasticlunr as mdBook 0.5 sets it up: a document a section down to the third level, its text stored for excerpts, which mdBook makes itself once
// the query is answered; each word taken for a prefix.
import elasticlunr from "elasticlunr";
import { patternOf, shown, shownOf } from "../excerpt.mjs";
import { packed, packedFile } from "../weigh.mjs";

export async function makeElasticlunr(sections) {
  const documents = merged(sections);
  const index = elasticlunr(function () {
    this.setRef("id");
    for (const field of ["title", "body", "breadcrumbs"]) this.addField(field);
  });
  for (const [id, { title, titles, text }] of documents.entries()) index.addDoc({ id: String(id), title, body: text, breadcrumbs: [...titles, title].join(" » ") });
  const stored = JSON.stringify({ doc_urls: documents.map(({ page, id }) => `${page}#${id}`), index });
  const whole = packed(stored);
  const first = packedFile("elasticlunr/elasticlunr.min.js") + whole;
  const loaded = elasticlunr.Index.load(JSON.parse(stored).index);
  const options = { bool: "OR", expand: true, fields: { title: { boost: 2 }, body: { boost: 1 }, breadcrumbs: { boost: 1 } } };
  const find = (text) => loaded.search(text, options).map(({ ref }) => documents[ref]);
  return {
    name: "elasticlunr, as in mdBook",
    excerpts: "made here",
    whole,
    query: async (text) => find(text).slice(0, 30),
    bare: async (text) => find(text).slice(0, shown),
    show: async (text) => {
      const pattern = patternOf(elasticlunr.tokenizer(text).map(elasticlunr.stemmer));
      return find(text).slice(0, shown).map((found) => shownOf(pattern, found));
    },
    // All of it is there before the first query.
    first: async () => first,
  };
}

// Deeper headings belong to the one above.
function merged(sections) {
  const documents = [];
  for (const section of sections) {
    if (section.level <= 3) documents.push({ ...section });
    else documents.at(-1).text += ` ${section.title} ${section.text}`;
  }
  return documents;
}
