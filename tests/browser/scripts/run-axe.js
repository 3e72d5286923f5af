// Runs axe-core with `options`, and gives what it found, short; or says that the page has no axe yet.
const done = arguments[arguments.length - 1];
if (typeof axe === "undefined") return done("there is no axe");
axe.run(document, { ...options, resultTypes: ["violations"] }).then(
  ({ violations }) =>
    done(
      violations.map(({ id, help, nodes }) => ({
        rule: id,
        help,
        at: nodes.slice(0, 5).map(({ target, failureSummary }) => `${target.join(" ")}: ${failureSummary.split("\n").slice(1, 3).join(" ").trim()}`),
        times: nodes.length,
      })),
    ),
  (error) => done(String(error)),
);
