import type { ChainSender } from "../src";

/** A connection that asks before every call of a method; an answer takes the place of the chain's. */
export function intercepted(
  connection: ChainSender,
  method: keyof ChainSender,
  before: (argument: unknown) => Promise<unknown> | undefined,
): ChainSender {
  return new Proxy(connection, {
    get(target, name) {
      const member = Reflect.get(target, name);
      if (typeof member !== "function") return member;
      return (...args: unknown[]) => (name === method ? before(args[0]) : undefined) ?? member.apply(target, args);
    },
  });
}
