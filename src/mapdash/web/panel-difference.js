/*
 * The panel's table of what changed on a day, or between two days.
 */

import { button, dot, element } from "./panel-elements.js";
import { excerptBox } from "./panel-excerpts.js";

const KINDS = { appeared: "Appeared", changed: "Changed status", ended: "Ended" };

export function differenceParts(panel) {
  const { model } = panel;
  const head = element("div", "head-line");
  head.append(element("h2", "", model.title), button("quiet", model.leave, () => panel.send("leave")));
  const parts = [head, element("p", "difference-summary", model.summary)];
  if (model.rows.length) parts.push(differenceTable(panel), element("p", "note", model.note));
  if (model.rest) parts.push(element("p", "empty", `${model.rest} more: switch layers off to see them.`));
  return parts;
}

function differenceTable(panel) {
  const node = element("table", "differences");
  const head = element("thead");
  const titles = element("tr");
  for (const title of ["Place", "Before", "After"]) {
    const cell = element("th", "", title);
    cell.scope = "col";
    titles.append(cell);
  }
  head.append(titles);
  node.append(head);
  for (const kind of ["changed", "appeared", "ended"]) {
    const rows = panel.model.rows.filter((row) => row.kind === kind);
    if (rows.length) node.append(differenceGroup(panel, kind, rows));
  }
  return node;
}

function differenceGroup(panel, kind, rows) {
  const body = element("tbody", kind);
  const title = element("tr");
  const cell = element("th", "difference-kind", KINDS[kind]);
  cell.colSpan = 3;
  cell.scope = "rowgroup";
  title.append(cell);
  body.append(title, ...rows.flatMap((row) => differenceLines(panel, row)));
  return body;
}

/* A row of the table, and below it the passages. */
function differenceLines(panel, row) {
  const line = element("tr", "difference");
  line.dataset.place = row.place;
  const where = element("th");
  where.scope = "row";
  const name = button("difference-place", row.name, () => panel.choose(row.place, row.feature));
  name.prepend(dot(panel.model.layers[row.layer].colour));
  where.append(name);
  if (row.part) where.append(element("span", "part", row.part));
  if (row.dated) where.append(element("span", "part", `dated ${row.dated}`));
  line.append(where, element("td", row.before ? "" : "none", row.before || "not on the map"), element("td", row.after ? "" : "none", row.after || "not on the map"));
  const below = element("tr");
  const cell = element("td", "difference-passages");
  cell.colSpan = 3;
  if (row.source) cell.append(element("p", "note", `Source of the status: ${row.source}`));
  if (row.excerpts.length) {
    const box = element("details");
    box.open = panel.model.rows.length < 3;
    box.append(element("summary", "", row.summary), ...row.excerpts.map((each) => excerptBox(panel, each)));
    cell.append(box);
  } else {
    cell.append(element("p", "note", "No passage speaks of it and of these days."));
  }
  below.append(cell);
  return [line, below];
}
