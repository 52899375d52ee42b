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
