import assert from "node:assert/strict";
import {
  type Connection,
  Keypair,
  LAMPORTS_PER_SOL,
  PublicKey,
  SendTransactionError,
  StakeProgram,
  SystemProgram,
  Transaction,
  TransactionMessage,
  VersionedTransaction,
  VoteProgram,
} from "@solana/web3.js";
import { FEATURES, InProcessChain } from "../src";

const SOL = BigInt(LAMPORTS_PER_SOL);

describe("InProcessChain", () => {
  let chain: InProcessChain;
  let connection: Connection;
  let payer: Keypair;

  beforeEach(async () => {
    chain = new InProcessChain({ slotsPerEpoch: 100n, epoch: 10n });
    connection = chain.connection;
    payer = Keypair.generate();
    await connection.requestAirdrop(payer.publicKey, LAMPORTS_PER_SOL);
  });

  async function transfer(lamports: bigint, to = Keypair.generate().publicKey, signer = payer) {
    const { blockhash } = await connection.getLatestBlockhash();
    const instructions = [SystemProgram.transfer({ fromPubkey: payer.publicKey, toPubkey: to, lamports })];
    const message = new TransactionMessage({ payerKey: payer.publicKey, recentBlockhash: blockhash, instructions });
    const transaction = new VersionedTransaction(message.compileToV0Message());
    if (signer === payer) transaction.sign([payer]);
    return { transaction, to };
  }

  describe("sends transactions", () => {
    it("of both versions, and knows them afterwards", async () => {
      const { transaction, to } = await transfer(5_000_000n);
      const signature = await connection.sendTransaction(transaction);
      assert.equal(await connection.getBalance(to), 5_000_000);
      const [status] = (await connection.getSignatureStatuses([signature])).value;
      assert.deepEqual([status?.err, status?.confirmationStatus], [null, "finalized"]);
      const details = await connection.getTransaction(signature, { maxSupportedTransactionVersion: 0 });
      assert((details as { meta: { computeUnitsConsumed: number } } | null)?.meta.computeUnitsConsumed === 150);

      const legacy = new Transaction().add(
        SystemProgram.transfer({ fromPubkey: payer.publicKey, toPubkey: to, lamports: 1_000_000 }),
      );
      const second = await connection.sendTransaction(legacy, [payer]);
      assert.equal((await connection.confirmTransaction(second)).value.err, null);
      assert.equal((await connection.getSignaturesForAddress(to))[0]?.signature, second);
    });

    it("again with the same contents, for every blockhash is new", async () => {
      const to = Keypair.generate().publicKey;
      for (let times = 0; times < 2; times++) {
        await connection.sendTransaction((await transfer(2_000_000n, to)).transaction);
      }
      assert.equal(await connection.getBalance(to), 4_000_000);
    });

    it("only once, however often it is sent", async () => {
      const { transaction, to } = await transfer(2_000_000n);
      const raw = transaction.serialize();
      const first = await connection.sendRawTransaction(raw, { skipPreflight: true });
      assert.equal(await connection.sendRawTransaction(raw, { skipPreflight: true }), first);
      assert.equal(await connection.getBalance(to), 2_000_000);
    });

    it("and refuses one that fails before it lands, with its logs", async () => {
      const { transaction } = await transfer(50n * SOL);
      await assert.rejects(connection.sendTransaction(transaction), (error: SendTransactionError) => {
        assert(error instanceof SendTransactionError);
        assert.match(error.message, /custom program error: 0x1/);
        assert((error.logs ?? []).length > 0);
        return true;
      });
    });

    it("that fail when preflight is skipped: they land, and cost their fee", async () => {
      const { transaction } = await transfer(50n * SOL);
      const signature = await connection.sendTransaction(transaction, { skipPreflight: true });
      const [status] = (await connection.getSignatureStatuses([signature])).value;
      assert.deepEqual(status?.err, { InstructionError: [0, { Custom: 1 }] });
      assert.equal(await connection.getBalance(payer.publicKey), LAMPORTS_PER_SOL - 5_000);
    });

    it("not without a signature", async () => {
      const { transaction } = await transfer(1n, undefined, Keypair.generate());
      await assert.rejects(connection.sendTransaction(transaction, { skipPreflight: true }), /signature/i);
    });

    it("not after 150 slots, nor with a blockhash it never gave", async () => {
      const { transaction } = await transfer(1_000_000n);
      chain.advanceSlots(151n);
      await assert.rejects(connection.sendTransaction(transaction), /[Bb]lockhash/);
      assert.equal((await connection.isBlockhashValid(Keypair.generate().publicKey.toBase58())).value, false);
    });
  });

  it("simulates without signatures, and shows the accounts as they would be", async () => {
    const { transaction, to } = await transfer(3_000_000n, undefined, Keypair.generate());
    const { value } = await connection.simulateTransaction(transaction, {
      sigVerify: false,
      accounts: { encoding: "base64", addresses: [to.toBase58()] },
    });
    assert.equal(value.err, null);
    assert.equal(value.accounts?.[0]?.lamports, 3_000_000);
    assert.equal(await connection.getBalance(to), 0);
  });

  it("finds a program's accounts by bytes and size", async () => {
    const [first, second] = [chain.createVoteAccount(), chain.createVoteAccount()];
    const node = chain.account(first)?.data.subarray(4, 36) ?? assert.fail();
    const filters = [
      { dataSize: 3_762 },
      { memcmp: { offset: 4, bytes: node.toString("base64"), encoding: "base64" as const } },
    ];
    const found = await connection.getProgramAccounts(VoteProgram.programId, { filters });
    assert.deepEqual(
      found.map(({ pubkey }) => pubkey.toBase58()),
      [first.toBase58()],
    );
    const all = await connection.getProgramAccounts(VoteProgram.programId, { dataSlice: { offset: 0, length: 4 } });
    assert.equal(all.length, 2);
    assert(all.every(({ account }) => account.data.length === 4));
    assert((await chain.voteAccounts()).some((vote) => vote.equals(second)));
  });

  describe("moves time", () => {
    it("by slots over epochs, 400 ms each", async () => {
      const before = await connection.getEpochInfo();
      assert.deepEqual([before.epoch, before.slotIndex, before.slotsInEpoch], [10, 0, 100]);
      const start = chain.unixTime;
      chain.advanceSlots(250n);
      const { epoch, slotIndex } = await connection.getEpochInfo();
      assert.deepEqual([epoch, slotIndex], [12, 50]);
      assert.equal(chain.unixTime - start, 100n);
    });

    it("and lets validators vote in every epoch, unless they are silenced", async () => {
      const [voter, silent] = [chain.createVoteAccount(), chain.createVoteAccount()];
      chain.setVoting(silent, false);
      chain.passEpochs(3);
      const { current, delinquent } = await connection.getVoteAccounts();
      assert.deepEqual(
        [current.map(({ votePubkey }) => votePubkey), delinquent.map(({ votePubkey }) => votePubkey)],
        [[voter.toBase58()], [silent.toBase58()]],
      );
      assert.equal(current[0]?.epochCredits.length, 4);
    });
  });

  describe("can be another chain than mainnet is today", () => {
    it("with cheaper rent", () => {
      const cheap = new InProcessChain({ lamportsPerByte: 696n });
      assert.deepEqual([cheap.rentFor(0n), cheap.rentFor(200n)], [128n * 696n, 328n * 696n]);
    });

    it("without a feature, also after it was restored", () => {
      const payment = (chain: InProcessChain) => {
        const account = Keypair.generate();
        const to = { fromPubkey: chain.faucet.publicKey, newAccountPubkey: account.publicKey };
        const lamports = Number(chain.rentFor(200n));
        const make = SystemProgram.createAccount({ ...to, lamports, space: 200, programId: StakeProgram.programId });
        chain.run([make], [chain.faucet, account]);
        chain.setRent(chain.lamportsPerByte * 2n);
        const toPubkey = account.publicKey;
        return chain.send([SystemProgram.transfer({ fromPubkey: chain.faucet.publicKey, toPubkey, lamports: 1 })]).err;
      };
      assert.equal(payment(chain), null);
      const strict = new InProcessChain({ inactiveFeatures: [FEATURES.relaxedRentCheck] });
      strict.restore(strict.snapshot());
      assert.deepEqual(payment(strict), { InsufficientFundsForRent: { account_index: 1 } });
    });

    it("with another minimum delegation, to the lamport", () => {
      assert.equal(chain.minimumDelegation(), SOL);
      const other = new InProcessChain({ minimumDelegation: 3n });
      other.restore(other.snapshot());
      assert.equal(other.minimumDelegation(), 3n);
      const vote = other.createVoteAccount();
      const delegated = (lamports: bigint) => {
        const stake = Keypair.generate();
        const [fromPubkey, stakePubkey] = [other.faucet.publicKey, stake.publicKey];
        const authorized = { staker: fromPubkey, withdrawer: fromPubkey };
        const amount = Number(other.rentFor(200n) + lamports);
        const make = StakeProgram.createAccount({ fromPubkey, stakePubkey, authorized, lamports: amount });
        const delegate = StakeProgram.delegate({ stakePubkey, authorizedPubkey: fromPubkey, votePubkey: vote });
        return other.send([...make.instructions, ...delegate.instructions], [other.faucet, stake]).err;
      };
      assert.equal(delegated(3n), null);
      assert.deepEqual(delegated(2n), { InstructionError: [2, { Custom: 12 }] }); // InsufficientDelegation
    });
  });

  it("pays rewards only to stake that was active, into lamports and delegation alike", () => {
    const vote = chain.createVoteAccount();
    const stake = Keypair.generate();
    const { faucet } = chain;
    const rent = chain.rentFor(200n);
    const make = StakeProgram.createAccount({
      fromPubkey: faucet.publicKey,
      stakePubkey: stake.publicKey,
      authorized: { staker: faucet.publicKey, withdrawer: faucet.publicKey },
      lamports: Number(rent + 10n * SOL),
    });
    const delegation = { stakePubkey: stake.publicKey, authorizedPubkey: faucet.publicKey, votePubkey: vote };
    chain.run([...make.instructions, ...StakeProgram.delegate(delegation).instructions], [faucet, stake]);
    chain.passEpochs(1);
    assert.equal(chain.payRewards([{ vote, lamports: SOL }]), 0n);
    chain.passEpochs(1);
    assert.equal(chain.payRewards([{ vote, lamports: SOL }]), SOL);
    assert.equal(chain.slash(stake.publicKey, 500_000n), (11n * SOL) / 2n);
    const { lamports, delegation: after } = chain.stakeAccount(stake.publicKey) ?? assert.fail();
    assert.deepEqual([lamports, after?.stake], [rent + (11n * SOL) / 2n, (11n * SOL) / 2n]);
  });

  it("calls back who listens to accounts, logs, signatures and slots", async () => {
    const { transaction, to } = await transfer(4_000_000n);
    const heard: string[] = [];
    connection.onAccountChange(to, ({ lamports }) => heard.push(`account ${lamports}`));
    const logs = connection.onLogs(payer.publicKey, ({ err }) => heard.push(`logs ${err}`));
    connection.onLogs(Keypair.generate().publicKey, () => heard.push("logs of somebody else"));
    connection.onSlotChange(({ slot }) => heard.push(`slot ${slot}`));
    const signature = await connection.sendTransaction(transaction);
    connection.onSignature(signature, ({ err }) => heard.push(`signature ${err}`));
    await new Promise((resolve) => setImmediate(resolve));
    assert.deepEqual(heard.sort(), ["account 4000000", "logs null", "signature null"]);
    await connection.removeOnLogsListener(logs);
    chain.advanceSlots(1n);
    assert.equal(heard.at(-1), "slot 1001");
  });

  it("comes back to a state that was kept", async () => {
    const to = Keypair.generate().publicKey;
    const state = chain.snapshot();
    await connection.sendTransaction((await transfer(2_000_000n, to)).transaction);
    chain.passEpochs(2);
    chain.restore(state);
    assert.equal(chain.epoch, 10n);
    assert.equal(await connection.getBalance(to), 0);
    await connection.sendTransaction((await transfer(2_000_000n, to)).transaction);
  });

  it("rewinds to what restoring comes to, as often as asked", async () => {
    const vote = chain.createVoteAccount();
    const old = Keypair.generate().publicKey;
    chain.airdropNow(old, 7n * SOL);
    const state = chain.snapshot();
    const owners = [SystemProgram, StakeProgram, VoteProgram].map(({ programId }) => programId);
    owners.push(new PublicKey("Sysvar1111111111111111111111111111111111111"));
    const RECENT = "SysvarRecentB1ockHashes11111111111111111111";
    const all = () => [
      chain.slot,
      ...[chain.lamportsPerByte, chain.blockHeight, chain.votes(vote)],
      ...owners.flatMap((owner) =>
        chain
          .accountsOf(owner)
          .map(({ pubkey, account }) => [pubkey.toBase58(), account.lamports, account.data.toString("hex")].join())
          .filter((line) => !line.startsWith(RECENT))
          .sort(),
      ),
    ];
    const live = () => {
      chain.setRewardsActive(false);
      const made = Keypair.generate();
      const [fromPubkey, stakePubkey] = [chain.faucet.publicKey, made.publicKey];
      const authorized = { staker: fromPubkey, withdrawer: fromPubkey };
      const lamports = Number(chain.rentFor(200n) + SOL);
      const make = StakeProgram.createAccount({ fromPubkey, stakePubkey, authorized, lamports });
      const delegate = StakeProgram.delegate({ stakePubkey, authorizedPubkey: fromPubkey, votePubkey: vote });
      chain.run([...make.instructions, ...delegate.instructions], [chain.faucet, made]);
      chain.setLamports(old, 0n);
      chain.passEpochs(3);
      chain.payRewards([{ vote, lamports: SOL }]);
      chain.setEpochRewards({ points: 5n, lamports: 6n });
      chain.setRewardsActive(true);
      chain.setRent(696n);
      chain.setVoting(vote, false);
      chain.advanceSlots(5n);
    };
    const before = all();
    live();
    assert.notDeepEqual(all(), before);
    chain.restore(state);
    assert.deepEqual(all(), before);
    for (let times = 0; times < 3; times++) {
      chain.rewind(state);
      assert.deepEqual(all(), before);
      live();
    }
    // A sysvar is changed by hand after its time has come, then at once.
    const history = new PublicKey("SysvarStakeHistory1111111111111111111111111");
    const spoil = () => {
      const account = chain.account(history) ?? assert.fail();
      const data = Buffer.alloc(40);
      // One entry, of the third epoch.
      for (const [index, value] of [1n, 3n].entries()) data.writeBigUInt64LE(value, 8 * index);
      chain.setAccount(history, { ...account, data });
    };
    chain.rewind(state);
    for (const pass of [true, false]) {
      if (pass) chain.passEpochs(1);
      spoil();
      chain.rewind(state);
      assert.deepEqual(all(), before);
    }
    live();
    // Another state than the last, and back.
    const later = chain.snapshot();
    const then = all();
    chain.rewind(state);
    assert.deepEqual(all(), before);
    chain.rewind(later);
    assert.deepEqual(all(), then);
    // Back and forth, with more states than are kept in between.
    for (const more of [0, 1, 5]) {
      for (const [to, expected] of [[state, before] as const, [later, then] as const, [state, before] as const]) {
        live();
        for (let times = 0; times < more; times++) chain.snapshot();
        chain.rewind(to);
        assert.deepEqual(all(), expected);
      }
    }
  });

  it("rewinds programs that came since", () => {
    const state = chain.snapshot();
    chain.rewind(state);
    const address = Keypair.generate().publicKey;
    const owner = new PublicKey("BPFLoader2111111111111111111111111111111111");
    chain.setAccount(address, { lamports: 5, owner, data: Buffer.alloc(4), executable: false, rentEpoch: 0 });
    chain.rewind(state);
    assert.equal(chain.account(address), null);
  });

  it("refuses by name what it does not know, and never goes to a network", async () => {
    await assert.rejects(connection.getClusterNodes(), /does not answer getClusterNodes/);
  });
});
