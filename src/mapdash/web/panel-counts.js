/*
 * How many passages speak of a place, and in which way: each is counted once,
 * as naming the place itself, else a part of it, else a set it belongs to.
 */

export const total = (counts) => Object.values(counts).reduce((sum, each) => sum + each, 0);

const named = (number, what) => `${number} ${number > 1 ? "name" : "names"} ${what}`;

/* How many name the place itself. */
export const naming = ({ itself }) => named(itself || "none", "it");

/* Every way, in words; nothing where all passages name the place itself. */
export function ways({ itself, part, set }) {
  if (!part && !set) return "";
  const found = [[itself, "it"], [part, "only a part of it"], [set, "only a set it belongs to"]].filter(([number]) => number);
  return found.map(([number, what], at) => (at ? `${number} ${what}` : named(number, what))).join(", ");
}
