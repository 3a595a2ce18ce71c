// Every address that the IDL says how to derive is the one that this SDK names: clients that are generated from the IDL and
// this SDK mean the same accounts.
import assert from "node:assert/strict";
import { Keypair, PublicKey, type TransactionInstruction } from "@solana/web3.js";
import published from "../../../artifacts/truestake.json";
import { instructions as build, deployment, type InstructionName, liquidityAddresses, PROGRAM_ID } from "../src";
import { camelCase } from "./names";

type Seed = { kind: string; path?: string; value?: number[] };
type Account = { name: string; address?: string; pda?: { seeds: Seed[]; program?: unknown } };
type Definition = { name: string; accounts: Account[]; args: { name: string; type: unknown }[] };

const definitions = published.instructions as unknown as Definition[];
const key = () => Keypair.generate().publicKey;

const [user, manager, mint] = [key(), key(), key()];
const addresses = deployment({ mint });
// With a liquidity pool: without one its accounts are left out.
const pool = { ...addresses, treasury: key(), liquidity: liquidityAddresses(addresses).liquidity };
const validator = { vote: key() };
const nonce = 2n ** 63n + 258n;
const out = { tokens: 5n, minimumLamportsOut: 4n };
const ticket = { pool, ticket: key(), owner: user };
const liquidity = { target: 1n, minFee: 2, maxFee: 3, treasuryCut: 4, cap: 5n };
const roles = { admin: user, validatorManager: manager, guardian: key() };
const rates = { rewardFee: 1, depositFee: 2, withdrawalFee: 3, ticketFee: 4, referralShare: 5 };
const ratios = { reserveBuffer: 6, maxValidatorShare: 7, maxMove: 8, movingPart: 9 };
const config = { seedLamports: 1n, treasury: pool.treasury, depositCap: 2n, ...roles, ...rates, ...ratios };
const name = { name: "n", symbol: "s", uri: "u" };
const record = { index: 0, stakeStatus: 0, transientStatus: 0 } as never;

/** Every instruction of the program as the SDK builds it; a new one is missed by the type checker. */
const BUILT: Record<InstructionName, TransactionInstruction> = {
  acceptAdmin: build.acceptAdmin({ pool, pendingAdmin: user }),
  addLiquidity: build.addLiquidity({ pool, provider: user, destination: key(), lamports: 1n, minimumSharesOut: 1n }),
  addValidator: build.addValidator({ pool, validatorManager: manager, ...validator, score: 1 }),
  cancelTicket: build.cancelTicket({ ...ticket, destination: key(), minimumTokensOut: 0n }),
  checkBacking: build.checkBacking({ pool, validators: [record] }),
  claimTicket: build.claimTicket({ ...ticket, rentPayer: key() }),
  convert: build.convert({ pool, conversion: "toTokens", amount: 1n }),
  createLiquidity: build.createLiquidity({ pool, admin: user, seedLamports: 1n, config: liquidity }),
  createPool: build.createPool({ creator: user, pool: deployment({ mint }), config }),
  createTokenMetadata: build.createTokenMetadata({ pool, admin: user, payer: user, token: "pool", metadata: name }),
  deactivateStake: build.deactivateStake({ pool, validator }),
  delegateReserve: build.delegateReserve({ pool, validator }),
  depositSol: build.depositSol({ pool, depositor: user, destination: key(), lamports: 1n, minimumTokensOut: 1n }),
  depositStakeAccount: build.depositStakeAccount({
    ...{ pool, depositor: user, deposited: key(), validator, destination: key(), minimumTokensOut: 1n },
  }),
  emergencyDeactivate: build.emergencyDeactivate({ pool, validatorManager: manager, validator }),
  getPrice: build.getPrice({ pool }),
  growHistory: build.growHistory({ pool, payer: user }),
  growQueue: build.growQueue({ pool, payer: user }),
  liquidUnstake: build.liquidUnstake({ pool, seller: user, source: key(), ...out }),
  orderUnstake: build.orderUnstake({ pool, payer: key(), owner: user, source: key(), nonce, ...out }),
  pause: build.pause({ pool, guardian: user, seconds: 1 }),
  proposeAdmin: build.proposeAdmin({ pool, admin: user, newAdmin: key() }),
  proposeConfig: build.proposeConfig({ pool, admin: user, change: {} }),
  removeLiquidity: build.removeLiquidity({
    ...{ pool, provider: user, source: key(), destination: key(), shares: 1n },
    ...{ minimumLamportsOut: 1n, minimumTokensOut: 1n },
  }),
  removeValidator: build.removeValidator({ pool, validator, rentPayer: key(), lastVote: key() }),
  resume: build.resume({ pool, guardian: user }),
  setLiquidityConfig: build.setLiquidityConfig({ pool, admin: user, config: liquidity }),
  setRole: build.setRole({ pool, admin: user, role: "guardian", newHolder: key() }),
  setScore: build.setScore({ pool, validatorManager: manager, validator, score: 1 }),
  setScores: build.setScores({ pool, validatorManager: manager, changes: [] }),
  settleTickets: build.settleTickets({ pool, tickets: [] }),
  transferTicket: build.transferTicket({ ...ticket, newOwner: key() }),
  updatePool: build.updatePool({ pool }),
  updateTokenMetadata: build.updateTokenMetadata({ pool, admin: user, token: "pool", metadata: name }),
  updateValidators: build.updateValidators({ pool, validators: [record] }),
  withdrawStakeAccount: build.withdrawStakeAccount({
    ...{ pool, payer: key(), owner: user, source: key(), validator, nonce, ...out },
  }),
};

