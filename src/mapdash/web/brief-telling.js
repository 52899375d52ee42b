/*
 * What the panel of the brief is to say, in the terms in which Python tells
 * it to the panel of the page (dashboard/panel.py).
 */

import { total } from "./panel-counts.js";

const LONG = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });

export const inWords = (day) => LONG.format(new Date(day * 86400000));
export const counted = (number, noun) => `${number} ${noun}${number === 1 ? "" : "s"}`;

const firstName = (names, language) =>
  (names[language] && names[language][0]) || (names.en && names.en[0]) || Object.values(names).flat()[0];

export class Telling {
  constructor(answers) {
    this.answers = answers;
    this.data = answers.data;
    this.state = answers.state;
    this.layers = Object.fromEntries(this.data.layers.map((each) => [each.id, each]));
  }

  model() {
    const { place, passage } = this.state;
    const { layers } = this;
    if (passage) return { ...this.articleModel(passage), layers };
    return { ...(place ? this.placeModel(place) : this.startModel()), layers, day: inWords(this.state.day) };
  }

  listModel(place) {
    const { hits, outside } = this.answers.answer(place);
    const articles = new Set(hits.map((hit) => hit.each.article));
    const { order, at } = this.state;
    return {
      order,
      at,
      axis: this.data.axis,
      only: this.only(),
      onIssues: this.data.issues.filter((each) => this.state.issues.has(each.id)).map((each) => each.title),
      summary: hits.length ? `${counted(hits.length, "passage")} from ${counted(articles.size, "article")}` : "No passage",
      excerpts: hits.map((hit) => this.excerpt(hit)),
      outside: outside.map((hit) => this.excerpt(hit)),
    };
  }

  startModel() {
    const { hits } = this.answers.answer("");
    const spoken = this.answers.spoken(hits);
    // Of several states on a day the first in the file is told, as on the page.
    const statuses = new Map(this.answers.shown().toReversed().map(([, feature]) => [feature.place, feature.status]));
    const places = Object.entries(this.data.places)
      .filter(([, each]) => this.state.layers.has(each.layer))
      .map(([place, each]) => {
        const status = statuses.get(each.shares || place) || "";
        return { place, name: firstName(each.labels, this.state.language), layer: each.layer, status, counts: spoken.get(place) || {} };
      })
      .filter((row) => row.status || total(row.counts))
      .sort((a, b) => (b.counts.itself || 0) - (a.counts.itself || 0) || total(b.counts) - total(a.counts));
    const known = this.state.day <= this.data.asOf;
    return { mode: "start", about: this.data.description, layersOn: this.state.layers.size, known, places, ...this.listModel("") };
  }

  placeModel(place) {
    const { names, note, layer, within: around, members, sets, states } = this.data.places[place];
    const now = states.filter((feature) => this.answers.holds(feature));
    return {
      mode: "place",
      place,
      layer: this.layers[layer],
      name: this.link(place).name,
      names,
      note,
      current: now.map((feature) => this.data.states[feature]),
      states: states.map((feature) => Object.assign({}, this.data.states[feature], { holds: now.includes(feature) })),
      within: this.links(around),
      members: this.members(members),
      sets: this.links(sets),
      under: this.links(this.state.under.filter((each) => each !== place)),
      spokenOf: this.answers.isSpokenOf(place),
      ...this.listModel(place),
    };
  }

  /* The places of a set, and whether each is drawn on the day. */
  members(places) {
    const located = this.answers.shown().filter(([feature]) => this.answers.located.has(feature));
    const drawn = new Set(located.map(([, feature]) => feature.place));
    return this.links(places).map((each) => Object.assign(each, { drawn: drawn.has(this.answers.owner(each.place)) }));
  }

  /* The title of the one article that passages are listed of. */
  only() {
    const [file, ...others] = this.state.articles;
    return file && !others.length ? this.data.articles[file].title : "";
  }

  articleModel(passage) {
    const { article } = this.data.passages.find((each) => each.key === passage);
    const { place } = this.state;
    const whole = this.data.passages.filter((each) => each.article === article);
    return {
      mode: "article",
      only: this.only(),
      asides: this.data.asides[article],
      article: this.data.articles[article],
      at: passage,
      back: place,
      backName: place ? this.link(place).name : "",
      excerpts: whole.map((each) => this.excerpt({ each, relation: null, mentions: each.mentions })),
    };
  }

  links(places) {
    return places.filter((place) => this.data.places[place]).map((place) => this.link(place));
  }

  link(place) {
    const { labels, layer } = this.data.places[place];
    return { place, name: firstName(labels, this.state.language), layer };
  }

  excerpt({ each, relation, mentions }) {
    return {
      ...each,
      article: this.data.articles[each.article],
      nodes: this.chosen(each.nodes),
      why: [...new Set(mentions.map((mention) => mention.why))],
      relation,
    };
  }

  /* The nodes of a passage, what speaks of the chosen place marked. */
  chosen(nodes) {
    const { place } = this.state;
    return nodes.map((node) => {
      if (!node.mark) return node;
      const speaks = node.mark.kind === "mention" && this.answers.relation({ places: node.mark.places.join(" ") }, place);
      return { mark: { ...node.mark, chosen: Boolean(speaks) }, nodes: this.chosen(node.nodes) };
    });
  }
}
