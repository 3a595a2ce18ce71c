// The example vault, driven by its IDL alone.
import assert from "node:assert/strict";
import {
  type Keypair,
  type PublicKey,
  StakeProgram,
  SYSVAR_CLOCK_PUBKEY,
  SYSVAR_RENT_PUBKEY,
  SYSVAR_STAKE_HISTORY_PUBKEY,
  SystemProgram,
  type TransactionInstruction,
} from "@solana/web3.js";
import {
  exitStakeAddress,
  markAddress,
  PROGRAM_ID,
  stakeAddress,
  ticketAddress,
  transientAddress,
} from "@truestake/sdk";
import idl from "../../artifacts/example_vault.json";
import type { TestContext, TestPool } from ".";
import { type Accounts, type Arguments, ExampleProgram } from "./example";

export const VAULT = new ExampleProgram(idl);

/** What a vault has in hand, and the lamports that its tokens are worth. */
export interface Holdings {
  lamports: bigint;
  tokens: bigint;
  tokensWorth: bigint;
}

/** A vault in a test. Its instructions are built, not sent; `other` replaces accounts. */
export class TestVault {
  readonly vault: PublicKey;
  /** System account that has the SOL, owns the tokens and signs. */
  readonly holder: PublicKey;
  readonly tokens: PublicKey;

  constructor(
    readonly context: TestContext,
    readonly pool: TestPool,
    readonly owner: Keypair,
  ) {
    const vault = VAULT.derive("vault", owner.publicKey, pool.pdas.mint);
    this.vault = context.name(vault, "vault");
    this.holder = context.name(VAULT.derive("holder", vault), "holder");
    this.tokens = context.name(VAULT.derive("tokens", vault), "vault's tokens");
  }

  create(other: Accounts = {}) {
    return this.instruction("create_vault", {}, other);
  }

  withdrawSol(lamports: bigint, other: Accounts = {}) {
    return this.instruction("withdraw_sol", { lamports }, other);
  }

  deposit(lamports: bigint, minimum = 1n, other: Accounts = {}) {
    return this.instruction("deposit", { lamports, minimum_tokens_out: minimum }, other);
  }

  order(nonce: bigint, tokens: bigint, minimum = 1n, other: Accounts = {}) {
    const args = { nonce, tokens, minimum_lamports_out: minimum };
    return this.instruction("order_unstake", args, { ticket: this.ticket(nonce), ...other });
  }

  cancel(nonce: bigint, other: Accounts = {}) {
    return this.instruction("cancel_unstake", {}, { ticket: this.ticket(nonce), ...other });
  }

  claim(nonce: bigint, other: Accounts = {}) {
    const accounts = { ticket: this.ticket(nonce), rent_payer: this.owner.publicKey };
    return this.instruction("claim_unstake", {}, { ...accounts, ...other });
  }

  sell(tokens: bigint, minimum = 1n, other: Accounts = {}) {
    return this.instruction("sell", { tokens, minimum_lamports_out: minimum }, other);
  }

  takeStake(nonce: bigint, vote: PublicKey, tokens: bigint, minimum = 1n, other: Accounts = {}) {
    const accounts = { ...this.validator(vote), exit_stake: this.exitStake(nonce) };
    const args = { nonce, tokens, minimum_lamports_out: minimum };
    return this.instruction("take_stake_account", args, { ...accounts, ...other });
  }

  addValidatorAsManager(vote: PublicKey, score: number, cap: bigint, other: Accounts = {}) {
    return this.instruction("add_validator_as_manager", { score, cap }, { ...this.validator(vote), ...other });
  }

  setScoreAsManager(vote: PublicKey, score: number, other: Accounts = {}) {
    return this.instruction("set_score_as_manager", { score }, { ...this.validator(vote), ...other });
  }

  holdingsInstruction(other: Accounts = {}) {
    return this.instruction("holdings", {}, other);
  }

  get holdings(): Holdings {
    const data = this.context.view(this.holdingsInstruction());
    const [lamports, tokens, tokensWorth] = [0, 8, 16].map((at) => data.readBigUInt64LE(at)) as [
      bigint,
      bigint,
      bigint,
    ];
    return { lamports, tokens, tokensWorth };
  }

  ticket(nonce: bigint): PublicKey {
    return this.context.name(ticketAddress(this.pool.pdas, this.holder, nonce), `ticket ${nonce}`);
  }

  exitStake(nonce: bigint): PublicKey {
    return this.context.name(exitStakeAddress(this.pool.pdas, this.holder, nonce), `exit stake ${nonce}`);
  }

  /** SOL that the holder can spend. */
  get available(): bigint {
    return this.context.chain.balance(this.holder) - this.context.chain.rentFor(0n);
  }

  /** SOL comes in by an ordinary transfer. */
  fund(from: Keypair, lamports: bigint): void {
    const transfer = { fromPubkey: from.publicKey, toPubkey: this.holder, lamports };
    this.context.done(SystemProgram.transfer(transfer), [from]);
  }

  private validator(vote: PublicKey): Accounts {
    const { pdas: pool } = this.pool;
    const [stake, transient, mark] = [stakeAddress(pool, vote), transientAddress(pool, vote), markAddress(pool, vote)];
    return { vote, stake, transient, mark: this.context.name(mark, "mark") };
  }

  private instruction(name: string, args: Arguments, other: Accounts): TransactionInstruction {
    const { liquidity, treasury, ...pool } = this.pool.deployment;
    const hasLiquidity = liquidity !== undefined;
    return VAULT.instruction(
      name,
      {
        owner: this.owner.publicKey,
        vault: this.vault,
        holder: this.holder,
        tokens: this.tokens,
        treasury,
        ...snakeCase({ ...pool, ...(hasLiquidity ? this.pool.liquidityPdas : {}) }),
        pool_program: PROGRAM_ID,
        clock: SYSVAR_CLOCK_PUBKEY,
        stake_history: SYSVAR_STAKE_HISTORY_PUBKEY,
        rent: SYSVAR_RENT_PUBKEY,
        stake_program: StakeProgram.programId,
        ...other,
      },
      args,
    );
  }
}

/** The SDK's names of accounts as the IDL has them. */
function snakeCase(accounts: object): Accounts {
  const entries = Object.entries(accounts as Accounts);
  return Object.fromEntries(
    entries.map(([name, address]) => [name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`), address]),
  );
}

/** What stands in a vault's account. */
export function decodeVault(data: Buffer): Record<string, unknown> {
  return VAULT.coder.accounts.decode("Vault", data) ?? assert.fail("it is a vault");
}
