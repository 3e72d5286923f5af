// What the reader chose, in this browser only. Where storage is blocked, it lasts as long as the page.
const memory = new Map();

export function recall(key) {
  return memory.has(key) ? memory.get(key) : stored(key);
}

// What pages and visits share, where they may.
export function stored(key) {
  try {
    return localStorage.getItem("guidepost:" + key);
  } catch {
    return null;
  }
}

export function keep(key, value) {
  memory.set(key, value);
  try {
    if (value === null) localStorage.removeItem("guidepost:" + key);
    else localStorage.setItem("guidepost:" + key, value);
  } catch {
    // The page works on with what it holds in memory.
  }
}
