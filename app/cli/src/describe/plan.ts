// From a description and what the chain says to what has to be done: a diff with a reason for each line.
import { type PublicKey, SystemProgram, type TransactionInstruction } from "@solana/web3.js";
import {
  instructions as build,
  type ConfigChange,
  coming,
  createTokenAccount,
  type Deployment,
  deployment,
  fetchMany,
  HISTORY_LENGTH,
  isPending,
  type LiquidityConfig,
  MINIMUM_LIQUIDITY_SEED_LAMPORTS,
  MINIMUM_SEED_LAMPORTS,
  managerOf,
  type PoolSnapshot,
  type ScoreChange,
  TOKEN_METADATA_PROGRAM_ID,
  type TokenMetadata,
  TruestakeClient,
  tokenAddress,
  U64_MAX,
} from "@truestake/sdk";
import { quoteConfig, quoteLiquidityConfig } from "@truestake/sdk/operators";
import type { Context } from "../context/context";
import { UsageError } from "../output/exit";
import { decimal, percent, sol } from "../output/words";
import { batchesOf, changesOf, checkDrain } from "../scores/apply";
import { needsJito, type Policy } from "../scores/policy";
import { readInputs } from "../scores/read";
import { scoresOf } from "../scores/score";
import { sendInstructions } from "../signing/amounts";
import { type Description, FEES, type FeeKey, POLICY, type PolicyKey, ROLES } from "./pool";

/** One line of the diff. */
export interface Line {
  what: string;
  from: string | null;
  to: string | null;
  reason: string;
}

/** Whose signature a step takes; anybody's where it says so. */
export type By = "admin" | "validator-manager" | "proposed admin" | "anybody";

/** What one transaction does. */
export interface Step {
  by: By;
  /** Who that is now; null for anybody. */
  signer: PublicKey | null;
  lines: Line[];
  run(client: TruestakeClient): Promise<unknown>;
}

export interface Plan {
  place: Deployment;
  exists: boolean;
  steps: Step[];
  /** What is not for this file to change, or only waits. */
  notes: Line[];
}

const bps = (value: number): string => percent(value);
const limit = (value: bigint): string => (value === U64_MAX ? "none" : sol(value));
const SAYS = "the file says so";
/** Bytes of one price of the history: what is shorter is not complete. */
const PRICE_ENTRY_BYTES = 56;
const GROWTH_BYTES = 10_240;
/** Most new validators in one transaction, by compute. */
const MOST_ADDED = 4;

/** Reads the chain and compares. `actor` is who would sign. */
export async function planOf(context: Context, of: Description, actor: PublicKey): Promise<Plan> {
  const { nodes, programId } = context;
  const place = deployment({ mint: of.mint, programId });
  const asked = [programId, place.pool, of.mint, TOKEN_METADATA_PROGRAM_ID];
  const [program, pool, mint, metadata] = await fetchMany(nodes, asked);
  if (!program?.executable)
    throw new UsageError(`the program is not deployed at ${programId.toBase58()} on ${context.url}`);
  if (Object.keys({ ...of.token, ...of.shares }).length > 0 && !metadata?.executable)
    throw new UsageError(
      `${context.url} has no metadata program, so tokens can have no name: leave [token] and [shares] out`,
    );
  if (!pool) {
    if (mint) throw new UsageError(`${of.mint.toBase58()} exists and is not the token of a pool`);
    return { place, exists: false, steps: [creation(of, place, actor)], notes: later(of) };
  }
  const client = new TruestakeClient({ ...place, connection: nodes });
  const snapshot = await client.snapshot();
  const plan: Plan = { place, exists: true, steps: [], notes: [] };
  await completion(plan, client, snapshot);
  await naming(plan, of, client, { snapshot, table: "token" });
  settings(plan, of, snapshot);
  roles(plan, of, snapshot, actor);
  liquidity(plan, of, snapshot);
  await naming(plan, of, client, { snapshot, table: "shares" });
  validators(plan, of, snapshot);
  if (of.scores) await scores(plan, of.scores, of, { context, snapshot });
  return plan;
}

