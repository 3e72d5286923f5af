// Writes down what goes wrong in a page: its first script, so that nothing happens before.
{
  const complaints = (window.guidepostComplaints = []);
  const note = (...parts) => complaints.push(parts.join(" "));
  for (const level of ["error", "warn"]) {
    const say = console[level];
    console[level] = (...words) => {
      note(`console.${level}:`, ...words);
      say.apply(console, words);
    };
  }
  addEventListener("error", ({ target, message, filename, lineno }) => note("error:", message ?? `cannot load ${target.src ?? target.href}`, filename ?? "", lineno ?? ""), true);
  addEventListener("unhandledrejection", ({ reason }) => note("rejected:", reason));
  addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) => note("Content Security Policy:", violatedDirective, "blocked", blockedURI));
}
