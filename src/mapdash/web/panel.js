/*
 * The panel beside the map: where to begin, a place with its passages, or a
 * whole article.  What to say is made by Python and comes as plain data; every text
 * is set as text.  A press is told to the map at once and to Python as an event.
 */

import { watchAddress, writeAddress } from "./address.js";
import { bus, nextNumber } from "./bus.js";
import { articleParts } from "./panel-article.js";
import { Asking } from "./panel-asking.js";
import { differenceParts } from "./panel-difference.js";
import { button, element } from "./panel-elements.js";
import { Follow } from "./panel-follow.js";
import { placeParts } from "./panel-place.js";
import { quotedName } from "./panel-quotations.js";
import { tellHeld } from "./panel-scroll.js";
import { searchParts } from "./panel-search.js";
import { sourcesParts } from "./panel-sources.js";
import { startParts } from "./panel-start.js";

/* What the panel tells, by the mode of what Python sent. */
const PARTS = {
  start: startParts,
  place: placeParts,
  article: articleParts,
  search: searchParts,
  sources: sourcesParts,
  difference: differenceParts,
};

export class Panel {
  /* act(event): told what the reader does; nameOf(place): a place's name. */
  constructor(root, act, nameOf) {
    this.root = root;
    this.act = act;
    this.nameOf = nameOf;
    this.built = new WeakMap();
    this.steps = null;
    this.follow = new Follow(this);
    root.addEventListener("keydown", (event) => this.steps && this.steps.pressed(event));
    const scrolled = () => requestAnimationFrame(() => tellHeld(root));
    root.addEventListener("scroll", scrolled, { passive: true });
    document.addEventListener("scroll", scrolled, { passive: true, capture: true });
  }

  /* ---------------------------------------------------------------- what Python says */

  show(model) {
    const { at, ...told } = model;
    const text = JSON.stringify(told);
    const before = this.model || {};
    this.model = model;
    if (text === this.text) {
      if (this.steps) this.steps.hear(at);
      return;
    }
    this.text = text;
    this.build(before);
  }

  build(before) {
    const { model, root } = this;
    const same = subject(before) === subject(model);
    const at = same && this.steps ? this.steps.at : model.at;
    const top = root.scrollTop;
    const held = root.getRootNode().activeElement;
    const keep = held && held.dataset.keep;
    if (this.follow.on && model.mode !== "article") this.follow.turn(false);
    this.steps = null;
    root.replaceChildren(...this.keptTo(), ...PARTS[model.mode](this));
    Object.assign(root.dataset, { mode: model.mode, place: model.place || "", only: model.only ? "only" : "" });
    root.scrollTop = same ? top : 0;
    if (keep && root.querySelector(`[data-keep="${keep}"]`)) root.querySelector(`[data-keep="${keep}"]`).focus({ preventScroll: true });
    if (this.steps) this.steps.mark(at);
    if (!same) this.bringIntoView(before);
  }

  /* That all that is told is kept to one article, or to issues, and the way back to all. */
  keptTo() {
    const { only, onIssues = [] } = this.model;
    const line = (text, back, release) => {
      const node = element("p", "kept-to", `${text}. `);
      node.append(button("inline", back, release));
      return node;
    };
    const lines = [];
    if (only) lines.push(line(`Only from “${only}”`, "All articles", () => this.send("article", { article: "" })));
    if (onIssues.length) lines.push(line(`Only on ${onIssues.join(", ")}`, "All issues", () => this.send("issue", { issue: "" })));
    return lines;
  }

  /* On a narrow screen the panel lies below the map: what was asked for comes into view. */
  bringIntoView(before) {
    const { mode, at } = this.model;
    // A place chosen anew is told from its head on, even if it was met in a passage.
    const headFirst = mode === "place" && before.mode && before.back !== this.model.place;
    const head = { search: ".head-line", place: ".place-head", article: ".article-head" }[mode];
    if (head) this.root.querySelector(head).scrollIntoView({ block: "nearest" });
    if (this.steps && at && !headFirst) this.steps.goTo(at);
  }

  /* ---------------------------------------------------------------- what the reader does */

  choose(place, feature, passage) {
    const { engine } = bus();
    if (engine) engine.fly(place);
    this.send("choose", { place, feature: feature || "", passage: passage || "" });
  }

  showDay(day) {
    this.moveDay(day);
    this.send("day", { day });
  }

  /* Move the map and the timeline to a day, at once and without a word to Python. */
  moveDay(day) {
    const { engine, timeline } = bus();
    if (timeline) timeline.follow(day);
    else if (engine) engine.scrub(day);
  }

  send(type, more) {
    this.act({ type, ...more, seq: nextNumber() });
  }
}

/* What a model is about: of the same, what is read stays where it is. */
function subject({ mode, place, title, article, order }) {
  return JSON.stringify([mode, place, title, article && article.file, order]);
}

const mounted = new WeakMap();
let latest = null;

export default function mount({ parentElement, data, setTriggerValue }) {
  let asking = mounted.get(parentElement);
  if (!asking) {
    const root = parentElement.querySelector(".panel");
    asking = new Asking(new Panel(root, (event) => asking.act(event), quotedName), root);
    mounted.set(parentElement, asking);
  }
  asking.trigger = (event) => setTriggerValue("act", event);
  if (!latest) watchAddress((query) => latest.panel.send("walked", { query }));
  latest = asking;
  const { address, ...told } = data;
  writeAddress(address);
  return asking.hear(told);
}
