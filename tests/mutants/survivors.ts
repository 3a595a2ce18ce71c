/** Mutants that no test can kill, and why, by their key. */
export const SURVIVORS: { why: string; mutants: string[] }[] = [];
