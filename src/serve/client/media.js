// Pictures and the like keep their addresses when they change, so a page that shows one is itself the same. They are asked for
// anew under an address of their own, which the server takes for the same.

const places = [
  ["img, source, video, audio, track, input", "src"],
  ["video", "poster"],
];
// From the path of a file to the number of the build that changed it.
const changed = new Map();
// The first build of a server that started after this page was sent: it does not know what changed before.
let unknown = 0;

// Takes in what the server says has changed since the build that this page is of; whether there is anything new.
function noteMedia({ media, since }, build) {
  const news = Object.entries(media).filter(([path, number]) => number > build && changed.get(path) !== number);
  for (const [path, number] of news) changed.set(path, number);
  if (since > build) unknown = since;
  return news.length > 0 || since > build;
}

function freshAddress(address, base) {
  const url = new URL(address, base);
  if (url.origin !== location.origin) return address;
  let path;
  try {
    path = decodeURIComponent(url.pathname.slice(1));
  } catch {
    return address;
  }
  const number = Math.max(changed.get(path) ?? 0, unknown);
  if (!number) return address;
  url.searchParams.set("guidepost", number);
  return url.href;
}

// Calls `change` for each address in `root` that has to be another.
function eachStale(root, change) {
  for (const [selector, name] of places)
    for (const element of root.querySelectorAll(selector)) {
      const address = element.getAttribute(name);
      const fresh = address && freshAddress(address, location.href);
      if (fresh && fresh !== address) change(element, name, fresh);
    }
}

// In a page that has just been sent and is not shown yet.
function freshenSent(root) {
  eachStale(root, (element, name, fresh) => element.setAttribute(name, fresh));
}

// In the page that is shown.
function freshenShown(sent) {
  eachStale(sent, (element, name, fresh) => {
    element.setAttribute(name, fresh);
    shown.get(element).setAttribute(name, fresh);
  });
}
