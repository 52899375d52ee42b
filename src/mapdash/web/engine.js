/*
 * The map's engine: keeps the features, draws those that hold on the day,
 * and talks with the page.
 *
 * The features are fetched once.  Python sends small patches of state
 * (receive); controls in the page drive the day directly while they are
 * dragged (the bus on the parent window), without a round trip.  A day is a
 * count of days since 1970-01-01.
 */

import { bus, nextNumber, tell } from "./bus.js";
import { Legend, element, hatches } from "./cartography.js";
import { holds } from "./difference.js";
import { compared, dayLine, dress, labelCandidates, nameShape, pointsOf, toggle, visible } from "./engine-drawing.js";
import { Pointing } from "./engine-pointing.js";
import { createPanes, featureItem, groundItem, resize } from "./engine-shapes.js";
import { MapState } from "./engine-state.js";
import { View } from "./engine-view.js";
import { findable } from "./findable.js";
import { Labels } from "./labels.js";
import { PictureControl } from "./picture.js";

const MOST_UNDER = 8;
/* As many shapes are drawn within a frame or two. */
const FIRST = 250;

class Engine {
  constructor(map, options) {
    this.map = map;
    this.options = options;
    this.identity = Math.random().toString(36).slice(2);
    this.state = new MapState(() => this.draw());
    this.items = [];
    this.ground = [];
    // What holds on the day, and what of it is on the map.
    this.shown = new Set();
    this.drawn = new Set();
    this.opened = false;
    this.differing = null;
    this.flown = 0;
    this.view = new View(map, options.onChoose ? null : window.parent);
    if (!options.onChoose) this.heedTheme();
    this.prepare();
    this.ready = this.load();
  }

  prepare() {
    const { map } = this;
    createPanes(map);
    map.attributionControl.setPrefix(false);
    this.labels = new Labels(map);
    this.dayBox = element("output", "day-box");
    map.getContainer().append(this.dayBox);
    map.getContainer().setAttribute("role", "region");
    map.getContainer().setAttribute("aria-label", "Map. The list beside it holds the same shapes.");
    // Leaflet focuses its container on a press; the page must not scroll away under the finger.
    map.getContainer().focus = function focus() {
      HTMLElement.prototype.focus.call(this, { preventScroll: true });
    };
    map.on("zoomend", () => resize(this.items, map.getZoom()));
    this.pointing = new Pointing(this);
  }

  async load() {
    const [ground, features] = await Promise.all([this.options.basemap, this.options.features].map(fetched));
    this.layers = new Map(features.layers.map((layer) => [layer.id, layer]));
    this.places = features.places;
    this.about = { title: features.title, version: features.version };
    this.asOf = features.asOf;
    hatches(features.layers);
    this.legend = new Legend(features.layers).addTo(this.map);
    this.ground = ground.features.map(groundItem);
    this.items = features.features.map((feature) => featureItem(feature, this.layers.get(feature.properties.layer).colour));
    this.byId = new Map(this.items.map((item) => [item.id, item]));
    resize(this.items, this.map.getZoom());
    this.credit(new Set([...ground.attribution, ...features.attribution]));
    new PictureControl(this).addTo(this.map);
  }

  credit(lines) {
    for (const line of lines) {
      const safe = element("span", "", line);
      // oxlint-disable-next-line no-restricted-properties -- read, not set: it comes out escaped
      this.map.attributionControl.addAttribution(safe.innerHTML);
    }
  }

  /* ---------------------------------------------------------------- state */

  /* A patch from Python. */
  receive(patch) {
    const { fly, sight, ...values } = patch;
    this.state.take(values);
    this.wear(this.state.values.theme);
    this.ready.then(() => {
      this.draw();
      if (fly && fly.seq > this.flown) {
        this.flown = fly.seq;
        this.fly(fly.place);
      }
      // The page sends the rest of itself once its map is drawn.
      if (sight) requestAnimationFrame(() => void fetch(`${this.options.drawn}?${sight}`).catch(() => undefined));
    });
  }

  /* Light or dark; the colours themselves are the style sheet's. */
  wear(theme) {
    document.documentElement.dataset.theme = theme;
  }

  /* The page turns dark or light at once as the reader's system does; Python hears of it later. */
  heedTheme() {
    window.addEventListener("message", ({ data, source }) => {
      const base = source === window.parent && data && data.type === "streamlit:render" && data.theme && data.theme.base;
      if (base) this.wear(base === "dark" ? "dark" : "light");
    });
  }

  /* A control in the page moves the day; Python hears of it when the control lets go. */
  scrub(day) {
    if (this.state.scrub(day)) this.draw();
  }

  draw() {
    const { state, asOf } = this;
    if (state.values.day === null || !this.layers) return;
    for (const item of this.ground) toggle(this.map, item.layer, holds(item.properties, Math.min(state.late, asOf)));
    this.differing = compared(this.items, state, asOf);
    this.chosen = state.values.read || this.drawnFor([state.values.place]);
    this.shown = new Set(this.items.filter((item) => visible(item, state, this.differing, asOf)));
    this.drawShapes();
    this.legend.update(state.values.layers || new Set(this.layers.keys()), Boolean(this.differing));
    this.dayBox.textContent = dayLine(state, this.differing, asOf);
    const { drawn, ground, places, chosen } = this;
    this.labels.show(() => labelCandidates(drawn, ground, places, chosen, state.values), () => pointsOf(drawn, ground));
  }

