// Where tokens may go: anywhere but to the pool's own token accounts, where nobody could reach them.
import assert from "node:assert/strict";
import { AuthorityType, createSetAuthorityInstruction } from "@solana/spl-token";
import type { PublicKey, TransactionInstruction } from "@solana/web3.js";
import { fixture, type Provider, SOL, TestContext, type TestPool } from "../common";

/** The liquidity pool holds tokens, the user a queued ticket and a stake account that can be deposited. */
const given = fixture(() => {
  const context = new TestContext();
  const pool = context.createTestPool({ scores: [100] });
  pool.createLiquidity();
  const user = pool.provider();
  pool.deposit(user, 299n * SOL);
  pool.addLiquidity(user, 50n * SOL);
  pool.sell(user, 5n * SOL);
  pool.delegateAll();
  pool.order(user, SOL);
  const account = context.stakeAccount(user.keypair, pool.vote(0), 10n * SOL);
  pool.nextEpoch();
  return { context, pool, user, account };
});

type Build = (pool: TestPool, user: Provider, account: PublicKey) => TransactionInstruction;

const GIVERS: Record<string, Build> = {
  deposit_sol: (pool, user) => pool.depositInstruction(user, 10n * SOL),
  deposit_stake_account: (pool, user, account) => pool.depositStakeInstruction(user, account, 0),
  remove_liquidity: (pool, user) => pool.removeLiquidityInstruction(user, 10n * SOL),
  cancel_ticket: (pool, user) => pool.cancelInstruction(user, 0n),
};

describe("the tokens of", () => {
  let context: TestContext;
  let pool: TestPool;
  let user: Provider;
  let account: PublicKey;

  beforeEach(() => {
    ({ context, pool, user, account } = given());
  });

  for (const [name, build] of Object.entries(GIVERS)) {
    describe(name, () => {
      const to = (tokens: PublicKey) => build(pool, { ...user, tokens }, account);

      it("cannot go to the pool's own accounts", () => {
        const { escrow, seed } = pool.pdas;
        for (const own of [escrow, seed, pool.liquidityPdas.liquidityTokens]) {
          context.refused(to(own), [user.keypair], "WrongDestination");
        }
      });

      it("can go to an account of another program that is its own authority, as the pool's are", () => {
        const owner = context.keypair("owner of the vault");
        const vault = pool.tokenAccount(owner.publicKey, "vault");
        const handOver = createSetAuthorityInstruction(vault, owner.publicKey, AuthorityType.AccountOwner, vault);
        context.done(handOver, [owner]);
        context.done(to(vault), [user.keypair]);
        assert(pool.tokensOf(vault) > 0n);
      });
    });
  }
});
