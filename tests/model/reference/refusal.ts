/** Name of what the program refuses with. */
export type RefusalName = string;

/** What the model says instead of a result: the error that the program must give. */
export class Refusal extends Error {
  constructor(readonly refusal: RefusalName) {
    super(refusal);
  }
}

export function refuse(name: RefusalName): never {
  throw new Refusal(name);
}

export function allow(condition: boolean, name: RefusalName): void {
  if (!condition) refuse(name);
}
