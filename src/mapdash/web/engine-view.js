/*
 * What part of the ground is in view: the opening view on any screen, and the way to a place.
 */

const DESKTOP = 720;

export class View {
  constructor(map) {
    this.map = map;
    // The atlas's zoom suits a desktop: a narrow map shows as much of the ground.
    const narrower = Math.round(2 * Math.log2(Math.min(1, map.getSize().x / DESKTOP))) / 2;
    map.setZoom(map.getZoom() + narrower, { animate: false });
    this.home = { centre: map.getCenter(), zoom: map.getZoom() };
    map.on("dragstart zoomstart", () => { this.moved = true; });
    // The frame gets its height from the page's style, after Leaflet has measured it.
    new ResizeObserver(() => this.fit()).observe(map.getContainer());
  }

  /* Take up the frame's size; until the reader moves the map, it keeps its opening view. */
  fit() {
    this.map.invalidateSize({ animate: false, pan: false });
    if (this.moved) return;
    this.map.setView(this.home.centre, this.home.zoom, { animate: false });
    this.moved = false;
  }

  /* Bring bounds into view; nothing moves if they are comfortably in view already. */
  fly(bounds) {
    if (!bounds.isValid()) return;
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const view = this.map.getBounds().pad(-0.1);
    const large = this.map.getBoundsZoom(bounds) - this.map.getZoom();
    if (view.contains(bounds) && large < 3) return;
    this.map.flyToBounds(bounds, { padding: [40, 40], maxZoom: 10, animate: !still, duration: 0.6 });
  }
}
