/*
 * The map's engine: keeps the features, draws those that hold on the day,
 * and talks with the page.
 *
 * The features are fetched once.  Python sends small patches of state
 * (receive); controls in the page drive the day directly while they are
 * dragged (the bus on the parent window), without a round trip.  A day is a
 * count of days since 1970-01-01.
 */
(function () {
  "use strict";

  const { Labels, Legend, element, hatches, label, style } = window.mapdashCartography;
  const { difference, holds } = window.mapdashDifference;
  const MILLISECONDS = 86400000;
  const PENDING_FOR = 4000;
  const DESKTOP = 720;
  const TOLERANCE = { mouse: 6, touch: 18 };
  const FORMAT = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });

  const dayText = (day) => FORMAT.format(new Date(day * MILLISECONDS));

  class Engine {
    constructor(map, options) {
      this.map = map;
      this.options = options;
      this.identity = Math.random().toString(36).slice(2);
      this.state = { day: null, layers: null, bright: null, place: null, feature: null, language: "en", theme: "light", compare: null };
      this.items = [];
      this.ground = [];
      this.shown = new Set();
      this.differing = null;
      this.confirmed = null;
      this.pending = null;
      this.flown = 0;
      // The atlas's zoom suits a desktop: a narrow map shows as much of the ground.
      const narrower = Math.round(2 * Math.log2(Math.min(1, map.getSize().x / DESKTOP))) / 2;
      map.setZoom(map.getZoom() + narrower, { animate: false });
      this.home = { centre: map.getCenter(), zoom: map.getZoom() };
      this.prepare();
      this.ready = this.load();
    }

    prepare() {
      const { map } = this;
      for (const [name, zIndex] of [["ground", 210], ["areas", 410], ["lines", 420], ["points", 430]]) {
        map.createPane(`mapdash-${name}`).style.zIndex = zIndex;
      }
      map.attributionControl.setPrefix(false);
      this.labels = new Labels(map);
      this.dayBox = element("output", "day-box");
      this.tip = element("div", "tip");
      this.tip.hidden = true;
      this.tip.setAttribute("role", "status");
      map.getContainer().append(this.dayBox, this.tip);
      map.getContainer().setAttribute("aria-label", "Map. The list beside it holds the same places.");
      // Leaflet focuses its container on a press; the page must not scroll away under the finger.
      map.getContainer().focus = function focus() {
        HTMLElement.prototype.focus.call(this, { preventScroll: true });
      };
      map.on("zoomend", () => this.resize());
      // The frame gets its height from the page's style, after Leaflet has measured it.
      map.on("dragstart zoomstart", () => { this.moved = true; });
      new ResizeObserver(() => this.fit()).observe(map.getContainer());
      map.on("click", (event) => this.press(event));
      map.on("mousemove", (event) => this.hover(event));
      map.on("mouseout", () => this.hideTip());
    }

    async load() {
      const [ground, features] = await Promise.all(
        [this.options.basemap, this.options.features].map(async (source) => {
          // A file that stands alone carries its documents itself.
          if (typeof source !== "string") return source;
          const answer = await fetch(source);
          if (!answer.ok) throw new Error(`the map's data did not load (${answer.status})`);
          return answer.json();
        }),
      );
      this.layers = new Map(features.layers.map((layer) => [layer.id, layer]));
      this.places = features.places;
      this.asOf = features.asOf;
      hatches(features.layers);
      this.legend = new Legend(features.layers).addTo(this.map);
      this.ground = ground.features.map((feature) => this.groundItem(feature));
      this.items = features.features.map((feature) => this.item(feature));
      this.byId = new Map(this.items.map((item) => [item.id, item]));
      this.resize();
      for (const line of new Set([...ground.attribution, ...features.attribution])) {
        const safe = element("span", "", line);
        // oxlint-disable-next-line no-restricted-properties -- read, not set: it comes out escaped
        this.map.attributionControl.addAttribution(safe.innerHTML);
      }
      this.draw();
    }

    /* The basemap: land, borders, water and towns, each with its own valid time. */
    groundItem(feature) {
      const { kind } = feature.properties;
      const item = { properties: feature.properties, kind, layer: null };
      if (feature.geometry.type === "Point") {
        const [longitude, latitude] = feature.geometry.coordinates;
        item.latlng = L.latLng(latitude, longitude);
        item.layer = kind === "label" ? L.layerGroup() : L.circleMarker(item.latlng, { pane: "mapdash-ground", radius: 2.5, className: "ground-town", interactive: false });
      } else {
        item.layer = L.geoJSON(feature, { pane: "mapdash-ground", interactive: false, style: { className: `ground-${kind}`, smoothFactor: 0.6 } });
      }
      return item;
    }

    item(feature) {
      const { properties } = feature;
      const colour = this.layers.get(properties.layer).colour;
      const item = { id: feature.id, properties, colour, parts: [], kind: "none" };
      if (!feature.geometry) return item;
      const type = feature.geometry.type;
      item.kind = type.endsWith("Point") ? "point" : type.endsWith("LineString") ? "line" : "area";
      const base = { pane: `mapdash-${item.kind}s`, interactive: false, className: `feature feature-${item.kind} id-${feature.id}` };
      if (item.kind === "point") {
        const [longitude, latitude] = type === "Point" ? feature.geometry.coordinates : feature.geometry.coordinates[0];
        const at = [latitude, longitude];
        if (properties.basis === "schematic" && properties.accuracy) {
          item.parts.push(L.circle(at, { ...base, className: "feature-halo", radius: properties.accuracy, color: colour, fillColor: colour }));
        }
        item.path = L.circleMarker(at, { ...base, ...style(properties, colour, "point") });
        item.bounds = L.latLngBounds([at, at]);
      } else {
        const rings = L.GeoJSON.coordsToLatLngs(feature.geometry.coordinates, depth(type));
        const options = { ...base, ...style(properties, colour, item.kind), smoothFactor: item.kind === "line" ? 1.6 : 0.6 };
        if (item.kind === "line") {
          item.parts.push(L.polyline(rings, { ...base, className: "feature-casing", weight: 8, color: "var(--map-halo)" }));
          item.path = L.polyline(rings, options);
        } else {
          item.path = L.polygon(rings, options);
        }
        item.bounds = item.path.getBounds();
      }
      item.parts.push(item.path);
      item.group = L.layerGroup(item.parts);
      const [longitude, latitude] = properties.at;
      item.latlng = L.latLng(latitude, longitude);
      return item;
    }

    /* Take up the frame's size; until the reader moves the map, it keeps its opening view. */
    fit() {
      this.map.invalidateSize({ animate: false, pan: false });
      if (this.moved) return;
      this.map.setView(this.home.centre, this.home.zoom, { animate: false });
      this.moved = false;
    }

    /* Points are small on a wide view, so that they do not hide what they lie in. */
    resize() {
      const radius = Math.max(3.5, Math.min(7, this.map.getZoom() - 3.5));
      for (const item of this.items) if (item.kind === "point") item.path.setRadius(radius);
    }

    /* ---------------------------------------------------------------- state */

    /* A patch from Python.  Its day is passed over while the reader's own is still on its way. */
    receive(patch) {
      const { fly, ...state } = patch;
      this.confirmed = state.day;
      if (this.pending && Date.now() < this.pending.until && state.day !== this.pending.day) {
        state.day = this.state.day;
        clearTimeout(this.settling);
        this.settling = setTimeout(() => this.settle(), PENDING_FOR);
      } else {
        this.pending = null;
      }
      if (state.layers) state.layers = new Set(state.layers);
      state.bright = state.bright ? new Set(state.bright) : null;
      this.state = { ...this.state, ...state };
      document.documentElement.dataset.theme = this.state.theme;
      this.ready.then(() => {
        this.draw();
        if (fly && fly.seq > this.flown) {
          this.flown = fly.seq;
          this.fly(fly.place);
        }
      });
    }

      /* The reader's own day never came back from Python: believe Python. */
    settle() {
      if (!this.pending || Date.now() < this.pending.until) return;
      this.pending = null;
      this.state.day = this.confirmed;
      this.draw();
    }

  /* A control in the page moves the day; Python hears of it when the control lets go. */
    scrub(day) {
      this.pending = { day, until: Date.now() + PENDING_FOR };
      if (day === this.state.day) return;
      if (this.state.brief) this.state.compare = null;
      this.state.day = day;
      this.draw();
    }

    /* The day that is drawn: of two that are compared, the later one. */
    get late() {
      const { day, compare } = this.state;
      return compare === null ? day : Math.max(day, compare);
    }

    get early() {
      return Math.min(this.state.day, this.state.compare);
    }

    on(item) {
      return !this.state.layers || this.state.layers.has(item.properties.layer);
    }

    visible(item) {
      if (!this.on(item)) return false;
      if (this.differing && this.differing.get(item) === "ended") return true;
      return holds(item.properties, this.late) && this.late <= this.asOf;
    }

    /* Beyond what is known nothing is said to end: there the comparison stops. */
    compared() {
      if (this.state.compare === null) return null;
      const items = this.items.filter((item) => this.on(item));
      return difference(items, this.early, Math.min(this.late, this.asOf));
    }

    draw() {
      if (this.state.day === null || !this.layers) return;
      for (const item of this.ground) {
        this.toggle(item.layer, holds(item.properties, Math.min(this.late, this.asOf)));
      }
      this.differing = this.compared();
      const before = this.shown;
      this.shown = new Set();
      for (const item of this.items) {
        if (!this.visible(item)) {
          if (before.has(item) && item.group) item.group.remove();
          continue;
        }
        this.shown.add(item);
        if (item.group && !before.has(item)) item.group.addTo(this.map);
        if (item.group) this.dress(item);
      }
      this.legend.update(this.state.layers || new Set(this.layers.keys()), Boolean(this.differing));
      const known = this.late > this.asOf ? ": not known" : "";
      this.dayBox.textContent = (this.differing ? `${dayText(this.early)} → ` : "") + dayText(this.late) + known;
      this.labels.show(this.candidates());
    }

    toggle(layer, on) {
      if (on && !this.map.hasLayer(layer)) layer.addTo(this.map);
      if (!on) layer.remove();
    }

    /* Dimmed where no passage of the selection speaks of the place; ringed when chosen. */
    dress(item) {
      const { bright, place, feature } = this.state;
      const path = item.path.getElement();
      if (!path) return;
      const chosen = item.properties.place === place || item.id === feature;
      path.classList.toggle("chosen", chosen);
      path.classList.toggle("chosen-state", item.id === feature);
      path.classList.toggle("dimmed", Boolean(bright) && !bright.has(item.properties.place) && !chosen);
      const kind = this.differing ? this.differing.get(item) || "unchanged" : null;
      for (const each of ["appeared", "changed", "ended", "unchanged"]) path.classList.toggle(each, each === kind);
    }

    candidates() {
      const { language, place, day } = this.state;
      const labelled = new Map();
      for (const item of this.shown) {
        if (!item.latlng) continue;
        const selected = item.properties.place === place;
        const rank = selected ? 0 : { area: 100, line: 200, point: 500 }[item.kind] - Math.min(90, extent(item));
        const known = labelled.get(item.properties.place);
        if (known && known.rank <= rank) continue;
        labelled.set(item.properties.place, {
          text: label(this.places[item.properties.place].names, language),
          latlng: item.latlng,
          kind: item.kind,
          colour: item.colour,
          rank,
          selected,
          minZoom: item.kind === "point" && !selected ? 8 : 0,
        });
      }
      const towns = this.ground
        .filter((item) => item.properties.names && item.latlng && holds(item.properties, day))
        .map((item) => ({
          text: label(item.properties.names, language),
          latlng: item.latlng,
          kind: item.kind === "town" ? "town" : "ground",
          rank: 300 + (item.properties.rank || 0) * 60,
          minZoom: item.properties.minZoom || 0,
        }));
      return [...labelled.values(), ...towns];
    }

    /* ---------------------------------------------------------------- pointing */

    /*
     * Every visible feature under a point: what is hit exactly before what is only near, points
     * before lines before areas, small before large.
     */
    under(layerPoint, tolerance) {
      const order = { point: 0, line: 1, area: 3 };
      const away = (item) => {
        if (item.kind === "area") return item.path._containsPoint(layerPoint) ? 0 : Infinity;
        if (item.kind === "line") return Math.max(0, distance(item.path, layerPoint) - 2);
        return item.path._point ? Math.max(0, item.path._point.distanceTo(layerPoint) - item.path.getRadius()) : Infinity;
      };
      const rank = (hit) => order[hit.item.kind] + (hit.away > 1 ? 1.5 : 0);
      return [...this.shown]
        .filter((item) => item.path && item.path._map)
        .map((item) => ({ item, away: away(item) }))
        .filter((hit) => hit.away <= tolerance)
        .sort((a, b) => rank(a) - rank(b) || extent(a.item) - extent(b.item))
        .map((hit) => hit.item);
    }

    press(event) {
      const touch = event.originalEvent && event.originalEvent.pointerType === "touch";
      const hits = this.under(event.layerPoint, touch ? TOLERANCE.touch : TOLERANCE.mouse);
      if (hits.length === 0) return;
      this.choose(hits[0], hits.slice(1));
    }

    choose(item, others) {
      this.state.place = item.properties.place;
      this.state.feature = item.id;
      this.hideTip();
      this.draw();
      const tell = this.options.onChoose || ((value) => window.Streamlit.setComponentValue(value));
      tell({
        feature: item.id,
        under: others.map((other) => other.id).slice(0, 8),
        seq: Date.now(),
      });
    }

    hover(event) {
      if (this.hovering) return;
      this.hovering = requestAnimationFrame(() => {
        this.hovering = null;
        const hits = this.under(event.layerPoint, TOLERANCE.mouse);
        this.map.getContainer().classList.toggle("over", hits.length > 0);
        if (hits.length === 0) {
          this.hideTip();
          return;
        }
        const [item] = hits;
        this.tip.replaceChildren(
          element("strong", "", label(this.places[item.properties.place].names, this.state.language)),
          element("span", "", item.properties.status),
        );
        this.tip.style.setProperty("--layer", item.colour);
        this.tip.hidden = false;
        const { x, y } = event.containerPoint;
        const flip = x > this.map.getSize().x - 240;
        this.tip.style.transform = `translate(${flip ? x - 12 : x + 14}px, ${y + 14}px)${flip ? " translateX(-100%)" : ""}`;
      });
    }

    hideTip() {
      if (this.hovering) cancelAnimationFrame(this.hovering);
      this.hovering = null;
      this.tip.hidden = true;
      this.map.getContainer().classList.remove("over");
    }

    /* Bring a place into view; nothing moves if it is comfortably in view already. */
    fly(place) {
      const bounds = this.boundsOf(place);
      if (!bounds) return;
      const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
      const view = this.map.getBounds().pad(-0.1);
      const large = this.map.getBoundsZoom(bounds) - this.map.getZoom();
      if (view.contains(bounds) && large < 3) return;
      this.map.flyToBounds(bounds, { padding: [40, 40], maxZoom: 10, animate: !still, duration: 0.6 });
    }

    boundsOf(place) {
      const members = this.places[place] ? [place, ...this.places[place].members] : [];
      const own = this.items.filter((item) => item.bounds && members.includes(item.properties.place));
      const now = own.filter((item) => this.shown.has(item));
      const bounds = L.latLngBounds([]);
      for (const item of now.length ? now : own) bounds.extend(item.bounds);
      return bounds.isValid() ? bounds : null;
    }

    goHome() {
      this.map.flyTo(this.home.centre, this.home.zoom, { duration: 0.5 });
    }

    /* What the tests, and the curious, may ask. */
    report() {
      return {
        identity: this.identity,
        day: this.state.day,
        confirmed: this.confirmed,
        place: this.state.place,
        feature: this.state.feature,
        shown: [...this.shown].map((item) => item.id).sort(),
        differing: this.differing ? Object.fromEntries([...this.differing].map(([item, kind]) => [item.id, kind])) : null,
        painted: this.map.getContainer().querySelectorAll("path.feature").length,
        labels: this.labels.shown || [],
        centre: this.map.getCenter(),
        zoom: this.map.getZoom(),
      };
    }

    /*
     * Where, in the frame's pixels, a feature can be pressed: where nothing lies over it, if
     * there is such a spot in view; null if it is not drawn.
     */
    spot(id) {
      const item = this.byId.get(id);
      if (!item || !this.shown.has(item) || !item.latlng) return null;
      const corners = item.kind === "point" ? [] : item.path.getLatLngs().flat(2);
      const size = this.map.getSize();
      for (const latlng of [item.latlng, ...corners]) {
        const at = this.map.latLngToContainerPoint(latlng);
        const inView = at.x > 60 && at.y > 60 && at.x < size.x - 60 && at.y < size.y - 60;
        const point = this.map.latLngToLayerPoint(latlng);
        const round = [[0, 0], [2, 0], [-2, 0], [0, 2], [0, -2]].map((step) => point.add(step));
        if (inView && round.every((near) => this.under(near, TOLERANCE.mouse)[0] === item)) return at;
      }
      return this.map.latLngToContainerPoint(item.latlng);
    }
  }

  const depth = (type) => ({ LineString: 0, MultiLineString: 1, Polygon: 1, MultiPolygon: 2 })[type];

  /* A measure of size on the ground, to rank by; degrees across. */
  function extent(item) {
    if (!item.bounds) return 0;
    const { lat: south, lng: west } = item.bounds.getSouthWest();
    const { lat: north, lng: east } = item.bounds.getNorthEast();
    return Math.hypot(north - south, east - west) * 10;
  }

  /* How far a point is from a line as drawn, in pixels. */
  function distance(line, point) {
    let least = Infinity;
    for (const part of line._parts || []) {
      for (let index = 1; index < part.length; index += 1) {
        least = Math.min(least, L.LineUtil.pointToSegmentDistance(point, part[index - 1], part[index]));
      }
    }
    return least;
  }

  window.mapdash = {
    start(map, options) {
      const engine = new Engine(map, options);
      window.mapdash.engine = engine;
      // A file that stands alone has no page around its map.
      if (options.onChoose) return;
      // The bus: controls in the page find the map here, whichever of the two comes first.
      const bus = (window.parent.mapdash = window.parent.mapdash || { waiting: [] });
      bus.engine = engine;
      engine.ready.then(() => bus.waiting.splice(0).forEach((call) => call(engine)));
    },
    receive(patch) {
      window.mapdash.engine.receive(patch);
    },
  };
})();
