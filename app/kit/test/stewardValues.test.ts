// What the steward's client reads and builds is what the SDK reads and builds: accounts, events, instructions.
import assert from "node:assert/strict";
import { type AccountMeta, AccountRole, type Address, createNoopSigner, type Instruction } from "@solana/kit";
import { Keypair, PublicKey, type TransactionInstruction } from "@solana/web3.js";
import { deployment } from "@truestake/sdk";
import {
  DEFAULT_STEWARD_POLICY,
  decodeMembers,
  decodeStewardInstruction,
  membershipAddress,
  stewardInstructions as ours,
  stewardOf,
} from "@truestake/sdk/steward";
import { camelCase, fieldsOf, STEWARD_DISCRIMINATED, STEWARD_IDL } from "../../../tests/clients/support/idl";
import { readStewardByOurs } from "../../../tests/clients/support/ours";
import { plainStruct } from "../../../tests/clients/support/plain";
import { instructionSamples, samples } from "../../../tests/clients/support/samples";
import * as client from "../src/steward";
import { stewardReader } from "./reader";

/** Addresses that are the same every time. */
const key = (number: number): PublicKey => Keypair.fromSeed(Uint8Array.from({ length: 32 }, () => number)).publicKey;
const text = (address: PublicKey): Address => address.toBase58() as Address;

const steward = stewardOf(deployment({ mint: key(1) }));
const [admin, payer, withdrawer, owner] = [key(2), key(3), key(4), key(5)];
const [source, vote, other] = [key(6), key(7), key(8)];
const places = [
  { member: 0, validator: 3, vote },
  { member: 2, validator: 1, vote: other },
];
const policy = { ...DEFAULT_STEWARD_POLICY, minBond: 5_000_000_000n, share: 900, requireBlsKey: 1 };

/** Every instruction of the steward, by the SDK. */
const BUILT: TransactionInstruction[] = [
  ours.createSteward({ steward, admin, payer, policy }),
  ours.updatePolicy({ steward, admin, policy }),
  ours.noteEpoch({ steward }),
  ours.join({
    ...{ steward, payer, withdrawer, vote, owner, source },
    sourceOwner: owner,
    index: 3,
    pledge: 500,
    tokens: 7n,
  }),
  ours.setPledge({ steward, index: 3, owner, pledge: 200 }),
  ours.depositBond({ steward, index: 3, source, sourceOwner: owner, tokens: 2n ** 60n + 1n }),
  ours.requestWithdrawal({ steward, index: 3, vote, owner, tokens: 9n, leaves: false }),
  ours.withdrawBond({ steward, vote, rentPayer: payer, destination: source }),
  ours.removeMember({ steward, vote, rentPayer: payer }),
  ours.closeMembership({ steward, vote, rentPayer: payer }),
  ours.listValidator({ steward, payer, vote, index: 3 }),
  ours.rate({ steward, places }),
  ours.assess({ steward, places }),
  ours.migrate({ steward, validators: [{ index: 2, vote: other }] }),
  ours.cover({ steward, indexes: [1, 4] }),
  ours.veto({ steward, index: 3, admin, reason: "it forks the chain" }),
  ours.liftVeto({ steward, index: 3, admin }),
];

interface IdlAccount {
  name: string;
  signer?: boolean;
  address?: string;
  pda?: unknown;
}

type Builder = (input: object) => Instruction | Promise<Instruction>;

const pascalCase = (name: string): string => name.replace(/^./, (first) => first.toUpperCase());

/** Arguments as the client takes them: addresses are text. */
function argument(value: unknown): unknown {
  if (value instanceof PublicKey) return text(value);
  if (Array.isArray(value)) return value.map(argument);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, argument(each)]));
}

/** The same instruction by the client: what its IDL gives is left for it to find. */
async function byClient(instruction: TransactionInstruction): Promise<Instruction> {
  const { name, args } = decodeStewardInstruction(instruction) ?? assert.fail("an instruction of the steward");
  const { accounts } =
    (STEWARD_IDL.instructions as { name: string; accounts: IdlAccount[] }[]).find(
      (each) => camelCase(each.name) === name,
    ) ?? assert.fail(name);
  const given = accounts.flatMap((account, place): [string, unknown][] => {
    if (account.pda || account.address) return [];
    const address = text(instruction.keys[place]?.pubkey ?? assert.fail(account.name));
    return [[camelCase(account.name), account.signer ? createNoopSigner(address) : address]];
  });
  const builders = client as unknown as Record<string, Builder | undefined>;
  const own = `get${pascalCase(name)}Instruction`;
  const build = builders[`${own}Async`] ?? builders[own] ?? assert.fail(own);
  // What is named as an account is, Codama calls `…Arg`.
  const isAccount = (argument: string): boolean => accounts.some((account) => camelCase(account.name) === argument);
  const rest = Object.entries(args).map(([name, value]) => [isAccount(name) ? `${name}Arg` : name, argument(value)]);
  const built = await build({ ...Object.fromEntries(given), ...Object.fromEntries(rest) });
  const remaining = instruction.keys.slice(accounts.length).map(({ pubkey }) => text(pubkey));
  return client.withRemaining(built, remaining);
}

