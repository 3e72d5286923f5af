// STAND-IN, to be thrown away.
const standIn = [
  { url: "guides/create-a-token.html#find-link", page: { title: "Create a Canvas access token", trail: ["Guides"] }, title: "Find the hidden link", step: 3, browsers: null, systems: null, own: true, excerpt: "If a theme hides the button, it is still in the page, as a link. You look for it by a name that is the same in every language.", words: ["hidden", "link"] },
  { url: "guides/create-a-token.html#delete-style", page: { title: "Create a Canvas access token", trail: ["Guides"] }, title: "Delete style=\"display: none;\"", step: 4, browsers: ["firefox"], systems: null, own: false, excerpt: "In the marked line, right-click the word style. In the menu that opens, choose Attributes. The hidden link is there.", words: ["hidden", "link", "Attributes"] },
  { url: "help/troubleshooting.html#hidden-by-stylesheet", page: { title: "Troubleshooting", trail: ["Help"] }, title: "The line has no style to delete", step: null, browsers: null, systems: null, own: true, excerpt: "Your institution may hide the link by a rule that stands elsewhere.", words: ["link"] },
  { url: "help/troubleshooting.html", page: { title: "Troubleshooting", trail: ["Help"] }, title: "Troubleshooting", step: null, browsers: null, systems: null, own: true, excerpt: "Find what you see. Each answer is short. About a hidden link.", words: ["link"] },
];
export function openIndex(root) {
  return {
    query(text, options, callback) {
      const words = text.toLowerCase().split(/\s+/);
      const marksIn = (value) => [...value.toLowerCase().matchAll(new RegExp(words.map((w) => w.replace(/\W/g, "\\$&")).join("|"), "g"))].map((m) => [m.index, m.index + m[0].length]);
      const results = standIn.filter((r) => words.every((w) => (r.title + r.excerpt).toLowerCase().includes(w))).map((r) => ({ ...r, marks: marksIn(r.excerpt), titleMarks: marksIn(r.title) }));
      setTimeout(() => callback({ results, suggestion: results.length ? null : "hidden", pending: false }), 5);
    },
  };
}
