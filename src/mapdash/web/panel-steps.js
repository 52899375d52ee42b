/*
 * Stepping through passages, one after the other: buttons, and the keys J and
 * K while the panel has the focus.  Where one is, is marked and scrolled to at
 * once; Python hears of it, for the address, once the steps have come to rest.
 */

import { button, element } from "./panel-elements.js";
import { bringTo, inReach } from "./panel-scroll.js";

const AT_REST = 400;
const UNDERWAY = 4000;
const KEYS = { j: 1, k: -1 };

export class Steps {
  /*
   * keys: of the passages, in their order; noun: what each of them is called;
   * onStep(key): told at each step; tell(key): told at rest.
   */
  constructor(panel, { keys, noun, onStep = () => {}, tell }) {
    Object.assign(this, { panel, keys, noun, onStep, tell });
    this.at = "";
    this.sent = { key: "", until: 0 };
  }

  parts() {
    this.told = element("output", "step-told");
    const step = (direction, label, key) => {
      const node = button(direction > 0 ? "step on" : "step", "", () => this.step(direction));
      node.setAttribute("aria-label", label);
      node.setAttribute("aria-keyshortcuts", key);
      node.title = `${label} (${key})`;
      node.dataset.keep = label;
      return node;
    };
    this.back = step(-1, `Previous ${this.noun}`, "K");
    this.next = step(1, `Next ${this.noun}`, "J");
    this.describe();
    const box = element("div", "steps");
    box.setAttribute("role", "group");
    box.setAttribute("aria-label", `Step through the ${this.noun}s`);
    box.append(this.back, this.told, this.next);
    return box;
  }

  describe() {
    const { length } = this.keys;
    const number = this.keys.indexOf(this.at) + 1;
    const name = `${this.noun[0].toUpperCase()}${this.noun.slice(1)}`;
    const noun = element("span", "noun", `${name} `);
    this.told.replaceChildren(...(number ? [noun, `${number} of ${length}`] : [`${length} ${this.noun}${length === 1 ? "" : "s"}`]));
    this.back.disabled = number === 1 || !length;
    this.next.disabled = number === length || !length;
  }

  node(key) {
    return key ? this.panel.root.querySelector(`[data-key="${CSS.escape(key)}"]`) : null;
  }

  /* Mark where one is; whether the panel holds such a passage. */
  mark(key) {
    for (const node of this.panel.root.querySelectorAll(".at")) {
      node.classList.remove("at");
      node.removeAttribute("aria-current");
    }
    const node = this.node(key);
    this.at = node ? key : "";
    if (node) {
      node.classList.add("at");
      node.setAttribute("aria-current", "true");
    }
    this.describe();
    return node;
  }

  goTo(key) {
    const node = this.mark(key);
    if (!node) return;
    const folded = node.closest("details:not([open])");
    if (folded) folded.open = true;
    bringTo(this.panel.root, node);
  }

  step(direction) {
    const key = this.keys[this.numberBeside(direction)];
    if (!key) return;
    this.goTo(key);
    this.onStep(key);
    this.tellAtRest();
  }

  /* From where one is, if that is in sight; else from what is. */
  numberBeside(direction) {
    const { root } = this.panel;
    const now = this.keys.indexOf(this.at);
    const seen = (key) => inReach(root, this.node(key));
    if (now >= 0 && seen(this.at)) return now + direction;
    const inSight = this.keys.findIndex(seen);
    return inSight >= 0 ? inSight : Math.max(0, now + direction);
  }

  tellAtRest(rest = AT_REST) {
    clearTimeout(this.resting);
    this.resting = setTimeout(() => {
      this.resting = null;
      this.sent = { key: this.at, until: Date.now() + UNDERWAY };
      this.tell(this.at);
    }, rest);
  }

  /* Python says where one is: passed over while the reader's own steps are on their way there. */
  hear(key) {
    const underway = this.resting || (Date.now() < this.sent.until && key !== this.sent.key);
    if (!underway && key && key !== this.at) this.goTo(key);
  }

  pressed(event) {
    const direction = KEYS[event.key.toLowerCase()];
    const typing = event.target.closest("input, textarea, select");
    if (!direction || typing || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    this.step(direction);
    const node = this.node(this.at);
    if (node) node.focus({ preventScroll: true });
  }
}
