/*
 * What hands do to the timeline: drag, pinch, wheel and keys.
 */

import { clamp } from "./timeline-days.js";

const SLIP = 4;
const EDGE = 28;

export class Gestures {
  constructor(timeline) {
    this.timeline = timeline;
    this.fingers = new Map();
    this.dragging = null;
    const { detail, overview, tools, handles } = timeline.parts;
    const listen = (node, down) => {
      node.addEventListener("pointerdown", down);
      node.addEventListener("pointermove", (event) => this.follow(event));
      for (const end of ["pointerup", "pointercancel"]) node.addEventListener(end, (event) => this.release(event));
    };
    listen(detail, (event) => this.grip(event));
    listen(overview, (event) => this.grasp(event));
    detail.addEventListener("wheel", (event) => this.wheel(event), { passive: false });
    overview.addEventListener("wheel", (event) => this.wheel(event), { passive: false });
    for (const handle of Object.values(handles)) handle.addEventListener("keydown", (event) => this.key(event));
    tools.addEventListener("keydown", (event) => event.stopPropagation());
  }

  x(event) {
    return event.clientX - this.timeline.parts.detail.getBoundingClientRect().left;
  }

  /* ---------------------------------------------------------------- the detail */

  grip(event) {
    if (event.button > 0 || !this.timeline.scale) return;
    const { timeline } = this;
    this.fingers.set(event.pointerId, this.x(event));
    timeline.parts.detail.setPointerCapture(event.pointerId);
    timeline.stop();
    if (this.fingers.size === 2) {
      this.pinch();
      return;
    }
    const handle = event.target.closest(".handle");
    const kind = handle ? handle.dataset.kind : "day";
    const { scale, model } = timeline;
    const at = scale.x(kind === "from" ? model.from : kind === "to" ? model.to + 1 : model.day + 0.5);
    const x = this.x(event);
    // A handle is dragged from where it was taken; the open track calls the day to the finger.
    const offset = handle ? at - clamp(x, 0, scale.width) : 0;
    this.dragging = { kind, offset, start: x, x, moved: false, touch: event.pointerType === "touch" };
    (handle || timeline.parts.handles.day).focus({ preventScroll: true });
    timeline.root.classList.add("dragging");
    event.preventDefault();
    // A finger may be about to scroll the page: it has to move sideways first.
    if (!handle && !this.dragging.touch) this.drag();
  }

  follow(event) {
    if (this.brush) this.moveBrush(event);
    if (!this.fingers.has(event.pointerId)) return;
    this.fingers.set(event.pointerId, this.x(event));
    if (this.pinched) {
      this.spread();
      return;
    }
    const drag = this.dragging;
    if (!drag) return;
    drag.x = this.x(event);
    if (!drag.moved && Math.abs(drag.x - drag.start) < SLIP) return;
    this.drag();
    this.creep();
  }

  drag() {
    const { timeline, dragging } = this;
    const { scale } = timeline;
    dragging.moved = true;
    const x = clamp(dragging.x + dragging.offset, 0, scale.width);
    // The window's ends lie on the borders between days.
    const shift = dragging.kind === "day" ? 0 : 0.5;
    const day = Math.floor(scale.first + x / scale.unit + shift);
    timeline.move(dragging.kind, dragging.kind === "to" ? day - 1 : day);
  }

  /* Held at an edge, the track moves on underneath. */
  creep() {
    if (this.creeping) return;
    const step = () => {
      this.creeping = null;
      const { timeline, dragging } = this;
      if (!dragging || !dragging.moved) return;
      const { width, unit } = timeline.scale;
      const beyond = dragging.x < EDGE ? dragging.x - EDGE : Math.max(0, dragging.x - width + EDGE);
      if (!beyond) return;
      const before = timeline.view.first;
      timeline.pan((beyond / unit) * 0.12);
      if (timeline.view.first === before) return;
      timeline.paint();
      this.drag();
      this.creeping = requestAnimationFrame(step);
    };
    this.creeping = requestAnimationFrame(step);
  }

