// A pool that is not there yet.
import type { PublicKey } from "@solana/web3.js";
import {
  type Deployment,
  MINIMUM_LIQUIDITY_SEED_LAMPORTS,
  MINIMUM_SEED_LAMPORTS,
  TruestakeClient,
  tokenAddress,
  U64_MAX,
} from "@truestake/sdk";
import { UsageError } from "../../output/exit";
import { sol } from "../../output/words";
import { type Description, FEES, type FeeKey, POLICY, type PolicyKey, ROLES } from "../pool";
import { bps, type Line, limit, SAYS, type Step } from "./step";

/** What follows once the pool is there: shown, and planned anew then. */
export function later(of: Description): Line[] {
  const line = (what: string, to: string): Line => ({ what, from: null, to, reason: "follows once the pool is there" });
  return [
    ...(of.liquidity
      ? [line("liquidity", `seed ${sol(of.liquidity.seed ?? BigInt(MINIMUM_LIQUIDITY_SEED_LAMPORTS))}`)]
      : []),
    ...(of.liquidity && of.shares.name !== undefined ? [line("shares.name", of.shares.name)] : []),
    ...of.validators.map(({ vote, score }) =>
      line(`validator ${vote.toBase58()}`, score === undefined ? "a score by the policy" : `score ${score}`),
    ),
  ];
}

function required<K extends string>(
  given: Partial<Record<K, number>>,
  keys: readonly K[],
  table: string,
  file: string,
): Record<K, number> {
  const missing = keys.filter((key) => given[key] === undefined);
  if (missing.length > 0)
    throw new UsageError(
      `${file}: to create the pool, ${missing.map((key) => `${table}.${key}`).join(", ")} have to be given`,
    );
  return given as Record<K, number>;
}

export function creation(of: Description, place: Deployment, actor: PublicKey): Step {
  const fees = required(of.fees, Object.keys(FEES) as FeeKey[], "fees", of.file);
  const policy = required(of.policy, Object.keys(POLICY) as PolicyKey[], "policy", of.file);
  const { mintKeypair } = of;
  if (!mintKeypair)
    throw new UsageError(
      `${of.file}: there is no pool of ${of.mint.toBase58()}; to create one, mint has to be a keypair file`,
    );
  const admin = of.roles.admin ?? actor;
  const config = {
    seedLamports: of.seed ?? BigInt(MINIMUM_SEED_LAMPORTS),
    admin,
    validatorManager: of.roles["validator-manager"] ?? actor,
    guardian: of.roles.guardian ?? actor,
    treasury: of.roles.treasury ?? tokenAddress(of.mint, admin),
    ...renamed(fees, FEES),
    ...renamed(policy, POLICY),
    depositCap: of.depositCap ?? U64_MAX,
  } as Parameters<typeof TruestakeClient.createPool>[0]["config"];
  const { name, symbol, uri = "" } = of.token;
  const token = name !== undefined && symbol !== undefined && admin.equals(actor) ? { name, symbol, uri } : undefined;
  const line = (what: string, to: string, reason = SAYS): Line => ({ what, from: null, to, reason });
  const usual = "the usual, since the file does not say";
  return {
    by: "anybody",
    signer: null,
    lines: [
      line("pool", place.pool.toBase58(), "there is none of this mint"),
      line("seed", sol(config.seedLamports), of.seed === undefined ? usual : "locked for ever"),
      ...ROLES.map((role) => {
        const holder = role === "validator-manager" ? config.validatorManager : config[role];
        return line(`roles.${role}`, holder.toBase58(), of.roles[role] ? SAYS : usual);
      }),
      ...Object.entries(fees).map(([key, value]) => line(`fees.${key}`, bps(value))),
      ...Object.entries(policy).map(([key, value]) => line(`policy.${key}`, bps(value))),
      line("deposit-cap", limit(config.depositCap), of.depositCap === undefined ? usual : SAYS),
      ...(token ? [line("token", `${token.name} (${token.symbol})`)] : []),
    ],
    run: ({ session }) =>
      TruestakeClient.createPool({
        ...{
          connection: session.connection as never,
          wallet: session.wallet as never,
          mint: mintKeypair,
          config,
          token,
        },
        ...{ programId: place.programId, options: session.options },
      }),
  };
}

function renamed<K extends string>(
  values: Record<K, number>,
  names: Readonly<Record<K, string>>,
): Record<string, number> {
  return Object.fromEntries((Object.keys(values) as K[]).map((key) => [names[key], values[key]]));
}
