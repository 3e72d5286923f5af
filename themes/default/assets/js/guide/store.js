// What the reader chose, in this browser only. Where storage is blocked, it lasts as long as the page.
const memory = new Map();

export function recall(key) {
  if (memory.has(key)) return memory.get(key);
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