  release(event) {
    this.brush = null;
    if (!this.fingers.delete(event.pointerId)) return;
    const drag = this.dragging;
    if (this.fingers.size > 0) return;
    this.pinched = null;
    this.dragging = null;
    this.timeline.root.classList.remove("dragging");
    if (!drag) return;
    if (!drag.moved && event.type === "pointerup" && drag.touch && drag.offset === 0) {
      this.dragging = drag;
      this.drag();
      this.dragging = null;
    }
    if (drag.moved) this.timeline.commit(0);
  }

  /* ---------------------------------------------------------------- two fingers, wheel */

  pinch() {
    const [a, b] = [...this.fingers.values()];
    const { view, scale } = this.timeline;
    if (this.dragging && this.dragging.moved) this.timeline.commit();
    this.dragging = null;
    const day = (x) => view.first + x / scale.unit;
    this.pinched = { a: day(a), b: day(b) };
  }

  /* Each finger keeps the day it holds. */
  spread() {
    const [a, b] = [...this.fingers.values()];
    if (Math.abs(b - a) < 8) return;
    const { pinched, timeline } = this;
    const unit = (b - a) / (pinched.b - pinched.a);
    if (unit <= 0) return;
    const first = pinched.a - a / unit;
    timeline.look(first, first + timeline.scale.width / unit);
  }

  wheel(event) {
    const { timeline } = this;
    if (!timeline.scale) return;
    event.preventDefault();
    const sideways = Math.abs(event.deltaX) > Math.abs(event.deltaY) || event.shiftKey;
    if (sideways) timeline.pan(((event.deltaX || event.deltaY) / timeline.scale.unit) * 0.8);
    else timeline.zoomBy(1.0018 ** clamp(event.deltaY, -400, 400), this.x(event));
  }

  /* ---------------------------------------------------------------- the overview */

  grasp(event) {
    if (event.button > 0 || !this.timeline.whole) return;
    const { timeline } = this;
    const { view, whole } = timeline;
    timeline.parts.overview.setPointerCapture(event.pointerId);
    const x = this.x(event);
    const [left, right] = [whole.x(view.first), whole.x(view.last)];
    const reach = event.pointerType === "touch" ? 16 : 7;
    const roomy = right - left > 3 * reach;
    const edge = roomy && Math.abs(x - left) < reach ? "first" : roomy && Math.abs(x - right) < reach ? "last" : null;
    if (!edge && (x < left - reach || x > right + reach)) timeline.pan((x - (left + right) / 2) / whole.unit);
    this.brush = { x, edge, view: { ...timeline.view } };
    event.preventDefault();
  }

  moveBrush(event) {
    const { timeline, brush } = this;
    const days = (this.x(event) - brush.x) / timeline.whole.unit;
    const { first, last } = brush.view;
    if (!brush.edge) timeline.look(first + days, last + days);
    else if (brush.edge === "first") timeline.look(Math.min(first + days, last - 21), last);
    else timeline.look(first, Math.max(last + days, first + 21));
  }

  /* ---------------------------------------------------------------- keys */

  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const { timeline } = this;
    const { kind } = event.currentTarget.dataset;
    const unit = event.key.startsWith("Page") ? "year" : event.shiftKey ? "month" : "day";
    const back = () => timeline.step(kind, -1, unit);
    const on = () => timeline.step(kind, 1, unit);
    const acts = {
      ArrowLeft: back,
      ArrowDown: back,
      PageDown: back,
      ArrowRight: on,
      ArrowUp: on,
      PageUp: on,
      Home: () => timeline.go(kind, timeline.reach(kind)[0]),
      End: () => timeline.go(kind, timeline.reach(kind)[1]),
      " ": () => timeline.play(),
      "+": () => timeline.zoomBy(0.5),
      "-": () => timeline.zoomBy(2),
    };
    if (!Object.hasOwn(acts, event.key)) return;
    acts[event.key]();
    event.preventDefault();
    event.stopPropagation();
  }
}
