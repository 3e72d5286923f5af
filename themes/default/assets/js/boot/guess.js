// Guesses browser and system from the user agent.

// Browsers name those they descend from first, so the token that stands last is the browser's own.
export function guessBrowser(browsers, userAgent) {
  let best, bestAt = -1;
  for (const [name, tokens] of browsers)
    for (const token of tokens) {
      const at = userAgent.lastIndexOf(token);
      if (at > bestAt) [best, bestAt] = [name, at];
    }
  return best;
}

const signs = { ios: /iP(hone|ad|od)/, android: /Android/, chromeos: /CrOS/, windows: /Windows/, macos: /Mac/, linux: /Linux|X11/ };

// Phones and ChromeOS come first: their user agents also say "Linux" or "Mac OS X". An iPad says that it is a Mac; but no Mac is touched.
export function guessOs({ userAgent, maxTouchPoints }) {
  const os = Object.keys(signs).find((os) => signs[os].test(userAgent));
  return os === "macos" && maxTouchPoints > 1 ? "ios" : os;
}
