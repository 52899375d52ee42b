/*
 * The brief: a map, its days and its passages in one file that asks nobody.
 *
 * What the page leaves to Python is done here: which passages belong to the
 * selection, and what the panel is to say.  The rules are those of queries.py;
 * how a mention speaks of a place comes worked out with the file.
 */

import mount, { button, element } from "./panel.js";

const DAY = 86400000;
const REST = 120;
const WEIGHT = { itself: 0, part: 1, set: 2 };
const LONG = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });

const inWords = (day) => LONG.format(new Date(day * DAY));
const toIso = (day) => new Date(day * DAY).toISOString().slice(0, 10);
const fromIso = (text) => Math.round(Date.parse(`${text}T00:00:00Z`) / DAY);
const within = (day, low, high) => Math.max(low, Math.min(day, high));
const counted = (number, noun) => `${number} ${noun}${number === 1 ? "" : "s"}`;
const firstName = (names, language) => (names[language] && names[language][0]) || (names.en && names.en[0]) || Object.values(names).flat()[0];

class Brief {
  constructor(data) {
    this.data = data;
    this.excerpts = new Map(data.passages.map((each) => [each.key, each]));
    this.state = { ...data.opening, layers: new Set(data.layers.map((each) => each.id)), issues: new Set(data.opening.issues), under: [] };
    this.flights = 0;
    this.remembered();
    this.startMap();
    this.controls();
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
    this.bounds = new Map(features.features.map((each) => [each.id, each.properties]));
  }

  /* ---------------------------------------------------------------- what is asked */

  relation(mention, place) {
    return (this.data.relations[mention.places] || {})[place] || null;
  }

  /* The passage as a hit, its times aside; null if it does not belong. */
  hit(each, place) {
    const { layers, issues } = this.state;
    if (!each.listed) return null;
    if (issues.size && !each.about.some((issue) => issues.has(issue))) return null;
    const on = each.mentions.filter((mention) => layers.has(mention.layer));
    if (!place) return on.length || layers.size === this.data.layers.length ? { each, relation: null, mentions: on } : null;
    const related = on.filter((mention) => this.relation(mention, place));
    if (!related.length) return null;
    const relations = related.map((mention) => this.relation(mention, place));
    return { each, relation: relations.sort((a, b) => WEIGHT[a] - WEIGHT[b])[0], mentions: related };
  }

  listed(each) {
    const { day, from } = this.state;
    const first = from === null ? null : Math.min(from, day);
    return !each.days.length || each.days.some(([start, end]) => (start === null || start <= day) && (first === null || end === null || first <= end));
  }

  answer(place) {
    const hits = this.data.passages.map((each) => this.hit(each, place)).filter(Boolean);
    hits.sort((a, b) => (WEIGHT[a.relation] || 0) - (WEIGHT[b.relation] || 0) || b.mentions.length - a.mentions.length);
    return { hits: hits.filter((hit) => this.listed(hit.each)), outside: hits.filter((hit) => !this.listed(hit.each)) };
  }

  /* How many passages speak of each place. */
  spoken(hits) {
    const counts = new Map();
    for (const { each } of hits) {
      const reached = new Set(each.mentions.flatMap((mention) => Object.keys(this.data.relations[mention.places] || {})));
      for (const place of reached) counts.set(place, (counts.get(place) || 0) + 1);
    }
    return counts;
  }

  owner(place) {
    return this.data.places[place].shares || place;
  }

  holds(feature) {
    const { from, to } = this.bounds.get(feature);
    const { day } = this.state;
    return day <= this.data.asOf && (from === null || from <= day) && (to === null || day <= to);
  }

  /* ---------------------------------------------------------------- what the panel says */

  model() {
    const { place, passage } = this.state;
    const layers = Object.fromEntries(this.data.layers.map((each) => [each.id, each]));
    if (passage) return { ...this.articleModel(passage), layers };
    return { ...(place ? this.placeModel(place) : this.startModel()), layers, day: inWords(this.state.day) };
  }

  listModel(place) {
    const { hits, outside } = this.answer(place);
    const articles = new Set(hits.map((hit) => hit.each.article));
    return {
      summary: hits.length ? `${counted(hits.length, "passage")} from ${counted(articles.size, "article")}` : "No passage",
      excerpts: hits.map((hit) => this.excerpt(hit)),
      outside: outside.map((hit) => this.excerpt(hit)),
    };
  }

  startModel() {
    const counts = this.spoken(this.answer("").hits);
    const places = Object.entries(this.data.places)
      .filter(([, each]) => this.state.layers.has(each.layer))
      .map(([place, each]) => {
        const state = each.states.find((feature) => this.holds(feature));
        const status = state ? this.data.states[state].status : "";
        return { place, name: firstName(each.labels, this.state.language), layer: each.layer, status, count: counts.get(place) || 0 };
      })
      .filter((row) => row.status || row.count)
      .sort((a, b) => b.count - a.count);
    return { mode: "start", about: this.data.description, places, ...this.listModel("") };
  }

