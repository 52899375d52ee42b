/*
 * What part of the ground is in view: the opening view on any screen, the way to a place,
 * and the view that the page's address holds.
 */

import { WALKED, viewOf, writeView } from "./address.js";

const DESKTOP = 720;

// How far in pixels a stroke and its ring may reach over what they draw.
const STROKE = 16;

export class View {
  /* page: the window whose address holds the view; a map in a file of its own has none. */
  constructor(map, page) {
    this.map = map;
    this.page = page;
    // The atlas's zoom suits a desktop: a narrow map shows as much of the ground.
    const narrower = Math.round(2 * Math.log2(Math.min(1, map.getSize().x / DESKTOP))) / 2;
    map.setZoom(map.getZoom() + narrower, { animate: false });
    this.home = { centre: map.getCenter(), zoom: map.getZoom() };
    map.on("dragstart zoomstart", () => {
      this.moved = true;
      if (!this.flying) this.target = null;
    });
    map.on("zoomend", () => {
      this.underway = false;
    });
    // The frame gets its height from the page's style, after Leaflet has measured it.
    new ResizeObserver(() => this.fit()).observe(map.getContainer());
    if (page) this.followAddress();
  }

  /* The address follows the view, and the view an address that Back went to. */
  followAddress() {
    const { map, page } = this;
    const restore = () => {
      const kept = viewOf(page);
      const { zoom, centre } = kept || this.home;
      map.setView(centre, zoom, { animate: false });
      this.moved = Boolean(kept);
      this.target = null;
    };
    if (viewOf(page)) restore();
    map.on("moveend", () => writeView(page, this.own()));
    page.addEventListener(WALKED, restore);
    window.addEventListener("pagehide", () => page.removeEventListener(WALKED, restore));
  }

  /* The view as an address holds it, or null for the opening one. */
  own() {
    const { map, home } = this;
    const { lat, lng } = map.getCenter();
    // A map is centred on whole pixels.
    const away = map.project([lat, lng]).distanceTo(map.project(home.centre));
    if (map.getZoom() === home.zoom && away < 2) return null;
    return { zoom: map.getZoom(), centre: [lat, lng] };
  }

  /* Take up the frame's size; until the reader moves the map, it keeps its opening view, or what was brought into it. */
  fit() {
    const { map, home, target, underway } = this;
    map.invalidateSize({ animate: false, pan: false });
    if (!this.moved) {
      map.setView(home.centre, home.zoom, { animate: false });
      this.moved = false;
    }
    // A flight ends where the size it began with asked for, and sees more on its way than at its end.
    if (target && (underway || !this.shows(target))) this.goTo(target, { animate: false });
  }

  /* Whether bounds are in view whole. */
  shows(bounds) {
    const { map } = this;
    const [low, high] = [bounds.getSouthWest(), bounds.getNorthEast()];
    const room = L.bounds([STROKE, STROKE], map.getSize().subtract([STROKE, STROKE]));
    return [low, high].every((each) => room.contains(map.latLngToContainerPoint(each)));
  }

  /* Bring bounds into view; nothing moves if they are comfortably in view already. */
  fly(bounds) {
    if (!bounds.isValid()) return;
    this.target = bounds;
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const view = this.map.getBounds().pad(-0.1);
    const large = this.map.getBoundsZoom(bounds) - this.map.getZoom();
    if (view.contains(bounds) && large < 3) return;
    this.goTo(bounds, { animate: !still, duration: 0.6 });
  }

  goTo(bounds, how) {
    this.moved = this.flying = true;
    this.map.flyToBounds(bounds, { padding: [40, 40], maxZoom: 10, ...how });
    this.flying = false;
    this.underway = how.animate;
  }
}
