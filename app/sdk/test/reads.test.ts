// How accounts are read: in rounds, of one moment, in parts, and from nodes that are slow or small.
import assert from "node:assert/strict";
import { Keypair, type PublicKey, StakeProgram } from "@solana/web3.js";
import {
  type ChainReader,
  fetchClock,
  fetchMany,
  fetchOwnTickets,
  fetchParts,
  fetchSnapshot,
  fetchStakeHistory,
  fetchValidatorListHead,
  highestSlot,
  isError,
  noteSlot,
  STAKE_ACCOUNT_BYTES,
} from "../src";
import { fetchRent } from "../src/accounts/rent";
import { fetchAgreeing, fetchRound } from "../src/accounts/round";
import { decodeStakeAccount } from "../src/accounts/stakeAccount";
import { fetchHistoryFor, LATEST_HISTORY } from "../src/accounts/stakeHistory";
import { fetchGivers } from "../src/cranks/validator";
import * as math from "../src/math";
import { funded, newChain, newLiquidPool, newPool, newStake, SOL } from "./pool";

type Config = { minContextSlot?: number; dataSlice?: { offset: number; length: number } };
type Read = ChainReader["getMultipleAccountsInfoAndContext"];

/** A reader whose calls go through `answer`, which may ask the chain itself. */
function reading(
  chain: ChainReader,
  answer: (addresses: PublicKey[], config: Config, ask: () => ReturnType<Read>) => ReturnType<Read>,
) {
  const calls: { addresses: PublicKey[]; config: Config }[] = [];
  const reader = Object.create(chain, {
    getMultipleAccountsInfoAndContext: {
      value: (addresses: PublicKey[], config: Config) => {
        calls.push({ addresses, config });
        return answer(addresses, config, () => chain.getMultipleAccountsInfoAndContext(addresses, config));
      },
    },
  }) as ChainReader;
  return { reader, calls };
}

const keys = (count: number) => Array.from({ length: count }, () => Keypair.generate().publicKey);

