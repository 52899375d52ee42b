/*
 * The names on the map: set down in order of importance, each at the first of a
 * few spots where it hides no other name, no point and no control.  One that finds
 * none is left out; but that of a line, or of an area that holds it, may lie over points.
 */

import { element } from "./cartography.js";

const GAP = 3;
const RIM = 4;
const CELL = 64;
/* Setting down names for longer than this, in milliseconds, would hold up the shapes. */
const MOST = 6;
/* How high a name is. */
const LINE = 16;
/* How far names keep from the middle of a line or a point, in pixels. */
const REACH = { line: 10, point: 12 };

/* Boxes that are taken, kept by the cells they reach into, so that few have to be asked. */
class Crowd {
  constructor(boxes) {
    this.cells = new Map();
    for (const box of boxes) this.add(box);
  }

  *reached({ x, y, width, height }) {
    for (let column = Math.floor((x - GAP) / CELL); column <= Math.floor((x + width + GAP) / CELL); column += 1) {
      for (let row = Math.floor((y - GAP) / CELL); row <= Math.floor((y + height + GAP) / CELL); row += 1) {
        yield column * 4096 + row;
      }
    }
  }

  add(box) {
    for (const cell of this.reached(box)) {
      if (!this.cells.has(cell)) this.cells.set(cell, []);
      this.cells.get(cell).push(box);
    }
  }

  has(box) {
    for (const cell of this.reached(box)) {
      if ((this.cells.get(cell) || []).some((other) => overlap(box, other))) return true;
    }
    return false;
  }
}

function overlap(a, b) {
  return (
    a.x < b.x + b.width + GAP && b.x < a.x + a.width + GAP && a.y < b.y + b.height + GAP && b.y < a.y + a.height + GAP
  );
}

/* Where the corner of a name may stand from its anchor, the best spot first: inside of what has
   room for it, else beside what reaches this far to either side. */
function spots(inside, reach, width, height) {
  if (inside) return [0, -1.1, 1.1].flatMap((lines) => [0, -0.35, 0.35].map((part) => [width * (part - 0.5), height * (lines - 0.5)]));
  const [left, middle, right] = [-width - reach.x, -width / 2, reach.x];
  const [above, level, below] = [-height - reach.y + 4, -height / 2, reach.y - 4];
  return [[right, level], [left, level], [middle, above], [middle, below], [right, above], [right, below]];
}

/* Where a line's may stand as well, if all of those are taken: a step farther off. */
function fartherSpots(reach, width, height) {
  return [-height - reach.y - LINE, reach.y + LINE].flatMap((y) => [[-width - reach.x, y], [reach.x, y]]);
}

export class Labels {
  constructor(map) {
    this.map = map;
    this.pane = map.createPane("mapdash-labels");
    this.pane.style.zIndex = 620;
    this.pane.style.pointerEvents = "none";
    this.candidates = [];
    this.points = [];
    this.asked = null;
    this.widths = new Map();
    this.boxes = [];
    this.took = Infinity;
    this.watched = new WeakSet();
    this.watch = new ResizeObserver(() => this.measure());
    this.context = document.createElement("canvas").getContext("2d");
    map.on("zoomend viewreset moveend resize", () => this.place());
    map.on("zoomstart", () => this.pane.classList.add("moving"));
    // Names are measured anew in a typeface that has come later than they.
    document.fonts.addEventListener("loadingdone", () => {
      this.widths.clear();
      this.place();
    });
  }

  /*
   * Asked for when their turn comes:
   * candidates: [{ text, latlng, kind, rank, colour }], the smaller rank the more important;
   * points: [{ latlng, radius }], radius in pixels, that names ought not to hide.
   */
  show(candidates, points) {
    this.asked = () => {
      this.candidates = candidates().sort((a, b) => a.rank - b.rank);
      this.points = points();
      this.asked = null;
    };
    this.follow();
    if (this.took < MOST) this.place();
    else this.placeSoon();
  }

  /* Behind the frame that shows the shapes: they do not wait for many names. */
  placeSoon() {
    if (this.waiting) return;
    this.waiting = requestAnimationFrame(() => setTimeout(() => this.place()));
  }