  /* Only what comes, goes or looks different is touched: a step of the day moves few shapes of many. */
  drawShapes() {
    const { shown, drawn, map } = this;
    for (const item of drawn) {
      if (shown.has(item)) continue;
      item.group.remove();
      drawn.delete(item);
    }
    const come = [...shown].filter((item) => item.kind !== "none" && !drawn.has(item));
    const now = this.opened ? come : come.slice(0, FIRST);
    for (const item of now) {
      item.group.addTo(map);
      drawn.add(item);
    }
    for (const item of this.dressedAlike() ? now : drawn) {
      dress(item, this.chosen, this.state.values, this.differing);
      nameShape(item, this.places, this.state.values.language);
    }
    // A map of thousands of shapes opens with some of them, rather than late.
    this.opened = now.length === come.length;
    if (!this.opened) requestAnimationFrame(() => setTimeout(() => this.draw()));
  }

  /* Whether shapes look as they did when last drawn. */
  dressedAlike() {
    const { bright, place, feature, read, language } = this.state.values;
    const look = [bright, place, feature, read, language, this.differing];
    const alike = this.look !== undefined && look.every((each, at) => each === this.look[at]);
    this.look = look;
    return alike;
  }

  /* The reader chooses a feature; others lie under the same point. */
  choose(item, others) {
    this.state.values.place = item.properties.place;
    this.state.values.feature = item.id;
    this.draw();
    const told = { feature: item.id, under: others.map((other) => other.id).slice(0, MOST_UNDER), seq: nextNumber() };
    if (this.options.onChoose) {
      this.options.onChoose(told);
      return;
    }
    const foresee = (panel) => panel.pressed(item.properties, told.under, told.seq);
    tell(() => window.Streamlit.setComponentValue(told), foresee, window.parent);
  }

  /* ---------------------------------------------------------------- view */

  /* Bring a place and its members into view: as they are drawn, or else wherever they ever were. */
  fly(place) {
    this.flyToAll([place]);
  }

  /* Let places stand out, and nothing else: those that are being read of; null ends it. */
  spotlight(places, bring) {
    this.state.values.read = places && places.length ? this.drawnFor(places) : null;
    this.draw();
    if (bring && places && places.length) this.flyToAll(places);
  }

  /* The places whose features stand for these: their own, their members', or those they share. */
  drawnFor(places) {
    const drawn = new Set();
    for (const place of places.filter((each) => this.places[each])) {
      for (const each of [place, ...this.places[place].members]) drawn.add((this.places[each] || {}).shares || each);
    }
    return drawn;
  }

  flyToAll(places) {
    const drawn = this.drawnFor(places);
    const own = this.items.filter((item) => item.kind !== "none" && drawn.has(item.properties.place));
    const now = own.filter((item) => this.shown.has(item));
    const bounds = L.latLngBounds([]);
    for (const item of now.length ? now : own) bounds.extend(item.bounds);
    this.view.fly(bounds);
  }

  /* ---------------------------------------------------------------- what the tests, and the curious, may ask */

  report() {
    const { day, place, feature } = this.state.values;
    return {
      identity: this.identity,
      day,
      confirmed: this.state.confirmed,
      told: this.state.told,
      place,
      feature,
      read: [...(this.state.values.read || [])],
      shown: [...this.shown].map((item) => item.id).sort(),
      differing: this.differing ? Object.fromEntries([...this.differing].map(([item, kind]) => [item.id, kind])) : null,
      painted: this.map.getContainer().querySelectorAll("path.feature").length,
      labels: this.labels.shown || [],
      centre: this.map.getCenter(),
      zoom: this.map.getZoom(),
    };
  }

  /* What is told with a picture of the map: what it shows, whom to credit, where it is from. */
  told() {
    const { title, version } = this.about;
    const page = this.options.onChoose ? "" : findable(window.parent.location.href);
    return {
      Title: `${title}, ${this.dayBox.textContent}`,
      Copyright: this.map.attributionControl.getContainer().textContent,
      Source: [`mapdash atlas, version ${version}`, page].filter(Boolean).join(", "),
    };
  }

  /* Where, in the frame's pixels, a feature can be pressed; null if it is not drawn. */
  spot(id) {
    return this.pointing.spot(this.byId.get(id));
  }
}

/* A document at an address; a file that stands alone carries its documents itself. */
async function fetched(source) {
  if (typeof source !== "string") return source;
  const answer = await fetch(source);
  if (!answer.ok) throw new Error(`the map's data did not load (${answer.status})`);
  return answer.json();
}

window.mapdash = {
  start(map, options) {
    const engine = new Engine(map, options);
    window.mapdash.engine = engine;
    // A file that stands alone has no page around its map.
    if (!options.onChoose) bus(window.parent).engine = engine;
  },
  receive(patch) {
    window.mapdash.engine.receive(patch);
  },
};
