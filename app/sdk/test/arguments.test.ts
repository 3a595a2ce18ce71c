// Wrong arguments are refused by name before anything is read, and a missing wallet before anything is sent.
import assert from "node:assert/strict";
import { Keypair, PublicKey } from "@solana/web3.js";
import { isError, keypairWallet, type Session, TruestakeClient, U64_MAX } from "../src";
import * as everyAction from "../src/actions";
import { newLiquidPool, SOL } from "./pool";

const key = (): PublicKey => Keypair.generate().publicKey;
/** A node that must not be asked for anything. */
const silent = new Proxy({}, { get: (_, method) => assert.fail(`${String(method)} was asked for`) }) as never;
const mint = key();
const client = new TruestakeClient({ connection: silent, wallet: keypairWallet(Keypair.generate()), mint });

const AMOUNTS: unknown[] = [-1n, U64_MAX + 1n, 1, 1.5, "1", null, {}, Number.NaN];
const ADDRESSES: unknown[] = ["11111111111111111111111111111111", 7, null, {}];

type Call = (parameters: never) => Promise<unknown>;

/** Each call with arguments that are right, and those of them that are amounts and addresses. */
const CALLS: Record<string, { right: Record<string, unknown>; amounts: string[]; addresses: string[] }> = {
  depositSol: {
    right: { lamports: SOL },
    amounts: ["lamports", "minimumTokensOut", "ifBalance"],
    addresses: ["destination", "referrer"],
  },
  depositStakeAccount: {
    right: { stake: key() },
    amounts: ["minimumTokensOut"],
    addresses: ["stake", "destination"],
  },
  withdrawStakeAccount: {
    right: { tokens: SOL },
    amounts: ["tokens", "minimumLamportsOut"],
    addresses: ["vote", "source", "authority"],
  },
  withdrawStakeAccounts: { right: { tokens: SOL }, amounts: ["tokens"], addresses: ["source"] },
  orderUnstake: { right: { tokens: SOL }, amounts: ["tokens", "minimumLamportsOut"], addresses: ["source"] },
  liquidUnstake: {
    right: { tokens: SOL },
    amounts: ["tokens", "minimumLamportsOut", "ifBalance"],
    addresses: ["source", "recipient"],
  },
  addLiquidity: {
    right: { lamports: SOL },
    amounts: ["lamports", "minimumSharesOut", "ifBalance"],
    addresses: ["destination"],
  },
  removeLiquidity: {
    right: { shares: SOL },
    amounts: ["shares", "minimumLamportsOut", "minimumTokensOut", "ifBalance"],
    addresses: ["source", "destination", "recipient"],
  },
  cancelTicket: { right: { ticket: key() }, amounts: [], addresses: ["ticket", "destination"] },
  claimTicket: { right: { ticket: key() }, amounts: [], addresses: ["ticket"] },
  claimTickets: { right: {}, amounts: [], addresses: ["owner"] },
  transferTicket: { right: { ticket: key(), newOwner: key() }, amounts: [], addresses: ["ticket", "newOwner"] },
  ticketPosition: { right: { ticket: key() }, amounts: [], addresses: ["ticket"] },
  quoteCancelTicket: { right: { ticket: key() }, amounts: [], addresses: ["ticket"] },
  planExit: { right: { tokens: SOL }, amounts: ["tokens"], addresses: [] },
  convert: { right: { conversion: "toTokens", amount: SOL }, amounts: ["amount"], addresses: [] },
  addValidator: { right: { vote: key(), score: 1 }, amounts: ["cap"], addresses: ["vote"] },
  setRole: { right: { role: "guardian", newHolder: key() }, amounts: [], addresses: ["newHolder"] },
  proposeAdmin: { right: { newAdmin: key() }, amounts: [], addresses: ["newAdmin"] },
  createLiquidity: {
    right: { seedLamports: SOL, config: { target: SOL, minFee: 1, maxFee: 2, treasuryCut: 0, cap: SOL } },
    amounts: ["seedLamports"],
    addresses: [],
  },
};

async function refusal(call: () => Promise<unknown>): Promise<unknown> {
  try {
    await call();
  } catch (error) {
    return error;
  }
  return undefined;
}

const actions: Readonly<Record<string, unknown>> = { ...everyAction };

describe("arguments", () => {
  for (const [name, { right, amounts, addresses }] of Object.entries(CALLS)) {
    it(`of ${name} are refused by name, before anything is read`, async () => {
      const call = actions[name] as (session: Session, parameters: never) => Promise<unknown>;
      const method = client[name as keyof typeof client] as unknown as Call;
      const wrong = [
        ...amounts.flatMap((argument) => AMOUNTS.map((value) => ({ argument, value }))),
        ...addresses.flatMap((argument) => ADDRESSES.map((value) => ({ argument, value }))),
      ];
      for (const { argument, value } of wrong) {
        const parameters = { ...right, [argument]: value } as never;
        for (const attempt of [() => call(client.session, parameters), () => method.call(client, parameters)]) {
          const error = await refusal(attempt);
          assert.ok(isError(error, "InvalidArgument"), `${argument} ${String(value)}: ${error}`);
          assert.equal(error.args.argument, argument);
          assert.deepEqual([error.phase, error.effect, error.retry], ["argument", "none", "never"]);
          assert.ok(error.message.startsWith(argument));
          JSON.stringify(error);
        }
      }
    });
  }

  it("are followed by the question for a wallet, with an error of its own", async () => {
    const reader = new TruestakeClient({ connection: silent, mint });
    for (const [name, { right }] of Object.entries(CALLS)) {
      if (["ticketPosition", "quoteCancelTicket", "planExit", "convert"].includes(name)) continue;
      const error = await refusal(() =>
        (reader[name as keyof typeof reader] as unknown as Call).call(reader, right as never),
      );
      assert.ok(isError(error, "NoWallet"), `${name}: ${error}`);
    }
    for (const name of ["refresh", "crank", "settleTickets", "delegateAll", "deactivateAll", "unpause"] as const) {
      assert.ok(isError(await refusal(() => reader[name]()), "NoWallet"), name);
    }
  });

  it("are all that views need: neither a wallet nor SOL", async () => {
    const { chain, user, admin, adminKey } = await newLiquidPool({ validators: 1 });
    // The one whom views would be simulated for has nothing left.
    chain.run(
      [
        {
          programId: new PublicKey("11111111111111111111111111111111"),
          keys: [
            { pubkey: adminKey.publicKey, isSigner: true, isWritable: true },
            { pubkey: key(), isSigner: false, isWritable: true },
          ],
          data: Buffer.concat([Buffer.from([2, 0, 0, 0]), u64(chain.balance(adminKey.publicKey) - 5_000n)]),
        },
      ],
      [adminKey],
    );
    const pauper = { publicKey: key(), signTransaction: () => assert.fail("nobody signs a view") };
    for (const wallet of [undefined, pauper]) {
      const reader = new TruestakeClient({ connection: chain.connection, mint: user.mint, wallet });
      const { amount } = await reader.convert({ conversion: "toLamports", amount: 5n * SOL });
      assert.equal(amount, 5n * SOL);
      assert.equal((await reader.checkBacking()).validators, 1);
      assert.equal((await reader.price()).total > 0n, true);
    }
    assert.equal(chain.balance(admin.session.wallet?.publicKey ?? assert.fail()), 0n);
  });
});

function u64(value: bigint): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(value);
  return bytes;
}
