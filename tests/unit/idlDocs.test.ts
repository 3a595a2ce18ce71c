// What somebody has to know who has nothing but an IDL stands in it: what each instruction, account and event is, which accounts
// follow, how lists lie in bytes, what a status means, how results are rounded. Rust's documents are not at hand there.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import lender from "../../artifacts/example_lender.json";
import vault from "../../artifacts/example_vault.json";
import steward from "../../artifacts/steward.json";
import truestake from "../../artifacts/truestake.json";

const ROOT = path.resolve(__dirname, "../..");

interface Documented {
  name: string;
  docs?: string[];
  accounts?: Documented[];
}

type Shape = string | { array: [Shape, number] } | { defined: { name: string } };
interface Field extends Documented {
  type: Shape;
}
interface Type extends Documented {
  type: { kind: string; alias?: Shape; fields?: (Field | Shape)[] };
}

interface Idl {
  docs?: string[];
  instructions: Documented[];
  accounts: Documented[];
  events?: Documented[];
  constants: Documented[];
  types: Type[];
}

/** The programs' IDLs, by their folders. */
const IDLS: Record<string, Idl> = Object.fromEntries(
  Object.entries({ truestake, steward, "example-lender": lender, "example-vault": vault }).map(([folder, idl]) => [
    folder,
    idl as unknown as Idl,
  ]),
);

const text = ({ docs = [] }: { docs?: string[] | undefined }): string => docs.join(" ");

/** Everything in an IDL that has documents. */
function documented(value: unknown): { docs: string[] }[] {
  if (Array.isArray(value)) return value.flatMap(documented);
  if (typeof value !== "object" || value === null) return [];
  const own = "docs" in value ? [value as { docs: string[] }] : [];
  return [...own, ...Object.values(value).flatMap(documented)];
}

function typeOf({ types }: Idl, name: string): Type {
  return types.find((type) => type.name === name) ?? assert.fail(`no type ${name}`);
}

function fieldOf(idl: Idl, type: string, name: string): Field {
  const fields = (typeOf(idl, type).type.fields ?? []) as Field[];
  return fields.find((field) => field.name === name) ?? assert.fail(`no field ${name} of ${type}`);
}

/** Bytes of a shape in an account that lies in memory as it is. */
function bytesOf(idl: Idl, shape: Shape): number {
  if (typeof shape === "string") {
    if (shape === "pubkey") return 32;
    return Number(/^[ui](\d+)$/.exec(shape)?.[1] ?? assert.fail(shape)) / 8;
  }
  if ("array" in shape) return bytesOf(idl, shape.array[0]) * shape.array[1];
  const { alias, fields = [] } = typeOf(idl, shape.defined.name).type;
  if (alias) return bytesOf(idl, alias);
  return fields.reduce<number>(
    (sum, field) => sum + bytesOf(idl, typeof field === "object" && "type" in field ? field.type : field),
    0,
  );
}

const source = (file: string): string => fs.readFileSync(path.join(ROOT, "programs", file), "utf8");

/** The values of one of Rust's enums, as the documents say them: "0 queued". */
function valuesOf(file: string, name: string): string[] {
  const body = new RegExp(`pub enum ${name} \\{([^}]*)\\}`).exec(source(file))?.[1] ?? assert.fail(name);
  return [...body.matchAll(/^ {4}(\w+) = (\d+),/gm)].map(([, word = "", value]) => `${value} ${word.toLowerCase()}`);
}

/** The instructions of a program whose handlers read remaining accounts. */
function withRemaining(folder: string): string[] {
  const instructions = path.join(ROOT, "programs", folder, "src/instructions");
  return fs
    .readdirSync(instructions, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".rs"))
    .filter((file) => fs.readFileSync(path.join(instructions, file), "utf8").includes("remaining_accounts"))
    .map((file) => path.basename(file, ".rs"))
    .sort();
}

