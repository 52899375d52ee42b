/*
 * Which words of a passage are selected, counted as Python counts them: in
 * whole letters, from where the passage begins as it is shown.
 */

export const lettersIn = (text) => Array.from(text).length;

export function selectedRange(panel) {
  const shadow = panel.getRootNode();
  const selection = document.getSelection();
  if (selection.getComposedRanges) return selection.getComposedRanges({ shadowRoots: [shadow] })[0] || null;
  const own = shadow.getSelection ? shadow.getSelection() : selection;
  return own.rangeCount ? own.getRangeAt(0) : null;
}

export function isSelecting(panel) {
  const range = selectedRange(panel);
  return Boolean(range && !range.collapsed && panel.contains(range.startContainer));
}

/* Where the words of a range stand in their passage, as it is shown; in whole letters. */
export function wordsOf(panel, range) {
  if (range.collapsed || !panel.contains(range.startContainer) || !panel.contains(range.endContainer)) return null;
  const holder = elementOf(range.startContainer).closest("[data-key]");
  if (!holder || holder !== elementOf(range.endContainer).closest("[data-key]")) return null;
  const body = bodyOf(holder);
  if (!body.contains(range.startContainer) || !body.contains(range.endContainer)) return null;
  const before = textBetween(body, 0, range.startContainer, range.startOffset);
  const words = textBetween(range.startContainer, range.startOffset, range.endContainer, range.endOffset);
  const lead = words.length - words.trimStart().length;
  if (!words.trim()) return null;
  return { passage: holder.dataset.key, start: lettersIn(before + words.slice(0, lead)), words: words.trim() };
}

const elementOf = (node) => (node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement);

export function bodyOf(holder) {
  return holder.querySelector("blockquote") || holder;
}

function textBetween(from, fromOffset, to, toOffset) {
  const range = document.createRange();
  range.setStart(from, fromOffset);
  range.setEnd(to, toOffset);
  return range.toString();
}
