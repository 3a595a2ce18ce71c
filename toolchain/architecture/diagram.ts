// Rooms and their arrows as a mermaid diagram.
import type { Uses } from "./rooms";

type Arrow = [from: string, to: string];

/** Where the arrows lead from a room. */
function reach(arrows: readonly Arrow[], from: string): Set<string> {
  const seen = new Set<string>();
  const open = [from];
  for (let room = open.pop(); room !== undefined; room = open.pop()) {
    for (const [start, end] of arrows) {
      if (start !== room || seen.has(end)) continue;
      seen.add(end);
      open.push(end);
    }
  }
  return seen;
}

/** Leaves out an arrow where a longer way says the same: `a → c` beside `a → b → c`. None of a circle's is left out. */
export function shortened(uses: Uses): Arrow[] {
  const all = [...uses].flatMap(([from, to]) => [...to].map((next): Arrow => [from, next]));
  let kept = all.sort((a, b) => (a.join() < b.join() ? -1 : 1));
  for (const arrow of all) {
    const [from, to] = arrow;
    if (reach(all, to).has(from)) continue;
    const others = kept.filter((other) => other !== arrow);
    if (reach(others, from).has(to)) kept = others;
  }
  return kept;
}

/** Groups of rooms that use one another in a circle. */
export function circles(uses: Uses): string[][] {
  const all = [...uses].flatMap(([from, to]) => [...to].map((next): Arrow => [from, next]));
  const rooms = [...uses.keys()].sort();
  const leadsTo = new Map(rooms.map((room) => [room, reach(all, room)]));
  const together = (a: string, b: string): boolean => Boolean(leadsTo.get(a)?.has(b) && leadsTo.get(b)?.has(a));
  const groups = rooms.map((room) => rooms.filter((other) => together(room, other)));
  return groups.filter((group, place) => group.length > 1 && group[0] === rooms[place]);
}

const id = (room: string): string => room.replace(/\W/g, "_");

/** `dotted` are arrows that are no imports, with what they are. */
export function mermaid(uses: Uses, dotted: readonly [string, string, string][] = []): string {
  const rooms = [...uses.keys()].sort().map((room) => `  ${id(room)}["${room}"]`);
  const arrows = shortened(uses).map(([from, to]) => `  ${id(from)} --> ${id(to)}`);
  const others = dotted.map(([from, to, what]) => `  ${id(from)} -. ${what} .-> ${id(to)}`);
  const found = circles(uses).map((group) => group.map((room) => `\`${room}\``).join(", "));
  const circle = found.length > 0 ? ["", `In a circle: ${found.join("; ")}.`] : [];
  return ["```mermaid", "flowchart TD", ...rooms, ...arrows, ...others, "```", ...circle].join("\n");
}
