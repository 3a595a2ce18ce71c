// Actions as messages for somebody else to sign.
import assert from "node:assert/strict";
import { type Keypair, type PublicKey, TransactionMessage, VersionedTransaction } from "@solana/web3.js";
import {
  createTokenAccount,
  isError,
  MINIMUM_TICKET_LAMPORTS,
  TruestakeClient,
  tokenAddress,
  type UnsignedMessage,
} from "../src";
import * as actions from "../src/actions";
import { funded, newLiquidPool, newStake, SOL } from "./pool";

describe("An unsigned message", () => {
  /** What a multisig does with a message: signs it as it is, with a blockhash of then. */
  async function run(
    chain: Awaited<ReturnType<typeof newLiquidPool>>["chain"],
    message: UnsignedMessage,
    key: Keypair,
  ) {
    const { blockhash } = await chain.connection.getLatestBlockhash();
    message.message.recentBlockhash = blockhash;
    const transaction = new VersionedTransaction(message.message);
    transaction.sign([key]);
    const landed = chain.process(transaction);
    assert.ok(!("rejected" in landed) && landed.err === null, "it lands as it is");
    return landed;
  }

  it("can be had of every action, fits into a wrapper, and lands an epoch later", async () => {
    const { chain, user, admin, adminKey, votes } = await newLiquidPool();
    const vault = funded(chain);
    const { publicKey: authority } = vault;
    await user.depositSol({ lamports: 200n * SOL });
    await admin.delegateAll();
    const stake = newStake(chain, { owner: vault, vote: votes[0] as PublicKey, lamports: 10n * SOL });
    chain.passEpochs(1);
    await admin.crank();
    const other = new TruestakeClient({ ...user.session, mint: user.mint });
    const destination = tokenAddress(user.mint, authority);
    chain.run([createTokenAccount({ payer: authority, owner: authority, mint: user.mint })], [vault]);
    await other.depositSol({ lamports: 50n * SOL, destination });
    // No wallet is needed to make a message, and nothing is sent.
    const reader = new TruestakeClient({ connection: chain.connection, mint: user.mint });
    const of = (act: (client: TruestakeClient) => Promise<unknown>, by = authority) => reader.unsigned(by, act);
    const before = chain.transactionCount;
    const vote = votes[0] as PublicKey;
    const shares = SOL / 2n;
    const made: [string, UnsignedMessage, Keypair][] = [];
    for (const [name, act] of Object.entries({
      depositSol: (it) => it.depositSol({ lamports: SOL, minimumTokensOut: 1n }),
      depositStakeAccount: (it) => it.depositStakeAccount({ stake, minimumTokensOut: 1n }),
      addLiquidity: (it) => it.addLiquidity({ lamports: SOL, minimumSharesOut: 1n }),
      removeLiquidity: (it) => it.removeLiquidity({ shares, minimumLamportsOut: 1n, minimumTokensOut: 0n }),
      liquidUnstake: (it) => it.liquidUnstake({ tokens: SOL / 10n, minimumLamportsOut: 1n }),
      orderUnstake: (it) => it.orderUnstake({ tokens: SOL, nonce: 3n, minimumLamportsOut: MINIMUM_TICKET_LAMPORTS }),
      withdrawStakeAccount: (it) =>
        it.withdrawStakeAccount({ tokens: 3n * SOL, vote, nonce: 4n, minimumLamportsOut: 1n }),
    } as Record<string, (client: TruestakeClient) => Promise<unknown>>)) {
      made.push([name, await of(act), vault]);
    }
    for (const [name, act] of Object.entries({
      pause: (it) => it.pause({ seconds: 60 }),
      unpause: (it) => it.unpause(),
      setScore: (it) => it.setScore({ vote, score: 7 }),
      proposeConfig: (it) => it.proposeConfig({ change: { depositFee: 9 } }),
      proposeAdmin: (it) => it.proposeAdmin({ newAdmin: authority }),
    } as Record<string, (client: TruestakeClient) => Promise<unknown>>)) {
      made.push([name, await of(act, adminKey.publicKey), adminKey]);
    }
    assert.equal(chain.transactionCount, before, "nothing was sent");
    for (const [name, { bytes, bytesLeft, message, instructions }, key] of made) {
      assert.ok(bytes <= 1_232 - 384 && bytesLeft === 848 - bytes, `${name}: ${bytes} bytes`);
      assert.equal(message.serialize().length, bytes);
      assert.equal(message.header.numRequiredSignatures, 1, `${name}: nobody else signs`);
      assert.deepEqual(
        TransactionMessage.decompile(message).instructions.map(({ programId }) => programId.toBase58()),
        instructions.map(({ programId }) => programId.toBase58()),
      );
      assert.ok(!instructions.some(({ programId }) => /^ComputeBudget/.test(programId.toBase58())), name);
      assert.ok(message.staticAccountKeys[0]?.equals(key.publicKey), "the authority pays");
    }
    // An epoch later nothing that uses the price works before the cranks, which anybody may run.
    chain.passEpochs(1);
    const keeper = new TruestakeClient({ ...other.session, mint: user.mint });
    const [, first] = made[0] as [string, UnsignedMessage, Keypair];
    assert.ok((await first.before(keeper.session)).transactions.length > 0);
    for (const [name, message, key] of made) {
      const { err } = await run(chain, message, key).catch((error) => assert.fail(`${name}: ${error.message}`));
      assert.equal(err, null, name);
    }
    const [ticket] = (await admin.tickets({ owner: authority })) ?? [];
    assert.deepEqual([ticket?.nonce, ticket?.tokens], [3n, SOL]);
    assert.equal((await reader.pool()).pendingAdmin.toBase58(), authority.toBase58());
  });

  it("can be had of each transaction of an action, in order, with room in every one", async () => {
    const { chain, user, admin } = await newLiquidPool({ validators: 3 });
    const vault = funded(chain);
    const { publicKey: authority } = vault;
    const destination = tokenAddress(user.mint, authority);
    chain.run([createTokenAccount({ payer: authority, owner: authority, mint: user.mint })], [vault]);
    await user.depositSol({ lamports: 300n * SOL, destination });
    const order = { tokens: SOL, minimumLamportsOut: MINIMUM_TICKET_LAMPORTS };
    // Several orders are several messages, at addresses of their own.
    const orders = await user.unsignedAll(authority, async (it) => {
      for (let turn = 0; turn < 30; turn++) await it.orderUnstake(order);
    });
    assert.equal(orders.length, 30);
    for (const message of orders) await run(chain, message, vault);
    chain.passEpochs(1);
    await admin.crank();
    // What has been delegated earns.
    chain.passEpochs(1);
    await admin.crank();
    const before = await admin.tickets({ owner: authority });
    assert.equal(before.length, 30);

    await assert.rejects(
      user.unsigned(authority, (it) => it.claimTickets()),
      (error) => isError(error, "InvalidArgument") && error.args.argument === "act",
    );
    const claims = await user.unsignedAll(authority, (it) => it.claimTickets());
    assert.ok(claims.length > 1, `${claims.length} transactions`);
    const tokens = 250n * SOL;
    await assert.rejects(
      user.unsignedAll(authority, (it) => it.withdrawStakeAccounts({ tokens })),
      (error) => isError(error, "InvalidArgument") && error.args.argument === "minimumLamportsOut",
    );
    const withdrawals = await user.unsignedAll(authority, (it) =>
      it.withdrawStakeAccounts({ tokens, minimumLamportsOut: (tokens * 99n) / 100n }),
    );
    assert.equal(withdrawals.length, 3, "a validator has not enough for all of it");
    for (const { bytes, bytesLeft, message } of [...claims, ...withdrawals]) {
      assert.equal(message.serialize().length, bytes);
      assert.equal(bytesLeft, 1_232 - 384 - bytes);
      assert.ok(bytesLeft >= 0);
    }
    for (const message of [...claims, ...withdrawals]) await run(chain, message, vault);
    assert.deepEqual(await admin.tickets({ owner: authority }), []);
  });

  it("wants its minimums named, and refuses what it cannot be", async () => {
    const { chain, user } = await newLiquidPool({ validators: 1 });
    const { publicKey: authority } = funded(chain);
    const invalid = async (act: Parameters<typeof user.unsigned>[1], argument: string) => {
      await assert.rejects(user.unsigned(authority, act), (error) => {
        assert.ok(isError(error, "InvalidArgument"), String(error));
        assert.equal(error.args.argument, argument);
        return true;
      });
    };
    await invalid((it) => it.depositSol({ lamports: SOL }), "minimumTokensOut");
    await invalid((it) => it.liquidUnstake({ tokens: SOL }), "minimumLamportsOut");
    await invalid((it) => it.addLiquidity({ lamports: SOL }), "minimumSharesOut");
    await invalid((it) => it.orderUnstake({ tokens: SOL }), "minimumLamportsOut");
    await invalid((it) => it.removeLiquidity({ shares: SOL, minimumLamportsOut: 1n }), "minimumTokensOut");
    await invalid((it) => it.price(), "act");
    await invalid((it) => it.refresh(), "act");
    await invalid((it) => it.claimTickets(), "act");
    const changes = Array.from({ length: 18 }, (_, index) => ({
      index,
      vote: authority,
      score: 1,
      cap: 0n,
      keep: false,
    }));
    await assert.rejects(
      actions.unsignedMessage(user.session, { authority, act: (session) => actions.setScores(session, { changes }) }),
      (error) => isError(error, "TooLarge") && Number(error.args.bytes) > Number(error.args.limit),
    );
  });
});
