/*
 * What a search found: places by any of their names, and passages, the words marked.
 */

import { button, element, headed } from "./panel-elements.js";
import { excerptList, outsideList } from "./panel-list.js";
import { placeRows } from "./panel-start.js";

export function searchParts(panel) {
  const { model } = panel;
  const head = element("div", "head-line");
  head.append(element("h2", "", model.title), button("quiet", "Clear", () => panel.send("clear")));
  const parts = [head, ...model.readAs.map((line) => element("p", "note", line))];
  if (model.matches.length) parts.push(headed("Places"), placeRows(panel, model.matches));
  parts.push(headed(model.summary), ...excerptList(panel));
  if (model.rest) parts.push(element("p", "empty", `${model.rest} more: add a word to see fewer.`));
  if (!model.excerpts.length && !model.outside.length) {
    parts.push(element("p", "empty", "No passage holds these words, with the layers, issues and articles chosen. Try fewer words, or another name or spelling."));
  }
  return [...parts, outsideList(panel)];
}