describe("reads", () => {
  it("are split where a node returns few accounts at once, and stay so", async () => {
    const { connection } = newChain();
    const messages = ["Too many inputs provided; max 5, got 12", "getMultipleAccounts is limited to 5 accounts"];
    for (const message of messages) {
      const { reader, calls } = reading(connection, (addresses, _, ask) => {
        if (addresses.length > 5) return Promise.reject(Object.assign(new Error(message), { code: -32602 }));
        return ask();
      });
      assert.equal((await fetchMany(reader, keys(12))).length, 12);
      assert.deepEqual(
        calls.map(({ addresses }) => addresses.length),
        [12, 5, 5, 2],
        message,
      );
      await fetchMany(reader, keys(6));
      assert.deepEqual(
        calls.slice(4).map(({ addresses }) => addresses.length),
        [5, 1],
      );
    }
    // What is no limit of accounts is no reason to ask again.
    const { reader, calls } = reading(connection, () => Promise.reject(new Error("429 Too Many Requests")));
    await assert.rejects(fetchMany(reader, keys(12)), /429/);
    assert.equal(calls.length, 1);
  });

  it("ask for nothing older than what the connection has shown, and wait for a node that is behind", async () => {
    const { connection, ...chain } = newChain();
    let refusals = 2;
    const { reader, calls } = reading(connection, (_, __, ask) => {
      if (refusals-- > 0 && calls.length > 1) {
        return Promise.reject(Object.assign(new Error("Minimum context slot has not been reached"), { code: -32016 }));
      }
      return ask();
    });
    assert.equal(highestSlot(reader), undefined);
    const { slot } = await fetchClock(reader);
    assert.equal(calls[0]?.config.minContextSlot, undefined);
    assert.equal(highestSlot(reader), Number(slot));
    noteSlot(reader, slot + 10n);
    noteSlot(reader, slot);
    await fetchMany(reader, keys(1));
    assert.deepEqual(
      calls.slice(1).map(({ config }) => config.minContextSlot),
      [Number(slot) + 10, Number(slot) + 10],
    );
    assert.ok(chain);
  });

  it("give up on a node that stays behind, by name", async function () {
    this.timeout(20_000);
    const behind = Object.assign(new Error("Minimum context slot has not been reached"), { code: -32016 });
    const { reader } = reading(newChain().connection, () => Promise.reject(behind));
    await assert.rejects(fetchMany(reader, keys(1)), (error) => isError(error, "NodeBehind"));
  });

  it("are one call for each kind of slice", async () => {
    const { chain, user } = await newPool({ validators: 1 });
    const { pool, mint } = user.deployment;
    const { reader, calls } = reading(chain.connection, (_, __, ask) => ask());
    const wanted = [
      { address: pool },
      { address: mint, at: 36, bytes: 8 },
      { address: mint },
      { address: pool, at: 36, bytes: 8 },
    ];
    const { accounts } = await fetchRound(reader, wanted);
    assert.deepEqual(
      calls.map(({ addresses }) => addresses.length),
      [2, 2],
    );
    assert.deepEqual(accounts[1]?.data, accounts[2]?.data.subarray(36, 44));
    assert.equal(accounts[3]?.data.length, 8);
  });

  it("that have to agree are of one slot, or of a time in which nothing changed", async () => {
    const { chain, user } = await newPool({ validators: 1 });
    const { pool, mint } = user.deployment;
    const wanted = [{ address: pool }, { address: mint, at: 36, bytes: 8 }];
    const at = (change: (call: number) => void, slots: (call: number) => number) => {
      let call = 0;
      return reading(chain.connection, async (_, __, ask) => {
        const place = call++;
        change(place);
        return { ...(await ask()), context: { slot: slots(place) } };
      });
    };
    const same = at(
      () => undefined,
      () => 7,
    );
    await fetchAgreeing(same.reader, wanted, () => false);
    assert.equal(same.calls.length, 2);
    // Other slots: once more, and nothing has changed.
    const calm = at(
      () => undefined,
      (call) => 10 + call,
    );
    await fetchAgreeing(calm.reader, wanted, () => false);
    assert.equal(calm.calls.length, 4);
    // Something changes between the calls of the first round.
    const once = at(
      (call) => call === 1 && chain.donate(pool, 1n),
      (call) => 10 + call,
    );
    await fetchAgreeing(once.reader, wanted, () => false);
    assert.equal(once.calls.length, 6);
    const always = at(
      () => chain.donate(pool, 1n),
      (call) => 10 + call,
    );
    await assert.rejects(
      fetchAgreeing(always.reader, wanted, () => false),
      (error) => isError(error, "NodeBehind"),
    );
  });

  it("of parts give what the whole snapshot has", async () => {
    const { chain, user } = await newLiquidPool();
    await user.depositSol({ lamports: 50n * SOL });
    const whole = await fetchSnapshot(chain.connection, user.deployment);
    const { count, totalScore, updatedEpoch, updatedCount } = await fetchValidatorListHead(
      chain.connection,
      user.deployment,
    );
    assert.deepEqual(
      { count, totalScore, updatedEpoch, updatedCount },
      {
        ...{ count: whole.validators.count, totalScore: whole.validators.totalScore },
        ...{ updatedEpoch: whole.validators.updatedEpoch, updatedCount: whole.validators.updatedCount },
      },
    );
    const parts = [
      "clock",
      "liquidity",
      "liquidityBalance",
      "mintSupply",
      "reserveBalance",
      "reserveRent",
      "stakeRent",
      "treasuryReceives",
    ] as const;
    const all = await fetchParts(chain.connection, user.deployment, parts);
    for (const part of ["pool", ...parts] as const) {
      assert.deepEqual(all[part], whole[part], part);
      if (part !== "pool")
        assert.deepEqual((await fetchParts(chain.connection, user.deployment, [part]))[part], whole[part], part);
    }
    assert.deepEqual(Object.keys(await fetchParts(chain.connection, user.deployment, ["clock"])).sort(), [
      "clock",
      "pool",
    ]);
    const nowhere = { ...user.deployment, pool: Keypair.generate().publicKey };
    await assert.rejects(fetchParts(chain.connection, nowhere, ["clock"]), (error) => isError(error, "AccountMissing"));
  });

  it("find another treasury as soon as there is one", async () => {
    const { chain, user, admin } = await newPool({ validators: 1 });
    const { connection } = chain;
    assert.equal((await fetchParts(connection, user.deployment, ["treasuryReceives"])).treasuryReceives, true);
    const { data, ...mint } = chain.account(user.mint) ?? assert.fail();
    assert.ok(mint && data);
    const other = Keypair.generate().publicKey;
    const account = chain.account((await admin.pool()).treasury) ?? assert.fail();
    chain.setAccount(other, account);
    await admin.proposeConfig({ change: { treasury: other } });
    chain.setAccount(other, { ...account, data: Buffer.alloc(165) });
    assert.equal((await fetchParts(connection, user.deployment, ["treasuryReceives"])).treasuryReceives, false);
  });

  it("know rent as the chain does", async () => {
    const chain = newChain();
    for (const lamportsPerByte of [6_960n, 5_080n, 696n]) {
      chain.setRent(lamportsPerByte);
      const rentOf = await fetchRent(chain.connection);
      for (const bytes of [0, STAKE_ACCOUNT_BYTES, 10_000]) assert.equal(rentOf(bytes), chain.rentFor(BigInt(bytes)));
    }
  });

  it("of a few entries of the stake history say what all of it says", async () => {
    const chain = newChain(64n);
    const owner = funded(chain);
    const vote = chain.createVoteAccount();
    const stakes: PublicKey[] = [];
    for (let epoch = 0; epoch < 24; epoch++) {
      const stake = newStake(chain, { owner, vote, lamports: 2n * SOL });
      stakes.push(stake);
      if (epoch % 3 === 1) {
        const old = stakes[epoch - 1] as PublicKey;
        chain.run(StakeProgram.deactivate({ stakePubkey: old, authorizedPubkey: owner.publicKey }).instructions, [
          owner,
        ]);
      }
      chain.passEpochs(1);
      const whole = await fetchStakeHistory(chain.connection);
      const { accounts } = await fetchRound(chain.connection, [LATEST_HISTORY]);
      for (const address of stakes) {
        const { delegation } = decodeStakeAccount(address, chain.account(address)) ?? {};
        const phase = math.phaseOf(delegation, chain.epoch, whole);
        const few = await fetchHistoryFor(chain.connection, accounts[0], chain.epoch, (history) => {
          math.phaseOf(delegation, chain.epoch, history);
        });
        assert.equal(math.phaseOf(delegation, chain.epoch, few), phase, `epoch ${epoch}`);
        assert.deepEqual(few.get(chain.epoch - 1n), whole.get(chain.epoch - 1n));
      }
    }
  });

  it("of own tickets see the first windows of nonces, and those that are received by address", async () => {
    const { chain, user, userKey } = await newPool({ validators: 0 });
    await user.depositSol({ lamports: 50n * SOL });
    const { ticket } = await user.orderUnstake({ tokens: SOL });
    const heir = funded(chain).publicKey;
    await user.orderUnstake({ tokens: SOL });
    await user.transferTicket({ ticket, newOwner: heir });
    const own = await fetchOwnTickets(chain.connection, user.deployment, { owner: userKey.publicKey });
    assert.equal(own.length, 1);
    const of = (received: PublicKey[]) => fetchOwnTickets(chain.connection, user.deployment, { owner: heir, received });
    assert.equal((await of([])).length, 0);
    assert.deepEqual(
      (await of([ticket, ticket])).map(({ address }) => address),
      [ticket],
    );
  });

  it("for a stake account look on where the first validators cannot give it, and plan over several at last", async () => {
    const { chain, user, admin } = await newPool({ validators: 30 });
    await user.depositSol({ lamports: 90n * SOL });
    await admin.delegateAll();
    chain.passEpochs(1);
    await admin.refresh();
    const one = await fetchGivers(chain.connection, user.deployment, [], SOL);
    assert.equal(one.validators.length, 1);
    const several = await fetchGivers(chain.connection, user.deployment, [], 10n * SOL);
    assert.ok(several.validators.length >= 4, String(several.validators.length));
    const taken = await user.withdrawStakeAccounts({ tokens: 5n * SOL });
    assert.ok(taken.length >= 2);
  });
});
