/*
 * The hint of a first visit: three short lines, until they are put away or something
 * has been chosen.  That it was seen is remembered in this browser, and told to nobody.
 */

import { button, element } from "./panel-elements.js";

const KEY = "mapdash.hint";
const LINES = [
  "Press a shape or a place: the sentences on it open.",
  "Drag the day: shapes come and go as they did.",
  "Press a marked word: the map goes there.",
];

/* Browsers may forbid to remember anything: then the hint is shown again. */
function seen() {
  try {
    return localStorage.getItem(KEY) === "seen";
  } catch {
    return false;
  }
}

function remember() {
  try {
    localStorage.setItem(KEY, "seen");
  } catch {
    // Nothing to do: see above.
  }
}

export function hintBox(root) {
  if (seen()) return [];
  const box = element("section", "hint");
  box.setAttribute("aria-label", "First steps");
  const lines = element("ol", "hints");
  lines.append(...LINES.map((line) => element("li", "", line)));
  const away = button("quiet", "Got it", () => {
    remember();
    box.remove();
  });
  box.append(lines, away);
  new MutationObserver((_, observer) => {
    if (root.dataset.mode === "start") return;
    remember();
    observer.disconnect();
  }).observe(root, { attributeFilter: ["data-mode"] });
  return [box];
}
