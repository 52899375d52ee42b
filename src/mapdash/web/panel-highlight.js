/*
 * Marks the words that a search found, in what is already shown.
 */

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
