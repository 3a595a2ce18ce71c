// The mirror against the crate's own results: tests/vectors, a file for each module, a case a line.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { isTruestakeError } from "../src/errors";
import * as math from "../src/math";

type Value = bigint | number | boolean | string | undefined | Value[] | { [name: string]: Value };

const folder = path.join(__dirname, "../../../tests/vectors");

/** Numbers that can be over 32 bits are strings; what is not there is null. */
function parse(value: unknown): Value {
  if (value === null) return undefined;
  if (typeof value === "string") return /^\d+$/.test(value) ? BigInt(value) : value;
  if (Array.isArray(value)) return value.map(parse);
  if (typeof value !== "object") return value as number | boolean;
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, parse(field)]));
}

/** What is done to the sums with the room that a pool has. */
function withRoom<T>(act: (room: math.Room, scores: math.Scores, top: math.Top) => T) {
  return (policy: math.Policy, holdings: math.Holdings, scores: math.Scores, top: math.Top): T =>
    act(math.room(policy, holdings), scores, top);
}

/** The sums with the level that they have once they have changed. */
function refit(
  policy: math.Policy,
  holdings: math.Holdings,
  before: math.Scores,
  scores: math.Scores,
  top: math.Top,
): math.Scores {
  return math.refit(math.room(policy, holdings), before, scores, top);
}

/** A look at a validator, by the level that the sums say. */
function clip(policy: math.Policy, holdings: math.Holdings, scores: math.Scores, top: math.Top, share: math.Share) {
  return math.clip(math.levelOf(math.room(policy, holdings), scores), { scores, top }, share);
}