  place() {
    const start = performance.now();
    const { map } = this;
    this.waiting = null;
    if (this.asked) this.asked();
    const size = map.getSize();
    const zoom = map.getZoom();
    const inView = ({ x, y }) => x > -40 && y > -20 && x < size.x + 40 && y < size.y + 20;
    const names = new Crowd(this.boxes);
    const points = new Crowd(this.points.map(({ latlng, radius }) => {
      const { x, y } = map.latLngToContainerPoint(latlng);
      return { x: x - radius, y: y - radius, width: 2 * radius, height: 2 * radius };
    }));
    const nodes = [];
    for (const each of this.candidates) {
      if (each.minZoom && zoom < each.minZoom) continue;
      const at = map.latLngToContainerPoint(each.latlng);
      const box = inView(at) && this.free(each, at, size, names, points);
      if (!box) continue;
      names.add(box);
      nodes.push(this.node(each, box));
    }
    this.pane.replaceChildren(...nodes);
    this.pane.classList.remove("moving");
    this.shown = nodes.map((node) => node.textContent);
    this.took = performance.now() - start;
  }

  /* What lies over the map is watched: asked for its boxes while shapes come and go, the browser would lay out twice. */
  follow() {
    const container = this.map.getContainer();
    this.over = [...container.querySelectorAll(".leaflet-control, .day-box")];
    for (const node of [container, ...this.over]) {
      if (this.watched.has(node)) continue;
      this.watched.add(node);
      this.watch.observe(node);
    }
  }

  measure() {
    const { left, top } = this.map.getContainer().getBoundingClientRect();
    const boxes = this.over.map((node) => node.getBoundingClientRect());
    const found = boxes.map((box) => ({ x: box.left - left, y: box.top - top, width: box.width, height: box.height }));
    const moved = JSON.stringify(found) !== JSON.stringify(this.boxes);
    this.boxes = found;
    if (moved) this.placeSoon();
  }

  free(each, at, size, names, points) {
    const width = this.width(each);
    const reach = this.reach(each);
    const inside = each.kind === "area" && 2 * reach.x > width * 0.8;
    const open = (offsets) => {
      const wanted = offsets.map(([dx, dy]) => ({ x: at.x + dx, y: at.y + dy, width, height: LINE }));
      return [...wanted.filter((box) => whole(box, size)), ...wanted.map((box) => pushed(box, size))].filter((box) => !names.has(box));
    };
    let boxes = open(spots(inside, reach, width, LINE));
    if (!boxes.length && each.kind === "line") boxes = open(fartherSpots(reach, width, LINE));
    const clear = boxes.find((box) => !points.has(box));
    return clear || (inside || each.kind === "line" || each.selected ? boxes[0] : null);
  }

  /* How far from its anchor a thing is drawn, in pixels, with a little air. */
  reach({ kind, bounds }) {
    if (kind !== "area") return { x: REACH[kind] || 8, y: REACH[kind] || 8 };
    const [low, high] = [bounds.getSouthWest(), bounds.getNorthEast()].map((corner) => this.map.latLngToContainerPoint(corner));
    return { x: (high.x - low.x) / 2 + 6, y: (low.y - high.y) / 2 + 6 };
  }

  width({ text, kind, selected }) {
    const weight = selected ? 700 : kind === "area" || kind === "line" ? 600 : 500;
    const key = `${weight} ${text}`;
    if (!this.widths.has(key)) {
      const { fontFamily, fontSize } = getComputedStyle(this.map.getContainer());
      this.context.font = `${weight} ${fontSize} ${fontFamily}`;
      this.widths.set(key, this.context.measureText(text).width + (kind === "ground" ? text.length : 0) + 6);
    }
    return this.widths.get(key);
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

const whole = ({ x, y, width, height }, size) => x >= RIM && y >= RIM && x + width <= size.x - RIM && y + height <= size.y - RIM;

/* A name that would stick out of the map is pushed inwards. */
function pushed(box, size) {
  const into = (at, most) => Math.max(RIM, Math.min(at, most - RIM));
  return { ...box, x: into(box.x, size.x - box.width), y: into(box.y, size.y - box.height) };
}
