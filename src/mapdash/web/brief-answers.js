/*
 * What the brief is asked: which passages belong to a selection, and which
 * places they speak of.  The rules are those of queries.py; how a mention
 * speaks of a place comes worked out with the file.
 *
 * Days are counted from 1970-01-01.
 */

/* Which of two rows of numbers comes first. */
function compare(a, b) {
  const at = a.findIndex((value, index) => value !== b[index]);
  return at < 0 ? 0 : a[at] - b[at];
}

function sortBy(hits, key) {
  const keys = new Map(hits.map((hit) => [hit, key(hit)]));
  hits.sort((a, b) => compare(keys.get(a), keys.get(b)));
}

const WEIGHT = { itself: 0, part: 1, set: 2 };

export class Answers {
  constructor(data, state) {
    this.data = data;
    this.state = state;
    this.features = new Map(data.features.features.map((each) => [each.id, each.properties]));
    this.located = new Set(data.features.features.filter((each) => each.geometry).map((each) => each.id));
  }

  relation(mention, place) {
    return (this.data.relations[mention.places] || {})[place] || null;
  }

  /* Whether any passage at all, whatever is chosen, has a mention of a place. */
  isSpokenOf(place) {
    return this.data.passages.some((each) => each.mentions.some((mention) => this.relation(mention, place)));
  }

  /* The passage as a hit, its times aside; null if it does not belong. */
  hit(each, place) {
    const { layers, issues, articles } = this.state;
    if (!each.listed || (articles.size && !articles.has(each.article))) return null;
    if (issues.size && !each.about.some((issue) => issues.has(issue))) return null;
    const on = each.mentions.filter((mention) => layers.has(mention.layer));
    if (!place) return on.length || layers.size === this.data.layers.length ? { each, relation: null, mentions: on } : null;
    const related = on.filter((mention) => this.relation(mention, place));
    if (!related.length) return null;
    const relations = related.map((mention) => this.relation(mention, place));
    return { each, relation: relations.sort((a, b) => WEIGHT[a] - WEIGHT[b])[0], mentions: related };
  }

  listed(each) {
    return !each.days.length || each.days.some((days) => this.inTime(days));
  }

  inTime([start, end]) {
    const { day, from } = this.state;
    const first = from === null ? null : Math.min(from, day);
    return (start === null || start <= day) && (first === null || end === null || first <= end);
  }

  /* What makes a hit stand first by relevance: the smaller the number, the earlier one compared. */
  relevance({ each, relation, mentions }) {
    const chosen = each.about.filter((issue) => this.state.issues.has(issue)).length;
    return [WEIGHT[relation] || 0, -chosen, -mentions.length, each.dated ? 0 : 1];
  }

  /* The first of its days that are listed, or of all; the shorter first. */
  firstDays({ days }) {
    const listed = days.filter((each) => this.inTime(each));
    const bounds = (listed.length ? listed : days).map(([start, end]) => [start ?? -Infinity, end ?? Infinity]);
    return bounds.sort(compare)[0] || [Infinity, Infinity];
  }

  answer(place) {
    const hits = this.data.passages.map((each) => this.hit(each, place)).filter(Boolean);
    // They stand article by article: what is equal otherwise stays so.
    const { order } = this.state;
    if (order === "relevance") sortBy(hits, (hit) => this.relevance(hit));
    if (order === "date") sortBy(hits, (hit) => this.firstDays(hit.each));
    return { hits: hits.filter((hit) => this.listed(hit.each)), outside: hits.filter((hit) => !this.listed(hit.each)) };
  }

  /* How many passages speak of each place, by the nearest way in which they do. */
  spoken(hits) {
    const found = new Map();
    for (const { mentions } of hits) {
      for (const [place, relation] of this.nearest(mentions)) {
        const counts = found.get(place) || {};
        counts[relation] = (counts[relation] || 0) + 1;
        found.set(place, counts);
      }
    }
    return found;
  }

  nearest(mentions) {
    const found = new Map();
    for (const { places } of mentions) {
      for (const [place, relation] of Object.entries(this.data.relations[places] || {})) {
        if (!(WEIGHT[found.get(place)] <= WEIGHT[relation])) found.set(place, relation);
      }
    }
    return found;
  }

  owner(place) {
    return this.data.places[place].shares || place;
  }

  holds(feature) {
    const { from, to } = this.features.get(feature);
    const { day } = this.state;
    return day <= this.data.asOf && (from === null || from <= day) && (to === null || day <= to);
  }

  /* The states that hold on the day, on the layers that are on. */
  shown() {
    return [...this.features].filter(([feature, each]) => this.holds(feature) && this.state.layers.has(each.layer));
  }
}
