import assert from "node:assert/strict";
import { SystemProgram } from "@solana/web3.js";
import WebSocket from "ws";
import { parseJson, writeJson } from "../src/server/json";
import { funded, SOL, transfer, until, withLocalnet } from "./support";

interface Message {
  id?: bigint;
  result?: unknown;
  error?: { code: bigint; message: string };
  method?: string;
  params?: { result: { context?: { slot: bigint }; value?: unknown }; subscription: bigint };
}

/** A websocket, and all that came over it. */
class Client {
  readonly messages: Message[] = [];
  private next = 0n;

  private constructor(private readonly socket: WebSocket) {
    socket.on("message", (data) => this.messages.push(parseJson(String(data)) as Message));
  }

  static async open(url: string, options: WebSocket.ClientOptions = {}): Promise<Client> {
    const socket = new WebSocket(url, options);
    const client = new Client(socket);
    await new Promise((resolve, reject) => {
      socket.once("open", resolve);
      socket.once("error", reject);
    });
    return client;
  }

  async call(method: string, ...params: unknown[]): Promise<Message> {
    const id = this.next++;
    this.socket.send(writeJson({ jsonrpc: "2.0", id, method, params }));
    return until(method, () => this.messages.find((message) => message.id === id));
  }

  async subscribe(method: string, ...params: unknown[]): Promise<bigint> {
    const { result, error } = await this.call(method, ...params);
    assert.equal(error, undefined);
    return result as bigint;
  }

  told(subscription: bigint): { context?: { slot: bigint }; value?: unknown }[] {
    return this.messages.flatMap(({ params }) => (params?.subscription === subscription ? [params.result] : []));
  }

  close(): void {
    this.socket.close();
  }
}

