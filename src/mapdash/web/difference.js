/*
 * What differs between two days, place by place and part by part: the same
 * question that changes.py answers for the panel, asked here at every frame.
 */

export const holds = (properties, day) =>
  (properties.from === null || properties.from <= day) && (properties.to === null || day <= properties.to);

const whereabouts = ({ place, part }) => `${place}/${part}`;

function statesOn(items, day) {
  return new Map(items.filter((item) => holds(item.properties, day)).map((item) => [whereabouts(item.properties), item]));
}

/* A Map from the items that differ to "appeared", "changed" or "ended", the last as on the earlier day. */
export function difference(items, early, late) {
  const before = statesOn(items, early);
  const after = statesOn(items, late);
  const found = new Map();
  for (const [where, item] of after) {
    const earlier = before.get(where);
    if (earlier !== item) found.set(item, earlier ? "changed" : "appeared");
  }
  for (const [where, item] of before) if (!after.has(where)) found.set(item, "ended");
  return found;
}
