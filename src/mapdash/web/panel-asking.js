/*
 * Which question the panel answers.  Python, the master, names one at each
 * step; the answer is fetched.  What the reader does is asked at once, before
 * Python has heard of it; Python's word, when it comes, is the same question.
 * Until it has heard of the reader's last step its words are late, and put aside.
 */

import { bus } from "./bus.js";
import { holds } from "./difference.js";
import { unpacked } from "./panel-quotations.js";

const PATIENCE = 4000;
const AGAIN = 1500;
const MOST_AGAIN = 60000;
const HEAD_START = 120;
const MOST_KEPT = 60;
const MILLISECONDS_A_DAY = 86400000;

const iso = (day) => new Date(day * MILLISECONDS_A_DAY).toISOString().slice(0, 10);
const dayOf = (text) => Date.parse(text) / MILLISECONDS_A_DAY;
const empty = (value) => value === null || value === "" || (Array.isArray(value) && value.length === 0);

/* The same question is always the same text.  Nothing is as the page opens, but of layers: there it is none of them. */
function textOf(asked) {
  const told = Object.entries(asked).filter(([key, value]) => key === "layers" || !empty(value));
  return JSON.stringify(Object.fromEntries(told.toSorted(([a], [b]) => (a < b ? -1 : 1))));
}

/*
 * What a step in the panel will ask, being at a question; of others Python has to be heard.
 * The order that the page opens with is not told.
 */
const STEPS = {
  // Of a state that is chosen the day may follow: only Python knows where to.
  choose: ({ place, feature }) => (feature ? null : { place, passage: "", under: [] }),
  read: ({ passage, day }, asked) => ({ passage, ...(day === undefined ? {} : goingTo(day, asked)) }),
  back: () => ({ passage: "" }),
  close: () => ({ place: "", passage: "", under: [] }),
  sort: ({ order }) => ({ order: order === "relevance" ? "" : order }),
  day: ({ day }, asked) => goingTo(day, asked),
  issue: ({ issue }, { issues = [] }) => ({ issues: !issue || (issues.length === 1 && issues[0] === issue) ? [] : [issue] }),
  article: ({ article }) => ({ articles: article ? [article] : [] }),
};

/* A day that is shown: the window opens to hold it, and what changed on another is left. */
function goingTo(day, asked) {
  const first = Math.min(dayOf(asked.window.first), day);
  return { day: iso(day), window: { first: iso(first), last: null }, change: asked.change === iso(day) ? asked.change : null };
}

export class Asking {
  constructor(panel, root) {
    this.panel = panel;
    this.root = root;
    this.answers = new Map();
    this.asked = null;
    this.ahead = null;
    this.misread = [];
    this.undone = [];
    this.again = AGAIN;
    this.shown = Promise.resolve();
    this.told = Promise.resolve();
    bus().panel = this;
  }

  /* ---------------------------------------------------------------- what Python says */

  /*
   * `seq` is the newest of the reader's steps that Python has heard of, `done` the newest of those
   * in the panel; `at`, where in the list one is.
   */
  hear({ asked, at, seq, done, ...addresses }) {
    this.undone = this.undone.filter((event) => event.seq > done);
    this.again = AGAIN;
    this.repeat();
    // Another edition of the passages: what was answered before is of the one before.
    if (this.addresses && this.addresses.quotations !== addresses.quotations) this.answers.clear();
    this.addresses = addresses;
    this.at = at;
    if (this.ahead && seq < this.ahead.seq) {
      clearTimeout(this.waiting);
      this.waiting = setTimeout(() => this.believe(asked), PATIENCE);
      return undefined;
    }
    return this.believe(asked);
  }

  believe(asked) {
    clearTimeout(this.waiting);
    if (this.ahead && this.ahead.text !== textOf(asked)) this.misread.push([this.ahead.text, textOf(asked)]);
    this.ahead = null;
    return this.show(asked);
  }

