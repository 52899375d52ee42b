/*
 * Where the parts of the page find one another, whichever of them comes first: an object on
 * the page's window.  `engine` is the map's, `timeline` moves
 * the day, `panel` puts the panel's questions.
 */

export function bus(owner = window) {
  owner.mapdash = owner.mapdash || {};
  return owner.mapdash;
}
