/*
 * What the map is asked to show, and by whom: Python's patches, and the reader's own day,
 * which runs ahead of them while a control is dragged.  A day is a count of days since
 * 1970-01-01.
 */

const PENDING_FOR = 4000;

export class MapState {
  /* settled: called when the reader's own day is given up for Python's. */
  constructor(settled) {
    this.settled = settled;
    this.values = { day: null, layers: null, bright: null, place: null, feature: null, read: null, language: "en", theme: "light", compare: null };
    this.confirmed = null;
    this.told = null;
    this.pending = null;
  }

  /* A patch from Python.  Its day is passed over while the reader's own is still on its way. */
  take(patch) {
    const values = { ...patch };
    this.confirmed = values.day;
    this.told = values.place;
    if (this.pending && Date.now() < this.pending.until && values.day !== this.pending.day) {
      values.day = this.values.day;
      clearTimeout(this.settling);
      this.settling = setTimeout(() => this.settle(), PENDING_FOR);
    } else {
      this.pending = null;
    }
    if (values.layers) values.layers = new Set(values.layers);
    values.bright = values.bright ? new Set(values.bright) : null;
    this.values = { ...this.values, ...values };
  }

  /* The reader's own day never came back from Python: believe Python. */
  settle() {
    if (!this.pending || Date.now() < this.pending.until) return;
    this.pending = null;
    this.values.day = this.confirmed;
    this.settled();
  }

  /* The reader moves the day; whether that changes what is shown. */
  scrub(day) {
    this.pending = { day, until: Date.now() + PENDING_FOR };
    if (day === this.values.day) return false;
    if (this.values.brief) this.values.compare = null;
    this.values.day = day;
    return true;
  }

  /* The day that is drawn: of two that are compared, the later one. */
  get late() {
    const { day, compare } = this.values;
    return compare === null ? day : Math.max(day, compare);
  }

  get early() {
    return Math.min(this.values.day, this.values.compare);
  }

  on(item) {
    const { layers } = this.values;
    return !layers || layers.has(item.properties.layer);
  }
}
