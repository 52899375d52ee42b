/*
 * The box in which words are linked to a place: those that were selected, or
 * those that are typed and then found in the passages shown.
 */

import { placeField } from "./judge-place.js";
import { bodyOf, lettersIn } from "./judge-selection.js";
import { button, element } from "./panel-elements.js";

const AROUND = 24;
const MOST = 50;

export function wordsBox(judge, { passage, start, words }) {
  const field = element("input");
  field.value = words || "";
  field.placeholder = "words as they stand in a passage";
  const label = element("label", "", "Words:");
  label.append(field);
  const which = element("select", "judge-which");
  which.setAttribute("aria-label", "Where they stand");
  const found = () => occurrences(judge.panel, field.value.trim());
  let places = [];
  const list = () => {
    places = found();
    which.replaceChildren(...places.map((each, number) => option(each, number)));
    which.hidden = !places.length;
  };
  field.addEventListener("input", list);
  list();
  const selected = places.findIndex((each) => each.passage === passage && each.start === start);
  which.selectedIndex = Math.max(selected, 0);
  const head = element("p", "judge-head");
  head.append(label, which);
  const form = placeField(judge, "mean", "Link them", (place) => {
    const one = places[which.selectedIndex];
    if (one) judge.act({ type: "add", passage: one.passage, start: one.start, words: one.words, place });
    else judge.told.textContent = "These words do not stand in any passage shown here.";
  });
  form.append(button("judge-act", "Close", () => judge.close()));
  return [head, form];
}

function option({ before, words, after }, number) {
  const node = element("option", "", `${before}[${words}]${after}`);
  node.value = String(number);
  return node;
}

/* Where words stand in the passages that the panel shows, each passage once. */
function occurrences(panel, words) {
  const found = [];
  const seen = new Set();
  for (const holder of panel.querySelectorAll("[data-key]")) {
    const passage = holder.dataset.key;
    if (!words || seen.has(passage) || found.length >= MOST) continue;
    seen.add(passage);
    const text = bodyOf(holder).textContent;
    for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + 1)) {
      const start = lettersIn(text.slice(0, at));
      const end = at + words.length;
      found.push({ passage, start, words, before: text.slice(Math.max(0, at - AROUND), at), after: text.slice(end, end + AROUND) });
    }
  }
  return found.slice(0, MOST);
}
