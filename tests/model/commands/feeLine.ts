// The liquidity pool's beginning and its fee line, both the admin's.
import { createAssociatedTokenAccountIdempotentInstruction } from "@solana/spl-token";
import { programError } from "@truestake/sdk";
import { quoteLiquidityConfig } from "@truestake/sdk/operators";
import fc from "fast-check";
import { SOL, U64_MAX } from "../../common";
import type { Life } from "../life";
import * as admin from "../reference/admin";
import { amount } from "../setup";
import { kind, seldom } from "./command";
import { anyUser, impostor } from "./people";

const liquidityConfig = {
  impostor,
  target: fc.oneof(
    { weight: 15, arbitrary: amount(1_000n * SOL).map((more) => SOL + more) },
    { weight: 1, arbitrary: amount(SOL - 1n) },
  ),
  minFee: fc.nat(600),
  maxFee: fc.integer({ min: 500, max: 1_010 }),
  treasuryCut: fc.nat(5_050),
  cap: fc.oneof({ weight: 4, arbitrary: fc.constant(U64_MAX) }, { weight: 1, arbitrary: amount(1_000n * SOL) }),
};

interface FeeLine {
  target: bigint;
  minFee: number;
  maxFee: number;
  treasuryCut: number;
  cap?: bigint;
}

/** A fee line in the words of the model. */
function modelOf(by: string, { target, minFee, maxFee, treasuryCut, cap = U64_MAX }: FeeLine) {
  const fees = { target, min: BigInt(minFee), max: BigInt(maxFee), treasuryCut: BigInt(treasuryCut) };
  return { by, fees, cap };
}

/** Creates the liquidity pool; with it come the users' accounts for shares. */
export function createLiquidity(
  life: Life,
  by: string,
  { seed, payer, ...line }: FeeLine & { seed: bigint; payer?: string | undefined },
): void {
  const existed = life.world.books.liquidity !== undefined;
  const config = { cap: U64_MAX, ...line };
  const sponsor = payer === undefined ? undefined : life.user(payer);
  life.perform({
    name: "create_liquidity",
    others: [payer],
    instruction: life.pool.createLiquidityInstruction(config, seed, life.member(by).publicKey, sponsor?.address),
    signers: sponsor ? [life.member(by), sponsor.keypair] : [life.member(by)],
    predict: (world) => admin.createLiquidity(world, { ...modelOf(by, line), seed, payer }),
  });
  if (!existed && life.world.books.liquidity) openShares(life);
}

const makeLiquidity = kind(
  "createLiquidity",
  0.5,
  { ...liquidityConfig, seed: amount(50n * SOL), payer: seldom(3, anyUser) },
  (life, { impostor, seed, ...line }) => {
    createLiquidity(life, impostor ?? life.world.roles.admin, { ...line, seed: seed + SOL / 2n });
  },
);

/** The users' accounts for shares, which could not be made before. */
function openShares(life: Life): void {
  const { context, pool } = life;
  const mint = pool.liquidityPdas.liquidityMint;
  const make = createAssociatedTokenAccountIdempotentInstruction;
  const all = Object.values(life.users);
  life.happens(
    "accounts for shares",
    () => context.done(all.map(({ shares, address }) => make(context.payer.publicKey, shares, address, mint))),
    () => all.reduce((sum, { shares }) => sum + life.chain.balance(shares), 0n),
  );
}

const setLiquidity = kind("setLiquidity", 1.5, liquidityConfig, (life, { impostor, ...line }) => {
  const by = impostor ?? life.world.roles.admin;
  life.perform({
    name: "set_liquidity_config",
    instruction: life.pool.setLiquidityInstruction(line, life.member(by).publicKey),
    signers: [life.member(by)],
    predict: (world) => admin.setLiquidityConfig(world, modelOf(by, line)),
    quote: (snapshot) => {
      if (!snapshot.liquidity) throw programError("WrongLiquidityPool");
      return { pending_fees_update: quoteLiquidityConfig(snapshot.liquidity, snapshot.pool, line).fromUpdate ?? 0n };
    },
  });
});

export const FEE_LINE_KINDS = [makeLiquidity, setLiquidity];
