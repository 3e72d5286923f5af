// Whether a pointer in the element's middle meets it, else what the pointer meets. Scrolls there only if it has to: where
// there is a fixed header, even what is in the header would scroll.
const [element] = arguments;
const meets = () => {
  const { x, y, width, height } = element.getBoundingClientRect();
  const met = document.elementFromPoint(x + width / 2, y + height / 2);
  return element === met || element.contains(met) || (met?.outerHTML.slice(0, 120) ?? "nothing");
};
if (meets() !== true) element.scrollIntoView({ block: "center", behavior: "instant" });
return meets();
