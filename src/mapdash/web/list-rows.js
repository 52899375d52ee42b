/*
 * The rows of the list: a grid with headers to sort by, of which only the rows
 * in sight are built, so that five thousand cost no more than fifty.
 */

import { naming, ways } from "./panel-counts.js";
import { button, dot, element } from "./panel-elements.js";

/* The columns: key, heading, and whether the first press sorts downwards. */
const COLUMNS = [
  ["name", "Name", false],
  ["layer", "Layer", false],
  ["status", "Status", false],
  ["since", "Since", true],
  ["until", "Until", true],
  ["passages", "Passages", true],
];
const SPARE = 6;

function part(role, className) {
  const node = element("div", className);
  node.setAttribute("role", role);
  return node;
}

/* Below the number, how many name the place itself; all of it where one rests on it. */
function tellWays(cell, spoken) {
  const told = ways(spoken);
  if (!told) return;
  cell.append(element("span", "naming", naming(spoken)));
  cell.title += `: ${told}`;
}

export class Rows {
  constructor(onChoose, onOrder) {
    this.onChoose = onChoose;
    this.onOrder = onOrder;
    this.order = { key: "passages", down: true };
    this.rows = [];
    this.active = 0;
    this.marked = "";
    this.built = new Map();
    this.build();
  }

  build() {
    this.root = element("div", "list-frame");
    this.grid = part("grid", "list-grid");
    this.grid.setAttribute("aria-colcount", COLUMNS.length);
    this.body = part("rowgroup", "list-rows");
    this.grid.append(this.headings(), this.body);
    this.root.append(this.grid);
    this.root.addEventListener("scroll", () => this.paint());
    this.body.addEventListener("keydown", (event) => this.press(event));
    this.body.addEventListener("focusin", (event) => this.took(event.target));
    new ResizeObserver(() => this.paint(true)).observe(this.root);
  }

  headings() {
    const head = part("rowgroup", "list-head");
    const row = part("row", "list-row");
    row.setAttribute("aria-rowindex", 1);
    this.heads = COLUMNS.map(([key, text, down]) => {
      const cell = part("columnheader", `cell ${key}`);
      cell.append(button("list-sort", text, () => this.sort(key, down)));
      row.append(cell);
      return cell;
    });
    head.append(row);
    this.tellOrder();
    return head;
  }

  sort(key, down) {
    const { order } = this;
    this.order = { key, down: order.key === key ? !order.down : down };
    this.tellOrder();
    this.active = -1;
    this.root.scrollTop = 0;
    this.onOrder();
  }

  tellOrder() {
    for (const [number, [key]] of COLUMNS.entries()) {
      const { order } = this;
      this.heads[number].setAttribute("aria-sort", order.key !== key ? "none" : order.down ? "descending" : "ascending");
    }
  }

  /* ---------------------------------------------------------------- what is shown */

  show(rows, said) {
    const before = this.rows[this.active];
    const focused = this.body.contains(this.inFocus());
    this.rows = rows;
    this.active = Math.max(0, before ? rows.findIndex((row) => row.id === before.id) : 0);
    this.grid.setAttribute("aria-label", `Shapes on ${said}`);
    this.grid.setAttribute("aria-rowcount", rows.length + 1);
    this.root.hidden = !rows.length;
    for (const node of this.built.values()) node.remove();
    this.built.clear();
    this.paint(true);
    if (focused && rows.length) this.focus();
  }

  /* Mark the row that is chosen, and bring it into sight if it has changed. */
  mark(id) {
    const fresh = id && id !== this.marked;
    this.marked = id;
    const number = this.rows.findIndex((row) => row.id === id);
    if (fresh && number >= 0) {
      this.active = number;
      this.reveal(number);
    }
    this.paint(true);
  }

  inFocus() {
    return this.root.getRootNode().activeElement;
  }

  /* Build the rows in sight, some beside them, and the one that has the focus. */
  paint(anew = false) {
    const height = this.measure();
    if (!height) return;
    const first = Math.max(0, Math.floor(this.root.scrollTop / height) - SPARE);
    const last = Math.min(this.rows.length - 1, Math.ceil((this.root.scrollTop + this.root.clientHeight) / height) + SPARE);
    if (!anew && first === this.first && last === this.last) return;
    Object.assign(this, { first, last });
    this.body.style.height = `${this.rows.length * height}px`;
    const wanted = new Set([this.active]);
    for (let number = first; number <= last; number += 1) wanted.add(number);
    this.place([...wanted].filter((number) => number < this.rows.length).sort((a, b) => a - b), height);
  }

  /* Rows that stay are not moved, for a node that is moved loses the focus. */
  place(numbers, height) {
    const wanted = new Set(numbers);
    for (const [number, node] of this.built) {
      if (wanted.has(number)) continue;
      node.remove();
      this.built.delete(number);
    }
    let next = this.body.firstElementChild;
    for (const number of numbers) {
      const node = this.built.get(number) || this.row(number);
      node.style.transform = `translateY(${number * height}px)`;
      node.tabIndex = number === this.active ? 0 : -1;
      node.setAttribute("aria-selected", this.rows[number].id === this.marked);
      if (node === next) next = next.nextElementSibling;
      else this.body.insertBefore(node, next);
    }
  }

  measure() {
    return parseFloat(getComputedStyle(this.body).getPropertyValue("--row-height")) || 0;
  }

  row(number) {
    const each = this.rows[number];
    const node = part("row", `list-row${each.holds ? "" : " away"}`);
    node.dataset.feature = each.id;
    node.setAttribute("aria-rowindex", number + 2);
    for (const [key] of COLUMNS) {
      const cell = part("gridcell", `cell ${key}`);
      const text = key === "passages" ? String(each.passages || "–") : each[key];
      if (key === "layer") cell.append(dot(each.colour));
      cell.append(element("span", "", text));
      cell.title = text;
      if (key === "passages") tellWays(cell, each.spoken);
      node.append(cell);
    }
    node.addEventListener("click", () => this.choose(number));
    this.built.set(number, node);
    return node;
  }

  /* ---------------------------------------------------------------- keyboard */

  press(event) {
    const page = Math.max(1, Math.floor(this.root.clientHeight / this.measure()) - 2);
    const last = this.rows.length - 1;
    const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -last, End: last };
    if (event.key in steps) this.go(Math.max(0, Math.min(last, this.active + steps[event.key])));
    else if (event.key === "Enter" || event.key === " ") this.choose(this.active);
    else return;
    event.preventDefault();
  }

  /* Wherever the focus has come to, the arrows go on from there. */
  took(node) {
    const number = Number(node.getAttribute("aria-rowindex")) - 2;
    if (number === this.active) return;
    this.active = number;
    this.paint(true);
  }

  go(number) {
    this.active = number;
    this.reveal(number);
    this.paint(true);
    this.focus();
  }

  focus() {
    this.paint(true);
    const node = this.built.get(this.active);
    if (node) node.focus({ preventScroll: true });
  }

  reveal(number) {
    const height = this.measure();
    const head = this.grid.firstElementChild.offsetHeight;
    const top = number * height;
    const room = this.root.clientHeight - head;
    if (top < this.root.scrollTop) this.root.scrollTop = top;
    else if (top + height > this.root.scrollTop + room) this.root.scrollTop = top + height - room;
  }

  choose(number) {
    this.active = number;
    this.onChoose(this.rows[number]);
  }
}