  placeModel(place) {
    const { names, note, layer, within: around, members, sets, states } = this.data.places[place];
    const now = states.filter((feature) => this.holds(feature));
    const told = this.data.layers.find((each) => each.id === layer);
    return {
      mode: "place",
      place,
      layer: { id: layer, title: told.title, note: told.note },
      name: this.link(place).name,
      names,
      note,
      current: now.map((feature) => this.data.states[feature]),
      states: states.map((feature) => Object.assign({}, this.data.states[feature], { holds: now.includes(feature) })),
      within: this.links(around),
      members: this.links(members),
      sets: this.links(sets),
      under: this.links(this.state.under.filter((each) => each !== place)),
      ...this.listModel(place),
    };
  }

  articleModel(passage) {
    const { article } = this.excerpts.get(passage);
    const { place } = this.state;
    const whole = this.data.passages.filter((each) => each.article === article);
    return {
      mode: "article",
      article: this.data.articles[article],
      at: passage,
      back: place,
      backName: place ? this.link(place).name : "",
      excerpts: whole.map((each) => this.excerpt({ each, relation: null, mentions: each.mentions })),
    };
  }

  links(places) {
    return places.filter((place) => this.data.places[place]).map((place) => this.link(place));
  }

  link(place) {
    const { labels, layer } = this.data.places[place];
    return { place, name: firstName(labels, this.state.language), layer };
  }

  excerpt({ each, relation, mentions }) {
    return {
      ...each,
      article: this.data.articles[each.article],
      nodes: this.chosen(each.nodes),
      why: [...new Set(mentions.map((mention) => mention.why))],
      relation,
    };
  }

  /* The nodes of a passage, what speaks of the chosen place marked. */
  chosen(nodes) {
    const { place } = this.state;
    return nodes.map((node) => {
      if (!node.mark) return node;
      const speaks = node.mark.kind === "mention" && this.relation({ places: node.mark.places.join(" ") }, place);
      return { mark: { ...node.mark, chosen: Boolean(speaks) }, nodes: this.chosen(node.nodes) };
    });
  }

  /* ---------------------------------------------------------------- showing */

  show() {
    const { state } = this;
    this.engine.receive({
      day: state.day,
      layers: [...state.layers],
      bright: state.issues.size ? [...this.spoken(this.answer("").hits).keys()].map((place) => this.owner(place)) : null,
      place: state.place ? this.owner(state.place) : null,
      feature: state.feature || null,
      language: state.language,
      theme: this.theme(),
      fly: null,
    });
    const model = this.model();
    mount({ parentElement: document.querySelector(".side"), data: model, setTriggerValue: (_, event) => this.act(event) });
    this.showTime();
    this.showChips();
    const shapes = [...this.bounds.keys()].filter((feature) => this.holds(feature) && state.layers.has(this.bounds.get(feature).layer));
    const { hits, outside } = this.answer(state.place);
    document.querySelector(".counts").textContent =
      `${inWords(state.day)}: ${counted(shapes.length, "shape")} of ${this.bounds.size} on the map, ` +
      `${counted(hits.length, "passage")} listed, ${outside.length} outside these days`;
    this.remember();
  }

  fly(place) {
    this.engine.ready.then(() => this.engine.fly(this.owner(place)));
  }

  /* ---------------------------------------------------------------- events */

  pressed({ feature, under }) {
    const places = under.map((each) => this.bounds.get(each).place);
    Object.assign(this.state, { place: this.bounds.get(feature).place, feature, passage: "", under: [...new Set(places)] });
    this.show();
  }

  act(event) {
    const { state } = this;
    if (event.type === "choose" && this.data.places[event.place]) {
      Object.assign(state, { place: event.place, feature: event.feature || "", passage: "", under: [] });
      if (this.bounds.has(event.feature)) this.goWithin(event.feature);
      this.fly(event.place);
    } else if (event.type === "open" && this.excerpts.has(event.passage)) {
      state.passage = event.passage;
    } else if (event.type === "back") {
      state.passage = "";
    } else if (event.type === "close") {
      Object.assign(state, { place: "", feature: "", passage: "", under: [] });
    }
    this.show();
  }

  /* A chosen state is shown on a day on which it holds. */
  goWithin(feature) {
    const { from, to } = this.bounds.get(feature);
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
    for (const issue of this.data.issues) {
      const label = element("label");
      const tick = element("input");
      tick.type = "checkbox";
      tick.checked = this.state.issues.has(issue.id);
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
    document.querySelector(".time").append(this.said, this.back, this.slider, this.next, this.typed, this.whole);
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
    const { day, place, passage } = this.state;
    const kept = Object.entries({ day: toIso(day), place, passage }).filter(([, value]) => value);
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
    if (this.excerpts.has(asked.get("passage"))) this.state.passage = asked.get("passage");
  }
}

window.mapdash.brief = new Brief(JSON.parse(document.getElementById("atlas").textContent));
