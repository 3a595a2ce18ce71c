// What the browser keeps for the next visit, or until its tab is closed. Some forbid it, by a setting or where there is no room: then it is
// kept until the page is left, and everything else works.

/** Asked for each time: where it is forbidden, the asking throws. */
type Where = () => Storage;
const always: Where = () => localStorage;
/** For what is of one tab. */
export const inTab: Where = () => sessionStorage;

const KEPT_HERE = new Map<string, string>();

/** What is kept by this name; undefined where there is nothing. */
export function keptBy(name: string, where = always): string | undefined {
  const here = KEPT_HERE.get(name);
  if (here !== undefined) return here;
  try {
    return where().getItem(name) ?? undefined;
  } catch {
    return undefined;
  }
}

/** Keeps a text; whether it outlasts the page. */
export function keep(name: string, text: string, where = always): boolean {
  KEPT_HERE.delete(name);
  try {
    where().setItem(name, text);
    return true;
  } catch {
    KEPT_HERE.set(name, text);
    return false;
  }
}

export function drop(name: string): void {
  KEPT_HERE.delete(name);
  try {
    localStorage.removeItem(name);
  } catch {
    // There is nothing to remove where nothing can be kept.
  }
}
