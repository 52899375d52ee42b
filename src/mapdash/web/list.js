/*
 * The list beside the map: every feature as a row, for who reads rather than
 * points, with the keyboard or by ear.  It is shut to one line until asked
 * for, and only then fetches its rows; Python says which of them are meant.
 */

import { bus, nextNumber, tell } from "./bus.js";
import { lacking } from "./lacking.js";
import { total } from "./panel-counts.js";
import { button, element } from "./panel-elements.js";
import { Rows } from "./list-rows.js";
import { fold, matching, ordered } from "./list-order.js";
import { label } from "./names.js";

class List {
  constructor(root, act) {
    this.root = root;
    this.act = act;
    this.everyDay = false;
    this.folded = new WeakMap();
    this.build();
  }

  build() {
    this.toggle = button("list-toggle", "", () => this.turn(this.body.hidden));
    this.toggle.setAttribute("aria-controls", "list-body");
    this.body = element("div", "list-body");
    this.body.id = "list-body";
    this.body.hidden = true;
    this.filter = element("input", "list-filter");
    Object.assign(this.filter, { type: "search", placeholder: "Filter by name, layer or status", autocomplete: "off" });
    this.filter.setAttribute("aria-label", "Filter the list");
    this.filter.addEventListener("input", () => this.fill());
    this.filter.addEventListener("keydown", (event) => this.fromFilter(event));
    this.days = element("input");
    this.days.type = "checkbox";
    this.days.addEventListener("change", () => this.widen(this.days.checked));
    const days = element("label", "list-days");
    days.append(this.days, element("span", "", "All days"));
    const tools = element("div", "list-tools");
    tools.append(this.filter, days);
    this.line = element("p", "list-told");
    this.line.setAttribute("role", "status");
    this.rows = new Rows((row) => this.choose(row), () => this.fill());
    this.body.append(tools, this.line, this.rows.root);
    this.root.append(this.toggle, this.body);
    // The panel below gets what is left of the height.
    new ResizeObserver(() => {
      document.documentElement.style.setProperty("--list-height", `${Math.ceil(this.root.getBoundingClientRect().height)}px`);
    }).observe(this.root);
  }

  /* ---------------------------------------------------------------- what Python says */

  async show(model) {
    this.model = model;
    this.toggle.replaceChildren(
      element("span", "list-title", "List"),
      element("span", "list-count", `${model.shown} ${model.shown === 1 ? "shape" : "shapes"} of ${model.all} on the map`),
    );
    // The reader's own press counts until Python has heard of it.
    if (this.turned === undefined || this.turned === model.open) this.open(model.open);
    if (!model.url) return;
    if (!this.loaded || this.loaded.url !== model.url) this.loaded = { url: model.url, answer: fetchedRows(model.url) };
    this.document = await this.loaded.answer;
    this.fill();
    this.rows.mark(this.chosen());
  }

  open(open) {
    this.turned = undefined;
    this.body.hidden = !open;
    this.toggle.setAttribute("aria-expanded", open);
  }

  turn(open) {
    this.open(open);
    this.turned = open;
    this.act({ type: open ? "open" : "shut", seq: nextNumber() });
  }

  /* ---------------------------------------------------------------- which rows */

  holds(row) {
    const { day } = this.model;
    return day <= this.document.asOf && (row.from === null || row.from <= day) && (row.to === null || day <= row.to);
  }

  /* Each row with all that is shown of it, and whether it is on the map. */
  candidates() {
    const { model, document: { rows, layers } } = this;
    const titles = new Map(layers.map((layer) => [layer.id, layer]));
    const on = new Set(model.layers);
    return rows.filter((row) => on.has(row.layer)).map((row) => this.told(row, titles.get(row.layer)));
  }

