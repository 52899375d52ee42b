/*
 * A whole article, opened at a passage.
 */

import { button, byline, element } from "./panel-elements.js";
import { inline } from "./panel-marks.js";

const TAGS = { headline: "h3", heading: "h3", deck: "p", paragraph: "p" };

export function articleParts(panel) {
  const { model } = panel;
  const body = element("div", "body");
  for (const each of model.excerpts) {
    const node = element(TAGS[each.kind], `passage ${each.kind}${each.key === model.at ? " at" : ""}`);
    node.dataset.key = each.key;
    node.append(...inline(panel, each.nodes));
    body.append(node);
  }
  return [articleHead(panel), body];
}

function articleHead(panel) {
  const { article, back, backName } = panel.model;
  const head = element("header", "article-head");
  head.append(
    button("inline back", back ? `Back to ${backName}` : "Back to the list", () => panel.send("back")),
    element("h2", "", article.title),
    element("p", "by", byline(article)),
  );
  if (article.why) head.append(element("p", "note", article.why));
  if (article.url) head.append(webLink(article.url));
  return head;
}

function webLink(url) {
  const link = element("a", "", "The article on the web");
  link.href = url;
  link.rel = "noreferrer noopener";
  link.target = "_blank";
  return link;
}

export function scrollToPassage(root) {
  const at = root.querySelector(".passage.at");
  if (!at) return;
  requestAnimationFrame(() => {
    const box = root.getBoundingClientRect();
    root.scrollTop += at.getBoundingClientRect().top - box.top - 60;
  });
}