  /* ---------------------------------------------------------------- what the reader does */

  /* Something was pressed in the panel. */
  act(event) {
    const step = STEPS[event.type];
    this.at = this.comingTo(event);
    if (this.asked) this.foresee(step && step(event, this.asked), event.seq);
    this.undone.push(event);
    this.tell(() => this.send());
  }

  /*
   * All that Python is not known to have done is told, with its numbers: a run of the page that
   * another one cuts short may leave a step undone, and what is told twice is done once.
   */
  send() {
    if (!this.undone.length) return;
    this.trigger({ acts: this.undone, seq: this.undone.at(-1).seq });
    this.repeat();
  }

  /* What was left undone is told again, but not to a Python that is at work. */
  repeat() {
    clearTimeout(this.repeating);
    if (!this.undone.length) return;
    this.repeating = setTimeout(() => {
      if (document.querySelector("[data-test-script-state=running]")) {
        this.repeat();
        return;
      }
      this.again = Math.min(2 * this.again, MOST_AGAIN);
      this.send();
    }, this.again);
  }

  /*
   * Tell Python, once what was foreseen is shown or is late: a run of the page, which takes
   * longer, would hold up the answer.  What was done first is told first.
   */
  tell(send) {
    const shown = Promise.race([this.shown, new Promise((done) => setTimeout(done, HEAD_START))]);
    this.told = this.told.then(() => shown).then(send);
  }

  /* The passage in the list at which one is after a step. */
  comingTo({ type, passage }) {
    if (type === "back") return this.asked ? this.asked.passage : "";
    return ["close", "sort"].includes(type) ? "" : (passage ?? this.at);
  }

  /* A feature was pressed on the map. */
  pressed({ place, from, to }, under, seq) {
    if (this.asked && holds({ from, to }, dayOf(this.asked.day))) this.foresee({ place, passage: "", under }, seq);
  }

  /* The timeline has come to rest. */
  moved({ day, from }, seq) {
    if (!this.asked) return;
    const change = this.asked.change === iso(day) ? this.asked.change : null;
    this.foresee({ day: iso(day), window: { first: iso(from), last: null }, change }, seq);
  }

  /* What changed on a day is opened from the timeline. */
  opened({ day, seq }, from) {
    const window = { first: iso(Math.min(from, day)), last: null };
    this.foresee({ day: iso(day), window, change: iso(day), place: "", passage: "", sources: "", under: [] }, seq);
  }

  foresee(changes, seq) {
    if (!changes || !this.asked) return;
    const asked = { ...this.asked, ...changes };
    this.ahead = { text: textOf(asked), seq };
    this.shown = this.show(asked).catch(() => undefined);
  }

  /* ---------------------------------------------------------------- answers */

  async show(asked) {
    this.asked = asked;
    const text = textOf(asked);
    const model = await this.answer(text);
    // The reader may have gone on meanwhile.
    if (this.asked !== asked) return;
    this.panel.show({ at: this.at, ...model });
    this.root.dataset.asked = text;
  }

  answer(text) {
    const known = this.answers.get(text);
    if (known) return known;
    const { answers, quotations } = this.addresses;
    const found = fetched(answers, text).then((packed) => unpacked({ quotations, ...packed }));
    found.catch(() => this.answers.delete(text));
    this.answers.set(text, found);
    if (this.answers.size > MOST_KEPT) this.answers.delete(this.answers.keys().next().value);
    return found;
  }

  /* What the tests, and the curious, may ask. */
  report() {
    return { asked: this.asked && textOf(this.asked), ahead: Boolean(this.ahead), misread: this.misread };
  }
}

async function fetched(address, text) {
  const answer = await fetch(new URL(`${address}?${encodeURIComponent(text)}`, document.baseURI));
  if (!answer.ok) throw new Error(`the panel's answer did not load (${answer.status})`);
  return answer.json();
}
