// 500 actions through two nodes that drop, delay, duplicate, lag, lie and refuse, on a chain that forks. Each action is done as an
// application should: what is unknown is settled by its handle, what has not happened is done again with the same `ifBalance` or
// nonce. At the end the chain says what really happened.
import assert from "node:assert/strict";
import { type Keypair, SystemProgram } from "@solana/web3.js";
import { MISCHIEFS, type Mischief, type Storm, storm } from "@truestake/localnet";
import {
  decodeEvents,
  exitStakeAddress,
  fetchStakeAccount,
  findEvent,
  type Handle,
  isError,
  isTruestakeError,
  type Sent,
  type TruestakeClient,
  ticketAddress,
  tokenAddress,
} from "@truestake/sdk";
import { randomOf } from "@truestake/sdk/scenario";
import { openStage, SOL, type Stage } from "./support";

const ACTIONS = Number(process.env.TEST_ACTIONS ?? 500);
const USERS = 25;
/** No action may take longer, on a machine that is busy with other things: what waits for a dead node has a deadline of a minute. */
const HANG = 240_000;
/** Looks at an outcome that nobody can prove, of five seconds each: its blockhash lives for four. */
const MOST_TRIES = 3;
const seed = Number(process.env.TEST_SEED ?? Math.floor(Math.random() * 2 ** 31));

/** What a user has been told. */
interface Told {
  /** Signatures of what has landed. */
  landed: Set<string>;
  /** Signatures of what certainly has not. */
  gone: Set<string>;
  /** Tokens that came in, and that went. */
  tokens: bigint;
  tickets: Map<bigint, bigint>;
  stakes: Map<bigint, bigint>;
  done: number;
  refused: number;
  resumed: number;
}

type Kind = "deposit" | "sell" | "order" | "take" | "provide" | "leave";

