/*
 * A place: its names, its state on the day, how that is known, the passages
 * that speak of it, and its other states through time.
 */

import { ways } from "./panel-counts.js";
import { button, dot, element, headed, linked } from "./panel-elements.js";
import { excerptList, outsideList } from "./panel-list.js";
import { compareButton } from "./panel-sources.js";
import { nextStep } from "./panel-start.js";

export function placeParts(panel) {
  const { model } = panel;
  const parts = [placeHead(panel)];
  if (model.under.length) parts.push(placeLinks(panel, "Also at this point", model.under));
  parts.push(...model.current.map(stateBox));
  if (model.members.length) parts.push(placeLinks(panel, setText(model), model.members));
  else if (!model.current.length) parts.push(absentBox(model));
  const compare = compareButton(panel, "Compare sources on this place", { place: model.place });
  parts.push(headed(model.excerpts.length ? model.summary : "No passage listed", ...compare), ...waysLine(model.excerpts));
  parts.push(...excerptList(panel), ...nextStep(model), outsideList(panel), moreOfPlace(panel));
  return parts;
}

/* How many of the passages name the place itself, and how many only a part or a set. */
function waysLine(excerpts) {
  const counts = {};
  for (const { relation } of excerpts) counts[relation] = (counts[relation] || 0) + 1;
  const told = ways(counts);
  return told ? [element("p", "note ways", told)] : [];
}

function placeHead(panel) {
  const { model } = panel;
  const { colour } = model.layers[model.layer.id];
  const head = element("header", "place-head");
  head.style.setProperty("--layer", colour);
  const top = element("div", "head-line");
  const kind = element("span", "kind", model.layer.title);
  kind.prepend(dot(colour));
  top.append(kind, button("quiet", "Close", () => panel.send("close")));
  head.append(top, element("h2", "", model.name), namesList(model.names));
  return head;
}

function namesList(languages) {
  const list = element("dl", "names");
  for (const each of languages) {
    const value = element("dd", "", each.names.join(", "));
    value.lang = each.code;
    value.dir = "auto";
    list.append(element("dt", "", each.language), value);
  }
  return list;
}

/* Why nothing of the place is drawn on the day. */
function absentBox(model) {
  const text = model.states.length
    ? `Not on the map on ${model.day}. Its states are listed below.`
    : "Not drawn: where it lies is not known exactly enough.";
  return element("p", "empty", text);
}

/* Of how many places a set is, and how many of them are drawn on the day. */
function setText({ members, day }) {
  const drawn = members.filter((each) => each.drawn).length;
  const number = drawn === members.length ? "all" : drawn || "none";
  return `A set of ${members.length} places, ${number} of them on the map on ${day}:`;
}

function stateBox(each) {
  const box = element("section", "state");
  const title = element("p", "status", each.status);
  if (each.part) title.prepend(element("span", "part", `${each.part}: `));
  const made = element("p", "made", each.made);
  if (each.schematic) made.classList.add("schematic");
  box.append(title, element("p", "when", each.when), made);
  if (each.confidence === "low") box.append(element("p", "low", "Low confidence: to be verified."));
  if (each.note) box.append(element("p", "note", each.note));
  box.append(stateSources(each));
  return box;
}

function stateSources(each) {
  const facts = element("details", "facts");
  facts.append(element("summary", "", each.figures.length ? "Sources and published figures" : "Sources"));
  const list = element("dl");
  const add = (term, value) => {
    if (!value) return;
    const told = element("dd");
    told.append(...linked(value));
    list.append(element("dt", "", term), told);
  };
  add("Shape", each.source);
  add("Status", each.status_source);
  add("Licence", each.licence);
  for (const figure of each.figures) add(figure.quantity, `${figure.value} (${figure.source})`);
  facts.append(list);
  return facts;
}

function moreOfPlace(panel) {
  const { model } = panel;
  const box = element("div", "more");
  if (model.states.length > 1) box.append(headed("Through time"), stateRows(panel));
  if (model.within.length) box.append(placeLinks(panel, "Lies in", model.within));
  if (model.sets.length) box.append(placeLinks(panel, "Belongs to", model.sets));
  if (model.note) box.append(element("p", "note", model.note));
  if (model.layer.note) box.append(element("p", "note", model.layer.note));
  return box;
}

function stateRows(panel) {
  const list = element("ul", "states");
  for (const each of panel.model.states) {
    const row = button(`state-row${each.holds ? " holds" : ""}`, "", () => panel.choose(panel.model.place, each.feature));
    row.append(element("span", "when", each.when), element("span", "", each.part ? `${each.part}: ${each.status}` : each.status));
    const item = element("li");
    item.append(row);
    list.append(item);
  }
  return list;
}

function placeLinks(panel, title, places) {
  const box = element("p", "links");
  box.append(element("span", "links-title", title));
  for (const each of places) {
    const link = button(`chip${each.drawn === false ? " away" : ""}`, each.name, () => panel.choose(each.place));
    if (each.drawn === false) link.title = `Not on the map on ${panel.model.day}`;
    link.prepend(dot(panel.model.layers[each.layer].colour));
    box.append(link);
  }
  return box;
}
