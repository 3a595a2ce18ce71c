// Solana slashes nobody: the loss is made on a chain in process, and a real one begins with the accounts that it left.
import assert from "node:assert/strict";
import { TOKEN_PROGRAM_ID } from "@solana/spl-token";
import { type Keypair, type PublicKey, StakeProgram, SystemProgram, VoteProgram } from "@solana/web3.js";
import { InProcessChain } from "@truestake/localnet";
import { findEvent, isError, PROGRAM_ID, type Sent } from "@truestake/sdk";
import { fixed, LENDER, lenderEvent, positionAddress, TERMS, type Terms, worth } from "../common/lender";
import { LenderClient } from "../common/lenderClient";
import { changesOf } from "./exact";
import {
  betweenRewards,
  clientOf,
  closeChain,
  funded,
  type LivePool,
  newPoolOn,
  SLOTS,
  SOL,
  startChain,
  TRUESTAKE,
  until,
} from "./shared";

/** Up to this epoch the pool has been updated before its loss. */
const LAST_UPDATE = 2n;
/** Loans of up to 70 %, liquidation from 80 % on with a bonus of 5 %, interest of 0.01 % an epoch. */
const terms: Terms = { ...TERMS, mean_updates: 2 };
const COLLATERAL = 100n * SOL;
const LOAN = 68n * SOL;

/** Whose accounts the real chain begins with. */
const OWNERS = [PROGRAM_ID, TOKEN_PROGRAM_ID, StakeProgram.programId, VoteProgram.programId, SystemProgram.programId];

const interest = (principal: bigint, epochs: bigint): bigint => (principal * 100n * epochs + 999_999n) / 1_000_000n;

async function refused(sent: Promise<Sent>, name: string): Promise<void> {
  await assert.rejects(
    sent,
    (error) => isError(error, "SimulationFailed") && error.logs.some((line) => line.includes(`Error Code: ${name}.`)),
  );
}