describe("Chaos: a storm", function () {
  this.timeout(1_800_000);
  let stage: Stage;
  let weather: Storm[];
  let ticking: NodeJS.Timeout | undefined;

  before(async () => {
    console.log(`    TEST_SEED=${seed} TEST_ACTIONS=${ACTIONS}`);
    stage = await openStage(
      { seed, slotMs: 150, blockhashSlots: 24n, finalitySlots: 4n, confirmSlots: 2n, slotsPerEpoch: 1_000_000n },
      USERS,
    );
    // A payer without a history could prove nothing by it: it begins before the storm, and is final.
    for (const user of stage.users) stage.localnet.chain.run([ownTransfer(user)], [user]);
    stage.localnet.chain.advanceSlots(20n);
    weather = [1, 2].map((node) => storm(stage.localnet, { seed: seed + node, rate: 0.2, longest: 60 }));
    ticking = setInterval(() => {
      // What is processed and not confirmed may never have been.
      stage.localnet.call("localnet_fork").catch(() => undefined);
    }, 500);
  });
  after(async () => {
    clearInterval(ticking);
    await stage.close();
  });

  it(`does ${ACTIONS} actions never twice, never with a wrong amount, and never hangs`, async () => {
    const started = Date.now();
    const per = Math.ceil(ACTIONS / USERS);
    const told = await Promise.all(stage.users.map((user, place) => live(user, seed + 100 + place, per)));
    for (const each of weather) each.isOn = false;
    clearInterval(ticking);
    stage.localnet.chain.advanceSlots(20n);
    for (const [place, user] of stage.users.entries()) await check(user, told[place] as Told);
    const happened = (name: Mischief) => weather.reduce((sum, { counts }) => sum + counts[name], 0);
    const sum = (of: (each: Told) => number) => told.reduce((total, each) => total + of(each), 0);
    const faults = MISCHIEFS.map((name) => `${name} ${happened(name)}`).join(", ");
    console.log(`      ${sum((each) => each.done)} done, ${sum((each) => each.refused)} refused,`);
    console.log(`      ${sum((each) => each.resumed)} settled by their handle; ${faults}`);
    console.log(`      in ${((Date.now() - started) / 1_000).toFixed(1)} s`);
    assert.equal(
      sum((each) => each.done + each.refused),
      per * USERS,
    );
    assert.ok(sum((each) => each.done) > (per * USERS) / 2, "most of it is done all the same");
    for (const name of MISCHIEFS) assert.ok(happened(name) > 0, `nothing was ever ${name}`);
    assert.ok(sum((each) => each.resumed) > 0, "no outcome was ever unknown");
  });

  const ownTransfer = ({ publicKey }: Keypair) =>
    SystemProgram.transfer({ fromPubkey: publicKey, toPubkey: publicKey, lamports: 1n });

  /** A user's life: one action after the other. */
  async function live(user: Keypair, of: number, actions: number): Promise<Told> {
    const random = randomOf(of);
    const told: Told = {
      ...{ landed: new Set(), gone: new Set(), tokens: 0n, tickets: new Map(), stakes: new Map() },
      ...{ done: 0, refused: 0, resumed: 0 },
    };
    const connection = await stage.through(...weather);
    const client = stage.client(user, connection, {
      ...{ callTimeout: 500, patience: 3_000, deadline: 2_000, retries: 1 },
      ...{ pollEvery: 250, rebroadcastEvery: 600 },
    });
    const start = SOL * 100n;
    for (let number = 0; number < actions; number++) {
      const rich = told.tokens > 40n * SOL;
      const kinds: Kind[] = rich ? ["deposit", "sell", "order", "take", "provide", "leave"] : ["deposit"];
      const kind = number === 0 ? "deposit" : (kinds[Math.floor(random() * kinds.length)] as Kind);
      const amount = number === 0 ? start : SOL + BigInt(Math.floor(random() * 1e9));
      const action = act(client, told, random, { kind, amount, nonce: BigInt(number) });
      let timer: NodeJS.Timeout | undefined;
      const hang = new Promise<never>((_, reject) => {
        timer = setTimeout(() => reject(new Error(`${kind} ${number} hangs`)), HANG);
      });
      await Promise.race([action, hang]).finally(() => clearTimeout(timer));
    }
    return told;
  }

  /** One action, until it is known to be done, or given up with nothing done. */
  async function act(
    client: TruestakeClient,
    told: Told,
    random: () => number,
    { kind, amount, nonce }: { kind: Kind; amount: bigint; nonce: bigint },
  ): Promise<void> {
    const user = client.session.wallet?.publicKey ?? assert.fail();
    const account = tokenAddress(client.mint, user);
    const shares = tokenAddress(client.deployment.liquidityPool.liquidityMint, user);
    const held = (of: typeof account) => stage.localnet.chain.account(of)?.data.readBigUInt64LE(64) ?? 0n;
    // The user knows: nobody else touches these accounts.
    const [ifBalance, ifShares] = [held(account), held(shares)];
    const open: Handle[] = [];
    const crashes = random() < 0.03;
    const aborts = random() < 0.05;
    const takeDown = (handle: Handle) => {
      open.push(JSON.parse(JSON.stringify(handle)) as Handle);
      if (crashes) throw new Error("the process dies here");
    };
    const land = (sent: Sent) => told.landed.add(sent.signature);
    const amountOf = (name: "SolDeposited" | "LiquidUnstaked" | "LiquidityRemoved", sent: Sent): bigint => {
      const data = findEvent(sent.events, name)?.data;
      if (!data) return 0n;
      return "seller" in data ? -data.tokens : data.tokens;
    };
    /** What it comes to when it turns out later that it has landed. */
    const later = (sent: Sent): bigint => {
      if (kind === "deposit") return amountOf("SolDeposited", sent);
      if (kind === "leave") return amountOf("LiquidityRemoved", sent);
      return kind === "provide" ? 0n : -amount;
    };

    for (let attempt = 1; attempt <= 6; attempt++) {
      const stop = aborts && attempt === 1 ? AbortSignal.timeout(Math.floor(random() * 200)) : undefined;
      const own = client.with({ onSigned: takeDown, ...(stop ? { signal: stop } : {}) });
      try {
        if (kind === "deposit") {
          const sent = await own.depositSol({ lamports: amount, ifBalance });
          land(sent);
          told.tokens += sent.tokens;
        } else if (kind === "sell") {
          const sent = await own.liquidUnstake({ tokens: amount, ifBalance });
          land(sent);
          told.tokens -= amount;
        } else if (kind === "provide") {
          const sent = await own.addLiquidity({ lamports: amount, ifBalance: ifShares });
          land(sent);
          assert.equal(held(shares), ifShares + sent.shares, "shares");
        } else if (kind === "leave") {
          if (ifShares === 0n) break;
          const sent = await own.removeLiquidity({ shares: ifShares, ifBalance: ifShares });
          land(sent);
          told.tokens += sent.tokens;
        } else if (kind === "order") {
          const { sent } = await own.orderUnstake({ tokens: amount, nonce });
          if (sent) land(sent);
          told.tokens -= amount;
          told.tickets.set(nonce, amount);
        } else {
          const { sent, lamports } = await own.withdrawStakeAccount({ tokens: 2n * amount, nonce });
          if (sent) land(sent);
          told.tokens -= 2n * amount;
          told.stakes.set(nonce, lamports);
        }
        told.done++;
        return;
      } catch (error) {
        if (!isTruestakeError(error)) throw error;
        if (error.effect === "done") {
          // It has landed, and nobody could tell the amount: the account does, since nothing else touches it.
          told.landed.add(String(error.args.signature));
          told.tokens += held(account) - ifBalance;
          if (kind === "take") told.stakes.set(nonce, -1n);
          told.done++;
          return;
        }
        if (error.effect === "unknown") {
          const outcome = await settle(error.args.handle as Handle);
          told.resumed++;
          if (outcome) {
            land(outcome);
            if (outcome.hasDetails) told.tokens += kind === "take" ? -2n * amount : later(outcome);
            else told.tokens += held(account) - ifBalance;
            if (kind === "order") told.tickets.set(nonce, amount);
            if (kind === "take") told.stakes.set(nonce, -1n);
            told.done++;
            return;
          }
          continue;
        }
        // A node or a race: nothing has happened. The program's own refusals are final.
        const isOver = error.retry === "never" || error.retry === "user";
        const isOfNode = isError(error, "MethodRefused", "HistoryUnavailable", "Aborted", "DeadlinePassed");
        if (isError(error, "BalanceChanged")) assert.fail(`${kind}: it was done before, and nobody has said so`);
        if (isOver && !isOfNode) break;
      }
    }
    told.refused++;

    /** Follows an open handle to its end, as another process would. */
    async function settle(handle: Handle): Promise<Sent | undefined> {
      for (let tries = 1; ; tries++) {
        const outcome = await client.with({ deadline: 5_000 }).resume(handle);
        if (outcome.status === "landed") return outcome.sent;
        // Signed where no node told its cluster, it is never proven to be over. What has landed is seen all the same, and
        // `ifBalance` or the nonce keep it from being done twice.
        if (outcome.status === "unknown" && handle.genesis === null && tries === MOST_TRIES) return undefined;
        if (outcome.status === "unknown") continue;
        told.gone.add(handle.signature ?? "");
        return undefined;
      }
    }
  }

  /** What the chain says of a user against what the user was told. */
  async function check(user: Keypair, told: Told): Promise<void> {
    const { chain } = stage.localnet;
    const own = chain.transactionsWith(user.publicKey).filter(({ err }) => err === null);
    const acting = own.filter(({ logs }) => decodeEvents(logs).length > 0).map(({ signature }) => signature);
    assert.deepEqual(new Set(acting), told.landed, "what has landed is what was told, each once");
    for (const signature of told.gone) {
      const landed = chain.transaction(signature);
      assert.ok(!landed || landed.err !== null, "what was told to be gone has never landed");
    }
    assert.equal(stage.tokens(user), told.tokens, "the tokens are what was told");
    const pool = stage.client(user, []).deployment;
    for (const [nonce, tokens] of told.tickets) {
      const account = chain.account(ticketAddress(pool, user.publicKey, nonce));
      assert.ok(account, `the ticket of ${tokens} tokens exists`);
    }
    for (const [nonce, lamports] of told.stakes) {
      const stake = await fetchStakeAccount(chain.connection, exitStakeAddress(pool, user.publicKey, nonce));
      if (lamports >= 0n) assert.equal(stake.delegation?.stake, lamports, "the stake is what was told");
    }
  }
});
