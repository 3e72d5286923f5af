// Says how many there are, once the reader pauses; the same is not said twice.
const pause = 600;

export function prepareSaying(region) {
  let timer = 0;
  let last = "";
  return (text) => {
    clearTimeout(timer);
    if (text === last) return;
    timer = setTimeout(() => {
      last = text;
      region.textContent = text;
    }, pause);
  };
}
