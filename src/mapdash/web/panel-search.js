/*
 * What a search found: places by any of their names, and passages, the words marked.
 */

/* The parts; the panel lends its means of building them. */
export function searchParts(panel, { element, button }) {
  const { model } = panel;
  const head = element("div", "head-line");
  head.append(element("h2", "", model.title), button("quiet", "Clear", () => panel.send("clear")));
  const parts = [head, ...model.readAs.map((line) => element("p", "note", line))];
  if (model.matches.length) parts.push(element("h3", "", "Places"), panel.placeRows(model.matches));
  parts.push(element("h3", "", model.summary), ...panel.excerptList());
  if (model.rest) parts.push(element("p", "empty", `${model.rest} more: add a word to see fewer.`));
  if (!model.excerpts.length && !model.outside.length) {
    parts.push(element("p", "empty", "No passage holds these words, with the layers, issues and articles chosen."));
  }
  return [...parts, panel.outside()];
}

/* Marks stretches of what is shown: [from, to] over all its texts, put together. */
export function highlight(root, stretches) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const texts = [];
  while (walker.nextNode()) texts.push(walker.currentNode);
  let start = 0;
  for (const text of texts) {
    const { length } = text;
    // The last first: what stands before it stays where it was.
    for (const [from, to] of stretches.toReversed()) {
      const first = Math.max(from - start, 0);
      const last = Math.min(to - start, length);
      if (first < last) surround(text, first, last);
    }
    start += length;
  }
}

function surround(text, first, last) {
  const range = document.createRange();
  range.setStart(text, first);
  range.setEnd(text, last);
  const mark = document.createElement("mark");
  mark.className = "found";
  range.surroundContents(mark);
}
