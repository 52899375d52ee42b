/*
 * The brief: a map, its days and its passages in one file that asks nobody.
 *
 * What the page leaves to Python is done here; the map and the panel are the
 * page's own.  The state is that of a selection, and stands in the address.
 */

import { Answers } from "./brief-answers.js";
import { Telling, counted, inWords } from "./brief-telling.js";
import { button, element } from "./panel-elements.js";
import { Panel } from "./panel.js";

const DAY = 86400000;
const REST = 120;

const toIso = (day) => new Date(day * DAY).toISOString().slice(0, 10);
const fromIso = (text) => Math.round(Date.parse(`${text}T00:00:00Z`) / DAY);
const within = (day, low, high) => Math.max(low, Math.min(day, high));

class Brief {
  constructor(data) {
    this.data = data;
    this.passages = new Set(data.passages.map((each) => each.key));
    this.state = { ...data.opening, layers: new Set(data.layers.map((each) => each.id)), issues: new Set(data.opening.issues), articles: new Set(), under: [] };
    this.answers = new Answers(data, this.state);
    this.telling = new Telling(this.answers);
    this.features = this.answers.features;
    this.panel = new Panel(document.querySelector(".panel"), (event) => this.act(event), (place) => this.telling.link(place).name);
    this.remembered();
    this.controls();
    this.startMap();
    const dark = matchMedia("(prefers-color-scheme: dark)");
    dark.addEventListener("change", () => this.show());
    this.theme = () => (dark.matches ? "dark" : "light");
    this.show();
    if (this.state.place) this.fly(this.state.place);
  }

  startMap() {
    const { centre, zoom, features, basemap } = this.data;
    const [longitude, latitude] = centre;
    const map = L.map("map_div", { center: [latitude, longitude], zoom, minZoom: 4, maxZoom: 14, zoomSnap: 0.5 });
    L.control.scale().addTo(map);
    window.mapdash.start(map, { features, basemap, onChoose: (pressed) => this.pressed(pressed) });
    this.engine = window.mapdash.engine;
  }

  /* ---------------------------------------------------------------- showing */

  show() {
    const { state } = this;
    this.engine.receive({
      day: state.day,
      layers: [...state.layers],
      bright: state.issues.size || state.articles.size ? [...this.answers.spoken(this.answers.answer("").hits).keys()].map((place) => this.answers.owner(place)) : null,
      place: state.place ? this.answers.owner(state.place) : null,
      feature: state.feature || null,
      language: state.language,
      theme: this.theme(),
      fly: null,
    });
    this.panel.show(this.telling.model());
    this.showTime();
    this.showChips();
    const shapes = this.answers.shown();
    const { hits, outside } = this.answers.answer(state.place);
    document.querySelector(".counts").textContent =
      `${inWords(state.day)}: ${counted(shapes.length, "shape")} of ${this.features.size} on the map, ` +
      `${counted(hits.length, "passage")} listed, ${outside.length} outside these days`;
    this.remember();
  }

  fly(place) {
    this.engine.ready.then(() => this.engine.fly(this.answers.owner(place)));
  }

  /* ---------------------------------------------------------------- events */

  pressed({ feature, under }) {
    const places = under.map((each) => this.features.get(each).place);
    Object.assign(this.state, { place: this.features.get(feature).place, feature, passage: "", at: "", under: [...new Set(places)] });
    this.show();
  }

  act(event) {
    const act = this.acts()[event.type];
    if (act) act(event);
    this.show();
  }

  /* What the panel's events do; the page's own are in dashboard/acts.py. */
  acts() {
    const { state, data } = this;
    return {
      choose: ({ place, feature, passage }) => {
        if (!data.places[place]) return;
        Object.assign(state, { place, feature: feature || "", passage: "", at: passage || "", under: [] });
        if (this.features.has(feature)) this.goWithin(feature);
        this.fly(place);
      },
      read: ({ passage, day }) => {
        if (this.passages.has(passage)) Object.assign(state, { passage, at: "" });
        if (day !== undefined) this.setDay(day);
      },
      back: () => Object.assign(state, { at: state.passage, passage: "" }),
      step: ({ passage }) => Object.assign(state, { at: passage }),
      close: () => Object.assign(state, { place: "", feature: "", passage: "", at: "", under: [] }),
      sort: ({ order }) => Object.assign(state, { order }),
      day: ({ day }) => this.setDay(day),
      issue: ({ issue }) => this.keepTo(state.issues, issue),
      article: ({ article }) => this.keepTo(state.articles, article),
    };
  }

  /* Keep to one of a kind, or to all again where there is none or it was kept to already. */
  keepTo(chosen, one) {
    const alone = chosen.size === 1 && chosen.has(one);
    chosen.clear();
    if (one && !alone) chosen.add(one);
  }

  /* A chosen state is shown on a day on which it holds. */
  goWithin(feature) {
    const { from, to } = this.features.get(feature);
    const { first, asOf } = this.data;
    const low = Math.max(from === null ? first : from, first);
    const high = Math.min(to === null ? asOf : to, asOf);
    this.setDay(within(this.state.day, low, high));
  }

  setDay(day) {
    const { state } = this;
    state.day = within(day, this.data.first, this.data.last);
    state.from = Math.min(state.from, state.day);
    state.to = Math.max(state.to, state.day);
    this.engine.scrub(state.day);
  }

  /* ---------------------------------------------------------------- the controls */

