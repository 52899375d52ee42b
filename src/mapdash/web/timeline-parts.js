/*
 * The parts of the timeline: its buttons, tracks and handles, and the words
 * that say where they stand.  Every text is set as text.
 */

import { clamp, textOf } from "./timeline-days.js";
import { vector } from "./timeline-tracks.js";

const ICONS = {
  previous: "M6 5v14 M19 5 9 12l10 7z",
  next: "M18 5v14 M5 5l10 7-10 7z",
  play: "M7 4l13 8-13 8z",
  pause: "M8 5v14 M16 5v14",
  back: "M15 5l-7 7 7 7",
  forward: "M9 5l7 7-7 7",
  closer: "M12 5v14 M5 12h14",
  farther: "M5 12h14",
  reset: "M5 5v5h5 M5.5 10a7.5 7.5 0 1 1-.8 5",
};

/* Days a second. */
const SPEEDS = [
  [7, "1 week a second"],
  [30.4, "1 month a second"],
  [182.6, "6 months a second"],
  [730.5, "2 years a second"],
];

function element(name, className, text) {
  const node = document.createElement(name);
  if (className) node.className = className;
  if (text !== undefined) node.textContent = text;
  return node;
}

function icon(name) {
  const svg = vector("svg", { viewBox: "0 0 24 24", "aria-hidden": "true" });
  svg.append(vector("path", { d: ICONS[name] }));
  return svg;
}

function button(name, label, onPress) {
  const node = element("button", `tool ${name}`);
  node.type = "button";
  node.title = label;
  node.setAttribute("aria-label", label);
  node.append(icon(name));
  node.addEventListener("click", onPress);
  return node;
}

function slider(kind, label) {
  const node = element("div", `handle handle-${kind}`);
  node.tabIndex = 0;
  node.dataset.kind = kind;
  node.setAttribute("role", "slider");
  node.setAttribute("aria-label", label);
  node.setAttribute("aria-orientation", "horizontal");
  node.append(element("span", "line"), element("span", "grip"));
  return node;
}

function speeds() {
  const select = element("select", "speed");
  select.setAttribute("aria-label", "Speed of playing");
  for (const [days, text] of SPEEDS) {
    const option = element("option", "", text);
    option.value = days;
    option.selected = days > 180 && days < 190;
    select.append(option);
  }
  return select;
}

/* Build everything into the root; what is pressed is told to the timeline. */
export function build(root, timeline) {
  const tools = element("div", "tools");
  const play = button("play", "Play", () => timeline.play());
  const previous = button("previous", "Previous change", () => timeline.toChange(-1));
  const next = button("next", "Next change", () => timeline.toChange(1));
  const speed = speeds();
  const news = element("button", "news");
  news.type = "button";
  news.addEventListener("click", () => timeline.openChange());
  const group = (className, ...nodes) => {
    const box = element("div", `group ${className}`);
    box.append(...nodes);
    return box;
  };
  tools.append(
    group("steps", previous, play, next, speed),
    group(
      "days",
      button("back", "One day back", () => timeline.step("day", -1, "day")),
      button("forward", "One day on", () => timeline.step("day", 1, "day")),
    ),
    news,
    group(
      "zoom",
      button("farther", "Show more time", () => timeline.zoomBy(2)),
      button("closer", "Show less time", () => timeline.zoomBy(0.5)),
      button("reset", "Back to the opening window", () => timeline.reset()),
    ),
  );
  const detail = element("div", "track detail");
  const detailSvg = vector("svg", { "aria-hidden": "true" });
  const handles = {
    from: slider("from", "Window from"),
    to: slider("to", "Window to"),
    day: slider("day", "Day on the map"),
  };
  const label = element("output", "day-label");
  label.setAttribute("aria-hidden", "true");
  handles.day.querySelector(".grip").append(label);
  const compare = element("div", "compare");
  compare.append(element("span", "compare-label"));
  detail.append(detailSvg, compare, handles.from, handles.to, handles.day);
  const overview = element("div", "track overview");
  overview.title = "The atlas's whole time: drag to choose what is shown above";
  const overviewSvg = vector("svg", { "aria-hidden": "true" });
  overview.append(overviewSvg);
  root.append(tools, detail, overview);
  return { tools, play, previous, next, speed, news, detail, detailSvg, handles, label, compare, overview, overviewSvg };
}

