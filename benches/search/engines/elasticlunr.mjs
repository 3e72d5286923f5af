// elasticlunr as mdBook 0.5 sets it up: a document a section down to the third level, its text stored for excerpts; each word taken
// for a prefix.
import elasticlunr from "elasticlunr";
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
  return {
    name: "elasticlunr, as in mdBook",
    excerpts: "yes",
    whole,
    query: async (text) => loaded.search(text, options).slice(0, 30).map(({ ref }) => documents[ref]),
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
