// Short names for what every module asks of the document.
export const html = document.documentElement;

export function one(selector, within = document) {
  return within.querySelector(selector);
}

export function all(selector, within = document) {
  return [...within.querySelectorAll(selector)];
}

export function make(tag, properties) {
  return Object.assign(document.createElement(tag), properties);
}

export function isShown(element) {
  return element.getClientRects().length > 0;
}

export function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, (whole, key) => values[key] ?? whole);
}

// The element that the part of an address behind # names.
export function targetOf(hash) {
  try {
    return hash ? document.getElementById(decodeURIComponent(hash.slice(1))) : null;
  } catch {
    return null;
  }
}

// Whether a click or key is the browser's own affair.
export function isModified({ altKey, ctrlKey, metaKey, shiftKey }) {
  return altKey || ctrlKey || metaKey || shiftKey;
}
