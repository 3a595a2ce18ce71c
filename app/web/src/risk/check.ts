// What takes more than the first view: every account of the pool, the list of validators, and the program's own code. Loaded and read
// when somebody asks.
import { PublicKey } from "@solana/web3.js";
import { fetchMany, managerOf, type Nodes } from "@truestake/sdk";
import type { Pool } from "../data/reader";
import type { View } from "../data/view";
import { decimal, percentOf, whole } from "../format/amounts";
import { t } from "../strings";
import { shortened } from "../ui/pieces";
import { ask, workPlace } from "../worker/ask";
import { type Slice, worst } from "./types";

const SHORT = { most: 4 };
const LOADER = "BPFLoaderUpgradeab1e11111111111111111111111";
/** Bytes before the program in its data account; its key, and where that data lies. */
const [PROGRAM_AT, KEY_AT, DATA_AT] = [45, 13, 4];

export async function backingOf({ place }: Pool): Promise<Slice> {
  const { ok, held, owed, details } = await ask("proof", { place: workPlace(place) });
  const failed = details.filter((each) => !each.ok);
  const says = ok
    ? t.risk.backing.ok(decimal(held, SHORT), decimal(owed, SHORT), whole(details.length))
    : t.risk.backing.bad(whole(failed.length), failed[0]?.check ?? "");
  return { status: ok ? "ok" : "bad", says: [says] };
}

/** Most of the stake with one validator, in basis points: fine, and bad; and how many have to hold a third. */
const [FINE_BPS, BAD_BPS, FINE_THIRD] = [1_000, 3_333, 7];

export async function validatorsOf({ place }: Pool): Promise<Slice> {
  const { spread } = await ask("validators", { place: workPlace(place) });
  const { largestBps, toAThird, effective, validators } = spread;
  if (validators === 0) return { status: "watch", says: [t.risk.validators.none] };
  const says = [
    t.risk.validators.largest(percentOf(largestBps)),
    t.risk.validators.third(whole(toAThird)),
    t.risk.validators.effective(effective.toFixed(1)),
  ];
  const isFine = largestBps <= FINE_BPS && toAThird >= FINE_THIRD;
  return { status: isFine ? "ok" : largestBps > BAD_BPS ? "bad" : "watch", says };
}

/** The program that runs: who may change it, and the hash of its code. */
export interface Program {
  /** Undefined where the loader is not looked into. */
  hash: string | undefined;
  /** Who may change it; undefined for nobody. */
  authority: PublicKey | undefined;
  isKnownLoader: boolean;
}

export async function programOf(nodes: Nodes, programId: PublicKey): Promise<Program> {
  const [account] = await fetchMany(nodes, [programId]);
  if (!account || account.owner.toBase58() !== LOADER || account.data.length < DATA_AT + 32) {
    return { hash: undefined, authority: undefined, isKnownLoader: false };
  }
  const [data] = await fetchMany(nodes, [new PublicKey(account.data.subarray(DATA_AT, DATA_AT + 32))]);
  if (!data || data.data.length < PROGRAM_AT) return { hash: undefined, authority: undefined, isKnownLoader: false };
  const isHeld = data.data[KEY_AT - 1] === 1;
  return {
    hash: await digestOf(data.data.subarray(PROGRAM_AT)),
    authority: isHeld ? new PublicKey(data.data.subarray(KEY_AT, PROGRAM_AT)) : undefined,
    isKnownLoader: true,
  };
}

/** As solana-verify has it: without the zeros that fill the account up. */
async function digestOf(bytes: Uint8Array): Promise<string> {
  let end = bytes.length;
  while (end > 0 && bytes[end - 1] === 0) end--;
  const digest = await crypto.subtle.digest("SHA-256", Uint8Array.from(bytes.subarray(0, end)));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Whether an address has a key of its own. Which program its account was given to says nothing: the key signs all the same. */
const isSingleKey = (key: PublicKey): boolean => PublicKey.isOnCurve(key.toBytes());

export async function keysOf(pool: Pool, view: View): Promise<Slice> {
  const { nodes, deployment, place } = pool;
  const roles = [
    [t.parameters.roleNames.admin, view.pool.admin],
    [t.parameters.roleNames.manager, managerOf(view.pool)],
  ] as const;
  const program = await programOf(nodes, deployment.programId);
  const single = roles.map(([, key]) => isSingleKey(key));
  const says = roles.map(([role], at) => (single[at] ? t.risk.keys.single(role) : t.risk.keys.shared(role)));
  const { hash, authority, isKnownLoader } = program;
  const published = place.programHash?.toLowerCase();
  if (!isKnownLoader) return { status: "unknown", says: [t.risk.keys.otherLoader, ...says] };
  says.unshift(authority ? t.risk.keys.upgradable(shortened(authority.toBase58())) : t.risk.keys.frozen);
  if (published === undefined) says.push(t.risk.keys.hashUnknown(hash?.slice(0, 16) ?? ""));
  else says.push(hash === published ? t.risk.keys.hashOk : t.risk.keys.hashBad(hash ?? ""));
  const isForeign = published !== undefined && hash !== published;
  const isWatched = authority !== undefined || single.includes(true) || published === undefined;
  return { status: isForeign ? "bad" : worst(isWatched ? "watch" : "ok"), says };
}
