// `print` is the page's; `copy` is what another module of the theme calls its own.
const all = "not(a comment), nor ${code}";
const pages = `two
lines`;
export function startPrint() {
  document.querySelector(".print")?.addEventListener("click", () => print(all, pages));
}
