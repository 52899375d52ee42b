/*
 * The timeline below the map: a day, a window, and what is known of both.
 *
 * While something is dragged, typed or played, the map follows in the
 * browser (the bus on window.mapdash); once it rests, one event tells Python,
 * which stays the master: whatever it sends back is taken up, unless the
 * reader has moved on meanwhile.
 */

import { bus, nextNumber, tell } from "./bus.js";
import { Gestures } from "./timeline-gestures.js";
import { build, describe } from "./timeline-parts.js";
import { drawDetail, drawOverview } from "./timeline-tracks.js";
import { Scale, clamp, plusMonths } from "./timeline-days.js";

const REST = 150;
const PATIENCE = 4000;
const SHORTEST = 21;
const HEIGHT = { detail: 112, overview: 36 };
const STEP_BY_CHANGE = 1200;

const stillMotion = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

class Timeline {
  constructor(root) {
    this.root = root;
    this.sent = 0;
    this.waiting = 0;
    this.parts = build(root, this);
    this.gestures = new Gestures(this);
    // The bus: who reads on in the panel moves the day as well.
    bus().timeline = this;
    new ResizeObserver(() => this.paint()).observe(this.parts.detail);
  }

  /* ---------------------------------------------------------------- what Python says */

  async show(data) {
    const text = JSON.stringify(data);
    if (text === this.text) return;
    this.text = text;
    if (data.url !== this.url) {
      this.url = data.url;
      this.loaded = fetch(new URL(data.url, document.baseURI)).then((answer) => answer.json());
    }
    const chronicle = await this.loaded;
    this.chronicle = chronicle;
    this.take(data);
  }

  take(data) {
    const { chronicle } = this;
    const before = this.data;
    this.data = data;
    const which = data.axis === "publication" ? 1 : 0;
    const passages = data.passages ? data.passages.map((index) => chronicle.passages[index]) : chronicle.passages;
    const margin = Math.ceil((chronicle.last - chronicle.first) * 0.02);
    const on = new Set(data.layers);
    const events = chronicle.changes
      .map((each) => ({ day: each.day, told: each.told.filter((one) => on.has(one.layer)) }))
      .filter((each) => each.told.length);
    this.events = events;
    this.model = {
      ...this.model,
      spans: passages.flatMap((each) => each[which]),
      changes: events.map((each) => each.day),
      // A day is marked in the colour of what leads among its changes.
      marks: events.map(({ day, told }) => ({ day, colour: chronicle.colours[told[0].layer] })),
      first: chronicle.first,
      last: chronicle.last,
      asOf: chronicle.asOf,
      low: chronicle.first - margin,
      high: chronicle.last + 1 + margin,
      compare: data.compare,
    };
    this.believe(data, before);
    this.paint();
  }

  /* Python's time is taken up, but not while the reader's own is still on its way. */
  believe(data, before) {
    const busy = this.gestures.dragging || this.playing || this.resting;
    const late = data.seq < this.sent && Date.now() < this.waiting;
    if (this.model.day !== undefined && (busy || late)) return;
    const { day, from, to } = data;
    const moved = !before || from !== this.model.from || to !== this.model.to;
    Object.assign(this.model, { day, from, to });
    if (moved && !(before && this.inView(from, to))) this.zoomTo(from, to + 1);
    else this.reveal(day);
  }

  inView(from, to) {
    const { first, last } = this.view;
    const shown = Math.min(to, last) - Math.max(from, first);
    return first <= from && to <= last && shown > (last - first) / 6;
  }

  /* ---------------------------------------------------------------- moving in time */

  /* Move the day or an end of the window; what stands in the way is pushed along. */
  move(kind, wanted) {
    const { model } = this;
    const day = clamp(wanted, model.first, model.last);
    const { from, to } = model;
    if (kind === "day") {
      Object.assign(model, { day, from: Math.min(from, day), to: Math.max(to, day) });
    } else if (kind === "from") {
      model.from = Math.min(day, model.last - 1);
      model.to = Math.max(to, model.from + 1);
    } else {
      model.to = Math.max(day, model.first + 1);
      model.from = Math.min(from, model.to - 1);
    }
    model.day = clamp(model.day, model.from, model.to);
    this.scrub();
    if (from !== model.from || to !== model.to) this.soon();
    this.place();
  }

  scrub() {
    const { engine } = bus();
    if (engine) engine.scrub(this.model.day);
  }

  /* Tell Python once things have come to rest: keys may follow one another, a hand has let go. */
  commit(rest = REST) {
    clearTimeout(this.resting);
    this.resting = setTimeout(() => {
      this.resting = null;
      if (this.gestures.dragging || this.playing) return;
      const { day, from, to } = this.model;
      this.sent = nextNumber();
      this.waiting = Date.now() + PATIENCE;
      const told = { day, from, to, seq: this.sent };
      tell(() => this.trigger("commit", told), (panel) => panel.moved(told, told.seq));
    }, rest);
  }

  go(kind, day) {
    this.stop();
    this.move(kind, day);
    this.reveal(this.model[kind]);
    this.commit();
  }

  /* How far a handle goes by Home and End: the day within the window, an end up to the other. */
  reach(kind) {
    const { first, last, from, to } = this.model;
    return { day: [from, to], from: [first, to - 1], to: [from + 1, last] }[kind];
  }

