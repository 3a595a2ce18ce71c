// Everything that a node can do wrong, at random.
import { randomOf } from "@truestake/sdk/scenario";
import type { Localnet } from "./localnet";
import type { Fault, ProxyRules, RpcAnswer, RpcCall } from "./proxy";

/** What can happen to a call. */
export const MISCHIEFS = [
  /** It never arrives. */
  "drop",
  /** It is done, and its answer is lost. */
  "lose",
  /** It takes its time to arrive, or its answer does. */
  "delay",
  /** It arrives twice. */
  "duplicate",
  /** The answer is an old one: of what is finalized, or of a slot before. */
  "lag",
  /** A status says `processed`, of what has landed and of what never has. */
  "lie",
  /** Too many requests, with and without the time to wait. */
  "429",
  /** The method is not served, for once. */
  "410",
] as const;

export type Mischief = (typeof MISCHIEFS)[number];

export interface StormOptions {
  /** The same seed and the same calls in the same order give the same faults. */
  seed: number;
  /** Part of the calls that something happens to, 0 to 1; a fifth if not given. */
  rate?: number | undefined;
  /** Longest delay in milliseconds; 100 if not given. */
  longest?: number | undefined;
}

/** Rules of a proxy, and what they have done so far. */
export interface Storm extends ProxyRules {
  readonly counts: Record<Mischief, number>;
  /** The weather: nothing happens while it is false. */
  isOn: boolean;
}

/** Reads that take a commitment in their last parameter, or in none. */
const READS = new Set([
  ...["getAccountInfo", "getMultipleAccounts", "getProgramAccounts", "getSlot", "getBlockHeight", "getEpochInfo"],
  ...["getLatestBlockhash", "simulateTransaction"],
]);

/** Slots that a lying or lagging node is behind. */
const BEHIND = 3n;

/**
 * Rules for a {@link FaultProxy} that drop, lose, delay, duplicate, lag, lie and refuse, in random order. What a node may not do
 * they do not do either: nothing is called confirmed that is not, and no block is made up.
 */
export function storm(localnet: Localnet, { seed, rate = 0.2, longest = 100 }: StormOptions): Storm {
  const random = randomOf(seed);
  const counts = Object.fromEntries(MISCHIEFS.map((name) => [name, 0])) as Record<Mischief, number>;
  const pause = () => new Promise((done) => setTimeout(done, random() * longest));

  const happen: Record<Mischief, (call: RpcCall, forward: () => Promise<RpcAnswer>) => Promise<RpcAnswer | Fault>> = {
    drop: async () => (random() < 0.5 ? "hang up" : "silence"),
    async lose(_, forward) {
      await forward();
      return random() < 0.5 ? "hang up" : "silence";
    },
    async delay(_, forward) {
      const isLate = random() < 0.5;
      if (isLate) await pause();
      const answer = await forward();
      if (!isLate) await pause();
      return answer;
    },
    async duplicate(_, forward) {
      const [, second] = await Promise.all([forward(), pause().then(forward)]);
      return second;
    },
    lag: async (call, forward) => lagging(localnet, call, forward),
    lie: async (call, forward) => lying(localnet, call, forward, random),
    "429": async () => ({ status: 429, ...(random() < 0.5 ? { headers: { "retry-after": "0" } } : {}) }),
    "410": async () => {
      const error = { code: 410, message: "The RPC call or parameters have been disabled." };
      return random() < 0.5 ? { status: 410, body: JSON.stringify({ jsonrpc: "2.0", error }) } : { error };
    },
  };

  const rules: Storm = {
    counts,
    isOn: true,
    async call(call, forward) {
      if (!rules.isOn || random() >= rate) return forward();
      const mischief = MISCHIEFS[Math.floor(random() * MISCHIEFS.length)] as Mischief;
      counts[mischief] += 1;
      return happen[mischief](call, forward);
    },
  };
  return rules;
}

/** What a node that is behind says: of what is final, of the same moment, or that it is not there yet. */
export async function lagging(localnet: Localnet, { method, params }: RpcCall, forward: () => Promise<RpcAnswer>) {
  if (method === "getSignatureStatuses") {
    const answer = await forward();
    if ("error" in answer) return answer;
    const { context, value } = answer.result as Statuses;
    const slot = context.slot - BEHIND;
    const known = value.map((status) => (status && status.slot <= slot ? status : null));
    return { result: { context: { ...context, slot }, value: known } };
  }
  if (method === "getTransaction") return { result: null };
  if (!READS.has(method)) return forward();
  const last = params.at(-1);
  const hasConfig = typeof last === "object" && last !== null && !Array.isArray(last);
  const rest = hasConfig ? params.slice(0, -1) : params;
  const config = { ...(hasConfig ? last : {}), commitment: "finalized" };
  return localnet.call(method, ...rest, config).then(
    (result): RpcAnswer => ({ result }),
    ({ code, message, data }): RpcAnswer => ({ error: { code, message, data } }),
  );
}

interface Statuses {
  context: { slot: bigint };
  value: ({ slot: bigint; confirmationStatus: string; err: unknown } | null)[];
}

/** A status of `processed`: of what has landed as of what never has, good or bad. */
async function lying(
  localnet: Localnet,
  { method }: RpcCall,
  forward: () => Promise<RpcAnswer>,
  random: () => number,
): Promise<RpcAnswer> {
  const answer = await forward();
  if (method !== "getSignatureStatuses" || "error" in answer) return answer;
  const { context, value } = answer.result as Statuses;
  const lies = value.map((status) => {
    const err = random() < 0.5 ? null : { InstructionError: [0n, { Custom: 6_000n }] };
    const processed = {
      confirmationStatus: "processed",
      confirmations: 0n,
      err,
      status: err ? { Err: err } : { Ok: null },
    };
    return { ...processed, slot: status?.slot ?? localnet.chain.slot };
  });
  return { result: { context, value: lies } };
}
