/*
 * A passage, quoted: with why it is linked, its article, and the days and
 * issues it speaks of.
 */

import { citeButton } from "./panel-cite.js";
import { button, byline, element } from "./panel-elements.js";
import { highlight } from "./panel-highlight.js";
import { inline, issueChip } from "./panel-marks.js";

const RELATIONS = { part: "speaks of a part of it", set: "speaks of a set it belongs to" };
const MOST_DAYS = 4;

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
  box.tabIndex = -1;
  const quote = element("blockquote", `kind-${each.kind}`);
  quote.append(...inline(panel, each.nodes, each.key));
  if (each.found) highlight(quote, each.found);
  const source = element("p", "source");
  source.append(element("cite", "", each.article.title), element("span", "by", byline(each.article)));
  box.append(quote, source, excerptTags(panel, each));
  if (each.why.length) box.append(excerptWhy(each.why));
  box.append(excerptActs(panel, each));
  return box;
}

function excerptTags(panel, each) {
  const facts = element("p", "tags");
  if (each.times.length) {
    const time = element("span", "tag time", each.dated ? "Speaks of " : "Names no day; written ");
    for (const [number, one] of each.times.slice(0, MOST_DAYS).entries()) {
      time.append(number ? "; " : "", dayButton(panel, one));
    }
    if (each.times.length > MOST_DAYS) time.append(` and ${each.times.length - MOST_DAYS} more`);
    facts.append(time);
  }
  facts.append(...each.issues.map((issue) => issueChip(panel, issue)));
  if (RELATIONS[each.relation]) facts.append(element("span", "tag relation", RELATIONS[each.relation]));
  return facts;
}

function dayButton(panel, { days, day }) {
  if (day === null) return document.createTextNode(days);
  const node = button("day", days, () => panel.showDay(day));
  node.title = "Show the map as it was then";
  return node;
}

/* The first reason is told at once, further ones when asked for. */
function excerptWhy([first, ...others]) {
  const told = `Linked: ${first}`;
  if (!others.length) return element("p", "why", told);
  const why = element("details", "why");
  why.append(element("summary", "", `${told}, and ${others.length} more`), ...others.map((line) => element("p", "", line)));
  return why;
}

function excerptActs(panel, each) {
  const acts = element("p", "acts");
  acts.append(button("inline read", "Read it in the article", () => panel.send("read", { passage: each.key })));
  if (each.reference) acts.append(citeButton(each));
  acts.append(button("inline only", "Only this article", () => panel.send("article", { article: each.article.file })));
  return acts;
}
