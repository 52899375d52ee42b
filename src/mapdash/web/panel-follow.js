/*
 * Reading drives the map: the places of the paragraph in view stand out and
 * come into view, and the day goes to the first date that the paragraph names.
 * All of it in the browser; Python hears of it once the reader rests.
 */

import { bus } from "./bus.js";
import { readingArea } from "./panel-scroll.js";

const PAN_AT_REST = 250;
const TELL_AT_REST = 900;
/* A step scrolls by itself: for so long the scrolling is not the reader's. */
const STEPPING = 300;

export class Follow {
  constructor(panel) {
    this.panel = panel;
    this.on = false;
    this.stepped = 0;
    const scrolled = () => {
      if (this.on) this.frame ??= requestAnimationFrame(() => this.scrolled());
    };
    panel.root.addEventListener("scroll", scrolled, { passive: true });
    document.addEventListener("scroll", scrolled, { passive: true, capture: true });
  }

  turn(on) {
    this.on = on;
    // On a narrow screen the map stays in sight above the text.
    document.documentElement.classList.toggle("mapdash-follows", on);
    if (!on) {
      this.spotlight(null);
      return;
    }
    const { steps } = this.panel;
    const key = steps.at || this.inView();
    steps.goTo(key);
    this.stepTo(key);
    steps.tellAtRest(TELL_AT_REST);
  }

  /* The paragraph being read: at the top of the view at the article's beginning, at its foot at its end. */
  inView() {
    const { root } = this.panel;
    const body = root.querySelector(".body").getBoundingClientRect();
    const { top, bottom } = readingArea(root);
    const way = body.height - (bottom - top);
    const share = way > 0 ? Math.min(1, Math.max(0, (top - body.top) / way)) : 0;
    const line = top + share * (bottom - top);
    const passages = [...root.querySelectorAll(".body .passage")];
    const read = passages.findLast((each) => each.getBoundingClientRect().top <= line) || passages[0];
    return read ? read.dataset.key : "";
  }

  scrolled() {
    this.frame = null;
    const { model, steps } = this.panel;
    if (!this.on || model.mode !== "article" || Date.now() - this.stepped < STEPPING) return;
    const key = this.inView();
    if (key === steps.at) return;
    steps.mark(key);
    this.show(key);
    steps.tellAtRest(TELL_AT_REST);
  }

  /* A step has come to a paragraph, and scrolls there by itself. */
  stepTo(key) {
    this.stepped = Date.now();
    this.show(key);
  }

  /* Show on the map what a paragraph speaks of. */
  show(key) {
    if (!this.on || !key) return;
    const node = this.panel.steps.node(key);
    const places = [...new Set([...node.querySelectorAll(".mention")].map((each) => each.dataset.place))];
    this.spotlight(places);
    const { day } = this.day(key);
    if (day !== undefined) this.panel.moveDay(day);
    clearTimeout(this.panning);
    this.panning = setTimeout(() => this.spotlight(places, true), PAN_AT_REST);
  }

  spotlight(places, bring = false) {
    clearTimeout(this.panning);
    const { engine } = bus();
    if (engine) engine.spotlight(places, bring);
  }

  /* The day that a paragraph leads to while the map follows. */
  day(key) {
    if (!this.on) return {};
    const { dated, times } = this.panel.model.excerpts.find((each) => each.key === key) || {};
    const known = dated ? times.filter(({ day }) => day !== null) : [];
    return known.length ? { day: known[0].day } : {};
  }
}
