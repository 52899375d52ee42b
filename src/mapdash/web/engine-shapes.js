/*
 * From the map's documents to Leaflet's layers: each feature, and each piece of the ground
 * under them, becomes an item that is built once and then only shown or hidden.  GeoJSON
 * has longitude before latitude, Leaflet wants them the other way round.
 */

import { style } from "./cartography.js";

const PANES = { ground: 210, areas: 410, lines: 420, points: 430 };
const DEPTHS = { LineString: 0, MultiLineString: 1, Polygon: 1, MultiPolygon: 2 };

export function createPanes(map) {
  for (const [name, zIndex] of Object.entries(PANES)) map.createPane(`mapdash-${name}`).style.zIndex = zIndex;
  map.getPane("mapdash-ground").setAttribute("aria-hidden", "true");
}

const latlngOf = ([longitude, latitude]) => L.latLng(latitude, longitude);

/* The basemap: land, borders, water and towns, each with its own valid time. */
export function groundItem(feature) {
  const { properties, geometry } = feature;
  const { kind } = properties;
  const pane = "mapdash-ground";
  if (geometry.type !== "Point") {
    const layer = L.geoJSON(feature, { pane, interactive: false, style: { className: `ground-${kind}`, smoothFactor: 0.6 } });
    return { properties, kind, layer };
  }
  const latlng = latlngOf(geometry.coordinates);
  const dot = { pane, radius: 2.5, className: "ground-town", interactive: false };
  return { properties, kind, latlng, layer: kind === "label" ? L.layerGroup() : L.circleMarker(latlng, dot) };
}

/* A feature of the atlas; one without a shape is an item too, with nothing to draw. */
export function featureItem(feature, colour) {
  const { id, properties, geometry } = feature;
  const item = { id, properties, colour, parts: [], kind: "none" };
  if (!geometry) return item;
  item.kind = geometry.type.endsWith("Point") ? "point" : geometry.type.endsWith("LineString") ? "line" : "area";
  const base = { pane: `mapdash-${item.kind}s`, interactive: false, className: `feature feature-${item.kind} id-${id}` };
  if (item.kind === "point") addPoint(item, geometry, base);
  else addShape(item, geometry, base);
  item.parts.push(item.path);
  item.group = L.layerGroup(item.parts);
  item.latlng = latlngOf(properties.at);
  return item;
}

function addPoint(item, { type, coordinates }, base) {
  const { properties, colour } = item;
  const at = latlngOf(type === "Point" ? coordinates : coordinates[0]);
  if (properties.basis === "schematic" && properties.accuracy) {
    item.parts.push(L.circle(at, { ...base, className: "feature-halo", radius: properties.accuracy, color: colour, fillColor: colour }));
  }
  item.path = L.circleMarker(at, { ...base, ...style(properties, colour, "point") });
  item.bounds = L.latLngBounds([at, at]);
}

function addShape(item, { type, coordinates }, base) {
  const rings = L.GeoJSON.coordsToLatLngs(coordinates, DEPTHS[type]);
  const line = item.kind === "line";
  const options = { ...base, ...style(item.properties, item.colour, item.kind), smoothFactor: line ? 1.6 : 0.6 };
  if (line) item.parts.push(L.polyline(rings, { ...base, className: "feature-casing", weight: 8, color: "var(--map-halo)" }));
  item.path = line ? L.polyline(rings, options) : L.polygon(rings, options);
  item.bounds = item.path.getBounds();
}

/* Points are small on a wide view, so that they do not hide what they lie in. */
export function resize(items, zoom) {
  const radius = Math.max(3.5, Math.min(7, zoom - 3.5));
  for (const item of items) if (item.kind === "point") item.path.setRadius(radius);
}

/* A measure of size on the ground, to rank by; degrees across. */
export function extent(item) {
  if (!item.bounds) return 0;
  const { lat: south, lng: west } = item.bounds.getSouthWest();
  const { lat: north, lng: east } = item.bounds.getNorthEast();
  return Math.hypot(north - south, east - west) * 10;
}

/* How far a point of the map's layers is from an item as drawn, in pixels. */
export function away(item, point) {
  const { kind, path } = item;
  if (kind === "area") return path._containsPoint(point) ? 0 : Infinity;
  if (kind === "line") return Math.max(0, awayFromLine(path, point) - 2);
  return path._point ? Math.max(0, path._point.distanceTo(point) - path.getRadius()) : Infinity;
}

function awayFromLine(line, point) {
  let least = Infinity;
  for (const part of line._parts || []) {
    for (let index = 1; index < part.length; index += 1) {
      least = Math.min(least, L.LineUtil.pointToSegmentDistance(point, part[index - 1], part[index]));
    }
  }
  return least;
}
