/** Most parts to try beside the groups themselves: where all fails, finding each costs more than it is worth. */
const MOST_PARTS = 200;

/** The members of groups for which `fails` holds, found by halving; beyond a bound whole parts that hold one. */
export async function failingOf<T>(groups: T[][], fails: (part: T[]) => Promise<boolean>): Promise<T[]> {
  const failing: T[] = [];
  const open = [...groups];
  for (let tried = 0; open.length > 0; tried++) {
    const part = open.shift() ?? [];
    // The groups come first: what is left then is half of something that fails.
    const isSpent = tried >= groups.length + MOST_PARTS;
    if (!isSpent && !(await fails(part))) continue;
    if (isSpent || part.length === 1) {
      failing.push(...part);
      continue;
    }
    const half = Math.ceil(part.length / 2);
    open.push(part.slice(0, half), part.slice(half));
  }
  return failing;
}
