/*
 * How things look on the map: styles, hatching, the legend.
 *
 * Text reaches the page through textContent only; colours come from the
 * atlas, where they are checked to be hexadecimal.  No library but Leaflet.
 */

const SVG = "http://www.w3.org/2000/svg";

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
