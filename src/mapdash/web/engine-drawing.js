/*
 * What is drawn of a state: which items are shown, how each is dressed, and which names
 * stand beside them.
 */

import { difference, holds } from "./difference.js";
import { extent } from "./engine-shapes.js";
import { label } from "./names.js";

const KINDS = ["appeared", "changed", "ended", "unchanged"];
const MILLISECONDS = 86400000;
const FORMAT = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });

const dayText = (day) => FORMAT.format(new Date(day * MILLISECONDS));

/* The items that differ between two days that are compared, or null.
   Beyond what is known nothing is said to end: there the comparison stops. */
export function compared(items, state, asOf) {
  if (state.values.compare === null) return null;
  return difference(items.filter((item) => state.on(item)), state.early, Math.min(state.late, asOf));
}

/* Whether an item is drawn; after `asOf` nothing is known. */
export function visible(item, state, differing, asOf) {
  if (!state.on(item)) return false;
  if (differing && differing.get(item) === "ended") return true;
  return holds(item.properties, state.late) && state.late <= asOf;
}

/* Put a layer on the map or take it off. */
export function toggle(map, layer, on) {
  if (on && !map.hasLayer(layer)) layer.addTo(map);
  if (!on) layer.remove();
}

/*
 * Dimmed where no passage of the selection, or of what is being read, speaks of the place; ringed
 * when chosen, itself or as one of a set.
 */
export function dress(item, places, { bright, feature, read }, differing) {
  const path = item.path.getElement();
  if (!path) return;
  const chosen = places.has(item.properties.place) || (!read && item.id === feature);
  path.classList.toggle("chosen", chosen);
  path.classList.toggle("chosen-state", item.id === feature);
  const kept = read || bright;
  path.classList.toggle("dimmed", Boolean(kept) && !kept.has(item.properties.place) && !chosen);
  const kind = differing ? differing.get(item) || "unchanged" : null;
  for (const each of KINDS) path.classList.toggle(each, each === kind);
}

/* What a shape is, for who does not see it. */
export function nameShape(item, places, language) {
  const path = item.path.getElement();
  const { place, part, status } = item.properties;
  const text = [label(places[place].names, language), part, status].filter(Boolean).join(", ");
  if (!path || path.getAttribute("aria-label") === text) return;
  path.setAttribute("role", "img");
  path.setAttribute("aria-label", text);
}

/* The points that names ought not to hide, each with its radius in pixels. */
export function pointsOf(drawn, ground) {
  const marked = [...drawn].filter((item) => item.kind === "point").map((item) => ({ latlng: item.latlng, radius: item.path.getRadius() }));
  return marked.concat(ground.filter((item) => item.kind === "town").map(({ latlng }) => ({ latlng, radius: 2.5 })));
}

/* The day, or the two days, in words. */
export function dayLine(state, differing, asOf) {
  const known = state.late > asOf ? ": not known" : "";
  return (differing ? `${dayText(state.early)} → ` : "") + dayText(state.late) + known;
}

/* The names that ask for room on the map: of the places shown, each once, and of the towns. */
export function labelCandidates(drawn, ground, places, chosen, values) {
  const labelled = new Map();
  for (const item of drawn) {
    const candidate = placeLabel(item, places, chosen, values.language);
    const known = labelled.get(item.properties.place);
    if (!known || candidate.rank < known.rank) labelled.set(item.properties.place, candidate);
  }
  const towns = ground.filter((item) => item.properties.names && item.latlng && holds(item.properties, values.day));
  return [...labelled.values(), ...towns.map((item) => townLabel(item, values.language))];
}

function placeLabel(item, places, chosen, language) {
  const selected = chosen.has(item.properties.place);
  const weight = { area: 100, line: 200, point: 500 }[item.kind] - Math.min(90, extent(item));
  return {
    text: label(places[item.properties.place].names, language),
    latlng: item.latlng,
    bounds: item.bounds,
    kind: item.kind,
    colour: item.colour,
    rank: selected ? 0 : weight,
    selected,
    minZoom: item.kind === "point" && !selected ? 8 : 0,
  };
}

function townLabel({ properties, latlng, kind }, language) {
  return {
    text: label(properties.names, language),
    latlng,
    kind: kind === "town" ? "town" : "ground",
    rank: 300 + (properties.rank || 0) * 60,
    minZoom: properties.minZoom || 0,
  };
}
