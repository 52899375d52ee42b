/*
 * A list of passages: how many, how they are sorted, and the bar to step
 * through them.
 */

import { element } from "./panel-elements.js";
import { excerptBox } from "./panel-excerpts.js";
import { Steps } from "./panel-steps.js";

const ORDERS = { relevance: "Relevance", date: "Date", article: "Article" };

/* The bar, and the passages below it; nothing if none is listed. */
export function excerptList(panel) {
  const { excerpts } = panel.model;
  if (!excerpts.length) return [];
  panel.steps = new Steps(panel, {
    keys: excerpts.map((each) => each.key),
    noun: "passage",
    tell: (passage) => panel.send("step", { passage }),
  });
  const bar = element("div", "bar");
  bar.append(panel.steps.parts(), sortBox(panel));
  return [
    bar,
    element("p", "order-note", orderInWords(panel.model)),
    ...excerpts.map((each) => excerptBox(panel, each)),
  ];
}

function sortBox(panel) {
  const label = element("label", "sort");
  const box = element("select");
  box.dataset.keep = "sort";
  for (const [order, title] of Object.entries(ORDERS)) {
    const option = element("option", "", title);
    option.value = order;
    option.selected = order === panel.model.order;
    box.append(option);
  }
  box.addEventListener("change", () => panel.send("sort", { order: box.value }));
  label.append(element("span", "noun", "Sorted by"), box);
  return label;
}

function orderInWords({ mode, order, axis }) {
  if (order === "article") return "Article by article, the earliest first, each in its own order.";
  if (order === "date") {
    return axis === "publication" ? "By the day of writing, the earliest first." : "By the days they speak of, the earliest first; one that names no day stands at its writing.";
  }
  if (mode === "search") return "The best match first: rare words and short passages count for more.";
  const nearest = mode === "place" ? "Those that name it come first, then those that name only a part of it, then only a set it belongs to. " : "";
  return `${nearest}The more of the issues chosen and the more mentions, the higher.`;
}

/* What only the days keep out is one press away, told apart. */
export function outsideList(panel) {
  const { excerpts, outside, day, mode } = panel.model;
  if (!outside.length) return element("span");
  const box = element("details", "outside");
  const noun = outside.length === 1 ? "passage speaks" : "passages speak";
  box.append(element("summary", "", `${outside.length} ${noun} of other days than those up to ${day}`));
  box.append(...outside.map((each) => excerptBox(panel, each)));
  box.open = excerpts.length === 0 && mode === "place";
  return box;
}
