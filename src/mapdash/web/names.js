/*
 * Which of its names a place is shown by.
 */

/* The names of a place, in the language chosen ("all": every one that differs). */
export function label(names, language) {
  const first = (key) => (names[key] && names[key][0]) || "";
  const english = first("en") || Object.values(names).flat()[0] || "";
  if (language !== "all") return first(language) || english;
  return [...new Set(["en", ...Object.keys(names)].filter((key) => !key.includes("-")).map(first))]
    .filter(Boolean)
    .join(" · ");
}
