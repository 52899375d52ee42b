/*
 * Where the parts of the page find one another, whichever of them comes first: an object on
 * the page's window.  `engine` is the map's, `timeline` moves
 * the day, `panel` puts the panel's questions.
 */

export function bus(owner = window) {
  owner.mapdash = owner.mapdash || {};
  return owner.mapdash;
}

let last = 0;

/* The number of what the reader does: milliseconds, and more than the one before whatever the clock does. */
export function nextNumber() {
  last = Math.max(Date.now(), last + 1);
  return last;
}

/*
 * What the reader has done is told to Python by `send`; the panel, if it is there, is first
 * asked what `foresee` says of it, so that its answer need not wait for Python's run.
 */
export function tell(send, foresee, owner) {
  const { panel } = bus(owner);
  if (!panel) {
    send();
    return;
  }
  foresee(panel);
  panel.tell(send);
}
