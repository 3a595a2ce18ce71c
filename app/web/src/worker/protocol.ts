// What the page and its worker say to each other: plain data that the browser copies, bigints included.
import type { Backing } from "@truestake/sdk";
import type { Concentration, ValidatorExplanation } from "@truestake/sdk/operators";
import type * as scenarios from "@truestake/sdk/scenario";
import type { Explained, ScoreDifference } from "@truestake/sdk/scores";
import type { Gate, MemberExplained, StewardPolicy, StewardTerms } from "@truestake/sdk/steward";

/** The pool, and the nodes to ask. */
export interface WorkPlace {
  rpc: readonly string[];
  mint: string;
  programId: string | undefined;
}

/** A scenario's inputs, with those that depend on the pool's list said in another way. */
export interface ScenarioInputs {
  slash: Omit<Partial<scenarios.SlashInputs>, "validators" | "rewardPpb"> & Hit & Earning;
  outage: Omit<Partial<scenarios.OutageInputs>, "validators" | "rewardPpb"> & Hit & Earning;
  exit: Omit<Partial<scenarios.ExitInputs>, "rewardPpb"> & Earning;
  instant: Partial<scenarios.InstantInputs>;
  band: Partial<scenarios.BandInputs>;
  rent: Omit<Partial<scenarios.RentInputs>, "stakeRent"> & { timesRent: number };
  slots: Omit<Partial<scenarios.SlotsInputs>, "rewardPpb"> & Earning;
  keeper: Omit<Partial<scenarios.KeeperInputs>, "rewardPpb"> & Earning;
  leverage: Omit<Partial<scenarios.LeverageInputs>, "rewardPpb"> & Earning;
}

/** Validators that something happens to: one by its vote account, or so many that have most of the stake. */
export type Hit = { vote: string } | { largest: number };
/** What stake earns, in per cent of what the pool has seen lately. */
export interface Earning {
  earnsPercent: number;
}

export type ScenarioName = keyof ScenarioInputs;

export type OutcomeOf<Name extends ScenarioName> = ReturnType<(typeof scenarios)[Name]>;

export type Run = { [Name in ScenarioName]: OutcomeOf<Name> & { hash: string; seed: number | null } }[ScenarioName];

/** What a state holds, as far as sliders depend on it. */
export interface StateSummary {
  slot: bigint;
  epoch: bigint;
  validators: number;
  tickets: number;
  /** What stake has earned in an epoch lately, in parts per billion. */
  rewardPpb: number;
  stakeRent: bigint;
}

/** What a published score file comes to. */
export interface ScoreFile {
  hash: string;
  /** Epoch that its inputs are of. */
  epoch: bigint;
  /** What of it does not come out again, in words of the file's; empty if all does. */
  differences: string[];
  hashMatches: boolean;
  /** Where the chain has other scores. */
  chain: ScoreDifference[];
  /** What decided, of every validator that it scores. */
  reasons: Record<string, { binding: string; reason: string; points: bigint | null }>;
}

/** The commission of an epoch, in basis points. */
export interface CommissionSeen {
  epoch: bigint;
  commissionBps: number;
}

export type Explanation = Pick<
  Explained,
  "listed" | "before" | "score" | "place" | "among" | "cutOff" | "binding" | "reason"
> & {
  points: bigint | null;
  gates: {
    gate: string;
    state: "pass" | "fail" | "unknown";
    reason: string;
    firstClear: bigint | null;
    needs: string | null;
  }[];
  firstClear: bigint | null;
  /** Whether the file knows anything of it at all. */
  isKnown: boolean;
  /** What the file knows of its commissions, oldest epoch first, that of the file's own epoch included. */
  commissions: CommissionSeen[];
};

/** A validator of the pool. */
export interface ListedRow {
  vote: string;
  stake: bigint;
  /** What it should have now: its score's part of what can be staked, never over its cap or the largest share. */
  target: bigint;
  score: number;
  /** Lamports that it earned last. */
  earned: bigint;
}

export interface Listed {
  rows: ListedRow[];
  spread: Concentration;
}

/** One validator, as the pool sees it. */
export interface Seen {
  /** Undefined where it is not in the list. */
  explanation:
    | (Pick<ValidatorExplanation, "stake" | "target" | "cooling" | "next" | "lamports" | "binding"> & {
        record: Pick<ValidatorExplanation["record"], "score" | "cap" | "keep" | "listedEpoch" | "earning">;
      })
    | undefined;
  /** All that the pool has staked, in lamports. */
  staked: bigint;
  /** Basis points; undefined where there is no such vote account. */
  commissionBps: number | undefined;
}