/** An argument's bytes. Only a number at the front is used as a seed. */
function argument({ name, args }: Definition, path: string | undefined, data: Buffer): Buffer {
  assert.deepEqual(args[0], { name: path, type: "u64" }, `${name}: a seed from another argument than the first`);
  return Buffer.from(data.subarray(8, 16));
}

/** What the IDL derives from the other accounts and the arguments of an instruction. */
function derived(definition: Definition, { seeds, program }: { seeds: Seed[]; program?: unknown }): PublicKey {
  assert.equal(program, undefined, "an address of another program's");
  const { keys, data } = BUILT[camelCase(definition.name) as InstructionName];
  const named = (path: string | undefined) =>
    keys[definition.accounts.findIndex(({ name }) => name === path)]?.pubkey ?? assert.fail(`no account ${path}`);
  const bytes = seeds.map(({ kind, path, value }) => {
    if (kind === "const") return Buffer.from(value ?? []);
    return kind === "account" ? named(path).toBuffer() : argument(definition, path, data);
  });
  return PublicKey.findProgramAddressSync(bytes, PROGRAM_ID)[0];
}

describe("[fault-idl-seeds] the IDL's addresses", () => {
  for (const definition of definitions) {
    const { keys } = BUILT[camelCase(definition.name) as InstructionName];

    it(`of ${definition.name} are the SDK's`, () => {
      assert.equal(keys.length, definition.accounts.length);
      for (const [place, { name, pda, address }] of definition.accounts.entries()) {
        const named = keys[place]?.pubkey.toBase58();
        if (pda) assert.equal(named, derived(definition, pda).toBase58(), name);
        if (address) assert.equal(named, address, name);
      }
    });
  }

  it("are given for everything that the program creates", () => {
    const given = definitions.flatMap(({ name, accounts }) =>
      accounts.filter(({ pda }) => pda).map((account) => `${name} ${account.name}`),
    );
    for (const created of ["pool", "reserve", "escrow", "seed", "validators", "history", "queue"]) {
      assert(given.includes(`create_pool ${created}`), created);
    }
    for (const created of [
      "add_validator mark",
      "create_liquidity liquidity",
      "order_unstake ticket",
      "withdraw_stake_account exit_stake",
    ]) {
      assert(given.includes(created), created);
    }
  });
});
