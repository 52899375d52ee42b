/*
 * From the map's documents to Leaflet's layers: each feature, and each piece of the ground
 * under them, becomes an item that is built once and then only shown or hidden.  GeoJSON
 * has longitude before latitude, Leaflet wants them the other way round.
 */

import { style } from "./cartography.js";

const PANES = { ground: 210, areas: 410, lines: 420, points: 430 };
const RADIUS = { least: 3.5, most: 7 };
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

/* A feature of the atlas, its shapes made when they are first asked for; one without a shape is an item too. */
class FeatureItem {
  constructor({ id, properties, geometry }, colour) {
    Object.assign(this, { id, properties, geometry, colour, kind: kindOf(geometry), radius: RADIUS.least });
    if (geometry) this.latlng = latlngOf(properties.at);
  }

  get shapes() {
    if (!this.made) this.made = shapesOf(this);
    return this.made;
  }

  get path() {
    return this.shapes.path;
  }

  get group() {
    return this.shapes.group;
  }

  get bounds() {
    return this.shapes.bounds;
  }

  resize(radius) {
    this.radius = radius;
    if (this.made) this.path.setRadius(radius);
  }
}

export const featureItem = (feature, colour) => new FeatureItem(feature, colour);

function kindOf(geometry) {
  if (!geometry) return "none";
  return geometry.type.endsWith("Point") ? "point" : geometry.type.endsWith("LineString") ? "line" : "area";
}

/* What is put on the map for a feature: the path that is dressed and pressed, with what belongs to it, as a group. */
function shapesOf(item) {
  const base = { pane: `mapdash-${item.kind}s`, interactive: false, className: `feature feature-${item.kind} id-${item.id}` };
  const { beside, path, bounds } = item.kind === "point" ? pointOf(item, base) : pathOf(item, base);
  return { path, bounds, group: beside ? L.layerGroup([beside, path]) : path };
}

function pointOf({ properties, geometry: { type, coordinates }, colour, radius }, base) {
  const at = latlngOf(type === "Point" ? coordinates : coordinates[0]);
  const loose = properties.basis === "schematic" && properties.accuracy;
  const halo = { ...base, className: "feature-halo", radius: properties.accuracy, color: colour, fillColor: colour };
  return {
    beside: loose ? L.circle(at, halo) : null,
    path: L.circleMarker(at, { ...base, ...style(properties, colour, "point"), radius }),
    bounds: L.latLngBounds([at, at]),
  };
}

function pathOf({ properties, geometry: { type, coordinates }, colour, kind }, base) {
  const rings = L.GeoJSON.coordsToLatLngs(coordinates, DEPTHS[type]);
  const line = kind === "line";
  const options = { ...base, ...style(properties, colour, kind), smoothFactor: line ? 1.6 : 0.6 };
  const casing = { ...base, className: "feature-casing", weight: 8, color: "var(--map-halo)" };
  const path = line ? L.polyline(rings, options) : L.polygon(rings, options);
  return { beside: line ? L.polyline(rings, casing) : null, path, bounds: path.getBounds() };
}

/* Points are small on a wide view, so that they do not hide what they lie in. */
export function resize(items, zoom) {
  const radius = Math.max(RADIUS.least, Math.min(RADIUS.most, zoom - 3.5));
  for (const item of items) if (item.kind === "point") item.resize(radius);
}

/* A measure of size on the ground, to rank by; degrees across. */
export function extent(item) {
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
