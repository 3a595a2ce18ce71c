import assert from "node:assert/strict";
import {
  createAssociatedTokenAccountInstruction,
  createCloseAccountInstruction,
  createSyncNativeInstruction,
  createTransferInstruction,
  getAssociatedTokenAddressSync,
  MintLayout,
  NATIVE_MINT,
  TOKEN_PROGRAM_ID,
} from "@solana/spl-token";
import { PublicKey, SystemProgram, Transaction, type TransactionInstruction } from "@solana/web3.js";
import { FaultProxy, type RpcAnswer } from "@truestake/localnet";
import { keypairWallet, markAddress, sendTransaction } from "@truestake/sdk";
import { statementOf } from "@truestake/sdk/statement";
import { decimal } from "../src/output/words";
import { type Json, SOL, Stage } from "./support";

const FEE = 5_000n;
const rowsOf = ({ periods }: Json): Json[] => periods.flatMap(({ rows }: Json) => rows);
const sumOf = (rows: Json[], name: string): bigint => rows.reduce((sum, row) => sum + BigInt(row[name]), 0n);
const named = (rows: Json[], wanted: string): Json => {
  const [found, ...more] = rows.filter(({ what }) => what === wanted);
  assert.ok(found && more.length === 0, `one row is ${wanted}: ${rows.map(({ what }) => what)}`);
  return found;
};

describe("truestake stake statement", () => {
  let stage: Stage;

  before(async () => {
    stage = await Stage.open();
    stage.fund("dora", 30n * SOL);
    await stage.send("dora", "stake", "in", "10");
    await stage.send("dora", "liquidity", "add", "2");
    await stage.localnet.call("localnet_passEpochs", { epochs: 1 });
    await stage.send("dora", "pool", "refresh");
    await stage.send("dora", "stake", "out", "4", "--by", "liquid");
  });
  after(() => stage.close());

  it("opening plus rows is closing, in every epoch", async () => {
    const { periods, gaps, complete } = await stage.json("stake", "statement", "-k", "dora.json");
    assert.deepEqual([gaps, complete], [[], true]);
    assert.equal(periods.length, 2);
    const [first, second] = periods;
    assert.deepEqual([first.opening, first.closing, first.balances], ["0", String(10n * SOL), true]);
    assert.deepEqual([second.opening, second.closing, second.balances], [String(10n * SOL), String(6n * SOL), true]);
    const deposit = named(first.rows, "SolDeposited");
    // What left the wallet: the deposit, the rent of the token account, the fee.
    assert.equal(BigInt(deposit.lamports), -10n * SOL - BigInt(deposit.fee) + BigInt(deposit.rent));
    assert.ok(second.price !== null && BigInt(second.worth) >= 6n * SOL);
    const added = first.rows.find(({ what }: { what: string }) => what === "LiquidityAdded");
    assert.ok(BigInt(added.shares) > 0n);
  });

  it("as CSV, with exact decimals; prices join another currency", async () => {
    const { out, code } = await stage.run("stake", "statement", "-k", "dora.json");
    assert.equal(code, 0);
    assert.match(out, /^100,,opening,0,/m);
    assert.match(out, /^101,,closing,6,/m);
    // Events in words.
    assert.match(out, /^100,[^,]+,SOL deposited,10,/m);
    assert.match(out, /^101,[^,]+,liquid unstaked,-4,/m);
    const day = new Date(Date.now()).toISOString().slice(0, 10);
    const days = [day, new Date(Date.now() + 86_400_000).toISOString().slice(0, 10)];
    stage.write("prices.csv", `date,price\n${days.map((each) => `${each},100.5`).join("\n")}\n`);
    const { fiat, periods } = await stage.json("stake", "statement", "-k", "dora.json", "--prices", "prices.csv");
    const worth = BigInt(periods[1].worth);
    assert.equal(fiat[0].worth, decimal((worth * 1_005n) / 10n));
    stage.write("bad.csv", "date,price\nyesterday,1\n");
    assert.match(
      await stage.failing(2, "stake", "statement", "-k", "dora.json", "--prices", "bad.csv"),
      /bad\.csv:2:1/,
    );
  });

  it("what the node does not keep is a gap, and the epoch is marked", async () => {
    const whole = await stage.json("stake", "statement", "-k", "dora.json");
    const lost = named(rowsOf(whole), "SolDeposited").signature;
    const proxy = await FaultProxy.start(stage.localnet, {
      async call({ method, params }, forward) {
        if (method === "getTransaction" && params[0] === lost) return { result: null };
        return forward();
      },
    });
    const { code, out, error } = await stage.run(
      "stake",
      "statement",
      "-k",
      "dora.json",
      "-u",
      proxy.url,
      "--output",
      "json",
    );
    await proxy.close();
    assert.equal(code, 0, error);
    const { gaps, complete, periods } = JSON.parse(out);
    assert.equal(complete, false);
    const missing = gaps.find(({ says }: { says: string }) => /does not keep this transaction/.test(says));
    assert.equal(missing.after, lost, "it is named");
    // Its tokens are there before the first row that is known, and nobody makes up where they come from.
    const begins = gaps.find(({ says }: { says: string }) => /begins later/.test(says));
    assert.equal(begins.tokens, String(10n * SOL));
    assert.equal(periods[0].opening, String(10n * SOL));
    const between = gaps.find(({ says }: { says: string }) => /SOL moved in between/.test(says));
    assert.equal(between.lamports, named(rowsOf(whole), "SolDeposited").lamports);
  });
});

