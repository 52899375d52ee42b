/*
 * How things look on the map: styles, hatching, labels, the legend.
 *
 * Text reaches the page through textContent only; colours come from the
 * atlas, where they are checked to be hexadecimal.  No library but Leaflet.
 */

const SVG = "http://www.w3.org/2000/svg";
const LABEL_GAP = 3;

export function element(name, className, text) {
  const node = document.createElement(name);
  if (className) node.className = className;
  if (text !== undefined) node.textContent = text;
  return node;
}

export function vector(name, attributes) {
  const node = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  return node;
}

/* A hatch for each layer, so that a schematic shape never looks surveyed. */
export function hatches(layers) {
  const svg = vector("svg", { width: 0, height: 0, "aria-hidden": "true" });
  svg.style.position = "absolute";
  const defs = vector("defs", {});
  for (const layer of layers) {
    const pattern = vector("pattern", {
      id: `hatch-${layer.id}`,
      width: 7,
      height: 7,
      patternUnits: "userSpaceOnUse",
      patternTransform: "rotate(45)",
    });
    pattern.append(
      vector("rect", { width: 7, height: 7, fill: layer.colour, "fill-opacity": 0.16 }),
      vector("rect", { width: 2.2, height: 7, fill: layer.colour, "fill-opacity": 0.75 }),
    );
    defs.append(pattern);
  }
  svg.append(defs);
  document.body.append(svg);
}

const DASHES = { dashed: "9 7", dotted: "2 7" };

/* Leaflet path options of a feature; kind is "area", "line" or "point". */
export function style(properties, colour, kind) {
  const schematic = properties.basis === "schematic";
  if (kind === "line") {
    return { color: colour, weight: 4.5, opacity: 1, dashArray: DASHES[properties.line] || null, fill: false };
  }
  if (kind === "point") {
    return { radius: 6.5, color: "var(--map-halo)", weight: 2, fillColor: colour, fillOpacity: 1 };
  }
  const edge = properties.line === "none" ? 0 : schematic ? 0.55 : 0.95;
  return {
    color: colour,
    weight: 1.6,
    opacity: edge,
    stroke: edge > 0,
    dashArray: DASHES[properties.line] || (schematic ? "3 5" : null),
    fillColor: schematic ? `url(#hatch-${properties.layer})` : colour,
    fillOpacity: schematic ? 0.85 : 0.38,
  };
}

/* The names of a place, in the language chosen ("all": every one that differs). */
export function label(names, language) {
  const first = (key) => (names[key] && names[key][0]) || "";
  const english = first("en") || Object.values(names).flat()[0] || "";
  if (language !== "all") return first(language) || english;
  return [...new Set(["en", ...Object.keys(names)].filter((key) => !key.includes("-")).map(first))]
    .filter(Boolean)
    .join(" · ");
}

/*
 * Labels that do not collide: candidates in order of importance, each set
 * down at the first of a few positions that is free, or left out.
 */
export class Labels {
  constructor(map) {
    this.map = map;
    this.pane = map.createPane("mapdash-labels");
    this.pane.style.zIndex = 620;
    this.pane.style.pointerEvents = "none";
    this.candidates = [];
    const context = document.createElement("canvas").getContext("2d");
    this.measure = (text, font) => {
      context.font = font;
      return context.measureText(text).width;
    };
    map.on("zoomend viewreset moveend resize", () => this.place());
    map.on("zoomstart", () => this.pane.classList.add("moving"));
  }

  /* candidates: [{ text, latlng, kind, rank, colour }], the smaller rank the more important. */
  show(candidates) {
    this.candidates = [...candidates].sort((a, b) => a.rank - b.rank);
    this.place();
  }

  place() {
    const taken = [];
    const nodes = [];
    const size = this.map.getSize();
    for (const each of this.candidates) {
      if (each.minZoom && this.map.getZoom() < each.minZoom) continue;
      const at = this.map.latLngToContainerPoint(each.latlng);
      if (at.x < -40 || at.y < -20 || at.x > size.x + 40 || at.y > size.y + 20) continue;
      const box = this.free(each, at, taken);
      if (!box) continue;
      taken.push(box);
      nodes.push(this.node(each, box));
    }
    this.pane.replaceChildren(...nodes);
    this.pane.classList.remove("moving");
    this.shown = nodes.map((node) => node.textContent);
  }

