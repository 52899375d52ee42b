/*
 * What lies under the pointer: a press chooses it, a hovering mouse names it.
 */

import { element } from "./cartography.js";
import { away, extent } from "./engine-shapes.js";
import { label } from "./names.js";

const TOLERANCE = { mouse: 6, touch: 18 };
const ORDER = { point: 0, line: 1, area: 3 };
const EDGE = 60;

export class Pointing {
  constructor(engine) {
    this.engine = engine;
    this.map = engine.map;
    this.tip = element("div", "tip");
    this.tip.hidden = true;
    this.tip.setAttribute("role", "status");
    this.map.getContainer().append(this.tip);
    this.map.on("click", (event) => this.press(event));
    this.map.on("mousemove", (event) => this.hover(event));
    this.map.on("mouseout", () => this.hideTip());
  }

  /*
   * Every visible feature under a point: what is hit exactly before what is only near, points
   * before lines before areas, small before large.
   */
  under(layerPoint, tolerance) {
    const rank = (hit) => ORDER[hit.item.kind] + (hit.away > 1 ? 1.5 : 0);
    return [...this.engine.drawn]
      .map((item) => ({ item, away: away(item, layerPoint) }))
      .filter((hit) => hit.away <= tolerance)
      .sort((a, b) => rank(a) - rank(b) || extent(a.item) - extent(b.item))
      .map((hit) => hit.item);
  }

  press(event) {
    const touch = event.originalEvent && event.originalEvent.pointerType === "touch";
    const hits = this.under(event.layerPoint, touch ? TOLERANCE.touch : TOLERANCE.mouse);
    if (hits.length === 0) return;
    this.hideTip();
    this.engine.choose(hits[0], hits.slice(1));
  }

  hover(event) {
    if (this.hovering) return;
    this.hovering = requestAnimationFrame(() => {
      this.hovering = null;
      const hits = this.under(event.layerPoint, TOLERANCE.mouse);
      this.map.getContainer().classList.toggle("over", hits.length > 0);
      if (hits.length) this.showTip(hits[0], event.containerPoint);
      else this.hideTip();
    });
  }

  showTip({ properties, colour }, { x, y }) {
    const { places, state } = this.engine;
    this.tip.replaceChildren(
      element("strong", "", label(places[properties.place].names, state.values.language)),
      element("span", "", properties.status),
    );
    this.tip.style.setProperty("--layer", colour);
    this.tip.hidden = false;
    const flip = x > this.map.getSize().x - 240;
    this.tip.style.transform = `translate(${flip ? x - 12 : x + 14}px, ${y + 14}px)${flip ? " translateX(-100%)" : ""}`;
  }

  hideTip() {
    if (this.hovering) cancelAnimationFrame(this.hovering);
    this.hovering = null;
    this.tip.hidden = true;
    this.map.getContainer().classList.remove("over");
  }

  /*
   * Where, in the frame's pixels, a feature can be pressed: where nothing lies over it, if
   * there is such a spot in view; null if it is not drawn.
   */
  spot(item) {
    if (!item || !this.engine.drawn.has(item)) return null;
    const corners = item.kind === "point" ? [] : item.path.getLatLngs().flat(2);
    const free = [item.latlng, ...corners].find((latlng) => this.free(latlng, item));
    return this.map.latLngToContainerPoint(free || item.latlng);
  }

  /* Whether a press at a place in view, or a little beside it, hits the item. */
  free(latlng, item) {
    const at = this.map.latLngToContainerPoint(latlng);
    const size = this.map.getSize();
    if (at.x <= EDGE || at.y <= EDGE || at.x >= size.x - EDGE || at.y >= size.y - EDGE) return false;
    const point = this.map.latLngToLayerPoint(latlng);
    const round = [[0, 0], [2, 0], [-2, 0], [0, 2], [0, -2]].map((step) => point.add(step));
    return round.every((near) => this.under(near, TOLERANCE.mouse)[0] === item);
  }
}