/** What the pool's validators take of rewards today. */
export interface Commissions {
  /** The mean by the pool's stake, in basis points and parts of them; undefined where nothing is known. */
  meanBps: number | undefined;
  /** Validators with stake of the pool's that nothing is known of. */
  unknown: number;
}

/** A member of the pool's steward, as far as the list of members says. */
export interface BondRow {
  vote: string;
  /** Its bond and what it owes, in tokens. */
  tokens: bigint;
  debt: bigint;
  /** Basis points. */
  pledged: number;
  /** What its last rating found: of a thousand, and the first gate that it closed; undefined before there was one. */
  rated: { quality: number; gate: Pick<Gate, "name" | "isHard"> | undefined } | undefined;
  isListed: boolean;
}

/** The members of the pool's steward. */
export interface Bonds {
  /** Number of this reading: what was measured by another one is old. */
  turn: number;
  rows: BondRow[];
  /** Tokens of all bonds. */
  tokens: bigint;
  /** Ratio of bonds to stake that is asked for, in parts per billion. */
  ratioPpb: number;
  /** Known epochs of the last ten. */
  knownEpochs: number;
}

/** Commission that a member has taken, in basis points; undefined where nothing tells. */
export interface Taken {
  measured: number | undefined;
  /** Whether it took more than it has pledged, beyond what is rounding. */
  isOver: boolean;
}

/** Why a member has the score it has, and who bears its losses. */
export type MemberSeen = Omit<MemberExplained, "vote" | "owner"> & { isOver: boolean };

/** What a steward asks for. */
export interface PolicySeen {
  steward: string;
  policy: StewardPolicy;
  /** What waits, and the epoch from which it is in force. */
  next: { policy: StewardPolicy; epoch: bigint } | undefined;
  managedSince: bigint;
  /** Tokens of all bonds, and of those that count. */
  tokens: bigint;
  counted: bigint;
  terms: Pick<StewardTerms, "ratio" | "most">;
}

/** What the worker is asked, and what it answers. */
export interface Questions {
  /** All validators of the pool. */
  validators: { ask: { place: WorkPlace }; answer: Listed };
  validator: { ask: { place: WorkPlace; vote: string }; answer: Seen };
  /** Reads the vote account of every validator that has stake of the pool's. */
  commissions: { ask: { place: WorkPlace }; answer: Commissions };
  /** The members of the steward that manages them. */
  bonds: { ask: { place: WorkPlace }; answer: Bonds };
  /** What members of that reading have taken, by their vote accounts: 4 kB are read for each. */
  taken: { ask: { place: WorkPlace; votes: string[] }; answer: Record<string, Taken> };
  /** One of them; undefined for a validator without a bond. */
  member: { ask: { place: WorkPlace; vote: string; lossesBps: number[] }; answer: MemberSeen | undefined };
  policy: { ask: { place: WorkPlace }; answer: PolicySeen };
  /** Recomputes the books from every account of the pool. */
  proof: { ask: { place: WorkPlace }; answer: Backing };
  /** Reads the pool and all that scenarios look at. */
  state: { ask: { place: WorkPlace }; answer: StateSummary };
  /** Runs a scenario over the state that was read last. */
  run: { ask: { [Name in ScenarioName]: { scenario: Name; inputs: ScenarioInputs[Name] } }[ScenarioName]; answer: Run };
  /** That state, as `truestake scenario --state` takes it. */
  file: { ask: Record<string, never>; answer: string };
  /** Computes a published score file again, and compares it with the chain. */
  scores: { ask: { place: WorkPlace; text: string; name: string }; answer: ScoreFile };
  /** Why a validator has its score by that file, or would have. */
  explain: { ask: { vote: string }; answer: Explanation };
}
export type Question = keyof Questions;

export interface Asked {
  id: number;
  question: Question;
  ask: unknown;
}

/** An error as it can be copied: its class is lost on the way. */
export interface Failure {
  name: string;
  message: string;
  /** Whether it is one of the SDK's. */
  isOwn: boolean;
}

export type Answered = { id: number; answer: unknown } | { id: number; failure: Failure };
