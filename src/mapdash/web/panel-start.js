/*
 * Where to begin: three hints, the places of the day, and the passages listed.
 */

import { button, dot, element } from "./panel-elements.js";
import { excerptList, outsideList } from "./panel-list.js";
import { compareButton } from "./panel-sources.js";

const HINTS = [
  "Press a shape on the map, or a place in this list, to read the sentences that speak of it.",
  "Move the date: shapes come and go with the days on which they held.",
  "Every marked word in a passage leads back to the map.",
];

export function startParts(panel) {
  const { model } = panel;
  const hints = element("ol", "hints");
  hints.append(...HINTS.map((line) => element("li", "", line)));
  return [
    element("h2", "", "Where to begin"),
    hints,
    element("p", "note", model.about),
    ...compareButton(panel, "Compare sources"),
    element("h3", "", `Places on ${model.day}`),
    placeList(panel),
    element("h3", "", `${model.summary} up to this day`),
    ...excerptList(panel),
    outsideList(panel),
  ];
}

/* Places that passages speak of come first; the silent ones are one press away. */
function placeList(panel) {
  const { places, rest } = panel.model;
  const box = element("div");
  const spoken = places.filter((each) => each.count);
  const silent = places.filter((each) => !each.count);
  box.append(placeRows(panel, spoken));
  if (silent.length) {
    const more = element("details", "silent");
    more.append(element("summary", "", `${silent.length} more on the map, of which no passage listed speaks`));
    more.append(placeRows(panel, silent));
    more.open = spoken.length === 0;
    box.append(more);
  }
  if (rest) box.append(element("p", "empty", `${rest} more places are on the map.`));
  if (!places.length) box.append(element("p", "empty", "Every layer is switched off: switch one on above the map."));
  return box;
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
  row.append(
    dot(layers[each.layer].colour),
    element("span", "place-name", each.name),
    element("span", "place-status", each.status),
    element("span", `place-count${each.count ? "" : " none"}`, each.count || "–"),
  );
  const state = each.status || (mode === "search" ? "" : "not drawn on this day");
  row.setAttribute("aria-label", [each.name, state, `passages: ${each.count}`].filter(Boolean).join(", "));
  return row;
}
