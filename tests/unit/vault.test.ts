// The example vault: a derived address that deposits and leaves by calls into the pool's program.
import assert from "node:assert/strict";
import fs from "node:fs";
import { type Keypair, type PublicKey, SystemProgram, type TransactionInstruction } from "@solana/web3.js";
import { instructions } from "@truestake/sdk";
import idl from "../../artifacts/example_vault.json";
import { fieldsOf, fixture, SOL, TestContext, type TestPool, U64_MAX, type User } from "../common";
import type { Accounts } from "../common/example";
import { decodeVault, TestVault, VAULT } from "../common/vault";

/**
 * A pool of 100 SOL at a price of 1 with one validator and no fees but those of leaving, its liquidity pool with 1 SOL; and a
 * vault with 10 SOL.
 */
const given = fixture(() => {
  const context = new TestContext({ programs: [VAULT] });
  const pool = context.createTestPool({ scores: [100], rewardFee: 0, depositFee: 0 });
  const user = pool.user();
  pool.deposit(user, 99n * SOL);
  pool.delegateAll();
  pool.createLiquidity();
  pool.nextEpoch();
  const vault = new TestVault(context, pool, context.keypair("owner"));
  context.done(vault.create(), [vault.owner]);
  vault.fund(user.keypair, 10n * SOL);
  return { context, pool, user, vault };
});

