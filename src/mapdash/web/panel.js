/*
 * The panel beside the map: where to begin, a place with its passages, or a
 * whole article.  What to say is made by Python and comes as plain data; every text
 * is set as text.  A press is told to the map at once and to Python as an event.
 */

import { bus } from "./bus.js";
import { articleParts, scrollToPassage } from "./panel-article.js";
import { Asking } from "./panel-asking.js";
import { differenceParts } from "./panel-difference.js";
import { placeParts } from "./panel-place.js";
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
  constructor(root, act) {
    this.root = root;
    this.act = act;
    this.built = new WeakMap();
  }

  show(model) {
    const text = JSON.stringify(model);
    if (text === this.text) return;
    const before = this.model || {};
    this.text = text;
    this.model = model;
    const same = ["mode", "place", "at", "title"].every((key) => before[key] === model[key]);
    const top = this.root.scrollTop;
    this.root.replaceChildren(...PARTS[model.mode](this));
    this.root.dataset.mode = model.mode;
    this.root.dataset.place = model.place || "";
    this.root.scrollTop = same ? top : 0;
    if (!same) this.bringIntoView();
  }

  /* On a narrow screen the panel lies below the map: what was asked for comes into view. */
  bringIntoView() {
    const { mode } = this.model;
    if (mode === "article") scrollToPassage(this.root);
    const head = { search: ".head-line", place: ".place-head" }[mode];
    if (head) this.root.querySelector(head).scrollIntoView({ block: "nearest" });
  }

  choose(place, feature) {
    const { engine } = bus();
    if (engine) engine.fly(place);
    this.act({ type: "choose", place, feature: feature || "", seq: Date.now() });
  }

  send(type, more) {
    this.act({ type, ...more, seq: Date.now() });
  }
}

const mounted = new WeakMap();

export default function mount({ parentElement, data, setTriggerValue }) {
  let asking = mounted.get(parentElement);
  if (!asking) {
    const root = parentElement.querySelector(".panel");
    asking = new Asking(new Panel(root, (event) => asking.act(event)), root);
    mounted.set(parentElement, asking);
  }
  asking.trigger = (event) => setTriggerValue("act", event);
  return asking.hear(data);
}
