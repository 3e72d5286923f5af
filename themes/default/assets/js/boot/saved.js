// Reads a saved choice; storage may be missing or forbidden.
export function saved(key) {
  try {
    return localStorage.getItem("guidepost:" + key);
  } catch {
    return null;
  }
}
