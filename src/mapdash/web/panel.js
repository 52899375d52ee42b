/*
 * The panel beside the map: where to begin, a place with its passages, or a
 * whole article.  Python sends what to say as plain data; every text is set
 * as text.  A press is told to the map at once and to Python as an event.
 */

import { citeButton } from "./panel-cite.js";
import { differenceParts } from "./panel-difference.js";
import { highlight, searchParts } from "./panel-search.js";
import { sourcesParts } from "./panel-sources.js";
import { unpacked } from "./panel-quotations.js";

export function element(name, className, text) {
  const node = document.createElement(name);
  if (className) node.className = className;
  if (text !== undefined && text !== null) node.textContent = text;
  return node;
}

export function button(className, text, onPress) {
  const node = element("button", className, text);
  node.type = "button";
  node.addEventListener("click", onPress);
  return node;
}

function dot(colour) {
  const node = element("span", "dot");
  node.style.background = colour;
  node.setAttribute("aria-hidden", "true");
  return node;
}

function withMap(call) {
  const bus = (window.mapdash = window.mapdash || { waiting: [] });
  if (bus.engine) call(bus.engine);
}

/*
 * What the keyboard reaches of a mark.  No control may hold another: of a mark
 * with marks inside, its first own words are the control, and stand for all of it.
 */