  told(row, { title, colour }) {
    const { places } = this.document;
    const { language, counts } = this.model;
    // Places that share a shape share a row: it counts for the one most spoken of.
    const spoken = row.places.map((place) => counts[place] || {}).reduce((a, b) => (total(b) > total(a) ? b : a));
    const names = row.places.map((place) => label(places[place], language) || place);
    return {
      id: row.id,
      places: row.places,
      name: names.join(" / "),
      layer: title,
      colour,
      status: row.part ? `${row.part[0].toUpperCase()}${row.part.slice(1)}: ${row.status}` : row.status,
      from: row.from,
      to: row.to,
      since: row.since || "earlier",
      until: row.until || "open",
      passages: total(spoken),
      spoken,
      holds: this.holds(row),
      words: () => this.words(row, title),
    };
  }

  /* All that a filter may name a row by, in every language; folded once. */
  words(row, title) {
    if (!this.folded.has(row)) {
      const names = row.places.flatMap((place) => Object.values(this.document.places[place]).flat());
      this.folded.set(row, fold([row.part, row.status, title, ...names].join(" ")));
    }
    return this.folded.get(row);
  }

  fill() {
    if (!this.document) return;
    const all = this.candidates();
    const found = matching(all, this.filter.value);
    const shown = this.everyDay ? found : found.filter((row) => row.holds);
    const among = this.everyDay ? all.length : all.filter((row) => row.holds).length;
    const { key, down } = this.rows.order;
    this.rows.show(ordered(shown, key, down), this.model.said);
    this.tell(shown.length, among, found.length - shown.length, all.length);
  }

  /* Say how many there are; and where there is none, what to do next. */
  tell(shown, among, elsewhere, all) {
    const when = this.everyDay ? "on any day" : `on ${this.model.said}`;
    const count = shown === among ? `${shown} shapes ${when}.` : `${shown} of ${among} shapes ${when}.`;
    const parts = [element("span", "", shown ? count : this.why(when, all))];
    if (!shown && this.filter.value) parts.push(button("inline", "Clear the filter", () => this.clear()));
    if (!shown && elsewhere) parts.push(button("inline", `Show ${elsewhere} on other days`, () => this.widen(true)));
    if (parts.length === 1 && this.line.textContent === parts[0].textContent) return;
    this.line.replaceChildren(...parts);
  }

  why(when, all) {
    const { layers, rows } = this.document;
    const lacks = lacking(layers.length, rows.length);
    if (lacks) return lacks;
    if (!this.model.layers.length) return "Every layer is switched off: switch one on above the map.";
    if (!all) return "No shape lies on the layers that are switched on: switch another on above the map.";
    return this.filter.value ? `Nothing ${when} fits “${this.filter.value}”.` : `Nothing is on the map ${when}.`;
  }

  clear() {
    this.filter.value = "";
    this.fill();
    this.filter.focus();
  }

  widen(everyDay) {
    this.everyDay = everyDay;
    this.days.checked = everyDay;
    this.fill();
  }

  /* ---------------------------------------------------------------- choosing */

  /* The row that stands for what is chosen: the very state, or one that holds of the place. */
  chosen() {
    const { feature, place } = this.model;
    if (feature) return feature;
    const row = place && this.document.rows.find((each) => each.places[0] === place && this.holds(each));
    return row ? row.id : "";
  }

  /* The map and the panel are told at once; Python, the master, hears of it after. */
  choose(row) {
    const { engine } = bus();
    const seq = nextNumber();
    const [place] = row.places;
    if (engine) engine.fly(place);
    this.rows.mark(row.id);
    const foresee = (panel) => panel.pressed({ place, from: row.from, to: row.to }, [], seq);
    tell(() => this.act({ type: "choose", feature: row.id, seq }), foresee);
  }

  fromFilter(event) {
    if (event.key === "ArrowDown") {
      event.preventDefault();
      this.rows.focus();
    } else if (event.key === "Escape") {
      this.clear();
    }
  }
}

async function fetchedRows(url) {
  const answer = await fetch(new URL(url, document.baseURI));
  if (!answer.ok) throw new Error(`the list did not load (${answer.status})`);
  return answer.json();
}

const lists = new WeakMap();

export default function mount({ parentElement, data, setTriggerValue }) {
  const root = parentElement.querySelector(".list");
  let list = lists.get(root);
  if (!list) {
    list = new List(root, (event) => list.trigger("act", event));
    lists.set(root, list);
  }
  list.trigger = setTriggerValue;
  return list.show(data);
}
