// A pool with as many validators as one likes: one is really delegated to by the program, the others are written beside it.
import assert from "node:assert/strict";
import { PublicKey, StakeProgram, SystemProgram } from "@solana/web3.js";
import { type ExactAccount, type InProcessChain, startLocalnet } from "@truestake/localnet";
import { decodePool, decodeValidatorList, markAddress, STAKE_ACCOUNT_BYTES, type ValidatorRecord } from "../../src";
import { DISCRIMINATOR_BYTES, discriminatorOf } from "../../src/accounts/common";
import { listHeader } from "../../src/accounts/validatorList";
import { encode, sizeOf } from "../../src/layout";
import { ascii, u64Bytes } from "../../src/layout/bytes";
import { SEEDS } from "../../src/layout/constants";
import { LIQUIDITY, newPool, newStake, SOL } from "../pool";

/** Delegated lamports of a validator that has stake, and how many there are for each that has. */
const [STAKE, EACH] = [20n * SOL, 10];
/** Where a stake account has its voter and its delegation, and a vote account its node. */
const [VOTER, DELEGATED, NODE] = [124, 156, 4];

/**
 * A network with a pool of many validators, fresh, with liquidity, and a user who has SOL, tokens and stake accounts. With `isWhole`
 * those without stake have their own addresses in their records, too, as what looks at all of them needs; finding them takes a while.
 */
export async function openPool(validators: number, { isWhole = false } = {}) {
  const localnet = await startLocalnet({ slotMs: 0, finalitySlots: 0n, seed: 7 });
  const { chain } = localnet;
  const { admin, user, userKey, votes } = await newPool({
    chain,
    validators: 1,
    config: { depositFee: 0, reserveBuffer: 0 },
  });
  const [vote] = votes as [PublicKey];
  await admin.createLiquidity({ seedLamports: 10n * SOL, config: LIQUIDITY });
  chain.airdropNow(userKey.publicKey, (BigInt(Math.ceil(validators / EACH)) + 100n) * (STAKE + SOL));
  await user.depositSol({ lamports: (BigInt(Math.ceil(validators / EACH)) + 1n) * (STAKE + SOL) });
  await admin.delegateAll();
  // Stake that is old enough for its history to lie behind the latest epochs.
  for (let epoch = 0; epoch < 8; epoch++) chain.passEpochs(1);
  const stakes = [0, 1].map(() => newStake(chain, { owner: userKey, vote, lamports: 5n * SOL }));
  chain.passEpochs(1);
  await admin.refresh();
  const all = spread(chain, admin.deployment, validators, isWhole);
  const snapshot = await admin.snapshot();
  assert.equal(snapshot.validators.count, validators);
  return { localnet, chain, mint: user.mint, userKey, vote, votes: all, stakes };
}

type Pool = Parameters<typeof markAddress>[0] & { validators: PublicKey; reserve: PublicKey; pool: PublicKey };

/**
 * Divides the stake of the only validator among others, which are copies of it, and lists as many as are wanted: one in ten has
 * stake, and the accounts that belong to it.
 */