  controls() {
    const filters = document.querySelector(".filters");
    this.chips = this.data.layers.map((layer) => {
      const chip = button("chip", layer.title, () => {
        if (!this.state.layers.delete(layer.id)) this.state.layers.add(layer.id);
        this.show();
      });
      const dot = element("span", "dot");
      dot.style.background = layer.colour;
      chip.style.setProperty("--layer", layer.colour);
      chip.prepend(dot);
      return [layer.id, chip];
    });
    filters.append(...this.chips.map(([, chip]) => chip));
    if (this.data.issues.length) filters.append(this.issueBox());
    filters.append(this.languageBox());
    this.timeControls();
  }

  issueBox() {
    const box = element("details");
    this.issueTitle = element("summary", "", "All issues");
    const list = element("div", "issues");
    this.ticks = new Map();
    for (const issue of this.data.issues) {
      const label = element("label");
      const tick = element("input");
      tick.type = "checkbox";
      tick.checked = this.state.issues.has(issue.id);
      this.ticks.set(issue.id, tick);
      tick.addEventListener("change", () => {
        if (tick.checked) this.state.issues.add(issue.id);
        else this.state.issues.delete(issue.id);
        this.show();
      });
      label.append(tick, element("span", "", issue.title));
      list.append(label);
    }
    box.append(this.issueTitle, list);
    box.addEventListener("keydown", (event) => {
      if (event.key === "Escape") box.open = false;
    });
    document.addEventListener("pointerdown", (event) => {
      if (!box.contains(event.target)) box.open = false;
    });
    return box;
  }

  languageBox() {
    const box = element("select");
    box.setAttribute("aria-label", "Names on the map");
    for (const [code, title] of this.data.languages) {
      const option = element("option", "", title);
      option.value = code;
      box.append(option);
    }
    box.value = this.state.language;
    box.addEventListener("change", () => {
      this.state.language = box.value;
      this.show();
    });
    return box;
  }

  timeControls() {
    const step = (text, label, next) => {
      const node = button("", text, () => {
        this.setDay(next());
        this.show();
      });
      node.setAttribute("aria-label", label);
      return node;
    };
    const { changes } = this.data;
    const inside = (day) => day >= this.state.from && day <= this.state.to;
    this.before = () => changes.findLast((day) => day < this.state.day && inside(day));
    this.after = () => changes.find((day) => day > this.state.day && inside(day));
    this.said = element("output");
    this.back = step("◀", "Previous change", this.before);
    this.next = step("▶", "Next change", this.after);
    this.slider = element("input");
    this.slider.type = "range";
    this.slider.setAttribute("aria-label", "Day");
    this.slider.addEventListener("input", () => {
      this.setDay(Number(this.slider.value));
      this.showTime();
      this.soon();
    });
    this.typed = element("input");
    this.typed.type = "date";
    this.typed.setAttribute("aria-label", "Day, typed");
    this.typed.addEventListener("change", () => {
      const day = fromIso(this.typed.value);
      if (Number.isFinite(day)) this.setDay(day);
      this.show();
    });
    this.whole = button("", "Whole period", () => {
      const { first, last, opening } = this.data;
      const wide = this.state.from === first && this.state.to === last;
      Object.assign(this.state, wide ? { from: opening.from, to: opening.to } : { from: first, to: last });
      this.setDay(within(this.state.day, this.state.from, this.state.to));
      this.show();
    });
    document.querySelector(".day-row").append(this.said, this.back, this.slider, this.next, this.typed, this.whole);
  }

  showTime() {
    const { state, data } = this;
    Object.assign(this.slider, { min: state.from, max: state.to, value: state.day });
    this.slider.setAttribute("aria-valuetext", inWords(state.day));
    this.said.textContent = inWords(state.day);
    Object.assign(this.typed, { min: toIso(data.first), max: toIso(data.last), value: toIso(state.day) });
    this.back.disabled = this.before() === undefined;
    this.next.disabled = this.after() === undefined;
    this.whole.textContent = state.from === data.first && state.to === data.last ? "Back to the opening period" : "Whole period";
  }

  showChips() {
    for (const [layer, chip] of this.chips) chip.setAttribute("aria-pressed", String(this.state.layers.has(layer)));
    const titles = this.data.issues.filter((each) => this.state.issues.has(each.id)).map((each) => each.title);
    for (const [issue, tick] of this.ticks || []) tick.checked = this.state.issues.has(issue);
    if (this.issueTitle) this.issueTitle.textContent = titles.join(", ") || "All issues";
  }

  /* The list follows the slider once it rests. */
  soon() {
    clearTimeout(this.resting);
    this.resting = setTimeout(() => this.show(), REST);
  }

  /* ---------------------------------------------------------------- the address */

  /* Day and place stand in the address, so that it can be kept or sent. */
  remember() {
    const { day, place, passage, at } = this.state;
    const kept = Object.entries({ day: toIso(day), place, passage, at }).filter(([, value]) => value);
    history.replaceState(null, "", `#${new URLSearchParams(kept)}`);
  }

  remembered() {
    const asked = new URLSearchParams(location.hash.slice(1));
    const { first, last, places } = this.data;
    const day = fromIso(asked.get("day"));
    if (day >= first && day <= last) {
      const { from, to } = this.state;
      Object.assign(this.state, { day, from: Math.min(from, day), to: Math.max(to, day) });
    }
    if (Object.hasOwn(places, asked.get("place") || "")) this.state.place = asked.get("place");
    for (const key of ["passage", "at"]) if (this.passages.has(asked.get(key))) this.state[key] = asked.get(key);
  }
}

window.mapdash.brief = new Brief(JSON.parse(document.getElementById("atlas").textContent));
