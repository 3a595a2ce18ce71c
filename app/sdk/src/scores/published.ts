// The published file: policy, inputs, what came of them and why, and a hash over all of it, so that anybody can do it again.
import type { PublicKey } from "@solana/web3.js";
import { TruestakeError } from "../errors";
import { plain } from "../plain";
import { canonical, hashOf } from "../scenario/hash";
import { DEFAULT_POLICY, POLICY_KEYS, type Policy } from "./policy";
import { type Scores, scoresOf } from "./score";
import {
  type EpochCommission,
  type Facts,
  type Inputs,
  type Known,
  type Listed,
  type Network,
  type PoolFacts,
  type Rate,
  UNKNOWN,
} from "./snapshot";

export const FORMAT = "truestake-scores/1";

/** What is published of a result: what everybody has to come to. */
export interface Outcome {
  decision: string;
  reason: string;
  scores: { vote: string; before: number; score: number; points: string | null; binding: string; reason: string }[];
}

export interface Published {
  format: typeof FORMAT;
  policy: unknown;
  inputs: unknown;
  result: Outcome;
  hash: string;
}

const contentHash = ({ format, policy, inputs, result }: Omit<Published, "hash">): Promise<string> =>
  hashOf({ format, policy, inputs, result });

export function outcomeOf({ decision, reason, scored }: Scores): Outcome {
  return {
    ...{ decision, reason },
    scores: scored.map((each) => ({
      ...{ vote: each.vote, before: each.before, score: each.score, points: each.points?.toString() ?? null },
      ...{ binding: each.binding, reason: each.reason },
    })),
  };
}

/** The document of a result. */
export async function published(inputs: Inputs, policy: Policy, scores: Scores): Promise<Published> {
  const document = {
    format: FORMAT,
    ...{ policy: plain(policy), inputs: plain(inputs), result: outcomeOf(scores) },
  } as const;
  return { ...document, hash: await contentHash(document) };
}

export interface Recomputed {
  document: Published;
  policy: Policy;
  inputs: Inputs;
  scores: Scores;
  /** The hash of what the file says, which should be the one that it names. */
  hash: string;
  /** How what was computed differs from what the file says. */
  differences: string[];
}

/**
 * Reads a published file and does all of it again. `shown` is what errors call the file. `InvalidArgument`, with the place, for what is
 * no such file.
 */
export async function recomputed(text: string, shown: string): Promise<Recomputed> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new TruestakeError("InvalidArgument", `${shown}: this is no JSON: ${(error as Error).message}`);
  }
  const read = new Fields(shown, json, "");
  const document = json as Published;
  if (read.text("format") !== FORMAT) throw read.wrong("format", `it has to be ${FORMAT}`);
  read.text("hash");
  const policy = readPolicyFields(read.at("policy"));
  const inputs = {
    network: readNetworkFields(read.at("inputs").at("network")),
    pool: readPoolFields(read.at("inputs").at("pool")),
  };
  const told = read.at("result").list("scores");
  const scores = scoresOf(inputs, policy);
  const ours = outcomeOf(scores);
  const differences: string[] = [];
  if (told.length !== ours.scores.length)
    differences.push(`${told.length} scores in the file, ${ours.scores.length} computed`);
  for (const [at, each] of ours.scores.entries()) {
    const theirs = document.result.scores[at];
    if (theirs && canonical(theirs) !== canonical(each)) {
      differences.push(
        `${theirs.vote}: ${theirs.score} (${theirs.reason}) in the file, ${each.vote}: ${each.score} (${each.reason}) computed`,
      );
    }
  }
  if (document.result.decision !== ours.decision) {
    differences.push(`decision ${document.result.decision} in the file, ${ours.decision} computed`);
  }
  return { document, policy, inputs, scores, hash: await contentHash(document), differences };
}

/** A score that the chain has and a file does not, or the other way round; null where a validator is not there. */
export interface ScoreDifference {
  vote: string;
  chain: number | null;
  file: number | null;
}

/**
 * Where the scores of the chain are not those of a published result. A validator that has left the list, and had no score in the file, is
 * no difference.
 */
export function chainDifferences(
  { scores }: Pick<Outcome, "scores">,
  records: Iterable<{ vote: PublicKey; score: number }>,
): ScoreDifference[] {
  const told = new Map(scores.map(({ vote, score }) => [vote, score]));
  const differences: ScoreDifference[] = [];
  for (const { vote, score } of records) {
    const name = vote.toBase58();
    const said = told.get(name) ?? null;
    told.delete(name);
    if (said !== score) differences.push({ vote: name, chain: score, file: said });
  }
  for (const [vote, file] of told) if (file > 0) differences.push({ vote, chain: null, file });
  return differences;
}

/** Fields of a file that anybody may have written: what is not as it should be is said with its place. */
class Fields {
  constructor(
    private readonly file: string,
    private readonly value: unknown,
    private readonly path: string,
  ) {
    if (typeof value !== "object" || value === null) throw this.wrong("", "an object is needed");
  }

  private placeOf(key: string): string {
    return [this.path, key].filter((part) => part !== "").join(".");
  }

  wrong(key: string, says: string): TruestakeError {
    return new TruestakeError("InvalidArgument", `${this.file}: ${this.placeOf(key) || "the file"}: ${says}`);
  }

