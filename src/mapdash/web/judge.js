/*
 * Judging links: a link in the panel is confirmed, rejected or set right, words
 * are linked to a place, and the last verdict is taken back.  The panel knows
 * nothing of it: what is pressed there is caught on its way.
 */

import { bus, nextNumber } from "./bus.js";
import { linkBox } from "./judge-link.js";
import { isSelecting, selectedRange, wordsOf } from "./judge-selection.js";
import { wordsBox } from "./judge-words.js";
import { button, element } from "./panel-elements.js";

const NAME = "mapdash-editor";
const KEYS = { c: "confirmed", x: "rejected" };

class Judge {
  constructor(root) {
    this.root = root;
    this.bar = element("div", "judge-bar");
    this.told = element("p", "judge-told");
    this.told.setAttribute("role", "status");
    this.box = element("div", "judge-box");
    this.list = element("details", "judge-list");
    root.replaceChildren(this.bar, this.told, this.box, this.list);
  }

  hear(model) {
    const first = !this.model;
    this.model = model;
    this.verdicts = new Map(model.verdicts.map((each) => [keyOf(each.passage, each.at, each.layer), each]));
    if (first) this.buildBar();
    if (model.seq !== this.seq) {
      this.seq = model.seq;
      this.told.textContent = model.told;
      this.box.replaceChildren();
    }
    this.buildList();
    this.watch();
  }

  /* ---------------------------------------------------------------- who, and what was done */

  buildBar() {
    const { editor } = this.model;
    this.bar.append(element("strong", "", "Editing links"));
    if (editor) {
      this.bar.append(element("span", "", `as ${editor}`));
    } else {
      const label = element("label", "", "as ");
      this.name = element("input");
      this.name.placeholder = "your name";
      this.name.maxLength = 80;
      this.name.value = localStorage.getItem(NAME) || "";
      this.name.addEventListener("change", () => localStorage.setItem(NAME, this.name.value.trim()));
      label.append(this.name);
      this.bar.append(label);
    }
    this.bar.append(
      button("judge-act", "Link words…", () => this.openWords({})),
      button("judge-act", "Undo", () => this.act({ type: "undo" })),
    );
    const hint = "Press a marked word to judge it, or with the focus on it C to confirm and X to reject. Select words to link them.";
    this.told.textContent = hint;
  }

  buildList() {
    const { verdicts } = this.model;
    this.list.hidden = !verdicts.length;
    const rows = verdicts.map((each) => {
      const row = element("p");
      const signed = [each.by, each.on].filter(Boolean).join(", ");
      row.append(
        element("span", "", `“${each.exact}”, ${each.verdict} as ${each.places.map((id) => this.nameOf(id)).join(", ")}${signed ? ` (${signed})` : ""} `),
        button("inline", "Leave to the rules", () => this.judge(each, "automatic")),
      );
      return row;
    });
    const noun = verdicts.length === 1 ? "verdict holds" : "verdicts hold";
    this.list.replaceChildren(element("summary", "", `${verdicts.length} ${noun}`), ...rows);
  }

  nameOf(id) {
    const place = this.model.places.find(([each]) => each === id);
    return place ? place[1] : id;
  }

  /* ---------------------------------------------------------------- what the editor does */

  act(told) {
    if (this.name && !this.name.value.trim()) {
      this.told.textContent = "Say first who you are: a verdict is signed.";
      this.name.focus();
      return;
    }
    this.told.textContent = "Saving…";
    this.trigger({ ...told, by: this.name ? this.name.value : "", seq: nextNumber() });
  }

  judge({ passage, at, layer }, verdict, place) {
    this.act({ type: "judge", passage, at, layer, verdict, place: place || "" });
  }

  openLink(link) {
    this.box.replaceChildren(...linkBox(this, link));
    this.box.querySelector("button").focus();
  }

  openWords(found) {
    this.box.replaceChildren(...wordsBox(this, found));
    this.box.querySelector(found.words ? ".judge-place" : "input").focus();
  }

  close() {
    this.box.replaceChildren();
  }

  /* ---------------------------------------------------------------- the panel */

  get panel() {
    const asking = bus().panel;
    return asking ? asking.root : null;
  }

  /* Whatever the panel shows next is marked too. */
  watch() {
    const { panel } = this;
    if (!panel) {
      setTimeout(() => this.watch(), 100);
      return;
    }
    if (this.watched !== panel) {
      this.watched = panel;
      panel.addEventListener("click", (event) => this.pressed(event), true);
      panel.addEventListener("keydown", (event) => this.key(event), true);
      panel.addEventListener("mouseup", () => setTimeout(() => this.selected(), 0));
      new MutationObserver(() => this.mark()).observe(panel, { childList: true, subtree: true });
    }
    this.mark();
  }

  mark() {
    for (const node of this.panel.querySelectorAll(".mention")) {
      const link = linkOf(node);
      const said = link && this.verdicts.get(keyOf(link.passage, link.at, link.layer));
      const verdict = said ? said.verdict : "automatic";
      if (node.dataset.verdict !== verdict) node.dataset.verdict = verdict;
    }
  }

  pressed(event) {
    const node = event.target.closest(".mention");
    const link = node && linkOf(node);
    if (!link || isSelecting(this.panel)) return;
    event.preventDefault();
    event.stopPropagation();
    this.openLink(link);
  }

  key(event) {
    const node = event.target.closest(".mention");
    const link = node && linkOf(node);
    if (!link || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Enter" || event.key === " ") this.openLink(link);
    else if (KEYS[event.key]) this.judge(link, KEYS[event.key]);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  selected() {
    const range = selectedRange(this.panel);
    const found = range && wordsOf(this.panel, range);
    if (found) this.openWords(found);
  }
}

const keyOf = (passage, at, layer) => `${passage} ${at.join("-")} ${layer}`;

/* The link that a marked word is. */
function linkOf(node) {
  const holder = node.closest("[data-key]");
  if (!holder || !node.dataset.at) return null;
  const at = node.dataset.at.split("-").map(Number);
  return { passage: holder.dataset.key, at, layer: node.dataset.layer, place: node.dataset.place, exact: node.textContent };
}

const mounted = new WeakMap();

export default function mount({ parentElement, data, setTriggerValue }) {
  let judge = mounted.get(parentElement);
  if (!judge) {
    judge = new Judge(parentElement.querySelector(".judge"));
    mounted.set(parentElement, judge);
  }
  judge.trigger = (event) => setTriggerValue("act", event);
  judge.hear(data);
}
