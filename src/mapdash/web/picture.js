/*
 * The map as a picture to take away: what is in view, with title, day, legend, credits and
 * address.  It is drawn from what the page shows, so that it looks the same.
 */

import { element, vector } from "./cartography.js";
import { download, pngWith } from "./picture-file.js";

const WIDE = 1600; // pixels of the file, at least
const MARGIN = 14;
const LOOK = `fill fill-opacity stroke stroke-width stroke-opacity stroke-dasharray
  stroke-linecap stroke-linejoin opacity display visibility`.split(/\s+/);

/* A copy of a drawing that needs no style sheet; the hatches it is filled with come along. */
function selfContained(svg) {
  const copy = svg.cloneNode(true);
  const copies = [copy, ...copy.querySelectorAll("*")];
  [svg, ...svg.querySelectorAll("*")].forEach((node, index) => {
    const look = getComputedStyle(node);
    // Where it stands in the page says nothing of where it stands in the picture.
    copies[index].removeAttribute("style");
    for (const name of LOOK) copies[index].style.setProperty(name, look.getPropertyValue(name));
  });
  copy.prepend(...[...document.querySelectorAll("svg > defs")].map((defs) => defs.cloneNode(true)));
  return copy;
}

async function imageOf(svg, { width, height }) {
  const copy = selfContained(svg);
  copy.setAttribute("width", width);
  copy.setAttribute("height", height);
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(copy))}`;
  await image.decode();
  return image;
}

/* Draw each drawing in its box, the first one lowest. */
async function drawAll(context, drawings) {
  const images = await Promise.all(drawings.map(({ svg, box }) => imageOf(svg, box)));
  drawings.forEach(({ box }, index) => context.drawImage(images[index], box.x, box.y, box.width, box.height));
}

const isoDay = (day) => new Date(day * 86400000).toISOString().slice(0, 10);

class Sheet {
  constructor(engine) {
    this.engine = engine;
    this.root = engine.map.getContainer();
    this.width = this.root.clientWidth;
    const look = getComputedStyle(this.root);
    this.colour = (name) => look.getPropertyValue(`--map-${name}`).trim();
    this.font = (size, weight = 400) => `${weight} ${look.getPropertyValue(size).trim()} ${look.fontFamily}`;
    this.context = element("canvas").getContext("2d");
  }

  write(text, x, y, { font, colour, align = "left" }) {
    Object.assign(this.context, { font, fillStyle: this.colour(colour), textAlign: align, textBaseline: "middle" });
    this.context.fillText(text, x, y);
  }

  /* A text in lines that fit; one that knows no blanks is parted anywhere. */
  lines(text, font) {
    this.context.font = font;
    const room = this.width - 2 * MARGIN;
    const fits = (line) => this.context.measureText(line).width <= room;
    const lines = [""];
    for (const word of text.split(/(?<=[\s&,])/)) {
      if (fits(lines.at(-1) + word)) lines.push(lines.pop() + word);
      else lines.push(word);
    }
    return lines.map((line) => line.trim()).filter(Boolean);
  }

  /* Where each row of the legend stands: from left to right, then from the top. */
  legend() {
    this.context.font = this.font("--type-small");
    const rows = [...this.engine.legend.box.querySelectorAll("li:not(.off):not([hidden])")];
    let [x, y] = [MARGIN, 0];
    return rows.map((row) => {
      const text = row.textContent;
      const width = 30 + this.context.measureText(text).width + 18;
      if (x > MARGIN && x + width > this.width - MARGIN) [x, y] = [MARGIN, y + 20];
      const at = { row, text, x, y };
      x += width;
      return at;
    });
  }

  async paint(texts) {
    const { root, width } = this;
    const [large, plain, little] = [this.font("--type-read", 650), this.font("--type-small"), this.font("--type-mark")];
    const title = this.lines(texts.Title, large);
    const legend = this.legend();
    const small = [texts.Copyright, texts.Source].filter(Boolean).flatMap((text) => this.lines(text, little));
    const top = 16 + title.length * 22;
    const below = top + root.clientHeight + 20;
    const credits = below + (legend.length ? legend.at(-1).y + 26 : 0);
    this.size(width, credits + small.length * 16 + 8);
    title.forEach((line, index) => this.write(line, MARGIN, 18 + index * 22, { font: large, colour: "text" }));
    await this.ground(top);
    for (const { text, x, y } of legend) this.write(text, x + 30, below + y, { font: plain, colour: "text" });
    await drawAll(this.context, legend.map(({ row, x, y }) => ({ svg: this.mark(row), box: { x, y: below + y - 7, width: 22, height: 14 } })));
    small.forEach((line, index) => this.write(line, MARGIN, credits + index * 16, { font: little, colour: "soft" }));
    return this.context.canvas;
  }

  /* A mark of the legend; in a legend that is folded nothing has a look to copy. */
  mark(row) {
    const mark = row.querySelector("svg").cloneNode(true);
    mark.setAttribute("style", "fill: none; position: absolute; visibility: visible; left: -99px;");
    this.root.append(mark);
    queueMicrotask(() => mark.remove());
    return mark;
  }

  size(width, height) {
    const scale = Math.max(2, WIDE / width);
    Object.assign(this.context.canvas, { width: Math.round(width * scale), height: Math.round(height * scale) });
    this.context.scale(scale, scale);
    this.context.fillStyle = this.colour("land");
    this.context.fillRect(0, 0, width, height);
  }

  /* The map itself: its drawings from the ground up, then the names, then the scale. */
  async ground(top) {
    const { context, root } = this;
    const frame = root.getBoundingClientRect();
    const boxOf = (node) => {
      const { x, y, width, height } = node.getBoundingClientRect();
      return { x: x - frame.x - root.clientLeft, y: y - frame.y - root.clientTop + top, width, height };
    };
    context.save();
    context.beginPath();
    context.rect(0, top, root.clientWidth, root.clientHeight);
    context.clip();
    context.fillStyle = this.colour("water");
    context.fillRect(0, top, root.clientWidth, root.clientHeight);
    const depth = (svg) => Number(getComputedStyle(svg.parentElement).zIndex) || 0;
    const drawings = [...root.querySelectorAll(".leaflet-pane > svg")].sort((a, b) => depth(a) - depth(b));
    await drawAll(context, drawings.map((svg) => ({ svg, box: boxOf(svg) })));
    for (const label of root.querySelectorAll(".label")) this.name(label, boxOf(label));
    for (const line of root.querySelectorAll(".leaflet-control-scale-line")) this.scaleLine(line, boxOf(line));
    context.restore();
  }

  name(label, { x, y, width, height }) {
    const { context } = this;
    const look = getComputedStyle(label);
    Object.assign(context, { font: `${look.fontStyle} ${look.fontWeight} ${look.fontSize} ${look.fontFamily}`, textAlign: "center", textBaseline: "middle" });
    context.letterSpacing = look.letterSpacing === "normal" ? "0px" : look.letterSpacing;
    Object.assign(context, { strokeStyle: this.colour("halo"), lineWidth: 3.5, lineJoin: "round", fillStyle: look.color });
    context.strokeText(label.textContent, x + width / 2, y + height / 2);
    context.fillText(label.textContent, x + width / 2, y + height / 2);
    context.letterSpacing = "0px";
  }

  scaleLine(line, { x, y, width, height }) {
    const { context } = this;
    context.fillStyle = this.colour("card");
    context.fillRect(x, y, width, height);
    context.strokeStyle = this.colour("soft");
    context.lineWidth = 2;
    const below = getComputedStyle(line).borderBottomStyle !== "none";
    const [from, to] = below ? [y, y + height] : [y + height, y];
    context.beginPath();
    context.moveTo(x, from);
    context.lineTo(x, to);
    context.lineTo(x + width, to);
    context.lineTo(x + width, from);
    context.stroke();
    this.write(line.textContent, x + 5, y + height / 2, { font: this.font("--type-mark"), colour: "text" });
  }
}

/* The button on the map; the file is made when it is pressed. */
export const PictureControl = L.Control.extend({
  options: { position: "topleft" },
  initialize(engine) {
    this.engine = engine;
  },
  onAdd() {
    const box = element("div", "leaflet-bar");
    const button = element("button", "picture");
    button.type = "button";
    button.title = "Save the map as a picture (PNG)";
    button.setAttribute("aria-label", button.title);
    const icon = vector("svg", { viewBox: "0 0 16 16", width: 18, height: 18, "aria-hidden": "true" });
    icon.append(vector("path", { d: "M8 1.5v8M4.5 6.5 8 10l3.5-3.5M2 12v2.5h12V12" }));
    button.append(icon);
    button.addEventListener("click", () => this.save(button));
    box.append(button);
    L.DomEvent.disableClickPropagation(box);
    return box;
  },
  async save(button) {
    button.disabled = true;
    try {
      const sheet = new Sheet(this.engine);
      const told = this.engine.told();
      download(await pngWith(await sheet.paint(told), told), `map-${isoDay(this.engine.state.late)}.png`);
    } finally {
      button.disabled = false;
    }
  },
});
