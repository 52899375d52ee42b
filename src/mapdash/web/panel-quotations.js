/*
 * Undoes what Python packed: numbers become passages and places again, from
 * the document of all of them, which is fetched once.
 */

let loaded = null;

export async function unpacked({ quotations, ...model }) {
  if (!loaded || loaded.url !== quotations) {
    const answer = fetch(new URL(quotations, document.baseURI)).then((got) => {
      if (!got.ok) throw new Error(`the passages did not load (${got.status})`);
      return got.json();
    });
    loaded = { url: quotations, answer };
  }
  const { passages, places, asides } = await loaded.answer;
  loaded.places ??= new Map(places.map((each) => [each.place, each]));
  const whole = restored(model, passages);
  if (model.places) whole.places = rows(model, places);
  if (model.mode === "article") whole.asides = asides[model.article.file];
  return whole;
}

/* A place's name, for who meets it in a passage; in a language, if it has one there. */
export function quotedName(place, language = "en") {
  const { names } = loaded.places.get(place);
  return names[language] || names.en || Object.values(names)[0] || place;
}

function rows({ places: { statuses, rows: packed }, language }, places) {
  return packed.map(([number, status, itself, part, set]) => {
    const { place, layer } = places[number];
    return { place, layer, name: quotedName(place, language), status: status < 0 ? "" : statuses[status], counts: { itself, part, set } };
  });
}

function restored(value, passages) {
  if (Array.isArray(value)) return value.map((each) => restored(each, passages));
  if (value === null || typeof value !== "object") return value;
  if (value.q !== undefined) {
    const { q: number, ...otherwise } = value;
    return passage(otherwise, passages[number]);
  }
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, restored(each, passages)]));
}

/* A passage told as it always is stays the same object: what was built of it can be shown again. */
function passage(told, plain) {
  if (Object.keys(told).length === 0) return plain;
  const { why, chosen = [], ...otherwise } = told;
  const marks = { next: 0, chosen: new Set(chosen) };
  return {
    ...plain,
    ...otherwise,
    why: why ? why.map((number) => plain.why[number]) : plain.why,
    nodes: chosen.length ? marked(plain.nodes, marks) : plain.nodes,
  };
}

/* The nodes with the chosen marks among them: counted as they stand in the text, the outer first. */
function marked(nodes, marks) {
  return nodes.map((node) => {
    if (!node.mark) return node;
    const number = marks.next;
    marks.next += 1;
    return { mark: { ...node.mark, chosen: marks.chosen.has(number) }, nodes: marked(node.nodes, marks) };
  });
}
