/*
 * The words of a passage: text, with its mentions and dates marked; marks may
 * nest.  A mention leads to its place on the map, a date to its day, by a
 * press or by a key.
 */

import { button, dot, element } from "./panel-elements.js";

/* The nodes of a passage, as the browser shows them; key: the passage's own. */
export function inline(panel, nodes, key) {
  return nodes.map((node) => {
    if (node.text !== undefined) return document.createTextNode(node.text);
    return node.mark.kind === "date" ? dateMark(panel, node, key) : mentionMark(panel, node, key);
  });
}

function dateMark(panel, node, key) {
  const { days, day } = node.mark;
  const date = element("span", "date");
  date.append(...inline(panel, node.nodes, key));
  date.title = day === null ? days : `${days}: show the map as it was then`;
  if (days !== date.textContent) date.dataset.days = days;
  if (day === null) return date;
  const control = node.nodes.some((each) => each.mark) ? ownWords(date) : date;
  if (control) pressable(date, control, () => panel.showDay(day));
  return date;
}

function mentionMark(panel, node, key) {
  const { mark } = node;
  const [place] = mark.places;
  const link = element("mark", mark.chosen ? "mention chosen" : "mention");
  link.style.setProperty("--layer", panel.model.layers[mark.layer].colour);
  link.dataset.place = place;
  link.dataset.layer = mark.layer;
  link.dataset.at = mark.at.join("-");
  link.append(...inline(panel, node.nodes, key));
  link.title = `${panel.nameOf(place)}: show it on the map`;
  const control = (node.nodes.some((each) => each.mark) && ownWords(link)) || link;
  pressable(link, control, () => panel.choose(place, "", key));
  return link;
}

/*
 * What the keyboard reaches of a mark.  No control may hold another: of a mark
 * with marks inside, its first own words are the control, and stand for all of it.
 */
function ownWords(mark) {
  const own = [...mark.childNodes].find((child) => child.nodeType === Node.TEXT_NODE && child.data.trim());
  if (!own) return null;
  const words = element("span", "own-words");
  words.setAttribute("aria-label", mark.textContent);
  own.replaceWith(words);
  words.append(own);
  return words;
}

function pressable(mark, control, act) {
  control.tabIndex = 0;
  control.setAttribute("role", "button");
  const press = (event) => {
    event.stopPropagation();
    event.preventDefault();
    act();
  };
  mark.addEventListener("click", press);
  control.addEventListener("keydown", (event) => {
    if (event.key === "Enter" || event.key === " ") press(event);
  });
}

/* An issue, in the colour of the layer that decides it; a press lists it alone. */
export function issueChip(panel, { id, title, colour }) {
  const chip = button("tag issue", title, () => panel.send("issue", { issue: id }));
  if (colour) chip.prepend(dot(colour));
  chip.title = "List the passages on this issue alone, or on all again";
  return chip;
}