  free(each, at, taken) {
    const area = each.kind === "area";
    const font = area ? "600 13px sans-serif" : "500 12px sans-serif";
    const width = this.measure(each.text, font) * 1.06 + 6;
    const height = area ? 18 : 16;
    const dot = each.kind === "line" ? 10 : 8;
    const spots = area
      ? [[-width / 2, -height / 2], [-width / 2, -height * 1.6], [-width / 2, height * 0.6]]
      : [[dot, -height / 2], [-width - dot, -height / 2], [-width / 2, -height - dot + 2], [-width / 2, dot - 2]];
    for (const [dx, dy] of spots) {
      const box = { x: at.x + dx, y: at.y + dy, width, height };
      if (!taken.some((other) => overlap(box, other))) return box;
    }
    return null;
  }

  node(each, box) {
    const node = element("span", `label label-${each.kind}${each.selected ? " label-selected" : ""}`, each.text);
    const origin = this.map.containerPointToLayerPoint([box.x, box.y]);
    node.style.transform = `translate(${Math.round(origin.x)}px, ${Math.round(origin.y)}px)`;
    node.style.width = `${Math.ceil(box.width)}px`;
    if (each.colour) node.style.setProperty("--layer", each.colour);
    return node;
  }
}

function overlap(a, b) {
  return (
    a.x < b.x + b.width + LABEL_GAP &&
    b.x < a.x + a.width + LABEL_GAP &&
    a.y < b.y + b.height + LABEL_GAP &&
    b.y < a.y + a.height + LABEL_GAP
  );
}

/* What the marks mean; the legend opens on a wide map and waits folded on a narrow one. */
export const Legend = L.Control.extend({
  options: { position: "bottomright" },
  initialize(layers) {
    this.layers = layers;
  },
  onAdd(map) {
    const box = element("details", "legend");
    box.open = map.getSize().x > 1000 && map.getSize().y > 480;
    box.append(element("summary", "", "Legend"));
    const list = element("ul");
    for (const layer of this.layers) list.append(this.row(swatch(layer.colour, "fill"), layer.title, layer.id));
    list.append(
      this.row(swatch("currentColor", "hatch"), "Hatched: schematic, not surveyed"),
      this.row(swatch("currentColor", "dash"), "Dashed: proposed, agreed or under construction"),
      this.row(swatch("currentColor", "halo"), "Ring: the position is only known this well"),
      this.row(swatch("currentColor", "soft"), "No outline: an area of that size, not a front line"),
    );
    this.kinds = [
      this.row(swatch("var(--map-appeared)", "edge"), "Appeared between the two days"),
      this.row(swatch("var(--map-changed)", "edge"), "Changed its status"),
      this.row(swatch("var(--map-ended)", "gone"), "Ended"),
    ];
    list.append(...this.kinds);
    box.append(list);
    L.DomEvent.disableClickPropagation(box);
    L.DomEvent.disableScrollPropagation(box);
    this.box = box;
    return box;
  },
  row(mark, text, id) {
    const row = element("li");
    if (id) row.dataset.layer = id;
    row.append(mark, element("span", "", text));
    return row;
  },
  /* Layers that are switched off are told apart. */
  update(on, comparing) {
    for (const row of this.kinds) row.hidden = !comparing;
    for (const row of this.box.querySelectorAll("li[data-layer]")) {
      row.classList.toggle("off", !on.has(row.dataset.layer));
    }
  },
});

function swatch(colour, kind) {
  const svg = vector("svg", { width: 22, height: 14, "aria-hidden": "true" });
  const shapes = {
    fill: () => [vector("rect", { x: 1, y: 1, width: 20, height: 12, rx: 2, fill: colour, "fill-opacity": 0.55, stroke: colour })],
    hatch: () => [3, 9, 15].map((x) => vector("path", { d: `M${x} 13 l6 -12`, stroke: colour, "stroke-width": 2 })),
    edge: () => [vector("rect", { x: 2, y: 2, width: 18, height: 10, rx: 2, stroke: colour, "stroke-width": 3.2 })],
    gone: () => [vector("rect", { x: 2, y: 2, width: 18, height: 10, rx: 2, stroke: colour, "stroke-width": 2, "stroke-dasharray": "4 3" })],
    soft: () => [3, 9, 15].map((x) => vector("path", { d: `M${x} 13 l6 -12`, stroke: colour, "stroke-width": 2, opacity: 0.5 })),
    dash: () => [vector("path", { d: "M1 7 H21", stroke: colour, "stroke-width": 3, "stroke-dasharray": "6 4" })],
    halo: () => [
      vector("circle", { cx: 11, cy: 7, r: 6, fill: "none", stroke: colour, "stroke-dasharray": "2 2" }),
      vector("circle", { cx: 11, cy: 7, r: 2.5, fill: colour }),
    ],
  };
  svg.append(...shapes[kind]());
  return svg;
}