  private get(key: string): unknown {
    return (this.value as Record<string, unknown>)[key];
  }

  at(key: string): Fields {
    return new Fields(this.file, this.get(key), this.placeOf(key));
  }

  list(key: string): unknown[] {
    const value = this.get(key);
    if (!Array.isArray(value)) throw this.wrong(key, "a list is needed");
    return value;
  }

  each<T>(key: string, read: (item: Fields) => T): T[] {
    return this.list(key).map((item, at) => read(new Fields(this.file, item, `${this.placeOf(key)}[${at}]`)));
  }

  text(key: string): string {
    const value = this.get(key);
    if (typeof value !== "string") throw this.wrong(key, "a text is needed");
    return value;
  }

  /** All of it, as texts. */
  texts(): Record<string, string> {
    return Object.fromEntries(Object.keys(this.value as object).map((key) => [key, this.text(key)]));
  }

  flag(key: string): boolean {
    const value = this.get(key);
    if (typeof value !== "boolean") throw this.wrong(key, "true or false is needed");
    return value;
  }

  whole(key: string): number {
    const value = this.get(key);
    if (!Number.isSafeInteger(value) || (value as number) < 0) throw this.wrong(key, "a whole number is needed");
    return value as number;
  }

  units(key: string): bigint {
    return this.unitsOf(this.get(key), key);
  }

  unitsOf(value: unknown, key: string): bigint {
    if (typeof value !== "string" || !/^\d{1,40}$/.test(value))
      throw this.wrong(key, "a whole number as text is needed");
    return BigInt(value);
  }

  known<T>(key: string, read: (key: string) => T): Known<T> {
    return this.get(key) === UNKNOWN ? UNKNOWN : read(key);
  }
}

function readPolicyFields(read: Fields): Policy {
  const bounds = new Map<string, { least?: number; most?: number }>(
    Object.values(POLICY_KEYS).map((each) => [each.name, each]),
  );
  const policy = Object.fromEntries(
    Object.entries(DEFAULT_POLICY).map(([key, usual]) => {
      if (typeof usual === "bigint") return [key, read.units(key)];
      if (typeof usual === "number") {
        // As a file of TOML has them: what is beyond would take for ever to compute.
        const { least = 0, most = 0 } = bounds.get(key) ?? {};
        const value = read.whole(key);
        if (value < least || value > most) throw read.wrong(key, `a whole number from ${least} to ${most} is needed`);
        return [key, value];
      }
      if (typeof usual === "boolean") return [key, read.flag(key)];
      if (typeof usual === "string") return [key, read.text(key)];
      if (Array.isArray(usual)) return [key, read.list(key).map(String)];
      return [key, read.at(key).texts()];
    }),
  );
  return policy as unknown as Policy;
}

function readCommission(read: Fields): EpochCommission {
  const whole = (key: string) => read.whole(key);
  return { epoch: read.units("epoch"), commission: read.known("commission", whole), mev: read.known("mev", whole) };
}

function readFacts(read: Fields): Facts {
  const text = (key: string): Known<string> => read.known(key, (each) => read.text(each));
  const whole = (key: string): Known<number> => read.known(key, (each) => read.whole(each));
  const flag = (key: string): Known<boolean> => read.known(key, (each) => read.flag(each));
  const units = (key: string): Known<bigint> => read.known(key, (each) => read.units(each));
  return {
    ...{ vote: read.text("vote"), identity: text("identity"), stake: units("stake"), delinquent: flag("delinquent") },
    ...{ commission: whole("commission"), blockCommission: whole("blockCommission") },
    ...{ mevCommission: whole("mevCommission"), bls: flag("bls"), balance: units("balance") },
    ...{ version: text("version"), client: text("client"), prefix: text("prefix"), firstEpoch: units("firstEpoch") },
    credits: read
      .list("credits")
      .map((each, at) => (each === UNKNOWN ? UNKNOWN : read.unitsOf(each, `credits[${at}]`))),
    commissions: read.each("commissions", readCommission),
  };
}

function readNetworkFields(read: Fields): Network {
  const rate = (): Rate => {
    const of = read.at("rate");
    return { epoch: of.units("epoch"), rewards: of.units("rewards"), stake: of.units("stake") };
  };
  return {
    ...{ genesis: read.text("genesis"), epoch: read.units("epoch"), slot: read.units("slot") },
    ...{ slotsInEpoch: read.units("slotsInEpoch"), time: read.units("time"), voteRent: read.units("voteRent") },
    epochs: read.list("epochs").map((each, at) => read.unitsOf(each, `epochs[${at}]`)),
    rate: read.known("rate", rate),
    validators: read.each("validators", readFacts),
  };
}

function readPoolFields(read: Fields): PoolFacts {
  const listed = (each: Fields): Listed => ({
    ...{ vote: each.text("vote"), index: each.whole("index"), score: each.whole("score"), cap: each.units("cap") },
    ...{ keep: each.flag("keep"), stake: each.units("stake") },
  });
  return {
    ...{ pool: read.text("pool"), mint: read.text("mint"), maxValidatorShare: read.whole("maxValidatorShare") },
    ...{ maxMove: read.whole("maxMove"), validators: read.each("validators", listed) },
  };
}