function spread(chain: InProcessChain, pool: Pool, count: number, isWhole: boolean): PublicKey[] {
  const exact = (address: PublicKey): ExactAccount => chain.exact(address) ?? assert.fail("the account exists");
  const books = decodePool(pool.pool, exact(pool.pool).data);
  const [list, rent] = [exact(pool.validators), chain.rentFor(BigInt(STAKE_ACCOUNT_BYTES))];
  const { record, ...header } = decodeValidatorList(list.data);
  const first = record(0);
  const [stake, mark, vote] = [exact(first.stake), exact(markAddress(pool, first.vote)), exact(first.vote)];
  const records = [...Array(count).keys()].map((index) => {
    const key = index === 0 ? first.vote : new PublicKey(bytesOf(index));
    const none = {
      stakeLamports: 0n,
      transientLamports: 0n,
      delegatedLamports: 0n,
      stakeStatus: 0,
      transientStatus: 0,
    };
    const find = (seed: string) =>
      PublicKey.findProgramAddressSync([ascii(seed), pool.pool.toBytes(), key.toBytes()], pool.programId);
    if (index % EACH > 0) {
      const own = { ...first, ...none, vote: key, index } as ValidatorRecord;
      if (!isWhole) return own;
      const [[stake, stakeBump], [, transientBump]] = [find(SEEDS.stake), find(SEEDS.transient)];
      return { ...own, stake, stakeBump, transientBump };
    }
    const [[stakeKey, stakeBump], [transient, transientBump], [markKey, markBump]] = [
      SEEDS.stake,
      SEEDS.transient,
      SEEDS.mark,
    ].map(find) as [[PublicKey, number], [PublicKey, number], [PublicKey, number]];
    const data = Buffer.from(stake.data);
    key.toBuffer().copy(data, VOTER);
    Buffer.from(u64Bytes(STAKE)).copy(data, DELEGATED);
    chain.put(stakeKey, { ...stake, data, lamports: STAKE + rent, owner: StakeProgram.programId });
    if (first.transientLamports > 0n) {
      chain.put(transient, {
        lamports: first.transientLamports,
        owner: SystemProgram.programId,
        data: Buffer.alloc(0),
        executable: false,
      });
    }
    const own = Buffer.from(vote.data);
    if (index > 0) Buffer.from(bytesOf(index + count)).copy(own, NODE);
    chain.put(key, { ...vote, data: own });
    const place = { version: 1, bump: markBump, index, pool: pool.pool, vote: key, rentPayer: PublicKey.default };
    const bytes = Buffer.concat([discriminatorOf("ValidatorMark"), encode("validatorMark", place)]);
    chain.put(markKey, { ...mark, data: bytes });
    const booked = { stakeLamports: STAKE + rent, delegatedLamports: STAKE };
    return { ...first, ...booked, vote: key, index, stake: stakeKey, stakeBump, transientBump } as ValidatorRecord;
  });
  const bytes = records.map((each) => encode("validatorRecord", each as never));
  const totals = { totalScore: BigInt(first.score * count), updatedCount: count, count };
  const head = encode("validatorList", {
    ...header,
    ...totals,
    version: 1,
    bump: list.data[9] ?? 0,
    records: [],
  } as never);
  assert.equal(head.length + DISCRIMINATOR_BYTES, listHeader());
  const data = Buffer.concat([discriminatorOf("ValidatorList"), head, ...bytes]);
  assert.equal(data.length, listHeader() + count * sizeOf("validatorRecord"));
  chain.put(pool.validators, { ...list, data, lamports: chain.rentFor(BigInt(data.length)) });
  // What the stake accounts hold less or more than before lies in the reserve.
  const before = first.stakeLamports + first.transientLamports;
  const staked = Math.ceil(count / EACH);
  const after = BigInt(staked) * (STAKE + rent + first.transientLamports);
  const reserveLamports = books.reserveLamports + before - after;
  assert.ok(reserveLamports >= 0n, "there is enough for all");
  chain.setLamports(pool.reserve, chain.balance(pool.reserve) + before - after);
  const changed = {
    ...{ reserveLamports, stakedLamports: books.stakedLamports - before + after, validatorCount: count },
    stakeAccountCount: staked * books.stakeAccountCount,
  };
  const account = exact(pool.pool);
  const encoded = Buffer.concat([discriminatorOf("Pool"), encode("pool", { ...books, ...changed } as never)]);
  assert.equal(encoded.length, account.data.length);
  chain.put(pool.pool, { ...account, data: encoded });
  return records.map((each) => each.vote);
}

/** Any 32 bytes, the same for the same number: a vote account may have any address. */
function bytesOf(index: number): Uint8Array {
  return Uint8Array.from({ length: 32 }, (_, at) => (at < 4 ? (index >> (8 * at)) & 255 : 7));
}
