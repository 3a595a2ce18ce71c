// What the browser keeps for the next visit. Some forbid it, by a setting or where there is no room: then it is kept until the page is
// left, and everything else works.

const KEPT_HERE = new Map<string, string>();

/** What is kept by this name; undefined where there is nothing. */
export function keptBy(name: string): string | undefined {
  const here = KEPT_HERE.get(name);
  if (here !== undefined) return here;
  try {
    return localStorage.getItem(name) ?? undefined;
  } catch {
    return undefined;
  }
}

/** Keeps a text; whether the next visit finds it. */
export function keep(name: string, text: string): boolean {
  KEPT_HERE.delete(name);
  try {
    localStorage.setItem(name, text);
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
