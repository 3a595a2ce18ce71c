// Class: Token-2022, whose accounts can charge, freeze or refuse by extensions. The guards are Program<Token> and
// Account<TokenAccount> of the classic program alone, and receives() for the treasury and a referrer.
import assert from "node:assert/strict";
import { TOKEN_2022_PROGRAM_ID, TOKEN_PROGRAM_ID } from "@solana/spl-token";
import { Keypair, type PublicKey, type TransactionInstruction } from "@solana/web3.js";
import { deployment, instructions } from "@truestake/sdk";
import { fixture, type Provider, SOL, type TestContext, type TestPool } from "../common";
import { stakedPool } from "./helpers";

const staked = stakedPool();
const given = fixture(() => {
  const { context, pool } = staked();
  pool.createLiquidity();
  const user = pool.provider();
  pool.deposit(user, 100n * SOL);
  pool.addLiquidity(user, 50n * SOL);
  pool.order(user, 2n * SOL);
  return { context, pool, user };
});

describe("[class-token2022] Token-2022", () => {
  let context: TestContext;
  let pool: TestPool;
  let user: Provider;

  beforeEach(() => {
    ({ context, pool, user } = given());
  });

  /** The same bytes in an account of Token-2022. */
  function copy(of: PublicKey): PublicKey {
    const account = context.chain.account(of) ?? assert.fail();
    const address = Keypair.generate().publicKey;
    context.chain.setAccount(address, { ...account, owner: TOKEN_2022_PROGRAM_ID });
    return address;
  }

  function swapped(instruction: TransactionInstruction, from: PublicKey, to: PublicKey): TransactionInstruction {
    const keys = instruction.keys.map((key) => (key.pubkey.equals(from) ? { ...key, pubkey: to } : key));
    return { ...instruction, keys };
  }

  const all = (): [TransactionInstruction, Keypair[]][] => [
    [pool.depositInstruction(user, SOL), [user.keypair]],
    [pool.orderInstruction(user, SOL), [user.keypair]],
    [pool.cancelInstruction(user, 0n), [user.keypair]],
    [pool.sellInstruction(user, SOL), [user.keypair]],
    [pool.addLiquidityInstruction(user, SOL), [user.keypair]],
    [pool.removeLiquidityInstruction(user, SOL), [user.keypair]],
    [pool.settleInstruction(), []],
    [pool.updatePoolInstruction(), []],
  ];

  it("is no token program to any instruction", () => {
    for (const [instruction, signers] of all()) {
      context.refused(swapped(instruction, TOKEN_PROGRAM_ID, TOKEN_2022_PROGRAM_ID), signers, "InvalidProgramId");
    }
  });

  it("makes no mint of a pool", () => {
    const [creator, mint] = [context.keypair("creator"), Keypair.generate()];
    const create = instructions.createPool({
      creator: creator.publicKey,
      pool: deployment({ mint: mint.publicKey }),
      config: pool.config,
    });
    const wrong = swapped(create, TOKEN_PROGRAM_ID, TOKEN_2022_PROGRAM_ID);
    context.refused(wrong, [creator, mint], "InvalidProgramId");
  });

  it("has no account that gives or takes", () => {
    const tokens = copy(user.tokens);
    const own = new Set([0, 1, 2, 3, 5]);
    for (const [index, [instruction, signers]] of all().entries()) {
      if (!own.has(index)) continue;
      context.refused(swapped(instruction, user.tokens, tokens), signers, "AccountOwnedByWrongProgram");
    }
    const shares = swapped(pool.addLiquidityInstruction(user, SOL), user.shares, copy(user.shares));
    context.refused(shares, [user.keypair], "AccountOwnedByWrongProgram");
  });

  it("has no mint of the pool's, though every byte is the same", () => {
    const mint = copy(pool.pdas.mint);
    const wrong = swapped(pool.depositInstruction(user, SOL), pool.pdas.mint, mint);
    context.refused(wrong, [user.keypair], "AccountOwnedByWrongProgram");
  });

  it("refers nobody", () => {
    const referrer = copy(user.tokens);
    context.refused(pool.depositInstruction(user, SOL, { referrer }), [user.keypair], "WrongReferrer");
  });

  it("[bug-spl-hostage] has a treasury that receives nothing, and holds nobody up", () => {
    const account = context.chain.account(pool.config.treasury) ?? assert.fail();
    context.chain.setAccount(pool.config.treasury, { ...account, owner: TOKEN_2022_PROGRAM_ID });
    assert.equal(pool.deposit(user, SOL).event.data.treasury_tokens, 0n);
    assert.equal(pool.sell(user, SOL).event.data.treasury_tokens, 0n);
    context.chain.passEpochs(1);
    context.chain.donate(pool.pdas.reserve, SOL);
    assert.equal(pool.update().event.data.fee_tokens, 0n);
  });
});