describe("Subscriptions", () => {
  const localnet = withLocalnet({ slotMs: 0, finalitySlots: 4n, slotsPerEpoch: 100n });
  let client: Client;

  beforeEach(async () => {
    client = await Client.open(localnet().websocketUrl);
  });
  afterEach(() => client.close());

  /** Sends a transfer; answers with its signature. */
  async function paid(lamports: bigint, name = "receiver") {
    const payer = await funded(localnet(), "payer", 100n * SOL, "processed");
    const { bytes, signature } = await transfer(localnet(), payer, lamports, { to: localnet().key(name).publicKey });
    await localnet().call("sendTransaction", bytes, { encoding: "base64", preflightCommitment: "processed" });
    return signature;
  }

  const advance = (slots: number) => localnet().call("localnet_advanceSlots", { slots });

  it("tell of an account at the commitment that was asked for", async () => {
    const address = localnet().key("told").publicKey.toBase58();
    const [processed, confirmed, finalized] = await Promise.all(
      ["processed", "confirmed", "finalized"].map((commitment) =>
        client.subscribe("accountSubscribe", address, { commitment, encoding: "base64" }),
      ),
    );
    const counts = () => [processed, confirmed, finalized].map((each) => client.told(each as bigint).length);
    const { slot } = localnet().chain;
    await paid(SOL, "told");
    await until("processed", () => counts()[0] === 1);
    assert.deepEqual(counts(), [1, 0, 0]);
    await advance(1);
    await until("confirmed", () => counts()[1] === 1);
    await advance(2);
    assert.deepEqual(counts(), [1, 1, 0]);
    await advance(1);
    await until("finalized", () => counts()[2] === 1);
    for (const each of [processed, confirmed, finalized] as bigint[]) {
      const [told] = client.told(each);
      assert.equal((told?.value as { lamports?: bigint } | undefined)?.lamports, SOL);
      assert.equal(told?.context?.slot, slot);
    }
    // What does not change is not told.
    await paid(SOL, "somebody else");
    await advance(10);
    assert.deepEqual(counts(), [1, 1, 1]);
  });

  it("tell of a program's accounts that pass the filters", async () => {
    const id = await client.subscribe("programSubscribe", SystemProgram.programId.toBase58(), {
      commitment: "processed",
      encoding: "base64",
      filters: [{ dataSize: 7 }],
    });
    const address = localnet().key("seven").publicKey;
    const owner = SystemProgram.programId;
    localnet().chain.put(address, { lamports: SOL, owner, data: Buffer.alloc(7), executable: false });
    localnet().chain.put(localnet().key("eight").publicKey, {
      lamports: SOL,
      owner,
      data: Buffer.alloc(8),
      executable: false,
    });
    await until("an account", () => client.told(id).length > 0);
    assert.deepEqual(
      client.told(id).map(({ value }) => (value as { pubkey: string }).pubkey),
      [address.toBase58()],
    );
  });

  it("tell of no account that is only read, or whose transaction fails", async () => {
    const { chain } = localnet();
    const config = { commitment: "processed", encoding: "base64", filters: [{ dataSize: 9 }] };
    const id = await client.subscribe("programSubscribe", SystemProgram.programId.toBase58(), config);
    const confirmed = await client.subscribe("programSubscribe", SystemProgram.programId.toBase58(), {
      ...config,
      commitment: "confirmed",
    });
    const read = localnet().key("read").publicKey;
    chain.put(read, { lamports: SOL, owner: SystemProgram.programId, data: Buffer.alloc(9), executable: false });
    await advance(1);
    await until("the write", () => client.told(id).length === 1 && client.told(confirmed).length === 1);
    const pay = (lamports: bigint, isWritable: boolean) => {
      const transfer = SystemProgram.transfer({ fromPubkey: chain.faucet.publicKey, toPubkey: read, lamports });
      transfer.keys.push({ pubkey: read, isSigner: false, isWritable });
      return transfer;
    };
    assert.notEqual(chain.send([pay(10n ** 19n, true)]).err, null);
    const nothing = SystemProgram.transfer({
      fromPubkey: chain.faucet.publicKey,
      toPubkey: chain.faucet.publicKey,
      lamports: 1n,
    });
    nothing.keys.push({ pubkey: read, isSigner: false, isWritable: false });
    assert.equal(chain.send([nothing]).err, null);
    await advance(1);
    // Told last: all before it has been told.
    assert.equal(chain.send([pay(1n, true)]).err, null);
    await advance(1);
    await until("the payment", () => client.told(id).length > 1 && client.told(confirmed).length > 1);
    assert.deepEqual([client.told(id).length, client.told(confirmed).length], [2, 2]);
  });

  it("tell of the logs of all, or of who mentions an address", async () => {
    const address = localnet().key("mentioned").publicKey.toBase58();
    const all = await client.subscribe("logsSubscribe", "all", { commitment: "processed" });
    const mine = await client.subscribe("logsSubscribe", { mentions: [address] }, { commitment: "processed" });
    const first = await paid(SOL, "mentioned");
    const second = await paid(SOL, "not mentioned");
    const signatures = (id: bigint) => client.told(id).map(({ value }) => (value as { signature: string }).signature);
    await until("logs", () => signatures(all).includes(second));
    assert.deepEqual(signatures(mine), [first]);
    const { error } = await client.call("logsSubscribe", { mentions: [address, address] });
    assert.match(error?.message ?? "", /Only 1 address supported/);
  });

  it("tell of a signature once, and end; also of one that is there already", async () => {
    const signature = await paid(2n * SOL);
    const confirmed = await client.subscribe("signatureSubscribe", signature, {
      commitment: "confirmed",
      enableReceivedNotification: true,
    });
    await until("receipt", () => client.told(confirmed).length === 1);
    assert.equal(client.told(confirmed)[0]?.value, "receivedSignature");
    await advance(1);
    await until("the result", () => client.told(confirmed).length === 2);
    assert.deepEqual(client.told(confirmed)[1]?.value, { err: null });
    const late = await client.subscribe("signatureSubscribe", signature, { commitment: "confirmed" });
    await until("the result again", () => client.told(late).length === 1);
    await advance(10);
    assert.equal(client.told(confirmed).length, 2);
  });

  it("tell of slots and roots, of each once", async () => {
    const [slots, roots] = await Promise.all([client.subscribe("slotSubscribe"), client.subscribe("rootSubscribe")]);
    const { slot } = localnet().chain;
    for (let passed = 0; passed < 3; passed++) await advance(1);
    await advance(2);
    await until("slots", () => client.told(slots).length === 5 && client.told(roots).length === 5);
    assert.deepEqual(
      client.told(slots),
      [1n, 2n, 3n, 4n, 5n].map((after) => ({
        parent: slot + after - 1n,
        root: after > 3n ? slot + 1n : slot + after - 4n,
        slot: slot + after,
      })),
    );
    assert.deepEqual(
      client.told(roots),
      [-3n, -2n, -1n, 0n, 1n].map((after) => slot + after),
    );
  });

  it("end when they are ended, and with their websocket", async () => {
    const id = await client.subscribe("slotSubscribe");
    assert.equal((await client.call("slotUnsubscribe", id)).result, true);
    await advance(1);
    await client.call("rootSubscribe");
    assert.deepEqual(client.told(id), []);
    assert.match((await client.call("slotUnsubscribe", id)).error?.message ?? "", /Invalid subscription id/);
    // Nobody ends what is another's.
    const other = await Client.open(localnet().websocketUrl);
    const theirs = await other.subscribe("slotSubscribe");
    assert.match((await client.call("slotUnsubscribe", theirs)).error?.message ?? "", /Invalid subscription id/);
    other.close();
  });

  it("are refused by name where there are none", async () => {
    const { error } = await client.call("blockSubscribe", "all");
    assert.equal(error?.code, -32601n);
    assert.match(error?.message ?? "", /no subscription to whole blocks/);
    assert.match((await client.call("getSlot")).error?.message ?? "", /does not know getSlot/);
  });

  it("are for this machine alone", async () => {
    const opened = Client.open(localnet().websocketUrl, { headers: { host: "evil.example" } });
    await assert.rejects(opened, /401|403/);
  });
});