/** What follows once the pool is there: shown, and planned anew then. */
function later(of: Description): Line[] {
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

function creation(of: Description, place: Deployment, actor: PublicKey): Step {
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

/** What somebody else's creation may have left out. */
async function completion(plan: Plan, client: TruestakeClient, { pool }: PoolSnapshot): Promise<void> {
  const { connection, deployment: place } = client;
  const [history, treasury] = await fetchMany(connection, [place.history, pool.treasury]);
  const short = HISTORY_LENGTH * PRICE_ENTRY_BYTES - (history?.data.length ?? 0);
  const send = (line: Line, make: (payer: PublicKey) => TransactionInstruction[]) =>
    plan.steps.push({
      ...{ by: "anybody", signer: null, lines: [line] },
      run: (own) => sendInstructions(own, make((own.session.wallet as { publicKey: PublicKey }).publicKey)),
    });
  if (short > 0) {
    const line = { what: "price history", from: "incomplete", to: "complete", reason: "its creation ended halfway" };
    send(line, (payer) => Array(Math.ceil(short / GROWTH_BYTES)).fill(build.growHistory({ pool: place, payer })));
  }
  if (!treasury || treasury.owner.equals(SystemProgram.programId)) {
    const own = tokenAddress(pool.mint, pool.admin);
    const line = {
      what: "treasury",
      from: "no token account",
      to: pool.treasury.toBase58(),
      reason: "no fee is charged without",
    };
    if (pool.treasury.equals(own))
      send(line, (payer) => [createTokenAccount({ payer, owner: pool.admin, mint: pool.mint })]);
    else plan.notes.push({ ...line, to: null });
  }
}

/** What wallets show of the pool token, or of the shares, which there are once there is liquidity. */
async function naming(
  plan: Plan,
  of: Description,
  client: TruestakeClient,
  { snapshot: { pool, liquidity: lp }, table }: { snapshot: PoolSnapshot; table: "token" | "shares" },
): Promise<void> {
  const given = of[table];
  const keys = Object.keys(given) as (keyof TokenMetadata)[];
  if (keys.length === 0 || (table === "shares" && !lp)) return;
  const token = table === "shares" ? "shares" : "pool";
  const found = await client.tokenMetadata(token);
  const wanted = { name: found?.name ?? "", symbol: found?.symbol ?? "", uri: found?.uri ?? "", ...given };
  for (const key of ["name", "symbol"] as const) {
    if (wanted[key] === "") throw new UsageError(`${of.file}: ${table}.${key} has to be given: there is none yet`);
  }
  const lines = keys
    .filter((key) => found?.[key] !== wanted[key])
    .map((key): Line => ({ what: `${table}.${key}`, from: found?.[key] ?? null, to: wanted[key], reason: SAYS }));
  if (lines.length === 0) return;
  const parameters = { ...wanted, token } as const;
  plan.steps.push({
    ...{ by: "admin", signer: pool.admin, lines },
    run: (own) => (found ? own.updateTokenMetadata(parameters) : own.createTokenMetadata(parameters)),
  });
}

/** When something takes effect. */
const when = (fromUpdate: bigint | undefined): string =>
  fromUpdate === undefined ? "at once" : `from epoch update ${fromUpdate} on, since it rises`;

function settings(plan: Plan, of: Description, { pool }: PoolSnapshot): void {
  const next = coming(pool.fees);
  const change: ConfigChange & Record<string, number | bigint | PublicKey | undefined> = {};
  const lines: Line[] = [];
  const note = (what: string, name: string, from: string, to: string, value: number | bigint | PublicKey) => {
    change[name] = value;
    lines.push({ what, from, to, reason: SAYS });
  };
  for (const key of Object.keys(of.fees) as FeeKey[]) {
    const value = of.fees[key] as number;
    const name = key === "referral-share" ? "referralShare" : key;
    if (next[name] !== value) note(`fees.${key}`, FEES[key], bps(next[name]), bps(value), value);
  }
  for (const key of Object.keys(of.policy) as PolicyKey[]) {
    const [value, name] = [of.policy[key] as number, POLICY[key]];
    if (pool[name] !== value) note(`policy.${key}`, name, bps(pool[name]), bps(value), value);
  }
  if (of.depositCap !== undefined && of.depositCap !== pool.depositCap) {
    note("deposit-cap", "depositCap", limit(pool.depositCap), limit(of.depositCap), of.depositCap);
  }
  const { treasury } = of.roles;
  if (treasury && !treasury.equals(pool.treasury)) {
    note("roles.treasury", "treasury", pool.treasury.toBase58(), treasury.toBase58(), treasury);
  }
  if (isPending(pool.fees, pool.updates)) {
    const reason = `takes effect with epoch update ${pool.fees.fromUpdate}; the last was ${pool.updates}`;
    plan.notes.push({ what: "coming fees", from: null, to: `reward ${bps(pool.fees.next.reward)}`, reason });
  }
  if (lines.length === 0) return;
  const quote = quoteConfig(pool, change);
  for (const line of lines) {
    const setting = quote.changes.find((each) => each.setting === nameOf(line.what));
    if (setting) line.reason = `${SAYS}; ${when(setting.fromUpdate)}`;
  }
  plan.steps.push({ by: "admin", signer: pool.admin, lines, run: (own) => own.proposeConfig({ change }) });
}

function nameOf(what: string): string {
  const [, key = what] = what.split(".");
  return { ...FEES, ...POLICY, "deposit-cap": "depositCap" }[key as FeeKey] ?? key;
}

function roles(plan: Plan, of: Description, { pool }: PoolSnapshot, actor: PublicKey): void {
  const { admin, guardian } = of.roles;
  const manager = of.roles["validator-manager"];
  const set = (role: "guardian" | "validatorManager", what: string, from: PublicKey, to: PublicKey, reason: string) =>
    plan.steps.push({
      ...{ by: "admin", signer: pool.admin, lines: [{ what, from: from.toBase58(), to: to.toBase58(), reason }] },
      run: (own) => own.setRole({ role, newHolder: to }),
    });
  if (guardian && !guardian.equals(pool.guardian))
    set("guardian", "roles.guardian", pool.guardian, guardian, `${SAYS}; at once`);
  const next = coming(pool.validatorManager);
  if (manager && !manager.equals(next)) {
    set("validatorManager", "roles.validator-manager", next, manager, `${SAYS}; takes over an epoch update later`);
  } else if (manager && !manager.equals(managerOf(pool))) {
    const reason = `takes over with epoch update ${pool.validatorManager.fromUpdate}; the last was ${pool.updates}`;
    plan.notes.push({ what: "roles.validator-manager", from: null, to: manager.toBase58(), reason });
  }
  if (!admin || admin.equals(pool.admin)) return;
  const line = { what: "roles.admin", from: pool.admin.toBase58(), to: admin.toBase58() };
  if (!pool.pendingAdmin.equals(admin)) {
    const reason = `${SAYS}; the new admin has to accept`;
    plan.steps.push({
      by: "admin",
      signer: pool.admin,
      lines: [{ ...line, reason }],
      run: (own) => own.proposeAdmin({ newAdmin: admin }),
    });
  } else if (admin.equals(actor)) {
    const reason = "it was proposed, and this is the key to accept";
    plan.steps.push({
      by: "proposed admin",
      signer: admin,
      lines: [{ ...line, reason }],
      run: (own) => own.acceptAdmin(),
    });
  } else plan.notes.push({ ...line, reason: "was proposed, and waits for the new admin to apply this file" });
}

function liquidity(plan: Plan, of: Description, { pool, liquidity: lp }: PoolSnapshot): void {
  const wanted = of.liquidity;
  if (!wanted) return;
  const now = lp ? coming(lp.fees) : undefined;
  const { target = now?.target, minFee = now?.min, maxFee = now?.max, treasuryCut = now?.treasuryCut } = wanted;
  const cap = wanted.cap ?? lp?.cap ?? U64_MAX;
  if (target === undefined || minFee === undefined || maxFee === undefined || treasuryCut === undefined) {
    throw new UsageError(
      `${of.file}: to create the liquidity pool, liquidity.target, min-fee, max-fee and treasury-cut have to be given`,
    );
  }
  const config: LiquidityConfig = { target, minFee, maxFee, treasuryCut, cap };
  const text = { target: sol, minFee: bps, maxFee: bps, treasuryCut: bps, cap: limit } as unknown as Record<
    string,
    (value: unknown) => string
  >;
  const keys = {
    target: "target",
    minFee: "min-fee",
    maxFee: "max-fee",
    treasuryCut: "treasury-cut",
    cap: "cap",
  } as Record<string, string>;
  if (!lp) {
    const seedLamports = wanted.seed ?? BigInt(MINIMUM_LIQUIDITY_SEED_LAMPORTS);
    const line = (what: string, to: string, reason: string): Line => ({
      what: `liquidity.${what}`,
      from: null,
      to,
      reason,
    });
    const lines = [
      line("seed", sol(seedLamports), "there is no liquidity pool yet; the seed is locked for ever"),
      ...Object.entries(config).map(([key, value]) => line(keys[key] ?? key, text[key]?.(value) ?? "", SAYS)),
    ];
    plan.steps.push({
      by: "admin",
      signer: pool.admin,
      lines,
      run: (own) => own.createLiquidity({ seedLamports, config }),
    });
    return;
  }
  // Against what is about to be in force: what waits already is not proposed again.
  const before: LiquidityConfig = {
    target: now?.target ?? 0n,
    minFee: now?.min ?? 0,
    maxFee: now?.max ?? 0,
    treasuryCut: now?.treasuryCut ?? 0,
    cap: lp.cap,
  };
  const differing = (Object.keys(config) as (keyof LiquidityConfig)[]).filter((key) => before[key] !== config[key]);
  if (differing.length === 0) return;
  const { fromUpdate } = quoteLiquidityConfig(lp, pool, config);
  const lines = differing.map(
    (key): Line => ({
      ...{ what: `liquidity.${keys[key]}`, from: text[key]?.(before[key]) ?? "", to: text[key]?.(config[key]) ?? "" },
      reason: `${SAYS}; ${key === "cap" ? "at once" : when(fromUpdate)}`,
    }),
  );
  plan.steps.push({ by: "admin", signer: pool.admin, lines, run: (own) => own.setLiquidityConfig({ config }) });
}

function validators(plan: Plan, of: Description, { pool, validators: list }: PoolSnapshot): void {
  const manager = managerOf(pool);
  const by = { by: "validator-manager", signer: manager } as const;
  const missing = of.validators.filter(({ vote }) => !list.find(vote));
  for (let at = 0; at < missing.length; at += MOST_ADDED) {
    const part = missing.slice(at, at + MOST_ADDED);
    plan.steps.push({
      ...by,
      lines: part.map(({ vote, score = 0, cap }) => ({
        ...{ what: `validator ${vote.toBase58()}`, from: null, reason: "it is not listed yet" },
        to: `score ${score}${cap === undefined ? "" : `, cap ${limit(cap)}`}`,
      })),
      run: (own) =>
        sendInstructions(
          own,
          part.map(({ vote, score = 0, cap }) =>
            build.addValidator({ pool, validatorManager: manager, vote, score, cap }),
          ),
        ),
    });
  }
  const changes: Scoring[] = [];
  const set = (change: ScoreChange, from: string, to: string, reason: string) =>
    changes.push({ change, line: { what: `validator ${change.vote.toBase58()}`, from, to, reason } });
  for (const wanted of of.validators) {
    const record = list.find(wanted.vote);
    if (!record) continue;
    const { score = record.score, cap = record.cap, keep = record.keep !== 0 } = wanted;
    if (record.score === score && record.cap === cap && (record.keep !== 0) === keep) continue;
    const shown = (each: { score: number; cap: bigint; keep: boolean }) =>
      `score ${each.score}, cap ${limit(each.cap)}${each.keep ? ", kept" : ""}`;
    const before = { score: record.score, cap: record.cap, keep: record.keep !== 0 };
    set({ index: record.index, vote: record.vote, score, cap, keep }, shown(before), shown({ score, cap, keep }), SAYS);
  }
  const drained: PublicKey[] = [];
  for (const vote of of.remove) {
    const record = list.find(vote);
    if (!record) continue;
    if (record.score > 0 || record.keep !== 0) {
      set(
        { index: record.index, vote, score: 0, cap: record.cap, keep: false },
        `score ${record.score}`,
        "score 0",
        "it is to be removed: first its stake leaves",
      );
    } else if (
      record.stakeLamports + record.transientLamports > 0n &&
      record.stakeStatus + record.transientStatus > 1
    ) {
      const reason = `is to be removed: ${decimal(record.stakeLamports + record.transientLamports)} SOL still have to come back`;
      plan.notes.push({ what: `validator ${vote.toBase58()}`, from: "score 0", to: null, reason });
    } else drained.push(vote);
  }
  setScores(plan, changes, manager);
  for (const vote of drained) {
    const line = {
      what: `validator ${vote.toBase58()}`,
      from: "score 0",
      to: null,
      reason: "it is to be removed, and its stake has come back",
    };
    plan.steps.push({
      by: "anybody",
      signer: null,
      lines: [line],
      run: (own) => own.removeValidators({ votes: [vote] }),
    });
  }
  // A policy scores those that the file does not name, too.
  if (of.validators.length === 0 || of.scores) return;
  const named = new Set([...of.validators.map(({ vote }) => vote), ...of.remove].map((vote) => vote.toBase58()));
  for (const { vote, score } of list.records()) {
    if (named.has(vote.toBase58())) continue;
    plan.notes.push({
      what: `validator ${vote.toBase58()}`,
      from: `score ${score}`,
      to: null,
      reason: "is not in the file: kept as it is",
    });
  }
}

/** A change of a score, and what is said of it. */
interface Scoring {
  change: ScoreChange;
  line: Line;
}

/** Steps of as many changes as fit around a multisig's wrapper: a plan is the same whichever way it goes to the chain. */
function setScores(plan: Plan, scorings: readonly Scoring[], manager: PublicKey): void {
  const lines = new Map(scorings.map(({ change, line }) => [change, line]));
  const batches = batchesOf([...lines.keys()], { place: plan.place, manager, isWrapped: true });
  for (const changes of batches) {
    plan.steps.push({
      ...{ by: "validator-manager", signer: manager },
      lines: changes.flatMap((change) => lines.get(change) ?? []),
      run: (own) => own.setScores({ changes }),
    });
  }
}

/** What the policy makes of the validators that are listed; those that are to go are no longer scored. */
async function scores(
  plan: Plan,
  policy: Policy,
  of: Description,
  { context, snapshot }: { context: Context; snapshot: PoolSnapshot },
): Promise<void> {
  if (snapshot.validators.count === 0) return;
  const inputs = await readInputs(context, { window: policy.window, jito: needsJito(policy) }, plan.place);
  const leaving = new Set(of.remove.map((vote) => vote.toBase58()));
  const named = new Map(of.validators.map((each) => [each.vote.toBase58(), each]));
  // Their caps and flags are what the step before this one makes them.
  const validators = inputs.pool.validators
    .filter(({ vote }) => !leaving.has(vote))
    .map((each) => ({
      ...each,
      cap: named.get(each.vote)?.cap ?? each.cap,
      keep: named.get(each.vote)?.keep ?? each.keep,
    }));
  const pool = { ...inputs.pool, validators };
  const result = scoresOf({ ...inputs, pool }, policy);
  checkDrain(result);
  const reasons = new Map(result.scored.map((each) => [each.vote, each]));
  const scorings = changesOf(result, pool).map((change): Scoring => {
    const what = `validator ${change.vote.toBase58()}`;
    const { before, reason = "" } = reasons.get(change.vote.toBase58()) ?? {};
    return { change, line: { what, from: `score ${before}`, to: `score ${change.score}`, reason } };
  });
  setScores(plan, scorings, managerOf(snapshot.pool));
}
