// Every example does what it says, on a local network.
import assert from "node:assert/strict";
import { type Connection, type Keypair, PublicKey } from "@solana/web3.js";
import { fetchTicket, keypairWallet, TruestakeClient, tokenAddress } from "@truestake/sdk";
import { main as deposit } from "../../examples/deposit";
import { main as exit } from "../../examples/exit";
import { main as keeper } from "../../examples/keeper";
import { main as listener } from "../../examples/listener";
import type { Stage } from "../../examples/stage";
import { passEpoch, withNetwork } from "../clients/support/world";

const SOL = 1_000_000_000n;

describe("the examples", function () {
  this.timeout(180_000);
  const network = withNetwork({ demo: true });
  let connection: Connection;
  let lines: string[];

  /** What an example is given, with what it prints in `lines`. */
  function stageOf(key: Keypair): Stage {
    const { mint } = network().node.facts.demo as { mint: string };
    const print = (line: string): void => {
      lines.push(line);
    };
    return { connection, wallet: keypairWallet(key), mint: new PublicKey(mint), print };
  }

  async function tokensOf({ wallet, mint }: Stage): Promise<bigint> {
    const account = tokenAddress(mint, wallet.publicKey);
    if (!(await connection.getAccountInfo(account))) return 0n;
    return BigInt((await connection.getTokenAccountBalance(account)).value.amount);
  }

  before(() => {
    connection = network().connection("confirmed");
  });
  beforeEach(() => {
    lines = [];
  });

  it("deposit.ts deposits", async () => {
    const stage = stageOf(network().key("carol"));
    const tokens = await deposit(stage, 3n * SOL);
    assert.ok(tokens > 0n);
    assert.equal(await tokensOf(stage), tokens);
    assert.match(lines[0] ?? "", /^3 SOL give \d+ tokens at 1\.\d+ SOL$/);
    assert.match(lines[1] ?? "", new RegExp(`^received ${tokens} tokens: `));
  });

  it("exit.ts compares the ways out, sells, and orders", async () => {
    const stage = stageOf(network().key("alice"));
    const before = await tokensOf(stage);
    const { lamports, ticket } = await exit(stage, 2n * SOL);
    assert.ok(lamports > (9n * SOL) / 10n && lamports < (11n * SOL) / 10n, `${lamports}`);
    assert.equal(await tokensOf(stage), before - 2n * SOL);
    assert.equal((await fetchTicket(connection, ticket)).tokens, SOL);
    const words = lines.map((line) => line.split(":")[0]);
    assert.deepEqual(words, ["liquid", "ticket", "stake", "sold", "ordered"]);
  });

  it("keeper.ts brings the pool into the next epoch", async () => {
    const stage = stageOf(network().key("bob"));
    await passEpoch(network());
    const report = await keeper(stage);
    assert.ok(report && report.refreshed.length > 0, lines.join("\n"));
    const { fresh } = await new TruestakeClient(stage).price();
    assert.equal(fresh, true);
    assert.match(lines[0] ?? "", /^transactions: [1-9]/);
  });

  it("listener.ts says what happens", async () => {
    const stage = stageOf(network().key("carol"));
    const told = new Promise<void>((resolve) => {
      const print = stage.print;
      stage.print = (line) => {
        print(line);
        if (line.startsWith("SolDeposited")) resolve();
      };
    });
    const stop = listener(stage);
    // A subscription begins some time after it is asked for: until the first event is told, deposits go on.
    const client = new TruestakeClient(stage);
    let done = false;
    const events = told.then(() => {
      done = true;
    });
    while (!done) await Promise.race([events, client.depositSol({ lamports: SOL })]);
    await stop();
    assert.match(lines[0] ?? "", /^SolDeposited in slot \d+: supply \d+ -> \d+, \w{80,}$/);
  });
});