describe("the example vault", () => {
  let context: TestContext;
  let pool: TestPool;
  let user: User;
  let vault: TestVault;
  let owner: Keypair;

  beforeEach(() => {
    ({ context, pool, user, vault } = given());
    ({ owner } = vault);
  });

  const done = (instruction: TransactionInstruction) => context.done(instruction, [owner]);
  const refused = (instruction: TransactionInstruction, error: string, signer = owner) =>
    context.refused(instruction, [signer], error);

  describe("create_vault", () => {
    it("makes a vault with data, and a holder that is the system program's, without data, with just its rent", () => {
      const another = new TestVault(context, pool, context.keypair("another owner"));
      context.done(another.create(), [another.owner]);
      const account = context.chain.account(another.vault) ?? assert.fail();
      assert(account.owner.equals(VAULT.address));
      const { owner, pool: named, holder, tokens } = decodeVault(account.data) as Record<string, PublicKey>;
      const expected = [another.owner.publicKey, pool.pdas.pool, another.holder, another.tokens];
      assert.deepEqual([owner, named, holder, tokens].map(String), expected.map(String));
      const { owner: program, data, lamports } = context.chain.account(another.holder) ?? assert.fail();
      assert(program.equals(SystemProgram.programId));
      assert.deepEqual([data.length, BigInt(lamports)], [0, context.chain.rentFor(0n)]);
      refused(vault.create(), "System:AccountAlreadyInUse");
    });

    it("refuses a pool of another mint, one of a layout it does not know, and what is no pool", () => {
      const another = new TestVault(context, pool, context.keypair("another owner"));
      const other = context.createTestPool();
      refused(another.create({ pool: other.pdas.pool }), "WrongMint", another.owner);
      refused(another.create({ pool: pool.pdas.history }), "AccountDiscriminatorMismatch", another.owner);
      pool.injectPool("version", 2n);
      refused(another.create(), "UnknownVersion", another.owner);
    });
  });

  describe("withdraw_sol", () => {
    it("pays the owner, to the rent", () => {
      const before = context.chain.balance(owner.publicKey);
      done(vault.withdrawSol(10n * SOL));
      assert.equal(context.chain.balance(owner.publicKey), before + 10n * SOL);
      assert.equal(context.chain.balance(vault.holder), context.chain.rentFor(0n));
    });

    it("refuses a lamport more", () => {
      refused(vault.withdrawSol(10n * SOL + 1n), "InsufficientFunds");
      refused(vault.withdrawSol(U64_MAX), "InsufficientFunds");
    });
  });

  describe("deposit", () => {
    it("deposits with the holder as depositor, for tokens of the vault's", () => {
      const { event } = done(vault.deposit(4n * SOL));
      assert.equal(event.name, "SolDeposited");
      assert.equal(event.data.depositor, vault.holder.toBase58());
      assert.equal(event.data.tokens, 4n * SOL);
      assert.equal(pool.tokensOf(vault.tokens), 4n * SOL);
      assert.equal(vault.available, 6n * SOL);
    });

    it("deposits all that is over the rent, and refuses a lamport more", () => {
      refused(vault.deposit(10n * SOL + 1n), "InsufficientFunds");
      done(vault.deposit(10n * SOL));
      assert.equal(vault.available, 0n);
    });

    it("does the same where the pool has no liquidity pool", () => {
      const bare = context.createTestPool({ depositFee: 0 });
      const other = new TestVault(context, bare, owner);
      done(other.create());
      other.fund(user.keypair, SOL);
      done(other.deposit(SOL));
      assert.equal(bare.tokensOf(other.tokens), SOL);
    });

    it("buys what the liquidity pool has on sale first", () => {
      pool.sell(user, SOL / 2n);
      pool.nextEpoch();
      const { event } = done(vault.deposit(4n * SOL));
      // Half a token was sold; what the seller's fee left is held until this epoch has passed.
      const bought = event.data.tokens_from_liquidity as bigint;
      assert(bought > 0n && bought <= SOL / 2n);
      assert.equal(event.data.lamports_to_liquidity, bought);
      assert.equal(pool.tokensOf(vault.tokens), 4n * SOL);
    });

    it("hands the pool's refusals on", () => {
      refused(vault.deposit(SOL, SOL + 1n), "SlippageExceeded");
      refused(vault.deposit(0n), "ZeroAmount");
      context.chain.passEpochs(1);
      refused(vault.deposit(SOL), "PoolOutOfDate");
    });
  });

  describe("order_unstake, cancel_unstake and claim_unstake", () => {
    beforeEach(() => {
      done(vault.deposit(10n * SOL));
    });

    it("order a ticket of the holder's, whose rent is the owner's", () => {
      const before = context.chain.balance(owner.publicKey);
      done(vault.order(7n, 4n * SOL));
      const ticket = fieldsOf(context.chain.account(vault.ticket(7n)));
      assert.equal(ticket.owner, vault.holder.toBase58());
      assert.equal(ticket.orderer, vault.holder.toBase58());
      assert.equal(ticket.rent_payer, owner.publicKey.toBase58());
      assert.equal(ticket.tokens, 4n * SOL);
      assert.equal(context.chain.balance(owner.publicKey), before - (ticket.lamports as bigint));
      assert.equal(pool.tokensOf(vault.tokens), 6n * SOL);
    });

    it("take the tokens back, for nothing in the epoch of the order", () => {
      done(vault.order(7n, 4n * SOL));
      done(vault.cancel(7n));
      assert.equal(pool.tokensOf(vault.tokens), 10n * SOL);
    });

    it("pay the holder what the ticket was paid, and the owner its rent", () => {
      done(vault.order(0n, 4n * SOL));
      const before = context.chain.balance(owner.publicKey);
      const { lamports: rent } = fieldsOf(context.chain.account(vault.ticket(0n)));
      pool.nextEpoch();
      pool.settle();
      // By anybody. The ticket pays 4 SOL less 0.1 %.
      context.done(vault.claim(0n));
      assert.equal(vault.available, 3_996_000_000n);
      assert.equal(context.chain.balance(owner.publicKey), before + (rent as bigint));
      assert.equal(context.chain.account(vault.ticket(0n)), null);
    });

    it("hand the pool's refusals on", () => {
      refused(vault.order(0n, 4n * SOL, 4n * SOL), "SlippageExceeded");
      refused(vault.order(0n, 10n * SOL + 1n), "InsufficientTokens");
      done(vault.order(0n, 4n * SOL));
      refused(vault.order(0n, SOL), "System:AccountAlreadyInUse");
      context.refused(vault.claim(0n), [], "TicketNotSettled");
      const mine = pool.order(user, SOL);
      refused(vault.cancel(0n, { ticket: pool.ticketAddress(mine) }), "NotTicketOwner");
    });
  });

  describe("sell", () => {
    beforeEach(() => {
      done(vault.deposit(10n * SOL));
    });

    it("pays the holder out of the liquidity pool", () => {
      const { event } = done(vault.sell(SOL / 2n));
      assert.equal(event.name, "LiquidUnstaked");
      assert.equal(event.data.seller, vault.holder.toBase58());
      assert.equal(event.data.recipient, vault.holder.toBase58());
      const lamports = event.data.lamports as bigint;
      // At a price of 1 half a SOL less 0.3 % to 3 %: the pool has 1 of the 100 SOL that its cheapest rate is for.
      assert(lamports > 485_000_000n && lamports < 498_500_000n);
      assert.equal(vault.available, lamports);
      assert.equal(pool.tokensOf(vault.tokens), 9_500_000_000n);
    });

    it("hands the pool's refusals on", () => {
      refused(vault.sell(SOL / 2n, SOL / 2n), "SlippageExceeded");
      refused(vault.sell(2n * SOL), "InsufficientLiquidity");
    });
  });

  describe("take_stake_account", () => {
    beforeEach(() => {
      done(vault.deposit(10n * SOL));
    });

    it("burns the vault's tokens for an active stake account of the owner's", () => {
      const vote = pool.vote(0);
      const { event } = done(vault.takeStake(3n, vote, 5n * SOL));
      assert.equal(event.name, "StakeAccountWithdrawn");
      assert.equal(event.data.owner, vault.holder.toBase58());
      assert.equal(event.data.authority, owner.publicKey.toBase58());
      // 5 SOL less 0.1 %.
      const stake = fieldsOf(context.chain.account(vault.exitStake(3n)));
      assert.deepEqual([event.data.lamports, stake.stake], [4_995_000_000n, 4_995_000_000n]);
      assert.equal(pool.tokensOf(vault.tokens), 5n * SOL);
    });

    it("hands the pool's refusals on", () => {
      const vote = pool.vote(0);
      refused(vault.takeStake(0n, vote, 5n * SOL, 5n * SOL), "SlippageExceeded");
      done(vault.takeStake(0n, vote, SOL * 2n));
      refused(vault.takeStake(0n, vote, SOL * 2n), "NonceTaken");
    });
  });

  describe("holdings", () => {
    it("counts SOL over the rent, and tokens at the true price", () => {
      assert.deepEqual(vault.holdings, { lamports: 10n * SOL, tokens: 0n, tokensWorth: 0n });
      done(vault.deposit(4n * SOL));
      assert.deepEqual(vault.holdings, { lamports: 6n * SOL, tokens: 4n * SOL, tokensWorth: 4n * SOL });
    });

    it("counts a reward slot by slot", () => {
      done(vault.deposit(4n * SOL));
      context.chain.donate(pool.pdas.reserve, 10n * SOL + 4n);
      pool.nextEpoch();
      assert.equal(vault.holdings.tokensWorth, 4n * SOL);
      context.chain.advanceSlots(500n);
      // 104 SOL and half of 10.000000004, for 104 tokens: 4 ÷ 104 of it, floored.
      assert.equal(vault.holdings.tokensWorth, (4n * (109n * SOL + 2n)) / 104n);
    });

    it("refuses a price that is old, unknown or none", () => {
      pool.injectPool("supply", 0n);
      context.refused(vault.holdingsInstruction(), [], "NoPrice");
      pool.injectPool("version", 2n);
      context.refused(vault.holdingsInstruction(), [], "UnknownVersion");
      pool.injectPool("version", 1n);
      context.chain.passEpochs(1);
      context.refused(vault.holdingsInstruction(), [], "PriceOutOfDate");
    });
  });

  describe("as the pool's validator manager", () => {
    const appoint = (holder: PublicKey) =>
      instructions.setRole({
        pool: pool.deployment,
        admin: pool.roles.admin.publicKey,
        role: "validatorManager",
        newHolder: holder,
      });

    it("lists validators and sets scores, once it is in office", () => {
      context.done(appoint(vault.holder), [pool.roles.admin]);
      const vote = context.chain.createVoteAccount();
      refused(vault.addValidatorAsManager(vote, 50, 30n * SOL), "NotValidatorManager");
      for (let update = 0; update < 5; update++) pool.nextEpoch();

      const before = context.chain.balance(owner.publicKey);
      done(vault.addValidatorAsManager(vote, 50, 30n * SOL));
      const { vote: listed, score, cap } = pool.record(1);
      assert.deepEqual([String(listed), score, cap], [vote.toBase58(), 50, 30n * SOL]);
      assert(context.chain.balance(owner.publicKey) < before, "the owner pays for its place");

      done(vault.setScoreAsManager(pool.vote(0), 0));
      assert.deepEqual([pool.record(0).score, pool.record(1).score], [0, 50]);
      context.refused(pool.setScoreInstruction(0, 100), [pool.roles.manager], "NotValidatorManager");
    });

    it("has to be the holder: an account with data is refused", () => {
      context.refused(appoint(vault.vault), [pool.roles.admin], "WrongRoleHolder");
      context.refused(appoint(vault.tokens), [pool.roles.admin], "WrongRoleHolder");
    });
  });

  describe("a ticket's new owner", () => {
    it("has to be the holder too", () => {
      const mine = pool.order(user, SOL);
      const ticket = pool.ticketAddress(mine);
      const give = (newOwner: PublicKey) =>
        instructions.transferTicket({ pool: pool.deployment, ticket, owner: user.address, newOwner });
      context.done(give(vault.holder), [user.keypair]);
      assert.equal(pool.ticket(mine).owner.toBase58(), vault.holder.toBase58());
    });
  });

  /** A call of every instruction but the one that makes a vault; `other` replaces accounts. */
  const calls: Record<string, (other?: Accounts) => TransactionInstruction> = {
    withdraw_sol: (other) => vault.withdrawSol(SOL, other),
    deposit: (other) => vault.deposit(SOL, 1n, other),
    order_unstake: (other) => vault.order(0n, SOL, 1n, other),
    cancel_unstake: (other) => vault.cancel(0n, other),
    claim_unstake: (other) => vault.claim(0n, other),
    sell: (other) => vault.sell(SOL, 1n, other),
    take_stake_account: (other) => vault.takeStake(0n, pool.vote(0), SOL, 1n, other),
    holdings: (other) => vault.holdingsInstruction(other),
    add_validator_as_manager: (other) => vault.addValidatorAsManager(pool.vote(0), 1, SOL, other),
    set_score_as_manager: (other) => vault.setScoreAsManager(pool.vote(0), 1, other),
  };

  for (const { name, accounts } of idl.instructions.filter(({ name }) => name !== "create_vault")) {
    const call = (other?: Accounts) => (calls[name] ?? assert.fail(`a call of ${name}`))(other);
    const names = accounts.map((account) => account.name);
    /** Everything but claiming and looking is the owner's. */
    const isOpen = ["claim_unstake", "holdings"].includes(name);

    describe(name, () => {
      if (!isOpen) {
        it("obeys nobody but the owner", () => {
          refused(call({ owner: user.address }), "NotOwner", user.keypair);
          const unsigned = call();
          for (const key of unsigned.keys) key.isSigner = false;
          context.refused(unsigned, [], "AccountNotSigner");
        });
      }

      it("takes no other accounts for the vault's, and no other program for the pool's", () => {
        const other = context.createTestPool();
        const wrong: [name: string, address: PublicKey, error: string][] = [
          ["holder", user.address, "WrongHolder"],
          ["tokens", user.tokens, "WrongTokens"],
          ["pool", other.pdas.pool, "WrongPool"],
          ["pool_program", VAULT.address, "InvalidProgramId"],
        ];
        const named = wrong.filter(([account]) => names.includes(account));
        assert(named.length > 0);
        for (const [account, address, error] of named) {
          context.refused(call({ [account]: address }), isOpen ? [] : [owner], error);
        }
      });
    });
  }

  it("has a test for each of its errors", () => {
    const source = fs.readFileSync(__filename, "utf8");
    const missing = idl.errors.map(({ name }) => name).filter((name) => !source.includes(`"${name}"`));
    assert.deepEqual(missing, []);
  });
});
