/*
 * The two tracks of the timeline as SVG: the detail that is scrubbed, and
 * the overview of the atlas's whole time.  One path for all bars, one for the
 * marks of a layer: a track is drawn anew at each zoom, so it has few parts.
 */

import { Scale, clamp, ticks } from "./timeline-days.js";

const SVG = "http://www.w3.org/2000/svg";
const BIN = 4;

export function vector(name, attributes, text) {
  const node = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  if (text !== undefined) node.textContent = text;
  return node;
}

/*
 * How many passages stand at each stretch of a few pixels.  A passage that
 * speaks of a year counts in every stretch of it, thinly: one passage weighs
 * one, spread over its days, so that a day named stands out.
 */
export function histogram(spans, scale) {
  const bins = new Float64Array(Math.max(1, Math.ceil(scale.width / BIN)));
  const days = BIN / scale.unit;
  for (const [first, last] of spans) {
    const from = first === null ? scale.first : first;
    const to = (last === null ? scale.last : last) + 1;
    const low = Math.floor((from - scale.first) / days);
    const high = Math.ceil((to - scale.first) / days);
    if (high <= 0 || low >= bins.length) continue;
    const weight = 1 / (high - low);
    for (let bin = Math.max(0, low); bin < Math.min(high, bins.length); bin += 1) bins[bin] += weight;
  }
  return bins;
}

/* The bars' outline; heights grow with the root, so that one passage is still seen. */
function bars(bins, base, height) {
  const most = Math.max(...bins, 0);
  if (most === 0) return "";
  let path = "";
  bins.forEach((value, bin) => {
    if (value === 0) return;
    const tall = Math.max(2, Math.sqrt(value / most) * height);
    path += `M${bin * BIN} ${base}v${-tall.toFixed(1)}h${BIN - 0.6}v${tall.toFixed(1)}z`;
  });
  return path;
}

/* Marks of the days on which the map changes, a path for each layer; those that would touch become one. */
function marks(found, scale, top, size) {
  const paths = new Map();
  let last = -Infinity;
  for (const { day, colour } of found) {
    const x = scale.x(day);
    if (x < -size || x > scale.width + size || x - last < 2.5) continue;
    last = x;
    const mark = `M${x.toFixed(1)} ${top}l${size} ${size}l${-size} ${size}l${-size} ${-size}z`;
    paths.set(colour, (paths.get(colour) || "") + mark);
  }
  return [...paths].map(([colour, d]) => vector("path", { class: "changes", d, fill: colour }));
}

function shade(scale, from, to, height, className) {
  const left = clamp(scale.x(from), 0, scale.width);
  const right = clamp(scale.x(to), 0, scale.width);
  return vector("rect", { class: className, x: left, y: 0, width: Math.max(0, right - left), height });
}

/* What both tracks show: bars, marks, and where the knowledge ends. */
function ground(scale, model, { base, height, top, size }) {
  const parts = [vector("path", { class: "bars", d: bars(histogram(model.spans, scale), base, height) })];
  if (model.to < model.last) parts.push(shade(scale, model.to + 1, model.last + 1, base, "outside"));
  if (model.from > model.first) parts.push(shade(scale, model.first, model.from, base, "outside"));
  parts.push(
    shade(scale, model.asOf + 1, scale.last, base, "unknown"),
    shade(scale, scale.first, model.first, base, "beyond"),
    shade(scale, model.last + 1, scale.last, base, "beyond"),
    ...marks(model.marks, scale, top, size),
  );
  return parts;
}

/* Words at the edges of what is known, where they are in view and there is room for them. */
function limits(scale, model, y) {
  const found = [];
  const start = scale.x(model.first);
  if (start > 92) found.push(vector("text", { class: "limit", x: start - 6, y, "text-anchor": "end" }, "no data"));
  const end = scale.x(model.asOf + 1);
  if (end < scale.width - 70) found.push(vector("text", { class: "limit", x: Math.max(end, 0) + 6, y }, "not known"));
  return found;
}

function ruler(scale, base) {
  return ticks(scale).flatMap(({ day, text, major }) => {
    const x = scale.x(day);
    if (x < 0 || x > scale.width) return [];
    const line = vector("line", { class: major ? "tick major" : "tick", x1: x, x2: x, y1: base, y2: base + 5 });
    // A word that would stick out of the track is left out.
    if (x < 4 || x > scale.width - 26) return [line];
    return [line, vector("text", { class: major ? "word major" : "word", x: x + 2, y: base + 15 }, text)];
  });
}

export function drawDetail(svg, scale, model, height) {
  const base = height - 22;
  svg.replaceChildren(
    ...ground(scale, model, { base, height: base - 34, top: 24, size: 4 }),
    shade(scale, model.from, model.day + 1, base, "listed"),
    vector("line", { class: "base", x1: 0, x2: scale.width, y1: base, y2: base }),
    ...ruler(scale, base),
    ...limits(scale, model, base - 8),
  );
}

export function drawOverview(svg, model, view, width, height) {
  const scale = new Scale(model.low, model.high, width);
  const left = clamp(scale.x(view.first), 0, width);
  const right = clamp(scale.x(view.last), 0, width);
  const day = scale.x(model.day + 0.5);
  const years = ticks(scale).filter(({ day: each }) => scale.x(each) > 2 && scale.x(each) < width - 30);
  svg.replaceChildren(
    ...ground(scale, model, { base: height - 12, height: height - 20, top: 1, size: 2 }),
    ...limits(scale, model, height - 18),
    ...years.map(({ day: each, text }) => vector("text", { class: "word", x: scale.x(each) + 2, y: height - 2 }, text)),
    vector("line", { class: "now", x1: day, x2: day, y1: 0, y2: height - 12 }),
    vector("rect", { class: "brush", x: left, y: 0.75, width: Math.max(3, right - left), height: height - 13, rx: 3 }),
  );
  return scale;
}
