import assert from "node:assert/strict";
import { PublicKey } from "@solana/web3.js";
import { toBase58 } from "../../src";
import { type Context, errorOf } from "../support";
import { makeWorld, type World } from "./world";

interface Shown {
  data: unknown;
  lamports: bigint;
  owner: string;
  space: bigint;
}

describe("Accounts", () => {
  let world: World;
  before(async () => {
    world = await makeWorld();
  });
  after(() => world.localnet.close());

  async function shown(address: PublicKey, config: object): Promise<Shown | null> {
    const { value } = await world.localnet.call<Context<Shown | null>>("getAccountInfo", address.toBase58(), config);
    return value;
  }

  async function parsed(address: PublicKey) {
    const account = await shown(address, { encoding: "jsonParsed" });
    return account?.data as { program: string; parsed: { type: string; info: Record<string, unknown> } };
  }

  it("come in base58, base64 and zstd, and as a slice", async () => {
    const { localnet, holding } = world;
    const data = localnet.chain.exact(holding)?.data ?? assert.fail();
    assert.deepEqual((await shown(holding, { encoding: "base64" }))?.data, [data.toString("base64"), "base64"]);
    const dataSlice = { offset: 64, length: 8 };
    const sliced = await shown(holding, { encoding: "base64", dataSlice });
    assert.deepEqual(sliced?.data, [data.subarray(64, 72).toString("base64"), "base64"]);
    assert.equal(sliced?.space, 165n);
    assert.deepEqual((await shown(holding, { encoding: "base58", dataSlice }))?.data, [
      toBase58(data.subarray(64, 72)),
      "base58",
    ]);
    // As clients before encodings had it.
    assert.equal((await shown(holding, { dataSlice }))?.data, toBase58(data.subarray(64, 72)));
    const beyond = await shown(holding, { encoding: "base64", dataSlice: { offset: 500, length: 8 } });
    assert.deepEqual(beyond?.data, ["", "base64"]);
    const { code, message } = await errorOf(
      localnet.call("getAccountInfo", holding.toBase58(), { encoding: "base58" }),
    );
    assert.equal(code, -32600n);
    assert.match(message, /please use Base64 encoding/);
  });

  it("come as frames of zstd that say their size, in blocks that are not compressed", async () => {
    const { localnet } = world;
    const address = localnet.key("large").publicKey;
    const data = Buffer.alloc(300_000, "liquid stake ");
    localnet.chain.put(address, { lamports: 10n ** 10n, owner: PublicKey.default, data, executable: false });
    const account = await shown(address, { encoding: "base64+zstd", commitment: "processed" });
    const [text = "", encoding] = (account?.data ?? []) as string[];
    const frame = Buffer.from(text, "base64");
    assert.equal(encoding, "base64+zstd");
    assert.deepEqual([frame.readUInt32LE(0), frame[4], frame.readUInt32LE(5)], [0xfd2fb528, 0xa0, data.length]);
    const blocks: Buffer[] = [];
    for (let at = 9, isLast = false; !isLast; ) {
      const head = frame.readUIntLE(at, 3);
      isLast = (head & 1) === 1;
      assert.equal((head >> 1) & 3, 0, "a raw block");
      blocks.push(frame.subarray(at + 3, at + 3 + (head >> 3)));
      at += 3 + (head >> 3);
    }
    assert(Buffer.concat(blocks).equals(data));
  });

  it("have their lamports to the last one", async () => {
    const { localnet } = world;
    const address = localnet.key("rich").publicKey;
    for (const lamports of [(1n << 53n) + 1n, (1n << 64n) - 1n]) {
      await localnet.call("localnet_setBalance", { address: address.toBase58(), lamports });
      const { value } = await localnet.call<Context<bigint>>("getBalance", address.toBase58(), {
        commitment: "processed",
      });
      assert.equal(value, lamports);
    }
    // Clients without integers of 64 bits write digits.
    await localnet.call("localnet_setBalance", { address: address.toBase58(), lamports: "9007199254740993" });
    assert.equal(localnet.chain.balance(address), 9_007_199_254_740_993n);
  });

  it("are told in words, where nodes know the words", async () => {
    const { mint, holding, stake, vote, nonce, table, payer, localnet } = world;
    const me = payer.publicKey.toBase58();
    const { program, parsed: token } = await parsed(holding);
    assert.deepEqual(
      [program, token],
      [
        "spl-token",
        {
          type: "account",
          info: {
            isNative: false,
            mint: mint.toBase58(),
            owner: me,
            state: "initialized",
            tokenAmount: { amount: "1500000000", decimals: 9n, uiAmount: 1.5, uiAmountString: "1.5" },
          },
        },
      ],
    );
    assert.deepEqual((await parsed(mint)).parsed, {
      type: "mint",
      info: { decimals: 9n, freezeAuthority: null, isInitialized: true, mintAuthority: me, supply: "1500000000" },
    });
    const { type, info } = (await parsed(stake)).parsed;
    const { delegation } = info.stake as { delegation: { voter: string; deactivationEpoch: string; stake: string } };
    assert.deepEqual([type, delegation.voter], ["delegated", vote.toBase58()]);
    assert.equal(delegation.deactivationEpoch, "18446744073709551615");
    const voter = (await parsed(vote)).parsed.info;
    assert.equal(voter.nodePubkey, localnet.key("identity").publicKey.toBase58());
    assert.deepEqual([voter.commission, voter.inflationRewardsCommissionBps], [10n, 1_000n]);
    // 14 for each of the 100 slots.
    assert.deepEqual((voter.epochCredits as unknown[])[0], { epoch: 100n, credits: "1400", previousCredits: "0" });
    assert.equal((await parsed(nonce)).parsed.info.authority, me);
    const { info: lookup } = (await parsed(table)).parsed;
    assert.deepEqual(lookup.addresses, [localnet.key("looked up").publicKey.toBase58()]);
    const clock = (await parsed(new PublicKey("SysvarC1ock11111111111111111111111111111111"))).parsed;
    assert.equal(clock.type, "clock");
    assert.equal((await parsed(new PublicKey("SysvarRent111111111111111111111111111111111"))).parsed.type, "rent");
    // What has no words comes as it is.
    const unknown = await shown(payer.publicKey, { encoding: "jsonParsed" });
    assert.deepEqual(unknown?.data, ["", "base64"]);
  });

  it("are found by size, bytes and state, with context if asked for", async () => {
    const { localnet, mint, holding, payer } = world;
    const program = "TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA";
    const find = async (...filters: unknown[]) => {
      const config = { encoding: "base64", filters, dataSlice: { offset: 0, length: 0 } };
      const found = await localnet.call<{ pubkey: string }[]>("getProgramAccounts", program, config);
      return found.map(({ pubkey }) => pubkey);
    };
    const [token, owner] = [mint.toBase58(), payer.publicKey.toBase58()];
    assert.deepEqual(await find({ dataSize: 165 }, { memcmp: { offset: 0, bytes: token } }), [holding.toBase58()]);
    const base64 = payer.publicKey.toBuffer().toString("base64");
    assert.deepEqual(await find({ memcmp: { offset: 32, bytes: base64, encoding: "base64" } }), [holding.toBase58()]);
    assert.deepEqual(await find({ memcmp: { offset: 0, bytes: owner } }), []);
    assert.deepEqual(await find("tokenAccountState", { memcmp: { offset: 0, bytes: token } }), [holding.toBase58()]);
    const config = { encoding: "base64", withContext: true, filters: [{ dataSize: 165 }] };
    const { context, value } = await localnet.call<Context<unknown[]>>("getProgramAccounts", program, config);
    assert.equal(context.slot, localnet.node.heads.at("finalized"));
    assert.equal(value.length, 1);
  });

  it("are not shown at a slot before the one that is asked for at least", async () => {
    const { localnet, payer } = world;
    const address = payer.publicKey.toBase58();
    const { slot } = localnet.chain;
    for (const method of ["getBalance", "getAccountInfo"]) {
      const { code, data } = await errorOf(localnet.call(method, address, { minContextSlot: slot }));
      assert.deepEqual([code, data], [-32016n, { contextSlot: slot - 8n }]);
    }
    const config = { minContextSlot: slot, commitment: "processed" };
    assert.equal((await localnet.call<Context<bigint>>("getBalance", address, config)).context.slot, slot);
  });
});