describe("[fault-idl-silent] the IDL", () => {
  for (const [folder, idl] of Object.entries(IDLS)) {
    describe(`of ${folder}`, () => {
      const { instructions, events = [], types } = idl;

      it("says what every instruction, its errors, every account and every event is", () => {
        const accounts = instructions.flatMap(({ accounts = [] }) => accounts);
        const emitted = new Set(events.map(({ name }) => name));
        const shapes: Documented[] = types.filter(({ name }) => emitted.has(name));
        const bare = [...instructions, ...accounts, ...shapes].filter((each) => text(each) === "");
        const silent = instructions.filter(({ docs = [] }) => !docs.some((line) => line.startsWith("Errors")));
        assert.deepEqual(
          [...bare, ...silent].map(({ name }) => name),
          [],
        );
      });

      it("says what it is as a whole", () => assert.notEqual(text(idl), ""));

      it("links to nothing that it does not have", () => {
        const named = [instructions, idl.accounts, events, idl.constants, types].flat();
        const names = new Set(named.map(({ name }) => name));
        const links = documented(idl).flatMap((each) => [...text(each).matchAll(/\[`?([^\]`]+)`?\](\(.*?\))?/g)]);
        const broken = links.filter(([, name = "", target]) => target !== undefined || !names.has(name));
        assert.deepEqual(
          broken.map(([link]) => link),
          [],
        );
      });

      it("says of every instruction that takes remaining accounts which", () => {
        const told = instructions.filter(({ docs = [] }) => docs.some((line) => line.startsWith("Remaining accounts")));
        assert.deepEqual(told.map(({ name }) => name).sort(), withRemaining(folder));
      });
    });
  }

  it("of the pool says which remaining accounts those are", () => {
    const docsOf = (name: string) => text(truestake.instructions.find((each) => each.name === name) ?? {});
    for (const name of ["update_validators", "check_backing"]) {
      assert.match(docsOf(name), /for each index in turn: the validator stake account\b.*, then the transient one/);
    }
    assert.match(docsOf("settle_tickets"), /the tickets in the order of their sequence numbers/);
  });

  const lists = [
    ["truestake", "ValidatorList", "records", "ValidatorRecord", 128, 192],
    ["truestake", "TicketQueue", "tickets", undefined, 80, 32],
    ["steward", "Members", "members", "Member", 96, 272],
  ] as const;
  for (const [folder, list, field, record, start, bytes] of lists) {
    it(`of ${folder} says where the ${field} of a ${list} lie`, () => {
      const idl = IDLS[folder] ?? assert.fail(folder);
      // A discriminator, then the header.
      assert.equal(8 + bytesOf(idl, { defined: { name: list } }), start);
      assert.equal(bytesOf(idl, record ? { defined: { name: record } } : "pubkey"), bytes);
      const told = text(fieldOf(idl, list, field));
      assert(told.includes(`from ${start} bytes into the account's data on`) && told.includes(`${bytes} bytes`), told);
      assert.match(text(idl), new RegExp(`\`${list}\` begin at ${start} and take ${bytes} bytes each`));
    });
  }

  const statuses = [
    ["truestake", "truestake/src/state/validator_list.rs", "StakeStatus", "ValidatorRecord", "stake_status", 4],
    ["truestake", "truestake/src/state/ticket.rs", "TicketStatus", "Ticket", "status", 4],
    ["steward", "steward/src/state/member.rs", "MemberStatus", "Member", "status", 3],
  ] as const;
  for (const [folder, file, name, type, field, count] of statuses) {
    it(`of ${folder} says what each ${name} means, with its value`, () => {
      const idl = IDLS[folder] ?? assert.fail(folder);
      const values = valuesOf(file, name);
      assert.equal(values.length, count);
      for (const told of [text(idl), text(fieldOf(idl, type, field))]) {
        assert.deepEqual(
          values.filter((value) => !told.includes(value)),
          [],
          told,
        );
      }
    });
  }

  it("of the steward says what each gate means, with its bit", () => {
    const gates = /pub mod gates \{([\s\S]*?)\n\}/.exec(source("steward/src/constants.rs"))?.[1] ?? assert.fail();
    const bits = [...gates.matchAll(/: u32 = 1(?: << (\d+))?;/g)].map(([, shift = "0"]) => 2 ** Number(shift));
    assert.equal(bits.length, 13);
    const told = text(fieldOf(IDLS.steward ?? assert.fail(), "Member", "gates"));
    assert.deepEqual(
      bits.filter((bit) => !new RegExp(`(?<![\\d,])${bit.toLocaleString("en-US")} [a-z]`).test(told)),
      [],
      told,
    );
  });

  it("of every program that counts says how it rounds", () => {
    for (const folder of ["truestake", "steward", "example-lender"]) {
      assert.match(text(IDLS[folder] ?? {}), /Rounding: .*floored/, folder);
    }
  });
});
