/*
 * Where to begin: a hint, the places of the day, and the passages listed.
 */

import { lacking, lackingWords } from "./lacking.js";
import { total, ways } from "./panel-counts.js";
import { button, dot, element, headed } from "./panel-elements.js";
import { hintBox } from "./panel-hint.js";
import { excerptList, outsideList } from "./panel-list.js";
import { compareButton } from "./panel-sources.js";

export function startParts(panel) {
  const { model } = panel;
  return [
    element("h2", "", "Where to begin"),
    ...hintBox(panel.root),
    element("p", "note", model.about),
    headed(`Places on ${model.day}`, ...compareButton(panel, "Compare sources")),
    placeList(panel),
    headed(`${model.summary} up to this day`),
    ...excerptList(panel),
    ...nextStep(model),
    outsideList(panel),
  ];
}

/* Places that passages speak of come first; the silent ones are one press away. */
function placeList(panel) {
  const { places, rest } = panel.model;
  const box = element("div");
  const spoken = places.filter((each) => total(each.counts));
  const silent = places.filter((each) => !total(each.counts));
  box.append(placeRows(panel, spoken));
  if (silent.length) {
    const more = element("details", "silent");
    more.append(element("summary", "", `${silent.length} more on the map, of which no passage listed speaks`));
    more.append(placeRows(panel, silent));
    more.open = spoken.length === 0;
    box.append(more);
  }
  if (rest) box.append(element("p", "empty", `${rest} more places are on the map.`));
  if (!places.length) box.append(element("p", "empty", whyNoPlace(panel.model)));
  return box;
}

function whyNoPlace({ layers, layersOn, known, day }) {
  const lacks = lacking(Object.keys(layers).length);
  if (lacks) return lacks;
  if (!layersOn) return "Every layer is switched off: switch one on above the map.";
  if (!known) return `Nothing is known of ${day}: move the day back.`;
  return `Nothing is on the map on ${day}, and no passage listed speaks of a place: move the day, or switch more layers on.`;
}

/* Where no passage is listed, what to do about it. */
export function nextStep({ articles, excerpts, outside, spokenOf = true }) {
  if (excerpts.length) return [];
  const lacks = lackingWords(articles);
  if (lacks) return [element("p", "empty", lacks)];
  if (!spokenOf) {
    return [element("p", "empty", "No article here speaks of this place: the map shows it from sources of its own.")];
  }
  const text = outside.length
    ? "None speaks of the days up to this one. Move the day or widen the window below the map; those of other days are here:"
    : "None fits what is chosen. Take the choice of issues, layers or articles back, or set the day “As known on” free.";
  return [element("p", "empty", text)];
}

/* A row for each place; a press chooses it. */
export function placeRows(panel, places) {
  const list = element("ul", "places");
  for (const each of places) {
    const item = element("li");
    item.append(placeRow(panel, each));
    list.append(item);
  }
  return list;
}

function placeRow(panel, each) {
  const { layers, mode } = panel.model;
  const row = button("place-row", "", () => panel.choose(each.place));
  const count = total(each.counts);
  const told = ways(each.counts);
  row.append(
    dot(layers[each.layer].colour),
    element("span", "place-name", each.name),
    element("span", "place-status", each.status),
    element("span", `place-count${count ? "" : " none"}`, count || "–"),
  );
  if (told) row.append(element("span", "place-ways", told));
  const state = each.status || (mode === "search" ? "" : "not drawn on this day");
  row.setAttribute("aria-label", [each.name, state, `passages: ${count}`, told].filter(Boolean).join(", "));
  return row;
}