/** The mirror's function for each `op`, and the order of what it is called with. */
const mirrors: Record<string, [call: (...args: never[]) => unknown, ...names: string[]]> = {
  mulDivFloor: [math.mulDivFloor, "a", "b", "d"],
  mulDivCeil: [math.mulDivCeil, "a", "b", "d"],

  tokensFor: [math.tokensFor, "price", "lamports"],
  lamportsFor: [math.lamportsFor, "price", "tokens"],
  lamportsBacking: [math.lamportsBacking, "price", "tokens"],
  fixedPoint: [math.fixedPoint, "price"],
  higherOf: [math.higherOf, "price", "other"],
  comparePrices: [math.comparePrices, "price", "other"],

  ceilOf: [math.ceilOf, "bps", "amount"],
  floorOf: [math.floorOf, "bps", "amount"],
  ppbCeilOf: [math.ppbCeilOf, "ppb", "amount"],
  charge: [math.charge, "amount", "bps"],
  feeTokens: [math.feeTokens, "fee", "gross", "supply"],

  unreleased: [math.unreleased, "release", "slot"],
  heldBack: [math.heldBack, "release", "amount", "slot"],
  rebased: [math.rebased, "release", "lamports", "slot"],

  deferralAt: [math.deferralAt, "deferral", "epoch"],
  outstanding: [math.outstanding, "deferral", "now", "slot"],
  deferMore: [math.deferMore, "deferral", "amount", "epoch"],

  "ledger.unreleased": [math.ledger.unreleased, "ledger"],
  "ledger.total": [math.ledger.total, "ledger"],
  "ledger.bid": [math.ledger.bid, "ledger"],
  "ledger.outlook": [math.ledger.outlook, "ledger"],
  "ledger.afterRelease": [math.ledger.afterRelease, "ledger"],
  "ledger.takeIn": [math.ledger.takeIn, "ledger", "lamports", "minted"],
  "ledger.payOut": [math.ledger.payOut, "ledger", "tokens", "net", "fromRelease"],
  "ledger.burn": [math.ledger.burn, "ledger", "tokens"],
  "ledger.gain": [math.ledger.gain, "ledger", "lamports"],
  "ledger.lose": [math.ledger.lose, "ledger", "lamports"],
  "ledger.loseLater": [math.ledger.loseLater, "ledger", "lamports"],
  ask: [math.ask, "ledger", "queued", "expected"],
  grossClaim: [math.grossClaim, "ledger", "queued"],
  buyBack: [math.buyBack, "ledger", "claim", "queued", "expected", "rate"],

  "queue.at": [math.queue.at, "queue", "epoch"],
  "queue.plus": [math.queue.plus, "queue", "ticket", "late"],
  "queue.minus": [math.queue.minus, "queue", "ticket", "ordered"],
  "queue.earlier": [math.queue.earlier, "queue"],
  "queue.servable": [math.queue.servable, "queue", "moving"],
  "queue.isMoving": [math.queue.isMoving, "epoch", "slot", "part"],

  planDeposit: [math.planDeposit, "terms", "lamports"],
  minted: [math.minted, "plan"],
  received: [math.received, "plan"],
  premium: [math.premium, "plan", "lamports", "bid"],
  planSale: [math.planSale, "terms", "tokens"],

  sell: [math.sell, "curve", "value", "liquidity", "counted"],
  saleFee: [math.saleFee, "curve", "lamports", "counted"],
  rateAt: [math.rateAt, "curve", "left"],
  "feeLine.at": [math.feeLine.at, "line", "slot", "epoch", "liquidity", "target"],
  "feeLine.counted": [math.feeLine.counted, "line", "liquidity"],
  "feeLine.afterSale": [math.feeLine.afterSale, "line", "lamports"],
  "feeLine.afterPurchase": [math.feeLine.afterPurchase, "line", "lamports"],

  idleRate: [math.idleRate, "earned", "lamportEpochs"],
  highestIdleRate: [math.highestIdleRate, "rates"],
  idlingGain: [math.idlingGain, "staked", "rate", "share"],
  taking: [math.takingOf, "share", "largestShare"],
  noted: [math.noted, "intake", "share", "largestShare"],
  takenOff: [math.takenOff, "intake", "taking", "share"],
  followed: [math.followed, "intake", "taking", "share", "came", "left"],
  turnedBusy: [math.turnedBusy, "intake", "taking", "share", "scores"],
  idleShare: [math.idleShare, "intake", "stays", "deposited", "buffer", "part"],

  pay: [math.pay, "claim", "bid", "unreleased"],
  payFrom: [math.payFrom, "claim", "available", "bid", "unreleased"],
  afterPayment: [math.afterPayment, "claim", "payment"],
  sums: [math.sums, "claim"],
  afterIdling: [math.afterIdling, "claim", "rate"],

  keep: [math.keep, "policy", "holdings"],
  limit: [math.limit, "policy", "holdings", "share"],
  limitOfDeposit: [math.limitOfDeposit, "policy", "staying", "settled", "share"],
  stays: [math.stays, "holdings"],
  target: [math.target, "policy", "holdings", "scores", "share"],
  clip: [clip, "policy", "holdings", "scores", "top", "share"],
  lower: [withRoom(math.lower), "policy", "holdings", "scores", "top"],
  raise: [withRoom(math.raise), "policy", "holdings", "scores"],
  refit: [refit, "policy", "holdings", "before", "scores", "top"],
  rescored: [math.rescored, "scores", "old", "score"],
  withoutShare: [math.withoutShare, "scores", "share"],
  decideDelegation: [math.decideDelegation, "policy", "holdings", "scores", "share", "least"],
  decideDeactivation: [math.decideDeactivation, "policy", "holdings", "scores", "share", "source"],
  moveBudget: [math.moveBudget, "policy", "holdings"],
  held: [math.held, "holdings"],
  shortfall: [math.shortfall, "holdings"],
  recall: [math.recall, "holdings", "account"],

  settleEpoch: [math.settleEpoch, "input"],

  MIN_PART: [() => math.MIN_PART],
  DEFAULT_IDLE_RATE: [() => math.DEFAULT_IDLE_RATE],
  MAX_IDLE_RATE: [() => math.MAX_IDLE_RATE],
  IDLE_RATES: [() => math.IDLE_RATES],
  REBALANCE_TOLERANCE: [() => math.REBALANCE_TOLERANCE],
  MAX_TARGET: [() => math.MAX_TARGET],
};

function answer(input: Record<string, Value>): unknown {
  const mirror = mirrors[String(input.op)];
  if (!mirror) throw new Error(`nothing mirrors ${input.op}`);
  const [call, ...names] = mirror;
  try {
    return { value: call(...(names.map((name) => input[name]) as never[])) };
  } catch (error) {
    if (isTruestakeError(error) && math.isMathError(error)) return { error: error.args.kind };
    throw error;
  }
}

describe("math, against the crate's own results", () => {
  const files = fs.readdirSync(folder).filter((file) => file.endsWith(".jsonl"));
  const seen = new Set<string>();

  for (const file of files) {
    const lines = fs.readFileSync(path.join(folder, file), "utf8").trimEnd().split("\n");
    it(`${path.basename(file, ".jsonl")}: ${lines.length} cases`, () => {
      for (const line of lines) {
        const { in: input, out } = parse(JSON.parse(line)) as { in: Record<string, Value>; out: Value };
        seen.add(String(input.op));
        assert.deepEqual(answer(input), out, line);
      }
    });
  }

  it("has a case for every function that is mirrored", () => {
    assert.deepEqual([...seen].sort(), Object.keys(mirrors).sort());
  });
});