function controlOf(link, nodes) {
  const own = [...link.childNodes].find((child) => child.nodeType === Node.TEXT_NODE && child.data.trim());
  if (!own || !nodes.some((node) => node.mark && node.mark.kind === "mention")) return link;
  const words = element("span", "own-words");
  words.setAttribute("aria-label", link.textContent);
  own.replaceWith(words);
  words.append(own);
  return words;
}

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
    const same = before.mode === model.mode && before.place === model.place && before.at === model.at && before.title === model.title;
    const top = this.root.scrollTop;
    this.root.replaceChildren(...this[model.mode]());
    this.root.dataset.mode = model.mode;
    this.root.dataset.place = model.place || "";
    this.root.scrollTop = same ? top : 0;
    if (model.mode === "article" && !same) this.scrollToPassage();
    else if (model.mode === "search" && !same) this.root.querySelector(".head-line").scrollIntoView({ block: "nearest" });
    // On a narrow screen the panel lies below the map: what was asked for comes into view.
    else if (model.mode === "place" && !same) this.root.querySelector(".place-head").scrollIntoView({ block: "nearest" });
  }

  /* ---------------------------------------------------------------- events */

  choose(place, feature) {
    withMap((engine) => engine.fly(place));
    this.act({ type: "choose", place, feature: feature || "", seq: Date.now() });
  }

  send(type, more) {
    this.act({ type, ...more, seq: Date.now() });
  }

  /* ---------------------------------------------------------------- where to begin */

  start() {
    const { model } = this;
    const hints = element("ol", "hints");
    for (const line of [
      "Press a shape on the map, or a place in this list, to read the sentences that speak of it.",
      "Move the date: shapes come and go with the days on which they held.",
      "Every marked word in a passage leads back to the map.",
    ]) {
      hints.append(element("li", "", line));
    }
    return [
      element("h2", "", "Where to begin"),
      hints,
      element("p", "note", model.about),
      ...this.comparing("Compare sources"),
      element("h3", "", `Places on ${model.day}`),
      this.placeList(model.places),
      element("h3", "", `${model.summary} up to this day`),
      ...this.excerptList(),
      this.outside(),
    ];
  }

  /* Places that passages speak of come first; the silent ones are one press away. */
  placeList(places) {
    const box = element("div");
    const spoken = places.filter((each) => each.count);
    const silent = places.filter((each) => !each.count);
    box.append(this.placeRows(spoken));
    if (silent.length) {
      const more = element("details", "silent");
      more.append(element("summary", "", `${silent.length} more on the map, of which no passage listed speaks`));
      more.append(this.placeRows(silent));
      more.open = spoken.length === 0;
      box.append(more);
    }
    if (this.model.rest) box.append(element("p", "empty", `${this.model.rest} more places are on the map.`));
    if (!places.length) box.append(element("p", "empty", "Every layer is switched off: switch one on above the map."));
    return box;
  }

  placeRows(places) {
    const list = element("ul", "places");
    for (const each of places) {
      const row = button("place-row", "", () => this.choose(each.place));
      row.append(
        dot(this.model.layers[each.layer].colour),
        element("span", "place-name", each.name),
        element("span", "place-status", each.status),
        element("span", `place-count${each.count ? "" : " none"}`, each.count || "–"),
      );
      const state = each.status || (this.model.mode === "search" ? "" : "not drawn on this day");
      row.setAttribute("aria-label", [each.name, state, `passages: ${each.count}`].filter(Boolean).join(", "));
      const item = element("li");
      item.append(row);
      list.append(item);
    }
    return list;
  }

  difference() {
    return differenceParts(this, { element, button, dot });
  }

  /* What the page can do with other sources, and a brief cannot. */
  comparing(text, more) {
    return this.model.comparable ? [button("quiet comparing", text, () => this.send("sources", more))] : [];
  }

  sources() {
    return sourcesParts(this, { element, button, dot });
  }

  search() {
    return searchParts(this, { element, button });
  }

  /* ---------------------------------------------------------------- a place */

  place() {
    const { model } = this;
    const head = element("header", "place-head");
    head.style.setProperty("--layer", this.model.layers[model.layer.id].colour);
    const top = element("div", "head-line");
    const kind = element("span", "kind", model.layer.title);
    kind.prepend(dot(this.model.layers[model.layer.id].colour));
    top.append(kind, button("quiet", "Close", () => this.send("close")));
    head.append(top, element("h2", "", model.name), this.names());
    const parts = [head];
    if (model.under.length) parts.push(this.links("Also at this point", model.under));
    parts.push(...(model.current.length ? model.current.map((each) => this.state(each)) : [this.absent()]));
    const found = element("h3", "", model.excerpts.length ? model.summary : "No passage listed");
    parts.push(found, ...this.comparing("Compare sources on this place", { place: model.place }));
    parts.push(...this.excerptList(), this.outside(), this.more());
    return parts;
  }

  names() {
    const list = element("dl", "names");
    for (const each of this.model.names) {
      const value = element("dd", "", each.names.join(", "));
      value.lang = each.code;
      value.dir = "auto";
      list.append(element("dt", "", each.language), value);
    }
    return list;
  }

  absent() {
    const { model } = this;
    const text = model.members.length
      ? "A set of places; each of them is on the map."
      : model.states.length
        ? `Not on the map on ${model.day}. Its states are listed below.`
        : "Not drawn: where it lies is not known exactly enough.";
    return element("p", "empty", text);
  }

  state(each) {
    const box = element("section", "state");
    const title = element("p", "status", each.status);
    if (each.part) title.prepend(element("span", "part", `${each.part}: `));
    box.append(title, element("p", "when", each.when));
    const made = element("p", "made", each.made);
    if (each.schematic) made.classList.add("schematic");
    box.append(made);
    if (each.confidence === "low") box.append(element("p", "low", "Low confidence: to be verified."));
    if (each.note) box.append(element("p", "note", each.note));
    const facts = element("details", "facts");
    facts.append(element("summary", "", each.figures.length ? "Sources and published figures" : "Sources"));
    const list = element("dl");
    const add = (term, value) => value && list.append(element("dt", "", term), element("dd", "", value));
    add("Shape", each.source);
    add("Status", each.status_source);
    add("Licence", each.licence);
    for (const figure of each.figures) add(figure.quantity, `${figure.value} (${figure.source})`);
    facts.append(list);
    box.append(facts);
    return box;
  }

  more() {
    const { model } = this;
    const box = element("div", "more");
    if (model.states.length > 1) {
      box.append(element("h3", "", "Through time"));
      const list = element("ul", "states");
      for (const each of model.states) {
        const row = button(`state-row${each.holds ? " holds" : ""}`, "", () => this.choose(model.place, each.feature));
        row.append(element("span", "when", each.when), element("span", "", each.part ? `${each.part}: ${each.status}` : each.status));
        const item = element("li");
        item.append(row);
        list.append(item);
      }
      box.append(list);
    }
    if (model.within.length) box.append(this.links("Lies in", model.within));
    if (model.sets.length) box.append(this.links("Belongs to", model.sets));
    if (model.members.length) box.append(this.links("Its places", model.members));
    if (model.note) box.append(element("p", "note", model.note));
    if (model.layer.note) box.append(element("p", "note", model.layer.note));
    return box;
  }

  links(title, places) {
    const box = element("p", "links");
    box.append(element("span", "links-title", title));
    for (const each of places) {
      const link = button("chip", each.name, () => this.choose(each.place));
      link.prepend(dot(this.model.layers[each.layer].colour));
      box.append(link);
    }
    return box;
  }

  /* ---------------------------------------------------------------- passages */

  /* What only the days keep out is one press away, told apart. */
  outside() {
    const { outside, day } = this.model;
    if (!outside.length) return element("span");
    const box = element("details", "outside");
    const noun = outside.length === 1 ? "passage speaks" : "passages speak";
    box.append(element("summary", "", `${outside.length} ${noun} of other days than those up to ${day}`));
    box.append(...outside.map((each) => this.excerpt(each)));
    box.open = this.model.excerpts.length === 0 && this.model.mode === "place";
    return box;
  }

  excerptList() {
    return this.model.excerpts.map((each) => this.excerpt(each));
  }

  /* An excerpt told in the same words is shown again as it was built. */
  excerpt(each) {
    const known = this.built.get(each);
    if (known) return known;
    const box = this.build(each);
    this.built.set(each, box);
    return box;
  }

  build(each) {
    const box = element("article", "excerpt");
    box.dataset.key = each.key;
    const quote = element("blockquote", `kind-${each.kind}`);
    quote.append(...this.inline(each.nodes));
    if (each.found) highlight(quote, each.found);
    const source = element("p", "source");
    source.append(element("cite", "", each.article.title));
    const by = [each.article.authors, each.article.outlet, each.article.published].filter(Boolean).join(" · ");
    source.append(element("span", "by", by));
    const facts = element("p", "tags");
    const times = each.times.slice(0, 4).join("; ");
    if (times) facts.append(element("span", "tag time", each.dated ? `Speaks of ${times}` : `Names no day; written ${times}`));
    for (const issue of each.issues) facts.append(element("span", "tag", issue));
    if (each.relation === "part") facts.append(element("span", "tag relation", "speaks of a part of it"));
    if (each.relation === "set") facts.append(element("span", "tag relation", "speaks of a set it belongs to"));
    box.append(quote, source, facts);
    if (each.why.length) {
      const why = element("details", "why");
      why.append(element("summary", "", "Why it is linked"));
      for (const line of each.why) why.append(element("p", "", line));
      box.append(why);
    }
    const acts = element("p", "acts");
    acts.append(button("inline read", "Read it in the article", () => this.send("open", { passage: each.key })));
    if (each.reference) acts.append(citeButton(each, { element, button }));
    box.append(acts);
    return box;
  }

  /* The nodes of a passage: text, and marks that may nest. */
  inline(nodes) {
    return nodes.map((node) => {
      if (node.text !== undefined) return document.createTextNode(node.text);
      const { mark } = node;
      if (mark.kind === "date") {
        const date = element("span", "date");
        date.title = mark.days;
        date.append(...this.inline(node.nodes));
        return date;
      }
      const link = element("mark", mark.chosen ? "mention chosen" : "mention");
      link.style.setProperty("--layer", this.model.layers[mark.layer].colour);
      link.dataset.place = mark.places[0];
      link.append(...this.inline(node.nodes));
      const control = controlOf(link, node.nodes);
      control.tabIndex = 0;
      control.setAttribute("role", "button");
      const press = (event) => {
        event.stopPropagation();
        event.preventDefault();
        this.choose(mark.places[0]);
      };
      link.addEventListener("click", press);
      control.addEventListener("keydown", (event) => {
        if (event.key === "Enter" || event.key === " ") press(event);
      });
      return link;
    });
  }

  /* ---------------------------------------------------------------- an article */

  article() {
    const { model } = this;
    const head = element("header", "article-head");
    const { article } = model;
    head.append(
      button("inline back", model.back ? `Back to ${model.backName}` : "Back to the list", () => this.send("back")),
      element("h2", "", article.title),
      element("p", "by", [article.authors, article.outlet, article.published].filter(Boolean).join(" · ")),
    );
    if (article.why) head.append(element("p", "note", article.why));
    if (article.url) {
      const link = element("a", "", "The article on the web");
      link.href = article.url;
      link.rel = "noreferrer noopener";
      link.target = "_blank";
      head.append(link);
    }
    const body = element("div", "body");
    const tags = { headline: "h3", heading: "h3", deck: "p", paragraph: "p" };
    for (const each of model.excerpts) {
      const node = element(tags[each.kind], `passage ${each.kind}${each.key === model.at ? " at" : ""}`);
      node.dataset.key = each.key;
      node.append(...this.inline(each.nodes));
      body.append(node);
    }
    return [head, body];
  }

  scrollToPassage() {
    const at = this.root.querySelector(".passage.at");
    if (!at) return;
    requestAnimationFrame(() => {
      const box = this.root.getBoundingClientRect();
      this.root.scrollTop += at.getBoundingClientRect().top - box.top - 60;
    });
  }
}

const panels = new WeakMap();

export default function mount({ parentElement, data, setTriggerValue }) {
  let panel = panels.get(parentElement);
  if (!panel) {
    panel = new Panel(parentElement.querySelector(".panel"), (event) => panel.trigger("act", event));
    panels.set(parentElement, panel);
  }
  panel.trigger = setTriggerValue;
  return unpacked(data).then((model) => panel.show(model));
}
