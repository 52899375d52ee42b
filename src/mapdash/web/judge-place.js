/*
 * A field in which a place is chosen by its name.
 */

import { element } from "./panel-elements.js";

let lists = 0;

/* The places by what the field shows of them; of those that look alike the id is told too. */
function labelled({ places, layers }) {
  const labels = new Map();
  for (const [id, name, layer] of places) {
    const label = `${name} (${layers[layer]})`;
    labels.set(labels.has(label) ? `${label} ${id}` : label, id);
  }
  return labels;
}

export function placeField(judge, title, deed, onPlace) {
  const labels = labelled(judge.model);
  const form = element("form", "judge-form");
  const label = element("label", "", title);
  const field = element("input", "judge-place");
  const list = element("datalist");
  lists += 1;
  list.id = `judge-places-${lists}`;
  field.setAttribute("list", list.id);
  field.placeholder = "a place's name";
  for (const each of labels.keys()) {
    const option = element("option");
    option.value = each;
    list.append(option);
  }
  const submit = element("button", "judge-act", deed);
  submit.type = "submit";
  label.append(field);
  form.append(label, list, submit);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const place = labels.get(field.value) || theOnly(labels, field.value);
    field.setCustomValidity(place ? "" : "Choose one of the atlas's places.");
    if (place) onPlace(place);
    else field.reportValidity();
  });
  field.addEventListener("input", () => field.setCustomValidity(""));
  return form;
}

/* What was typed may be enough to tell the place. */
function theOnly(labels, typed) {
  const wanted = typed.trim().toLocaleLowerCase();
  const fitting = [...labels].filter(([label]) => label.toLocaleLowerCase().startsWith(wanted));
  return wanted && fitting.length === 1 ? fitting[0][1] : null;
}
