export function saved(key {
  return localStorage.getItem(key);
}
