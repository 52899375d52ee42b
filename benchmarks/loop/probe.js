/* Runs in the page of each app: when something was done, and at which frame it was seen. */
(() => {
  const frame = () => new Promise((done) => requestAnimationFrame(done));
  const loop = (window.loop = { events: {}, seen: [], stop: false });
  for (const name of ["keydown", "click", "pointerdown", "pointermove", "pointerup"]) {
    window.addEventListener(name, () => (loop.events[name] = performance.now()), true);
  }

  /* The map of either app: its window, whatever frame it sits in. */
  loop.map = () => {
    const box = document.querySelector('iframe[src*="st_folium"]');
    const there = box && box.contentDocument && box.contentDocument.querySelector(".leaflet-container");
    return there ? { box, there, height: box.getBoundingClientRect().height } : null;
  };
  loop.ids = () => {
    const map = loop.map();
    const paths = map ? [...map.there.querySelectorAll("path.feature")] : [];
    return paths.flatMap((path) => [...path.classList].filter((each) => each.startsWith("id-")));
  };
  loop.shows = (wanted) => {
    const map = loop.map();
    return Boolean(map) && map.height > 0 && wanted.every((id) => map.there.getElementsByClassName(id).length > 0);
  };
  /* In the shadow roots too: the first that matches, or null. */
  loop.deep = (selector) => {
    for (const host of document.querySelectorAll('[data-testid="stBidiComponentIsolated"]')) {
      const found = host.shadowRoot && host.shadowRoot.querySelector(selector);
      if (found) return found;
    }
    return document.querySelector(selector);
  };
  /* Where on the page a shape can be pressed; null if something lies over it. */
  loop.spot = (id) => {
    const { box, there } = loop.map();
    const [path] = there.getElementsByClassName(id);
    if (!path) return null;
    const { left, top, width, height } = path.getBoundingClientRect();
    const [x, y] = [left + width / 2, top + height / 2];
    const under = there.ownerDocument.elementFromPoint(x, y);
    if (!under || under.closest(".leaflet-control") || !under.closest(".leaflet-container")) return null;
    const outer = box.getBoundingClientRect();
    return [outer.left + x, outer.top + y];
  };
  loop.pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

  loop.reached = async (asked, limit = 60000) => {
    const start = performance.now();
    while (!asked()) {
      if (performance.now() - start > limit) throw new Error(`waited in vain for ${asked}`);
      await loop.pause(4);
    }
  };

  /* Milliseconds from the last event to the frame after the one at which all came true. */
  loop.until = async (asked, name, limit = 30000) => {
    const start = performance.now();
    while (performance.now() - start < limit) {
      await frame();
      if (loop.events[name] && asked()) {
        await frame();
        return performance.now() - loop.events[name];
      }
    }
    return null;
  };

  /* From now on: at every frame, whether there is a map, and how many shapes it draws. */
  loop.watch = async () => {
    loop.seen = [];
    loop.stop = false;
    let container = null;
    while (!loop.stop) {
      await frame();
      const map = loop.map();
      const shapes = map && map.height > 0 ? map.there.querySelectorAll("path.feature").length : 0;
      if (map && container && map.there !== container) loop.seen.remounts = (loop.seen.remounts || 0) + 1;
      if (map) container = map.there;
      loop.seen.push(shapes);
    }
  };
  loop.ended = () => {
    loop.stop = true;
    const blank = loop.seen.filter((shapes) => shapes === 0).length;
    return { frames: loop.seen.length, blank, remounts: loop.seen.remounts || 0 };
  };
})();
