/*
 * Where in the panel one reads: on a wide screen the panel scrolls in itself,
 * on a narrow one the page does, and the bar at its top stays in sight.
 */

/* In pixels. */
const GAP = 8;

/* What scrolls when the panel is read. */
function scrollerOf(root) {
  for (let node = root; node; node = node.parentNode || node.host) {
    if (!(node instanceof Element) || node === document.body) continue;
    const scrolls = ["auto", "scroll"].includes(getComputedStyle(node).overflowY);
    if (scrolls && node.scrollHeight > node.clientHeight + 1) return node;
  }
  return document.scrollingElement;
}

/* The stretch of the screen in which passages are read: below the bar, above the end. */
export function readingArea(root) {
  const scroller = scrollerOf(root);
  const frame = scroller === document.scrollingElement ? { top: 0, bottom: innerHeight } : scroller.getBoundingClientRect();
  const bar = root.querySelector(".bar");
  const covered = bar ? bar.offsetHeight + (parseFloat(getComputedStyle(bar).top) || 0) : 0;
  return { top: Math.max(frame.top, 0) + covered, bottom: Math.min(frame.bottom, innerHeight) };
}

/* Scroll until a part of the panel stands at the top of what is read. */
export function bringTo(root, node) {
  const move = () => {
    const away = node.getBoundingClientRect().top - readingArea(root).top - GAP;
    if (Math.abs(away) > 1) scrollerOf(root).scrollBy({ top: away, behavior: "instant" });
  };
  move();
  // What came into sight only now has got its height only now.
  requestAnimationFrame(() => requestAnimationFrame(move));
}

/* Change what is shown, while what is in sight stays where it is. */
export function holding(root, nodes, change) {
  const seen = nodes.find((node) => inReach(root, node));
  const before = seen && seen.getBoundingClientRect().top;
  change();
  if (seen) scrollerOf(root).scrollBy({ top: seen.getBoundingClientRect().top - before, behavior: "instant" });
}

export function inReach(root, node) {
  const { top, bottom } = readingArea(root);
  const box = node.getBoundingClientRect();
  return box.bottom > top && box.top < bottom;
}

/*
 * Tell the bar whether it is held in sight, its own place being scrolled past: then it
 * names what is read.
 */
export function tellHeld(root) {
  const bar = root.querySelector(".bar");
  const before = bar && bar.previousElementSibling;
  if (!before) return;
  const away = bar.getBoundingClientRect().top - before.getBoundingClientRect().bottom;
  bar.classList.toggle("held", away > 2 * GAP);
}
