import assert from "node:assert/strict";
import { Authorized, Keypair, Lockup, type PublicKey, StakeProgram, type Transaction } from "@solana/web3.js";
import {
  fetchStakeAccount,
  findEvent,
  keypairWallet,
  type PoolSnapshot,
  STAKE_ACCOUNT_BYTES,
  sendTransaction,
  type Wallet,
} from "@truestake/sdk";
import * as math from "@truestake/sdk/math";
import { fetchSituations, fetchStakeRules } from "@truestake/sdk/operators";
import {
  quoteDepositStakeAccount,
  quoteWithdrawStakeAccount,
  type StakeRules,
  type ValidatorSituation,
} from "@truestake/sdk/quotes";
import { actOn, changesOf } from "./exact";
import { betweenRewards, inflationRewards, type LivePool, newPool, SENDING, SOL } from "./shared";

describe("Stake accounts on a real chain", () => {
  let pool: LivePool;
  let vote: PublicKey;
  let wallet: Wallet;
  /** The user's own, delegated to the validator that votes. */
  let stakes: { address: PublicKey; delegated: bigint }[];
  before(async () => {
    // Only the first votes and earns.
    pool = await newPool([800, 200]);
    const { chain, admin, user, userKey } = pool;
    vote = chain.ownVote;
    wallet = keypairWallet(userKey);
    await user.depositSol({ lamports: 2_000n * SOL });
    while ((await admin.delegateAll()).transactions.length > 0);
    // More than one is needed only if an epoch ends while the first is being deposited.
    stakes = await Promise.all([1n, 2n, 3n, 4n, 5n].map((odd) => newStake(100n * SOL + odd)));
    await chain.passEpoch();
  });

  async function newStake(delegated: bigint): Promise<{ address: PublicKey; delegated: bigint }> {
    const { connection } = pool.chain;
    const { publicKey: owner } = wallet;
    const keypair = Keypair.generate();
    const rent = await connection.getMinimumBalanceForRentExemption(STAKE_ACCOUNT_BYTES);
    const make = StakeProgram.createAccount({
      fromPubkey: owner,
      stakePubkey: keypair.publicKey,
      authorized: new Authorized(owner, owner),
      lockup: Lockup.default,
      lamports: Number(delegated) + rent,
    });
    const delegate = StakeProgram.delegate({
      stakePubkey: keypair.publicKey,
      authorizedPubkey: owner,
      votePubkey: vote,
    });
    const instructions = [...make.instructions, ...delegate.instructions];
    await betweenRewards(() => sendTransaction(connection, wallet, { instructions, signers: [keypair] }, SENDING));
    return { address: keypair.publicKey, delegated };
  }

  /** What quotes of stake depend on beside the pool. */
  async function situation(snapshot: PoolSnapshot): Promise<{ rules: StakeRules; validator: ValidatorSituation }> {
    const { connection } = pool.chain;
    const record = snapshot.validators.find(vote);
    assert.ok(record);
    const [rules, [validator]] = await Promise.all([
      fetchStakeRules(connection),
      fetchSituations(connection, snapshot.pool, [record]),
    ]);
    assert.ok(validator);
    return { rules, validator };
  }

  it("one's own, with the rewards that it has earned, gives the quoted tokens", async () => {
    const { chain, admin, user } = pool;
    const { connection } = chain;
    // The first rewards are paid at the end of the epoch in which it became active.
    await chain.passEpoch();
    const { before, seen, done } = await actOn(pool, user, {
      look: async (snapshot) => {
        const stake = stakes.shift();
        assert.ok(stake);
        const deposited = await fetchStakeAccount(connection, stake.address);
        const from = deposited.delegation?.activationEpoch ?? snapshot.clock.epoch;
        const paid = await inflationRewards(pool, [stake.address], from, snapshot.clock.epoch);
        return { ...stake, deposited, paid, ...(await situation(snapshot)) };
      },
      act: ({ address }) => user.depositStakeAccount({ stake: address }),
    });
    const { address, delegated, deposited, paid, rules, validator } = seen;
    assert.ok(paid > 0n, "the chain has paid rewards to it");
    assert.equal(deposited.delegation?.stake, delegated + paid);

    const quote = quoteDepositStakeAccount(before, rules, validator, { deposited, depositor: wallet.publicKey });
    assert.equal(quote.stakeLamports, delegated + paid);
    assert.equal(quote.looseLamports, before.stakeRent);
    const event = findEvent(done.events, "StakeAccountDeposited")?.data;
    assert.ok(event);
    assert.deepEqual(
      [event.tokens, event.treasuryTokens, event.stakeLamports, event.looseLamports],
      [quote.tokens, quote.feeTokens, quote.stakeLamports, quote.looseLamports],
    );
    // The total grows by the true price of the tokens, ceiled; what they cost over it is released with the rewards.
    const minted = quote.tokens + quote.feeTokens;
    const growth = math.lamportsBacking(event.before, minted);
    assert.deepEqual([event.premium, event.after.supply - event.before.supply], [deposited.lamports - growth, minted]);
    assert.equal(event.after.total - event.before.total, growth);
    assert.equal((await changesOf(pool, done)).tokens(admin.mint), quote.tokens);

    assert.equal(await connection.getAccountInfo(address), null, "it has joined the pool's own");
    const record = (await admin.snapshot()).validators.find(vote);
    assert.equal((record?.stakeLamports ?? 0n) - validator.record.stakeLamports, delegated + paid);
    assert.equal((await admin.proofOfBacking()).ok, true);
  });

  it("of the pool goes to a user, who deactivates it and has the SOL an epoch later", async () => {
    const { chain, admin, user } = pool;
    const { connection } = chain;
    const tokens = 300n * SOL;
    const { before, seen, done } = await actOn(pool, user, {
      look: situation,
      act: async () => {
        const { sent = assert.fail(), ...taken } = await user.withdrawStakeAccount({ tokens, vote });
        return { ...sent, ...taken };
      },
    });
    const quote = quoteWithdrawStakeAccount(before, seen.rules, seen.validator, tokens);
    assert.equal(done.lamports, quote.lamports);
    const changes = await changesOf(pool, done);
    assert.deepEqual([changes.lamports, changes.tokens(admin.mint)], [-quote.rent, -tokens]);
    const event = findEvent(done.events, "StakeAccountWithdrawn")?.data;
    assert.deepEqual([event?.lamports, event?.fee], [quote.lamports, quote.fee]);

    const mine = await fetchStakeAccount(connection, done.stake);
    const owner = wallet.publicKey.toBase58();
    assert.deepEqual([mine.staker.toBase58(), mine.withdrawer.toBase58(), mine.locked], [owner, owner, false]);
    assert.ok(mine.delegation?.vote.equals(vote));

    // From here on it is the stake program's business alone.
    const stakePubkey = done.stake;
    const authorizedPubkey = wallet.publicKey;
    const send = ({ instructions }: Transaction) =>
      betweenRewards(() => sendTransaction(connection, wallet, { instructions }, SENDING));
    await send(StakeProgram.deactivate({ stakePubkey, authorizedPubkey }));
    const { delegation } = await fetchStakeAccount(connection, stakePubkey);
    while ((await chain.time()).epoch <= (delegation?.deactivationEpoch ?? 0n)) await chain.passEpoch();

    const { lamports } = await fetchStakeAccount(connection, stakePubkey);
    const { epoch } = await chain.time();
    // It was active until the end of the epoch, and earned for that.
    const earned = await inflationRewards(pool, [stakePubkey], before.clock.epoch, epoch);
    assert.ok(earned > 0n);
    assert.equal(lamports, quote.lamports + quote.rent + earned);
    const toPubkey = wallet.publicKey;
    const withdrawal = await send(
      StakeProgram.withdraw({ stakePubkey, authorizedPubkey, toPubkey, lamports: Number(lamports) }),
    );
    assert.equal((await changesOf(pool, withdrawal)).lamports, lamports);
    assert.equal(await connection.getAccountInfo(stakePubkey), null);
    await admin.refresh();
    assert.equal((await admin.proofOfBacking()).ok, true);
  });
});
