/*
 * Sources compared: articles by places, where a zero is an article's silence;
 * and of one place, what each article calls it and says of it.
 */

import { button, byline, dot, element } from "./panel-elements.js";
import { excerptBox } from "./panel-excerpts.js";

/* What the page can do with other sources, and a brief cannot. */
export function compareButton(panel, text, more) {
  return panel.model.comparable ? [button("quiet", text, () => panel.send("sources", more))] : [];
}

export function sourcesParts(panel) {
  const head = element("div", "head-line");
  head.append(
    element("h2", "", panel.model.title),
    button("quiet", "Stop comparing sources", () => panel.send("alone")),
  );
  return [head, ...(panel.model.usages ? sideBySide(panel) : matrixParts(panel))];
}

/* Keeps all that is listed, counted and drawn to one article. */
function onlyButton(panel, { file }) {
  return button("inline only", "Only this article", () => panel.send("article", { article: file }));
}

/* ---------------------------------------------------------------- articles by places */

function matrixParts(panel) {
  const { model } = panel;
  const list = element("ol", "columns");
  for (const article of model.articles) {
    const item = element("li");
    item.append(element("cite", "", article.title), element("span", "by", byline(article)), onlyButton(panel, article));
    list.append(item);
  }
  const parts = [
    element("p", "note", `Passages listed up to ${model.day}. A 0 is an article's silence. A number opens the passages.`),
    list,
  ];
  if (model.rows.length) {
    const frame = element("div", "matrix-frame");
    frame.append(matrixTable(panel));
    parts.push(frame);
  } else {
    parts.push(element("p", "empty", "No article speaks of a place on the layers that are on."));
  }
  if (model.rest) parts.push(element("p", "empty", `${model.rest} more: switch layers off to see them.`));
  if (model.silent.length) {
    const box = element("details", "silent");
    box.append(element("summary", "", `${model.silent.length} places of which no article speaks`), element("p", "note", model.silent.join(", ")));
    parts.push(box);
  }
  return parts;
}

function matrixTable(panel) {
  const { model } = panel;
  const table = element("table", "matrix");
  const titles = element("tr");
  titles.append(element("th", "", "Place"));
  for (const [number, article] of model.articles.entries()) {
    const cell = element("th", "", number + 1);
    cell.scope = "col";
    cell.title = article.title;
    cell.setAttribute("aria-label", article.title);
    titles.append(cell);
  }
  const head = element("thead");
  head.append(titles);
  const body = element("tbody");
  const most = Math.max(1, ...model.rows.flatMap((row) => row.counts));
  for (const row of model.rows) {
    const line = element("tr");
    line.dataset.place = row.place;
    const where = element("th");
    where.scope = "row";
    const name = button("matrix-place", row.name, () => panel.send("sources", { place: row.place }));
    name.prepend(dot(model.layers[row.layer].colour));
    where.append(name);
    line.append(where, ...row.counts.map((count, at) => matrixCell(panel, row, at, count / most)));
    body.append(line);
  }
  table.append(head, body);
  return table;
}

function matrixCell(panel, row, at, share) {
  const cell = element("td");
  const count = row.counts[at];
  if (!count) {
    cell.className = "zero";
    cell.textContent = "0";
    return cell;
  }
  const { file, title } = panel.model.articles[at];
  const control = button("matrix-count", count, () => panel.send("sources", { place: row.place, article: file }));
  control.style.setProperty("--layer", panel.model.layers[row.layer].colour);
  control.style.setProperty("--share", `${Math.round(12 + 48 * share)}%`);
  control.setAttribute("aria-label", `${row.name} in ${title}: ${count}, of which ${row.named[at]} name it`);
  cell.append(control);
  return cell;
}

/* ---------------------------------------------------------------- one place, side by side */

function sideBySide(panel) {
  const { model } = panel;
  const acts = element("p", "acts");
  acts.append(button("inline", "All places", () => panel.send("sources")));
  const parts = [acts, element("p", "difference-summary", model.summary)];
  for (const each of model.usages) {
    const box = element("section", "usage");
    box.dataset.file = each.article.file;
    box.append(element("h3", "", each.article.title), element("p", "by", byline(each.article)), onlyButton(panel, each.article));
    if (each.names.length) {
      const names = element("p", "usage-names");
      for (const [text, count] of each.names) names.append(element("span", "tag", count > 1 ? `${text} × ${count}` : text));
      box.append(names);
    }
    if (each.excerpts.length) {
      const list = element("details");
      list.open = each.open;
      list.append(element("summary", "", each.summary), ...each.excerpts.map((one) => excerptBox(panel, one)));
      box.append(list);
    } else {
      box.append(element("p", "empty", `Does not speak of it, in what is listed up to ${model.day}.`));
    }
    parts.push(box);
  }
  return parts;
}