describe("truestake stake statement, of all that a wallet paid and got", () => {
  let stage: Stage;
  let wallet: PublicKey;

  before(async () => {
    stage = await Stage.open();
    wallet = stage.fund("hal", 60n * SOL).publicKey;
    await stage.send("hal", "stake", "in", "20");
    await stage.send("hal", "stake", "out", "10", "--by", "ticket");
    await stage.localnet.call("localnet_passEpochs", { epochs: 1 });
    await stage.client("operator").crank();
    await stage.send("hal", "ticket", "claim");
  });
  after(() => stage.close());

  const lamportsOf = (key: PublicKey): bigint => BigInt(stage.localnet.chain.account(key)?.lamports ?? 0n);
  const rentOf = async (bytes: number): Promise<bigint> =>
    BigInt(await stage.localnet.connection().getMinimumBalanceForRentExemption(bytes));
  const statement = (name: string, ...words: string[]): Promise<Json> =>
    stage.json("stake", "statement", "-k", `${name}.json`, ...words);
  const put = (name: string, ...instructions: TransactionInstruction[]) =>
    sendTransaction(stage.localnet.chain.connection, keypairWallet(stage.key(name)), { instructions });

  /** The statement by a node that answers `getTransaction` of one signature in its own way. */
  async function altered(signature: string, alter: (answer: RpcAnswer) => RpcAnswer): Promise<Json> {
    const proxy = await FaultProxy.start(stage.localnet, {
      async call({ method, params }, forward) {
        const answer = await forward();
        return method === "getTransaction" && params[0] === signature ? alter(answer) : answer;
      },
    });
    try {
      return await statement("hal", "-u", proxy.url);
    } finally {
      await proxy.close();
    }
  }

  it("[fault-statement] a ticket's rent and its claim are rows, and SOL adds up to the lamport", async () => {
    const found = await statement("hal");
    const rows = rowsOf(found);
    assert.deepEqual([found.gaps, found.complete], [[], true]);
    const [ordered, claimed] = [named(rows, "UnstakeOrdered"), named(rows, "TicketClaimed")];
    const rent = -BigInt(ordered.rent);
    assert.equal(rent, -BigInt(ordered.lamports) - FEE);
    assert.ok(rent > 0n);
    assert.deepEqual([claimed.lamports, claimed.rent], [String(10n * SOL + rent - FEE), String(rent)]);
    assert.equal(sumOf(rows, "lamports"), lamportsOf(wallet), "it began with nothing");
    assert.equal(found.periods.at(-1).closingLamports, String(lamportsOf(wallet)));
    assert.equal(sumOf(rows, "rent"), -(await rentOf(165)), "the token account's is still there");
  });

  it("rent is the wallet's that paid it, not the account's owner's", async () => {
    const ira = stage.fund("ira", 1n * SOL).publicKey;
    const [from, to] = [wallet, ira].map((owner) => getAssociatedTokenAddressSync(stage.mint, owner)) as [
      PublicKey,
      PublicKey,
    ];
    await put(
      "hal",
      createAssociatedTokenAccountInstruction(wallet, to, ira, stage.mint),
      createTransferInstruction(from, to, wallet, 3n * SOL),
    );
    const [got, gave] = [await statement("ira"), await statement("hal")];
    const received = named(rowsOf(got), "transfer");
    assert.deepEqual(
      [received.tokens, received.lamports, received.fee, received.rent],
      [String(3n * SOL), "0", "0", "0"],
    );
    const rent = await rentOf(165);
    const given = named(rowsOf(gave), "transfer");
    assert.deepEqual(
      [given.tokens, given.lamports, given.fee, given.rent],
      [String(-3n * SOL), String(-rent - FEE), String(FEE), String(-rent)],
    );
    assert.deepEqual([got.complete, gave.complete], [true, true]);
  });

  it("a ticket that was received is a row before it is claimed", async () => {
    const to = stage.fund("kim", 1n * SOL).publicKey;
    const { ticket } = await stage.send("hal", "stake", "out", "2", "--by", "ticket");
    await stage.send("hal", "ticket", "transfer", ticket, to.toBase58());
    const found = await statement("kim");
    const row = named(rowsOf(found), "TicketTransferred");
    assert.deepEqual([row.tokens, row.lamports, row.rent, found.complete], ["0", "0", "0", true]);
  });

  it("a transaction that failed has cost its fee", async () => {
    const { chain } = stage.localnet;
    const { blockhash, lastValidBlockHeight } = await chain.connection.getLatestBlockhash();
    const own = getAssociatedTokenAddressSync(stage.mint, wallet);
    const transaction = new Transaction({ blockhash, lastValidBlockHeight, feePayer: wallet });
    transaction.add(createTransferInstruction(own, own, wallet, 1_000n * SOL)).sign(stage.key("hal"));
    await stage.localnet.connection().sendRawTransaction(transaction.serialize(), { skipPreflight: true });
    await stage.localnet.call("localnet_advanceSlots", { slots: 2 });
    const found = await statement("hal");
    const failed = named(rowsOf(found), "failed");
    assert.deepEqual([failed.tokens, failed.lamports, failed.fee, failed.rent], ["0", String(-FEE), String(FEE), "0"]);
    assert.equal(sumOf(rowsOf(found), "lamports"), lamportsOf(wallet));
    assert.equal(found.complete, true);
  });

  it("a transaction that cannot be read is named, and the rest is there", async () => {
    const whole = await statement("hal");
    const { signature, lamports } = named(rowsOf(whole), "TicketClaimed");
    const message = "Transaction version (2) is not supported by the requesting client.";
    const found = await altered(signature, () => ({ error: { code: -32_015, message } }));
    assert.equal(rowsOf(found).length, rowsOf(whole).length - 1);
    assert.equal(found.complete, false);
    const [unread, between] = found.gaps;
    assert.equal(unread.after, signature);
    assert.match(unread.says, /version or form that cannot be read/);
    assert.deepEqual([between.lamports, found.gaps.length], [lamports, 2]);
  });

  it("SOL that its instructions do not account for marks the row and the statement", async () => {
    const { signature } = named(rowsOf(await statement("hal")), "SolDeposited");
    const found = await altered(signature, (answer) => {
      const { result } = answer as { result: Json };
      return { result: { ...result, meta: { ...result.meta, innerInstructions: [] } } };
    });
    assert.deepEqual([named(rowsOf(found), "SolDeposited").explained, found.gaps, found.complete], [false, [], false]);
  });

  it("--epochs asks for the last ones, and begins with what there was", async () => {
    const [whole, found] = [await statement("hal"), await statement("hal", "--epochs", "1")];
    assert.deepEqual(found.periods, whole.periods.slice(-1));
    assert.deepEqual([found.gaps, found.complete], [[], true]);
    assert.equal(found.periods[0].opening, String(10n * SOL));
    assert.match(await stage.failing(2, "stake", "statement", "-k", "hal.json", "--epochs", "0"), /--epochs/);
  });

  it("more transactions than are read are a gap", async () => {
    const connection = stage.localnet.connection();
    const found = await statementOf(connection, stage.client().deployment, wallet, { most: 2 });
    assert.equal(found.complete, false);
    assert.match(found.gaps[0]?.says ?? "", /there are more than 2; ask for fewer epochs/);
  });

  it("who made the pool sees what that has cost", async () => {
    const found = await statement("operator");
    const rows = rowsOf(found);
    const operator = stage.key("operator").publicKey;
    for (const event of ["PoolCreated", "LiquidityCreated", "ValidatorAdded"]) {
      const paid = rows.filter(({ what }) => what.includes(event));
      assert.ok(paid.length > 0, `${event}: ${rows.map(({ what }) => what)}`);
      for (const { rent, lamports } of paid) assert.ok(BigInt(lamports) < BigInt(rent) && BigInt(rent) < 0n);
    }
    assert.deepEqual([found.gaps, rows.filter(({ explained }) => !explained), found.complete], [[], [], true]);
    assert.equal(sumOf(rows, "lamports"), lamportsOf(operator));
  });

  /** Puts the mint of wrapped SOL onto the network, as every cluster has it. */
  function wrapping(): void {
    const data = Buffer.alloc(MintLayout.span);
    const none = { mintAuthorityOption: 0, mintAuthority: PublicKey.default } as const;
    const frozen = { freezeAuthorityOption: 0, freezeAuthority: PublicKey.default } as const;
    MintLayout.encode({ ...none, ...frozen, supply: 0n, decimals: 9, isInitialized: true }, data);
    const account = { data, executable: false, lamports: Number(SOL), owner: TOKEN_PROGRAM_ID };
    stage.localnet.chain.setAccount(NATIVE_MINT, account);
  }

  it("a validator's mark: its rent comes back to who paid it, whoever takes it off", async () => {
    const { vote } = await stage.localnet.call<{ vote: string }>("localnet_createValidator");
    await stage.send("operator", "validator", "add", vote, "50");
    const mark = lamportsOf(markAddress(stage.client().deployment, new PublicKey(vote)));
    await stage.send("operator", "validator", "remove", vote);
    await stage.send("hal", "validator", "remove", vote);
    const { periods, gaps, complete } = await statement("operator");
    const removed = named(rowsOf({ periods }), "ValidatorRemoved");
    const { lamports, fee, rent, explained } = removed;
    assert.deepEqual([lamports, fee, rent, explained], [String(mark), "0", String(mark), true]);
    assert.deepEqual([gaps, complete], [[], true]);
  });

  it("stake accounts, shares, SOL that was wrapped: every row is explained", async () => {
    const lea = stage.fund("lea", 60n * SOL).publicKey;
    await stage.send("lea", "stake", "in", "20");
    await stage.send("lea", "liquidity", "add", "5");
    await stage.send("lea", "liquidity", "remove", "all");
    const { stakeAccounts } = await stage.send("lea", "stake", "out", "5", "--by", "stake");
    await stage.send("lea", "stake", "deactivate", stakeAccounts[0]);
    wrapping();
    const wrapped = getAssociatedTokenAddressSync(NATIVE_MINT, lea);
    await put(
      "lea",
      createAssociatedTokenAccountInstruction(lea, wrapped, lea, NATIVE_MINT),
      SystemProgram.transfer({ fromPubkey: lea, toPubkey: wrapped, lamports: 2n * SOL }),
      createSyncNativeInstruction(wrapped),
    );
    await put("lea", createCloseAccountInstruction(wrapped, lea, lea));
    await stage.localnet.call("localnet_passEpochs", { epochs: 1 });
    await stage.client("operator").crank();
    await stage.send("lea", "stake", "withdraw", stakeAccounts[0]);
    const found = await statement("lea");
    const rows = rowsOf(found);
    assert.deepEqual([found.gaps, rows.filter(({ explained }) => !explained), found.complete], [[], [], true]);
    assert.equal(sumOf(rows, "lamports"), lamportsOf(lea));
    const [wrap, unwrap] = rows.filter(({ what, rent }) => what === "other" && BigInt(rent) !== 0n);
    const rent = await rentOf(165);
    assert.deepEqual([wrap.rent, wrap.lamports], [String(-rent), String(-2n * SOL - rent - FEE)]);
    assert.deepEqual([unwrap.rent, unwrap.lamports], [String(rent), String(2n * SOL + rent - FEE)]);
  });
});
