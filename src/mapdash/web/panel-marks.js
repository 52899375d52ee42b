/*
 * The words of a passage: text, with its mentions and dates marked; marks may
 * nest.  A mention leads to its place on the map, by a press or by a key.
 */

import { element } from "./panel-elements.js";

/* The nodes of a passage, as the browser shows them. */
export function inline(panel, nodes) {
  return nodes.map((node) => {
    if (node.text !== undefined) return document.createTextNode(node.text);
    return node.mark.kind === "date" ? dateMark(panel, node) : mentionMark(panel, node);
  });
}

function dateMark(panel, node) {
  const date = element("span", "date");
  date.title = node.mark.days;
  date.append(...inline(panel, node.nodes));
  return date;
}

function mentionMark(panel, node) {
  const { mark } = node;
  const link = element("mark", mark.chosen ? "mention chosen" : "mention");
  link.style.setProperty("--layer", panel.model.layers[mark.layer].colour);
  link.dataset.place = mark.places[0];
  link.dataset.layer = mark.layer;
  link.dataset.at = mark.at.join("-");
  link.append(...inline(panel, node.nodes));
  const control = controlOf(link, node.nodes);
  control.tabIndex = 0;
  control.setAttribute("role", "button");
  const press = (event) => {
    event.stopPropagation();
    event.preventDefault();
    panel.choose(mark.places[0]);
  };
  link.addEventListener("click", press);
  control.addEventListener("keydown", (event) => {
    if (event.key === "Enter" || event.key === " ") press(event);
  });
  return link;
}

/*
 * What the keyboard reaches of a mark.  No control may hold another: of a mark
 * with marks inside, its first own words are the control, and stand for all of it.
 */
function controlOf(link, nodes) {
  const own = [...link.childNodes].find((child) => child.nodeType === Node.TEXT_NODE && child.data.trim());
  if (!own || !nodes.some((node) => node.mark && node.mark.kind === "mention")) return link;
  const words = element("span", "own-words");
  words.setAttribute("aria-label", link.textContent);
  own.replaceWith(words);
  words.append(own);
  return words;
}
