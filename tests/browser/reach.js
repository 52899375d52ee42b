/*
 * What a finger can press, and whether it can be met: every control that is shown, in every
 * open shadow root, with the size of what answers to a press.  Excepted are words that stand
 * in running text, the credits of the map, and the segments of a date, which are one field.
 */
(() => {
  const LEAST = 44;
  const CONTROLS = "a[href], button, input, select, textarea, summary, [role=button], [role=slider], [role=row][tabindex]";
  const EXCEPTED = "blockquote *, .body *, .leaflet-control-attribution *, [role=spinbutton], [aria-hidden=true] *, [disabled]";
  const FIELDS = "label, [data-testid=stTextInputRootElement], .react-aria-ComboBox > div, .react-aria-Select > button";

  function* deep(root) {
    for (const node of root.querySelectorAll("*")) {
      yield node;
      if (node.shadowRoot) yield* deep(node.shadowRoot);
    }
  }

  const inside = (node, box) => {
    for (let at = node; at; at = at.parentNode || at.host) if (at === box) return true;
    return false;
  };

  const hit = (x, y) => {
    let found = document.elementFromPoint(x, y);
    while (found && found.shadowRoot && found.shadowRoot.elementFromPoint(x, y) !== found) {
      const below = found.shadowRoot.elementFromPoint(x, y);
      if (!below) break;
      found = below;
    }
    return found;
  };

  const shown = (node) => {
    const box = node.getBoundingClientRect();
    return box.width > 1 && box.height > 1 && node.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && box.bottom > -500;
  };

  /* A control smaller than it should be may answer beyond its own box. */
  const answers = (node) => {
    node.scrollIntoView({ block: "center", inline: "center" });
    const { x, y, width, height } = node.getBoundingClientRect();
    const [middle, level] = [x + width / 2, y + height / 2];
    const half = LEAST / 2 - 1;
    const ends = [[middle - half, level], [middle + half, level], [middle, level - half], [middle, level + half]];
    return ends.every(([left, top]) => inside(hit(left, top), node));
  };

  const name = (node) => `${node.tagName.toLowerCase()}.${node.className} ${node.getAttribute("aria-label") || node.textContent.trim().slice(0, 40)}`;

  const found = [];
  for (const node of deep(document)) {
    if (!node.matches(CONTROLS) || node.matches(EXCEPTED)) continue;
    const target = node.matches("input") ? node.closest(FIELDS) || node : node;
    if (!shown(node) || !shown(target)) continue;
    const { width, height } = target.getBoundingClientRect();
    if (Math.min(width, height) >= LEAST - 0.5 || answers(target)) continue;
    found.push(`${width.toFixed(0)} x ${height.toFixed(0)}: ${name(node)}`);
  }
  return found;
})();