describe("A loan against the pool token on a real chain", () => {
  let pool: LivePool;
  let bobKey: Keypair;
  let [lender, ann, bob] = [] as unknown as [LenderClient, LenderClient, LenderClient];
  let slashed: bigint;

  before(async () => {
    const old = new InProcessChain({ programs: [TRUESTAKE], slotsPerEpoch: BigInt(SLOTS), epoch: 0n });
    // Its validator earns nothing: the loss is all that happens to the price.
    old.setVoting(old.createVoteAccount(), false);
    const was = await newPoolOn(old, [100]);
    bobKey = await funded(old);
    await was.user.depositSol({ lamports: 150n * SOL });
    await clientOf(was, bobKey).depositSol({ lamports: 49n * SOL });
    await was.admin.delegateAll();
    while (old.epoch < LAST_UPDATE) {
      old.passEpochs(1);
      await was.admin.refresh();
    }
    const [record] = (await was.admin.snapshot()).validators.records();
    assert.ok(record);
    slashed = old.slash(record.stake, 200_000n);

    const { adminKey, userKey } = was;
    const chain = await startChain({
      programs: [TRUESTAKE, LENDER],
      accounts: OWNERS.flatMap((owner) => old.accountsOf(owner)).filter(
        ({ pubkey }) => !pubkey.equals(old.faucet.publicKey),
      ),
      slotsPerEpoch: SLOTS,
    });
    const [admin, user] = [adminKey, userKey].map((key) => clientOf({ chain, admin: was.admin }, key));
    assert.ok(admin && user);
    pool = { chain, admin, adminKey, user, userKey };
    lender = new LenderClient(admin, adminKey.publicKey, adminKey);
    ann = new LenderClient(user, adminKey.publicKey, userKey);
    bob = new LenderClient(user, adminKey.publicKey, bobKey);
  });
  after(() => closeChain(pool?.chain));

  const inVault = async () => BigInt(await pool.chain.connection.getBalance(lender.vault));
  const annsAddress = (): PublicKey => pool.userKey.publicKey;

  it("is paid out while the price is fresh, up to its limit", async () => {
    const { chain, admin } = pool;
    await lender.run(["create_market", { terms }], ["fund", { lamports: 500n * SOL }]);
    await ann.run(["open_position"], ["deposit_collateral", { tokens: COLLATERAL }]);
    await until("the epoch of the pool's last update", async () => (await chain.time()).epoch >= LAST_UPDATE);

    const before = await inVault();
    const borrowed = await ann.run(["borrow", { lamports: LOAN }]);
    await refused(ann.run(["borrow", { lamports: 2n * SOL }]), "LoanToValueExceeded");
    await refused(bob.run(["liquidate", { lamports: LOAN, minimum_tokens_out: 1n }, annsAddress()]), "PositionHealthy");
    const { lowest, current, mean } = await ann.price();

    const debt = LOAN + interest(LOAN, 1n);
    assert.equal((await changesOf(pool, borrowed)).lamports, LOAN);
    assert.equal(before - (await inVault()), LOAN);
    assert.deepEqual(await ann.position(), { tokens: COLLATERAL, principal: LOAN, debt, epoch: LAST_UPDATE });
    // The books do not know of the loss yet.
    const { total, supply } = await admin.price();
    assert.deepEqual([lowest, current, mean], Array(3).fill(fixed(total, supply)));
    assert.ok(debt <= (worth(COLLATERAL, { total, supply }) * 7_000n) / 10_000n);
  });

  it("is liquidated by somebody else in the transaction that takes the loss into the price", async () => {
    const { chain, admin } = pool;
    await chain.passEpoch();
    const paid = 40n * SOL;
    const liquidation = ["liquidate", { lamports: paid, minimum_tokens_out: 1n }, annsAddress()] as const;
    await refused(bob.run([...liquidation]), "PriceOutOfDate");

    const before = { vault: await inVault(), position: await ann.position() };
    const done = await betweenRewards(() => bob.runFresh([...liquidation]));
    const update = findEvent(done.events, "PoolUpdated")?.data;
    assert.ok(update);
    assert.deepEqual([update.gain, update.loss], [0n, slashed]);
    const { total, supply } = update.after;
    assert.deepEqual(update.after, { total: update.before.total - slashed, supply: update.before.supply });

    const debt = before.position.debt + interest(before.position.principal, update.epoch - before.position.epoch);
    assert.ok(debt > (worth(COLLATERAL, { total, supply }) * 8_000n) / 10_000n, "beyond the threshold");
    const seized = (((paid * 10_500n) / 10_000n) * supply) / total;
    assert.deepEqual(lenderEvent(done), {
      name: "Liquidated",
      data: {
        position: positionAddress(lender.market, annsAddress()).toBase58(),
        liquidator: bobKey.publicKey.toBase58(),
        paid_lamports: paid,
        seized_tokens: seized,
        tokens: COLLATERAL - seized,
        debt_lamports: debt - paid,
      },
    });
    const changes = await changesOf(pool, done);
    assert.deepEqual([changes.lamports, changes.tokens(admin.mint)], [-paid, seized]);
    assert.equal((await inVault()) - before.vault, paid);
    // The interest is paid first.
    const position = { tokens: COLLATERAL - seized, principal: debt - paid, debt: debt - paid, epoch: update.epoch };
    assert.deepEqual(await ann.position(), position);
    assert.equal((await admin.proofOfBacking()).ok, true);
  });

  it("is safe again, and once it is repaid the rest of the collateral is free", async () => {
    const { admin } = pool;
    const { tokens } = await ann.position();
    const again = ["liquidate", { lamports: SOL, minimum_tokens_out: 1n }, annsAddress()] as const;
    await refused(
      betweenRewards(() => bob.runFresh([...again])),
      "PositionHealthy",
    );
    const left = await ann.run(["repay", { lamports: LOAN }], ["withdraw_collateral", { tokens }], ["close_position"]);
    assert.equal((await changesOf(pool, left)).tokens(admin.mint), tokens);
    await assert.rejects(ann.position(), /no such position/);
  });
});
