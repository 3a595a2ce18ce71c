// The ways out that need no waiting, the liquidity behind one of them, and the way back in.
import type { Keypair } from "@solana/web3.js";
import {
  fetchStakeAccount,
  findEvent,
  type LiquidityConfig,
  type Price,
  type TruestakeClient,
  U64_MAX,
} from "@truestake/sdk";
import * as math from "@truestake/sdk/math";
import type { ExitPlan, ExitWay } from "@truestake/sdk/quotes";
import type { Stage } from "./stage";
import { amount, short, type Terminal } from "./terminal";

/** Tokens that left, in lamports and token units. */
export interface WayOut {
  tokens: string;
  /** What they were worth at the true price. */
  worth: string;
  fee: string;
  /** SOL in the wallet, or delegated in the stake account. */
  received: string;
}

export interface Exits {
  instant: WayOut;
  stakeAccount: WayOut & {
    /** Tokens for the same stake account when it was given back. */
    returned: string;
  };
}

const SOL = 1_000_000_000n;
/** 0.1 % while 2,000 SOL are left, 3 % for the last of them; a quarter of it is the treasury's. */
const LIQUIDITY: LiquidityConfig = {
  target: 2_000n * SOL,
  minFee: 10,
  maxFee: 300,
  treasuryCut: 2_500,
  cap: U64_MAX,
};
const PROVIDED = 2_500n * SOL;
const LEAVING = 1_000n * SOL;

/** A wallet and its client. */
export interface Actor {
  key: Keypair;
  client: TruestakeClient;
}

/** Somebody provides liquidity. It counts in full an epoch later. */
export async function provideLiquidity(
  { chain }: Stage,
  terminal: Terminal,
  operator: TruestakeClient,
  { key, client }: Actor,
): Promise<void> {
  terminal.heading("Liquidity");
  await operator.createLiquidity({ seedLamports: SOL, config: LIQUIDITY });
  await chain.airdrop(key.publicKey, PROVIDED + SOL);
  await client.addLiquidity({ lamports: PROVIDED });
  terminal.say(`Dora provides ${short(PROVIDED)} SOL for whoever wants to leave at once, and earns their fees`);
}

/** Somebody leaves at once in both ways; says what is not as it should be. */
export async function leaveAtOnce(
  stage: Stage,
  terminal: Terminal,
  holder: Actor,
): Promise<{ exits: Exits; problems: string[] }> {
  terminal.heading("Leaving without waiting");
  showPlan(terminal, await holder.client.planExit({ tokens: LEAVING }));
  const instant = await sell(stage, holder);
  terminal.say(`Alice sells ${short(LEAVING)} tokens: ${amount(BigInt(instant.received))} SOL at once`);
  const stakeAccount = await takeAndReturn(stage, terminal, holder);
  const problems = [
    ...judge("the instant unstake", instant),
    ...judge("the stake account", stakeAccount),
    ...(BigInt(stakeAccount.returned) > LEAVING ? ["the way out and back made tokens"] : []),
  ];
  return { exits: { instant, stakeAccount }, problems };
}

function showPlan(terminal: Terminal, plan: ExitPlan): void {
  const row = (name: string, { possible, lamports, fee, waitEpochs }: ExitWay, note: string): string[] => [
    name,
    possible ? amount(lamports) : "not now",
    amount(fee),
    String(waitEpochs),
    note,
  ];
  terminal.say(`what ${short(plan.tokens)} tokens give now:`);
  terminal.table(
    ["", "SOL", "fee", "epochs to wait", ""],
    [
      row("instant", plan.liquid, ""),
      row("ticket", plan.ticket, "no more than this"),
      row("stake account", plan.stake, "earns until then"),
    ],
  );
}

async function sell({ chain }: Stage, { client }: Actor): Promise<WayOut> {
  const { signature, events } = await client.liquidUnstake({ tokens: LEAVING });
  const options = { commitment: "confirmed", maxSupportedTransactionVersion: 0 } as const;
  const transaction = await chain.connection.getTransaction(signature, options);
  const { preBalances, postBalances, fee } = transaction?.meta ?? { preBalances: [], postBalances: [], fee: 0 };
  // The seller's, who also pays for the transaction.
  const received = BigInt(postBalances[0] ?? 0) - BigInt(preBalances[0] ?? 0) + BigInt(fee);
  return wayOut(received, findEvent(events, "LiquidUnstaked")?.data);
}

async function takeAndReturn(stage: Stage, terminal: Terminal, { client }: Actor): Promise<Exits["stakeAccount"]> {
  const { stake, vote, sent } = await client.withdrawStakeAccount({ tokens: LEAVING });
  const { delegation } = await fetchStakeAccount(stage.chain.connection, stake);
  const way = wayOut(delegation?.stake ?? 0n, findEvent(sent?.events ?? [], "StakeAccountWithdrawn")?.data);
  const name = stage.validators.find((validator) => validator.vote.equals(vote))?.name;
  terminal.say(`Alice takes ${amount(BigInt(way.received))} SOL of active stake with ${name} as her own`);
  const { tokens } = await client.depositStakeAccount({ stake });
  terminal.say(`and thinks better of it: the account gives ${amount(tokens)} tokens`);
  return { ...way, returned: String(tokens) };
}

function wayOut(received: bigint, told: { tokens: bigint; fee: bigint; before: Price } | undefined): WayOut {
  const { tokens = 0n, fee = 0n } = told ?? {};
  const worth = told ? math.lamportsFor(told.before, tokens) : 0n;
  return { tokens: String(tokens), worth: String(worth), fee: String(fee), received: String(received) };
}

function judge(name: string, { worth, fee, received }: WayOut): string[] {
  const right = BigInt(worth) > 0n && BigInt(received) === BigInt(worth) - BigInt(fee);
  return right ? [] : [`${name} did not give what the tokens were worth, less the fee`];
}
