/*
 * The small parts that everything in the panel is built of.  Every text is
 * set as text: what came from a file is never taken for markup.
 */

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

/* A layer's colour; what it means is said beside it in words. */
export function dot(colour) {
  const node = element("span", "dot");
  node.style.background = colour;
  node.setAttribute("aria-hidden", "true");
  return node;
}

/* The title of a part, with what can be done there. */
export function headed(text, ...acts) {
  const line = element("div", "head-line");
  line.append(element("h3", "", text), ...acts);
  return line;
}

/* Who wrote an article, where and when. */
export function byline(article) {
  return [article.authors, article.outlet, article.published].filter(Boolean).join(" · ");
}

/* A way out of the page: it is taken at a press alone, in another window. */
export function webLink(url, text) {
  const link = element("a", "", text);
  link.href = url;
  link.rel = "noreferrer noopener";
  link.target = "_blank";
  return link;
}

const ADDRESS = /\bhttps?:\/\/[^\s<>"“”«»]+/g;
const STOPS = /[.,;:!?'’]+$/;

/* A text in which each web address is a link. */
export function linked(text) {
  const nodes = [];
  let done = 0;
  for (const { 0: found, index } of text.matchAll(ADDRESS)) {
    const address = withoutStops(found);
    nodes.push(text.slice(done, index), webLink(address, address));
    done = index + address.length;
  }
  return [...nodes, text.slice(done)];
}

/* What ends the sentence, or the bracket in which an address stands, is none of it. */
function withoutStops(found) {
  let address = found.replace(STOPS, "");
  while (address.endsWith(")") && address.split(")").length > address.split("(").length) {
    address = address.slice(0, -1).replace(STOPS, "");
  }
  return address;
}