const role = ({ isSigner, isWritable }: { isSigner: boolean; isWritable: boolean }): AccountRole =>
  isSigner
    ? isWritable
      ? AccountRole.WRITABLE_SIGNER
      : AccountRole.READONLY_SIGNER
    : isWritable
      ? AccountRole.WRITABLE
      : AccountRole.READONLY;

describe("the steward's generated client", () => {
  it("reads every field of every account and event as the SDK does", () => {
    const all = samples(5, STEWARD_DISCRIMINATED);
    for (const sample of all) {
      const { kind, name, bytes } = sample;
      const theirs = kind === "account" ? stewardReader.account(name, bytes) : client.decodeStewardEvent(bytes)?.data;
      assert.deepEqual(plainStruct(name, theirs), readStewardByOurs(sample), name);
    }
    assert.equal(all.length, 5 * (STEWARD_IDL.accounts.length + STEWARD_IDL.events.length));
  });

  it("reads nothing of an event that is cut short, or of no event", () => {
    for (const { kind, bytes } of samples(1, STEWARD_DISCRIMINATED)) {
      if (kind === "event") assert.equal(client.decodeStewardEvent(bytes.subarray(0, -1)), undefined);
      else assert.equal(client.decodeStewardEvent(bytes), undefined);
    }
  });

  it("reads the members behind their list's header, free places among them", () => {
    const { bytes } = samples(1, STEWARD_DISCRIMINATED).find(({ name }) => name === "Members") ?? assert.fail();
    const size = client.getMemberDecoder().fixedSize;
    assert.equal(size, 272);
    const data = Buffer.alloc(bytes.length + 3 * size, 1);
    data.set(bytes);
    data.writeUInt8(1, 8);
    data.writeUInt32LE(3, 12);
    // The status is the last byte before what is reserved; the place in the middle is free.
    const statusAt = size - 4 - 4 * 8 - 1;
    data.writeUInt8(0, bytes.length + size + statusAt);
    const found = client.decodeMemberPlaces(data);
    assert.deepEqual(
      found.map(({ status }) => status),
      [1, 0, 1],
    );
    const members = found.filter(({ status }) => status !== 0);
    assert.deepEqual(
      members.map((member) => plainStruct("Member", member)),
      decodeMembers(data).members.map((member) => plainStruct("Member", member)),
    );
    assert.ok(fieldsOf("Member").length > 20);
  });

  it("writes every argument of every instruction as it was read, and knows each by its bytes", () => {
    interface Codec {
      decode(bytes: Uint8Array): unknown;
      encode(value: unknown): Uint8Array;
    }
    const codecs = client as unknown as Record<string, (() => Codec) | undefined>;
    for (const { name, bytes } of instructionSamples(5, STEWARD_IDL)) {
      const own = pascalCase(camelCase(name));
      const codec = codecs[`get${own}InstructionDataCodec`]?.() ?? assert.fail(`no codec of ${own}`);
      assert.deepEqual(Uint8Array.from(codec.encode(codec.decode(bytes))), bytes, name);
      assert.equal(client.identifyStewardInstruction({ data: bytes }), client.StewardInstruction[own as "Join"], name);
    }
  });

  it("builds every instruction as the SDK does, and finds what follows from seeds", async () => {
    const names = BUILT.map((instruction) => decodeStewardInstruction(instruction)?.name);
    assert.deepEqual(names.sort(), STEWARD_IDL.instructions.map(({ name }) => camelCase(name)).sort());
    for (const instruction of BUILT) {
      const built = await byClient(instruction);
      const name = decodeStewardInstruction(instruction)?.name;
      assert.equal(built.programAddress, instruction.programId.toBase58());
      assert.deepEqual(Buffer.from(built.data ?? []), Buffer.from(instruction.data), name);
      assert.deepEqual(
        (built.accounts as AccountMeta[]).map(({ address, role }) => ({ address, role })),
        instruction.keys.map((meta) => ({ address: text(meta.pubkey), role: role(meta) })),
        name,
      );
    }
  });

  it("finds a steward's addresses, of the program as published and of another", async () => {
    const pool = text(steward.pool.pool);
    const { authority, members, vault, steward: address } = steward;
    const of = (keys: { steward: PublicKey; authority: PublicKey; members: PublicKey; vault: PublicKey }) => ({
      steward: text(keys.steward),
      authority: text(keys.authority),
      members: text(keys.members),
      vault: text(keys.vault),
    });
    assert.deepEqual(await client.findStewardAddresses(pool), of({ steward: address, authority, members, vault }));
    const elsewhere = stewardOf(steward.pool, other);
    assert.deepEqual(await client.findStewardAddresses(pool, { programAddress: text(other) }), of(elsewhere));
    const [membership] = await client.findMembershipPda({ steward: text(address), vote: text(vote) });
    assert.equal(membership, text(membershipAddress(steward, vote)));
  });
});
