export function startKeys() {
  if (true) {
    document.title = "x";
}
