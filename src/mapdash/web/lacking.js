/*
 * What an atlas does not hold yet, and how it gets it.
 */

/* Why nothing can be drawn or listed, whatever is chosen; "" where something can. */
export function lacking(layers, shapes = 1) {
  const remedy = "take shapes in with “mapdash add-layer FILE --layer ID”.";
  if (!layers) return `This atlas has no layer yet, and so nothing to draw: ${remedy}`;
  return shapes ? "" : `No layer of this atlas holds a shape yet: ${remedy}`;
}

/* Why nothing can be quoted, whatever is chosen; "" where something can. */
export function lackingWords(articles = 1) {
  return articles ? "" : "This atlas has no article yet, and so nothing to quote: take one in with “mapdash add FILE”.";
}