  step(kind, direction, unit) {
    const day = this.model[kind];
    this.go(kind, unit === "day" ? day + direction : plusMonths(day, direction * (unit === "year" ? 12 : 1)));
  }

  /* The change next to the day, before (-1) or after (1) it; undefined if there is none. */
  changeBeside(direction) {
    const { changes, day } = this.model;
    return direction < 0 ? changes.findLast((each) => each < day) : changes.find((each) => each > day);
  }

  toChange(direction) {
    const day = this.changeBeside(direction);
    if (day !== undefined) this.go("day", day);
  }

  /* Go to a day that someone else tells Python of. */
  follow(day) {
    if (!this.model || this.model.day === undefined) return;
    if (this.playing) this.stop();
    this.move("day", day);
    this.reveal(this.model.day);
  }

  reset() {
    const [from, to] = this.data.opening;
    this.stop();
    Object.assign(this.model, { day: to, from, to });
    this.scrub();
    this.zoomTo(from, to + 1);
    this.commit();
  }

  /* What changed on the day, or last before it. */
  event() {
    return this.events.findLast((each) => each.day <= this.model.day);
  }

  openChange() {
    const event = this.event();
    if (!event) return;
    const told = { day: event.day, seq: nextNumber() };
    tell(() => this.trigger("change", told), (panel) => panel.opened(told, this.model.from));
  }

  /* ---------------------------------------------------------------- playing */

  play() {
    if (this.playing) return this.rest();
    const { model } = this;
    if (model.day >= model.to) this.move("day", model.from);
    this.playing = stillMotion() ? this.playChanges() : this.playDays();
    this.place();
    return undefined;
  }

  playDays() {
    const run = { at: this.model.day, last: null };
    const tick = (now) => {
      run.at += ((now - (run.last ?? now)) / 1000) * Number(this.parts.speed.value);
      run.last = now;
      this.playTo(Math.floor(run.at));
      if (this.playing) run.frame = requestAnimationFrame(tick);
    };
    run.frame = requestAnimationFrame(tick);
    return { end: () => cancelAnimationFrame(run.frame) };
  }

  /* Who wants little motion is shown one change after the other. */
  playChanges() {
    const timer = setInterval(() => this.playTo(this.changeBeside(1) ?? this.model.to), STEP_BY_CHANGE);
    return { end: () => clearInterval(timer) };
  }

  playTo(wanted) {
    const day = Math.min(wanted, this.model.to);
    if (day !== this.model.day) this.move("day", day);
    this.reveal(day);
    if (day >= this.model.to) this.rest();
  }

  /* Stop, and let Python know where. */
  rest() {
    this.stop();
    this.commit();
  }

  stop() {
    if (!this.playing) return;
    this.playing.end();
    this.playing = null;
    this.place();
  }

  /* ---------------------------------------------------------------- the view */

  zoomTo(first, last) {
    const pad = (last - first) * 0.05;
    this.look(first - pad, last + pad);
  }

  /* Zoom by a factor; the day at the given place of the track stays there. */
  zoomBy(factor, x = this.scale.x(clamp(this.model.day, this.view.first, this.view.last))) {
    const at = this.view.first + x / this.scale.unit;
    this.look(at - (at - this.view.first) * factor, at + (this.view.last - at) * factor);
  }

  pan(days) {
    this.look(this.view.first + days, this.view.last + days);
  }

  /* Set the view, within the whole and no closer than three weeks. */
  look(first, last) {
    const { low, high } = this.model;
    const span = clamp(last - first, SHORTEST, high - low);
    const centre = (first + last) / 2;
    const start = clamp(centre - span / 2, low, high - span);
    this.view = { first: start, last: start + span };
    this.soon();
  }

  /* Bring a day into view, with some of what lies round it. */
  reveal(day) {
    const { first, last } = this.view;
    const edge = (last - first) * 0.04;
    if (day < first + edge) this.look(day - edge * 4, day - edge * 4 + last - first);
    else if (day > last - edge) this.look(day + edge * 4 - last + first, day + edge * 4);
  }

  /* ---------------------------------------------------------------- drawing */

  soon() {
    this.frame ??= requestAnimationFrame(() => this.paint());
  }

  paint() {
    cancelAnimationFrame(this.frame);
    this.frame = null;
    const { width } = this.parts.detail.getBoundingClientRect();
    if (!this.view || !width) return;
    this.scale = new Scale(this.view.first, this.view.last, width);
    drawDetail(this.parts.detailSvg, this.scale, this.model, HEIGHT.detail);
    this.whole = drawOverview(this.parts.overviewSvg, this.model, this.view, width, HEIGHT.overview);
    this.place();
  }

  /* Set the handles and the words; cheap enough for every frame of a drag. */
  place() {
    if (this.scale) describe(this);
  }
}

const timelines = new WeakMap();

export default function mount({ parentElement, data, setTriggerValue }) {
  const root = parentElement.querySelector(".timeline");
  let timeline = timelines.get(root);
  if (!timeline) {
    timeline = new Timeline(root);
    timelines.set(root, timeline);
  }
  timeline.trigger = setTriggerValue;
  return timeline.show(data);
}
