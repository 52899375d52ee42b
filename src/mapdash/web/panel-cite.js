/*
 * Copies the citation of a passage: who wrote it where, in which edition of
 * the atlas, where others find it, and on which day it was seen.
 */

import { findable } from "./findable.js";
import { button, element } from "./panel-elements.js";

const AS_WRITTEN = { day: "numeric", month: "long", year: "numeric" };

export function citeButton(each) {
  const control = button("inline cite", "Copy citation", async () => {
    const text = citation(each);
    try {
      await navigator.clipboard.writeText(text);
      control.textContent = "Citation copied";
    } catch {
      // Where a page may not write to the clipboard, the text itself is shown.
      showCitation(control, text);
    }
  });
  return control;
}

function citation(each) {
  const address = new URL(document.baseURI);
  address.hash = "";
  address.search = new URLSearchParams({ passage: each.key }).toString();
  return `${each.reference}, ${findable(address.href)}, accessed ${new Date().toLocaleDateString("en-GB", AS_WRITTEN)}.`;
}

function showCitation(control, text) {
  let field = control.parentElement.querySelector(".told");
  if (!field) {
    field = element("textarea", "told");
    field.readOnly = true;
    field.rows = 4;
    field.setAttribute("aria-label", "Citation, to be copied");
    control.after(field);
  }
  field.value = text;
  field.focus();
  field.select();
}
