/*
 * Which rows of the list fit a filter, and in what order they stand.
 */

/* A text as it is compared: without marks on its letters, without capitals, the dotless i as an i. */
export const fold = (text) => text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").replaceAll("ı", "i");

/* The rows that hold every word of a filter, in any language's name. */
export function matching(rows, filter) {
  const wanted = fold(filter).split(/\s+/).filter(Boolean);
  if (!wanted.length) return rows;
  return rows.filter((row) => {
    const words = row.words();
    return wanted.every((each) => words.includes(each));
  });
}

const COLLATOR = new Intl.Collator("en", { numeric: true });
const byText = (key) => (a, b) => COLLATOR.compare(a[key], b[key]);

/* An open start lies before every day, an open end after. */
const ORDERS = {
  name: byText("name"),
  layer: byText("layer"),
  status: byText("status"),
  since: (a, b) => (a.from ?? -Infinity) - (b.from ?? -Infinity) || 0,
  until: (a, b) => (a.to ?? Infinity) - (b.to ?? Infinity) || 0,
  passages: (a, b) => a.passages - b.passages,
};

/* Rows that are equal by the key stand by name, then by when they began. */
export function ordered(rows, key, down) {
  const sign = down ? -1 : 1;
  return [...rows].sort((a, b) => sign * ORDERS[key](a, b) || ORDERS.name(a, b) || ORDERS.since(a, b));
}
