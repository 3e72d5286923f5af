// Printing: what is on the screen, as Ctrl+P does it, or the text for every browser and system.
import { all, html } from "./dom.js";

export function startPrint() {
  for (const button of all("[data-print]"))
    button.addEventListener("click", () => {
      const { browser, os, pair } = html.dataset;
      if (button.dataset.print === "all") {
        for (const key of ["browser", "os", "pair"]) delete html.dataset[key];
        addEventListener("afterprint", () => browser !== undefined && Object.assign(html.dataset, { browser, os, pair }), { once: true });
      }
      print();
    });
}
