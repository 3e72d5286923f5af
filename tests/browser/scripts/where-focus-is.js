// What has the focus: its number in the page, and what is wrong with it: that it has no mark, is out of view, or covered.
const at = document.activeElement;
if (!at || at === document.body || at === document.documentElement) return {};
const place = { number: [...document.querySelectorAll("*")].indexOf(at), what: at.outerHTML.slice(0, 160) };

// The mark may be around what is drawn in place of the control.
const marked = (part) => {
  const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(part);
  return outlineStyle !== "none" && parseFloat(outlineWidth) >= 1 && !/rgba\(.*, 0\)|transparent/.test(outlineColor);
};
if (![at, at.parentElement, at.closest("label")].some((part) => part && marked(part))) return { ...place, fault: "has no mark" };

const { left, right, top, bottom, width, height } = at.closest("label")?.getBoundingClientRect() ?? at.getBoundingClientRect();
if (!(width && height)) return { ...place, fault: "takes no room" };
if (bottom <= 0 || top >= innerHeight || right <= 0 || left >= innerWidth) return { ...place, fault: `is out of view: ${[left, top, right, bottom]}` };

// Its lines, each in three places, as far as they are in the window: one has to be free.
const inside = (value, size) => Math.min(Math.max(value, 1), size - 1);
const meets = (x, y) => document.elementFromPoint(inside(x, innerWidth), inside(y, innerHeight));
const covers = (met) => !(met && (at.contains(met) || met.contains(at)));
const met = [...at.getClientRects()].flatMap((line) => [0.1, 0.5, 0.9].map((part) => meets(line.left + line.width * part, line.top + line.height / 2)));
if (met.every(covers)) return { ...place, fault: `is covered by ${met[0]?.outerHTML.slice(0, 160)}`, at: [left, top, right, bottom] };
// Nor, unless it is higher than the window, is its upper edge under the header, which stays.
const over = meets((left + right) / 2, top + 1)?.closest(".bar");
if (over && covers(over) && height < innerHeight / 2) return { ...place, fault: `is partly under the header: ${top}` };
return place;
