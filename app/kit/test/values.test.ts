// What the generated client reads is what the SDK reads: every field of every account and event.
import assert from "node:assert/strict";
import { PublicKey } from "@solana/web3.js";
import { decodeTicketQueue, decodeValidatorList, deployment } from "@truestake/sdk";
import { camelCase } from "../../../tests/clients/support/idl";
import { readByOurs } from "../../../tests/clients/support/ours";
import { plainStruct } from "../../../tests/clients/support/plain";
import { instructionSamples, samples } from "../../../tests/clients/support/samples";
import { dataOf, withNetwork } from "../../../tests/clients/support/world";
import * as kit from "../src";
import { reader } from "./reader";

describe("the generated client reads as the SDK does", function () {
  this.timeout(180_000);
  const network = withNetwork({ demo: true });

  it("every field of every account and event", () => {
    const all = samples(5);
    for (const sample of all) {
      const { kind, name, bytes } = sample;
      const theirs = kind === "account" ? reader.account(name, bytes) : kit.decodeTruestakeEvent(bytes)?.data;
      assert.deepEqual(plainStruct(name, theirs), readByOurs(sample), name);
    }
    assert.ok(all.length >= 200, `${all.length} samples`);
  });

  it("and writes every argument of every instruction as it was read", () => {
    interface Codec {
      decode(bytes: Uint8Array): unknown;
      encode(value: unknown): Uint8Array;
    }
    const codecs = kit as unknown as Record<string, (() => Codec) | undefined>;
    for (const { name, bytes } of instructionSamples(5)) {
      const own = camelCase(name).replace(/^./, (first) => first.toUpperCase());
      const codec = codecs[`get${own}InstructionDataCodec`]?.() ?? assert.fail(`no codec of ${own}`);
      assert.deepEqual(Uint8Array.from(codec.encode(codec.decode(bytes))), bytes, name);
      assert.equal(kit.identifyTruestakeInstruction({ data: bytes }), kit.TruestakeInstruction[own as "Pause"], name);
    }
  });

  it("nothing of an event that is cut short, or no event", () => {
    for (const { kind, bytes } of samples(1)) {
      if (kind === "event") assert.equal(kit.decodeTruestakeEvent(bytes.subarray(0, -1)), undefined);
      else assert.equal(kit.decodeTruestakeEvent(bytes), undefined);
    }
  });

  it("the validators and the queued tickets behind their accounts' headers", async () => {
    const { mint } = network().node.facts.demo as { mint: string };
    const { validators, queue } = deployment({ mint: new PublicKey(mint) });
    const list = await dataOf(network(), validators);
    const ours = decodeValidatorList(list).records();
    assert.equal(ours.length, 3);
    assert.deepEqual(
      kit.decodeValidatorRecords(list).map((record) => plainStruct("ValidatorRecord", record)),
      ours.map((record) => plainStruct("ValidatorRecord", record)),
    );
    const ring = Uint8Array.from(await dataOf(network(), queue));
    // Addresses at every place, so that each is looked at.
    ring.set(
      Uint8Array.from({ length: 96 }, (_, place) => place + 1),
      ring.length - 96,
    );
    const { base, capacity, ticket } = decodeTicketQueue(ring);
    const places = kit.decodeQueuePlaces(ring);
    assert.equal(BigInt(places.length), capacity);
    for (const [place, address] of places.entries()) assert.equal(address, ticket(base + BigInt(place)).toBase58());
  });
});
