// On a phone or tablet for which the guide has no steps: sends its reader the link, in the way that the device offers.
import { copy } from "../guide/copy.js";
import { make, one } from "../guide/dom.js";

export function startPhone() {
  const button = one(".phone button");
  button?.addEventListener("click", async () => {
    const { title } = document;
    // For another device: not the browser that is shown here.
    const url = location.href.split(/[?#]/)[0];
    try {
      return await navigator.share({ title, url });
    } catch (error) {
      // The reader has thought better of it.
      if (error.name === "AbortError") return;
    }
    if (await copy(url, button)) return;
    const letter = new URLSearchParams({ subject: title, body: url }).toString().replaceAll("+", "%20");
    make("a", { href: "mailto:?" + letter }).click();
  });
}
