// What takes more than the first view: every account of the pool, the list of validators, and the program's own code. Loaded and read
// when somebody asks.
import { PublicKey } from "@solana/web3.js";
import { fetchMany, managerOf, type Nodes } from "@truestake/sdk";
import { STEWARD_PROGRAM_ID } from "@truestake/sdk/steward";
import type { Pool } from "../data/reader";
import type { View } from "../data/view";
import { decimal, percentOf, whole } from "../format/amounts";
import { isStewarded } from "../steward/use";
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

/** Programs that the pool's holders rely on: the pool's own, and the steward's where one manages its validators. */
export interface Programs {
  pool: Program;
  steward: Program | undefined;
}

export async function programsOf({ nodes, deployment }: Pool, view: View): Promise<Programs> {
  const [pool, steward] = await Promise.all([
    programOf(nodes, deployment.programId),
    isStewarded(view) ? programOf(nodes, STEWARD_PROGRAM_ID) : undefined,
  ]);
  return { pool, steward };
}

/** Words of what is found of a program. */
type Words = typeof t.risk.keys.program;

/** The same rule for every program: who may change it, and whether it is the published one. */
function programSlice({ hash, authority, isKnownLoader }: Program, published: string | undefined, words: Words): Slice {
  if (!isKnownLoader) return { status: "unknown", says: [words.otherLoader] };
  const isForeign = published !== undefined && hash !== published;
  const isWatched = authority !== undefined || published === undefined;
  return {
    status: isForeign ? "bad" : isWatched ? "watch" : "ok",
    says: [
      authority ? words.upgradable(shortened(authority.toBase58())) : words.frozen,
      published === undefined
        ? words.hashUnknown(hash?.slice(0, 16) ?? "")
        : isForeign
          ? words.hashBad(hash ?? "")
          : words.hashOk,
    ],
  };
}

export async function keysOf(pool: Pool, view: View): Promise<Slice> {
  const { programHash, stewardHash } = pool.place;
  const programs = await programsOf(pool, view);
  const own = programSlice(programs.pool, programHash?.toLowerCase(), t.risk.keys.program);
  const roles = [
    [t.parameters.roleNames.admin, view.pool.admin],
    [t.parameters.roleNames.manager, managerOf(view.pool)],
  ] as const;
  const ofRoles: Slice = {
    status: roles.some(([, key]) => isSingleKey(key)) ? "watch" : "ok",
    says: roles.map(([role, key]) => (isSingleKey(key) ? t.risk.keys.single(role) : t.risk.keys.shared(role))),
  };
  const all = [own, ofRoles];
  if (programs.steward) {
    const { s } = await import("../steward/strings");
    all.push(programSlice(programs.steward, stewardHash?.toLowerCase(), s.program));
  }
  return { status: worst(...all.map(({ status }) => status)), says: all.flatMap(({ says }) => says) };
}
