/*
 * The page's address.  Python says what stands in it, the map adds the view (`view`: zoom,
 * latitude, longitude) by itself, and neither loads the page again.  A step that Back
 * undoes makes an entry in the browser's history; anything else only puts it right.
 */

const VIEW = "view";
/* What is not Python's to say: the map's view, and how the page is embedded. */
const KEPT = [VIEW, "embed", "embed_options"];

/* Told on the page's window once Back or Forward was pressed. */
export const WALKED = "mapdash-walked";

let written = 0;

/* Commas and colons need not be spelled out, and an address is read by people too. */
const readable = (parameters) => String(parameters).replaceAll("%2C", ",").replaceAll("%3A", ":");

function put(page, parameters, push) {
  const { history, location } = page;
  const query = readable(parameters);
  if (query === readable(new URLSearchParams(location.search))) return;
  const address = query ? `${location.pathname}?${query}` : location.pathname;
  if (push) history.pushState(history.state, "", address);
  else history.replaceState(history.state, "", address);
}

/* Write what Python says, once for each number it gives. */
export function writeAddress({ query, push, seq }) {
  if (seq <= written) return;
  written = seq;
  const parameters = new URLSearchParams(query);
  const now = new URLSearchParams(window.location.search);
  for (const key of KEPT) for (const value of now.getAll(key)) parameters.append(key, value);
  put(window, parameters, push);
}

/* Back and forward are told to `walked` with what the address then says.
   Streamlit would keep the parameters it went back to, and send them ever after. */
export function watchAddress(walked) {
  const tell = (event) => {
    event.stopImmediatePropagation();
    window.dispatchEvent(new Event(WALKED));
    walked(Object.fromEntries(new URLSearchParams(window.location.search)));
  };
  window.addEventListener("popstate", tell, { capture: true });
}

/* The view that an address asks for, or null. */
export function viewOf(page) {
  const told = new URLSearchParams(page.location.search).get(VIEW);
  const [zoom, latitude, longitude, ...more] = (told || "").split(",").map(Number);
  if (![zoom, latitude, longitude].every(Number.isFinite) || more.length) return null;
  if (Math.abs(latitude) > 90 || Math.abs(longitude) > 180) return null;
  return { zoom, centre: [latitude, longitude] };
}

/* Put the view into the address; null takes it out. */
export function writeView(page, view) {
  const parameters = new URLSearchParams(page.location.search);
  if (view) parameters.set(VIEW, [view.zoom, ...view.centre.map((each) => each.toFixed(4))].join(","));
  else parameters.delete(VIEW);
  put(page, parameters, false);
}
