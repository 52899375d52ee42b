/*
 * The box in which a link is judged: right, wrong, or another place.
 */

import { placeField } from "./judge-place.js";
import { bus } from "./bus.js";
import { button, element } from "./panel-elements.js";

const STATE = {
  automatic: "found by the rules",
  confirmed: "confirmed",
  added: "linked by hand",
};

export function linkBox(judge, link) {
  const said = judge.verdicts.get(`${link.passage} ${link.at.join("-")} ${link.layer}`);
  const state = STATE[said ? said.verdict : "automatic"];
  const signed = said && said.by ? ` by ${said.by}${said.on ? `, ${said.on}` : ""}` : "";
  const head = element("p", "judge-head");
  head.append(
    element("span", "", `“${link.exact}” is linked to `),
    element("strong", "", judge.nameOf(link.place)),
    element("span", "", ` (${judge.model.layers[link.layer]}): ${state}${signed}.`),
  );
  const acts = element("p", "judge-acts");
  acts.append(
    button("judge-act", "Confirm", () => judge.judge(link, "confirmed")),
    button("judge-act", "Reject", () => judge.judge(link, "rejected")),
  );
  if (said) acts.append(button("judge-act", "Leave to the rules", () => judge.judge(link, "automatic")));
  acts.append(
    button("judge-act", "Show on the map", () => bus().panel.panel.choose(link.place)),
    button("judge-act", "Close", () => judge.close()),
  );
  const other = placeField(judge, "Another place is meant:", "Reject, and link to it", (place) => judge.judge(link, "rejected", place));
  return [head, acts, other];
}
