/*
 * The passages of a selection: each quoted, with its article, the days and
 * issues it speaks of, and why it is linked.
 */

import { citeButton } from "./panel-cite.js";
import { button, byline, element } from "./panel-elements.js";
import { highlight } from "./panel-highlight.js";
import { inline } from "./panel-marks.js";

const RELATIONS = { part: "speaks of a part of it", set: "speaks of a set it belongs to" };

export function excerptList(panel) {
  return panel.model.excerpts.map((each) => excerptBox(panel, each));
}

/* What only the days keep out is one press away, told apart. */
export function outsideList(panel) {
  const { excerpts, outside, day, mode } = panel.model;
  if (!outside.length) return element("span");
  const box = element("details", "outside");
  const noun = outside.length === 1 ? "passage speaks" : "passages speak";
  box.append(element("summary", "", `${outside.length} ${noun} of other days than those up to ${day}`));
  box.append(...outside.map((each) => excerptBox(panel, each)));
  box.open = excerpts.length === 0 && mode === "place";
  return box;
}

/* An excerpt told in the same words is shown again as it was built. */
export function excerptBox(panel, each) {
  const known = panel.built.get(each);
  if (known) return known;
  const box = builtExcerpt(panel, each);
  panel.built.set(each, box);
  return box;
}

function builtExcerpt(panel, each) {
  const box = element("article", "excerpt");
  box.dataset.key = each.key;
  const quote = element("blockquote", `kind-${each.kind}`);
  quote.append(...inline(panel, each.nodes));
  if (each.found) highlight(quote, each.found);
  const source = element("p", "source");
  source.append(element("cite", "", each.article.title), element("span", "by", byline(each.article)));
  box.append(quote, source, excerptTags(each));
  if (each.why.length) box.append(excerptWhy(each));
  box.append(excerptActs(panel, each));
  return box;
}

function excerptTags(each) {
  const facts = element("p", "tags");
  const times = each.times.slice(0, 4).join("; ");
  if (times) facts.append(element("span", "tag time", each.dated ? `Speaks of ${times}` : `Names no day; written ${times}`));
  for (const issue of each.issues) facts.append(element("span", "tag", issue));
  if (RELATIONS[each.relation]) facts.append(element("span", "tag relation", RELATIONS[each.relation]));
  return facts;
}

function excerptWhy(each) {
  const why = element("details", "why");
  why.append(element("summary", "", "Why it is linked"), ...each.why.map((line) => element("p", "", line)));
  return why;
}

function excerptActs(panel, each) {
  const acts = element("p", "acts");
  acts.append(button("inline read", "Read it in the article", () => panel.send("open", { passage: each.key })));
  if (each.reference) acts.append(citeButton(each));
  return acts;
}
