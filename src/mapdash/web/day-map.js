/*
 * A map of one day that stands alone, in a notebook or a file: nothing is
 * fetched, and a press on a shape tells what is known of it.  Every text is
 * set as text.
 */

import { element } from "./cartography.js";

function quoted({ quote, source }) {
  const node = element("blockquote", "", quote);
  node.append(element("cite", "", source));
  return node;
}

function card(told) {
  const node = element("div", "told");
  node.append(element("h2", "", told.name), element("p", "state", `${told.status}, ${told.when}`));
  if (told.made) node.append(element("p", "made", told.made));
  node.append(...told.quotes.map(quoted));
  if (told.more) node.append(element("p", "made", told.more));
  return node;
}

window.mapdash.alone = function alone(map, { features, basemap, told, state }) {
  const places = new Map(features.features.map((each) => [each.id, each.properties.at]));
  const onChoose = ({ feature }) => {
    const [longitude, latitude] = places.get(feature);
    L.popup({ maxWidth: 320, maxHeight: 280 }).setLatLng([latitude, longitude]).setContent(card(told[feature])).openOn(map);
  };
  window.mapdash.start(map, { features, basemap, onChoose });
  window.mapdash.receive(state);
};
