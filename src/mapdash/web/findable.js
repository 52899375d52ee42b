/*
 * How others find what an address shows: by the address, or, where only this
 * machine answers at it, by what is asked of a page that shows the same atlas.
 * The rule is that of citation.py.
 */

const HERE = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

export function findable(address) {
  const { hostname, search } = new URL(address);
  if (!HERE.test(hostname)) return address;
  return search ? `mapdash view ${search}` : "";
}