/* Say where everything stands. */
export function describe(timeline) {
  const { parts, model, scale } = timeline;
  for (const kind of ["from", "to", "day"]) {
    const handle = parts.handles[kind];
    const x = scale.x(kind === "from" ? model.from : kind === "to" ? model.to + 1 : model.day + 0.5);
    const away = x < -0.5 || x > scale.width + 0.5;
    handle.style.transform = `translateX(${clamp(x, 0, scale.width).toFixed(1)}px)`;
    handle.classList.toggle("away", away);
    handle.setAttribute("aria-valuemin", model.first);
    handle.setAttribute("aria-valuemax", model.last);
    handle.setAttribute("aria-valuenow", model[kind]);
    handle.setAttribute("aria-valuetext", spoken(model, kind));
  }
  parts.label.textContent = textOf(model.day, "short") + (model.day > model.asOf ? ": not known" : "");
  // The label stays within the track, the line goes on to its edge.  Half its width is for CSS to
  // know: asked for it here, the browser would lay out the page at every step.
  const x = clamp(scale.x(model.day + 0.5), 0, scale.width);
  parts.label.style.transform = `translateX(clamp(50% - ${x.toFixed(1)}px, 0px, ${(scale.width - x).toFixed(1)}px - 50%))`;
  describeLine(parts, model, scale);
  describeTools(timeline);
}

function spoken(model, kind) {
  const text = textOf(model[kind]);
  return kind === "day" && model.day > model.asOf ? `${text}, not known` : text;
}

function describeLine(parts, model, scale) {
  const { compare } = parts;
  compare.hidden = model.compare === null;
  if (compare.hidden) return;
  const x = scale.x(model.compare + 0.5);
  compare.classList.toggle("away", x < 0 || x > scale.width);
  compare.style.transform = `translateX(${clamp(x, 0, scale.width).toFixed(1)}px)`;
  compare.firstChild.textContent = `compared: ${textOf(model.compare, "short")}`;
  // Its label stands where the day's own does not.
  const beside = scale.x(model.day + 0.5) - x;
  compare.classList.toggle("flip", x > scale.width - 190 || (beside > 0 && beside < 190 && x > 150));
}

function describeTools(timeline) {
  const { parts, model } = timeline;
  const playing = Boolean(timeline.playing);
  if (parts.play.classList.contains("pause") !== playing) {
    const label = playing ? "Pause" : "Play";
    parts.play.classList.toggle("pause", playing);
    parts.play.replaceChildren(icon(playing ? "pause" : "play"));
    parts.play.title = label;
    parts.play.setAttribute("aria-label", label);
  }
  parts.previous.disabled = timeline.changeBeside(-1) === undefined;
  parts.next.disabled = timeline.changeBeside(1) === undefined;
  const event = timeline.event();
  parts.news.disabled = !event;
  if (parts.newsOf === event && parts.newsDay === model.day && parts.newsIn === timeline.data.language) return;
  Object.assign(parts, { newsOf: event, newsDay: model.day, newsIn: timeline.data.language });
  parts.news.replaceChildren(...newsOf(timeline, event));
}

/* What changed at the handle, or last before it, in the data's own words. */
function newsOf(timeline, event) {
  if (!event) return [element("span", "when", "Nothing has changed up to this day")];
  const [first] = event.told;
  const names = timeline.chronicle.names[first.place];
  const name = names[timeline.data.language] || names.en || Object.values(names)[0] || first.place;
  const when = first.dated || textOf(event.day);
  const rest = event.told.length - 1;
  return [
    element("span", `when${event.day === timeline.model.day ? " today" : ""}`, when),
    element("span", "what", `${name}${first.part ? `, ${first.part}` : ""}: ${first.what}${rest ? `; ${rest} more` : ""}`),
  ];
}
