/*
 * A whole article, beside the map: opened at a passage, every mention a link.
 * What of the file is no passage is told apart; dates and issues are shown on
 * request; reading on can drive the map (panel-follow.js).
 */

import { button, byline, element, webLink } from "./panel-elements.js";
import { inline, issueChip } from "./panel-marks.js";
import { holding } from "./panel-scroll.js";
import { Steps } from "./panel-steps.js";

const TAGS = { headline: "h3", heading: "h3", deck: "p", paragraph: "p" };
/* Characters; what surrounds an article is folded where it is longer. */
const FOLDED_FROM = 400;

export function articleParts(panel) {
  const { model } = panel;
  const body = articleBody(panel);
  const links = body.querySelectorAll(".mention").length;
  panel.steps = new Steps(panel, {
    keys: model.excerpts.map((each) => each.key),
    noun: "paragraph",
    onStep: (key) => panel.follow.stepTo(key),
    tell: (passage) => panel.send("read", { passage, ...panel.follow.day(passage) }),
  });
  const note = links
    ? `Each marked word (${links} here) is a link to its place on the map.`
    : "No place of the map is mentioned here.";
  return [articleHead(panel), readerBar(panel, body), element("p", "note", note), body];
}

function articleHead(panel) {
  const { article } = panel.model;
  const head = element("header", "article-head");
  head.append(element("h2", "", article.title), element("p", "by", byline(article)));
  if (article.why) head.append(element("p", "note", article.why));
  const acts = element("p", "acts");
  if (article.url) acts.append(webLink(article.url, "The article on the web"));
  acts.append(button("inline only", "Only this article", () => panel.send("article", { article: article.file })));
  head.append(acts);
  return head;
}

/* ---------------------------------------------------------------- the bar above the text */

/* The article on one line, for who has read past its head. */
function articleName({ title, outlet, published }) {
  const told = [outlet, published].filter(Boolean).join(" · ");
  const line = element("p", "article-name");
  line.title = [title, told].filter(Boolean).join(" · ");
  line.append(element("strong", "", title), element("span", "by", told));
  return line;
}

function readerBar(panel, body) {
  const { back, backName } = panel.model;
  const bar = element("div", "bar reader-bar");
  const follow = switchButton("Follow on the map", panel.follow.on, (on) => panel.follow.turn(on));
  follow.title = "Reading on moves the map: to the places of the paragraph, and to its days";
  const details = switchButton("Dates and issues", panel.detailed, (on) => {
    panel.detailed = on;
    holding(panel.root, [...body.querySelectorAll(".passage")], () => showDetails(body, on));
  });
  showDetails(body, panel.detailed);
  const leave = button("inline back", back ? `Back to ${backName}` : "Back to the list", () => panel.send("back"));
  bar.append(articleName(panel.model.article), leave, panel.steps.parts(), follow, details);
  return bar;
}

function switchButton(text, on, turn) {
  const node = button("switch", text, () => {
    const next = node.getAttribute("aria-checked") !== "true";
    node.setAttribute("aria-checked", String(next));
    turn(next);
  });
  node.setAttribute("role", "switch");
  node.setAttribute("aria-checked", String(Boolean(on)));
  node.dataset.keep = text;
  return node;
}

/* What is not shown is not to be reached by a key either. */
function showDetails(body, on) {
  body.classList.toggle("detailed", Boolean(on));
  for (const node of body.querySelectorAll(".date[role], .date > .own-words")) node.tabIndex = on ? 0 : -1;
}

/* ---------------------------------------------------------------- the text */

function articleBody(panel) {
  const { excerpts, asides = [], at } = panel.model;
  const body = element("div", "body");
  const rest = [...asides];
  for (const each of excerpts) {
    const start = Number(each.key.slice(each.key.lastIndexOf(":") + 1));
    const before = rest.findIndex((one) => one.start > start);
    body.append(...aside(rest.splice(0, before < 0 ? rest.length : before)));
    body.append(...paragraph(panel, each, each.key === at));
  }
  body.append(...aside(rest));
  return body;
}

function paragraph(panel, each, current) {
  const node = element(TAGS[each.kind], `passage ${each.kind}${current ? " at" : ""}`);
  node.dataset.key = each.key;
  node.tabIndex = -1;
  node.append(...inline(panel, each.nodes, each.key));
  if (!each.issues.length) return [node];
  const issues = element("p", "paragraph-issues");
  issues.append(...each.issues.map((issue) => issueChip(panel, issue)));
  return [node, issues];
}

/* What stands in the file and is not the article's own text, or repeats it. */
function aside(texts) {
  if (!texts.length) return [];
  const lines = texts.map(({ text }) => element("p", "", text));
  if (texts.reduce((length, { text }) => length + text.length, 0) <= FOLDED_FROM) {
    const box = element("div", "aside");
    box.append(...lines);
    return [box];
  }
  const box = element("details", "aside");
  const number = `${texts.length} ${texts.length === 1 ? "paragraph" : "paragraphs"}`;
  box.append(element("summary", "", `${number} of the page around the article, or repeated in it`), ...lines);
  return [box];
}
