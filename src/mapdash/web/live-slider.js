/*
 * Makes Streamlit's own slider live: while its handle moves, the map follows
 * in the browser; when it is let go, Streamlit reports the day as always.
 *
 * The slider's hidden input carries its position; where it cannot be read,
 * nothing happens and the slider works without this.
 */


const LINGER = 400;

/* The day at the slider's handle, in days since 1970-01-01; null if it cannot be told. */
function dayOf(input, { first, last }) {
  const low = Number(input.min);
  const high = Number(input.max);
  const value = Number(input.value);
  if (![low, high, value].every(Number.isFinite) || high <= low) return null;
  return Math.round(first + ((value - low) / (high - low)) * (last - first));
}

export default function mount({ data, parentElement }) {
  const watch = parentElement.watch || (parentElement.watch = { last: null });
  watch.data = data;
  if (watch.running) return undefined;
  watch.running = true;
  let frame = null;
  let until = 0;
  const look = () => {
    const input = document.querySelector(`.st-key-${watch.data.slider} input[type="range"]`);
    const engine = window.mapdash && window.mapdash.engine;
    if (input && engine) {
      const day = dayOf(input, watch.data);
      if (day !== null && day !== watch.last) {
        watch.last = day;
        engine.scrub(day);
      }
    }
    frame = performance.now() < until ? requestAnimationFrame(look) : null;
  };
  // The value follows an event some frames later: keep looking for a while.
  const soon = () => {
    until = performance.now() + LINGER;
    if (frame === null) frame = requestAnimationFrame(look);
  };
  // React sets the value without an event: look after whatever may have moved the handle.
  const moves = ["pointermove", "pointerdown", "pointerup", "keydown", "input", "touchmove"];
  const within = (event) => {
    const slider = document.querySelector(`.st-key-${watch.data.slider}`);
    if (slider && (slider.contains(event.target) || event.buttons)) soon();
  };
  for (const name of moves) document.addEventListener(name, within, { passive: true });
  return () => {
    watch.running = false;
    for (const name of moves) document.removeEventListener(name, within);
    if (frame !== null) cancelAnimationFrame(frame);
  };
}

export { dayOf };
