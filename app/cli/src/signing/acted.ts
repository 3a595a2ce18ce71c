// What every command that sends gives: its own values where it was sent, else the way that was asked for.

import { facts, table } from "../output/table";
import { counted, decimal, sol } from "../output/words";
import {
  address,
  amount,
  either,
  extended,
  list,
  object,
  one,
  orNull,
  type Schema,
  signature,
  text,
  whole,
  yes,
} from "../schema/build";
import { type Acted, orLanded, type Printed, type Transaction } from "./act";
import { type Simulated, simulatedSchema } from "./simulation";
import { type Proposed, proposedSchema } from "./squads";

const transactions = list(object({ signature, slot: amount, explorer: text }));

const message: Schema = object({
  authority: address,
  payer: address,
  base58: text,
  base64: text,
  bytes: whole,
  bytesLeft: whole,
  blockhash: text,
  durable: yes,
});

/** The schema of a command that sends, whose result has these properties where it was sent. */
export function actedSchema(required: Record<string, Schema>, optional: Record<string, Schema> = {}): Schema {
  return either(
    extended(object({ mode: one("sent"), transactions }), required, optional),
    object({ mode: one("earlier"), transactions }),
    object({ mode: one("dry-run"), simulated: list(simulatedSchema), following: orNull(whole) }),
    object({ mode: one("message"), message }),
    object({ mode: one("proposals"), proposals: proposedSchema }),
    object({ mode: one("landed"), transactions }),
  );
}

/** A result as it is printed. */
export type Shown<R> = ({ mode: "sent"; transactions: Transaction[] } & R) | Exclude<Acted<never>, { mode: "sent" }>;

/** The result with what `of` makes of the action's value. */
export function shown<T, R>(acted: Acted<T>, of: (value: T) => R): Shown<R> {
  if (acted.mode !== "sent") return acted;
  const { mode, transactions: sent, value } = acted;
  return orLanded(sent, () => ({ mode, transactions: sent, ...of(value) }));
}

/** The result in words: `of` says what was done. */
export function actedText<R>(result: Shown<R>, width: number, of: (sent: R) => string): string {
  switch (result.mode) {
    case "sent":
      return of(result);
    case "earlier":
      return `done by an earlier run: ${result.transactions.map((each) => each.signature).join(", ")}`;
    case "landed":
      return `done, and no node that was asked keeps what came of it: ${result.transactions.map((each) => each.signature).join(", ")}`;
    case "dry-run":
      return simulatedText(result, width);
    case "message":
      return printedText(result.message, width);
    case "proposals":
      return proposedText(result.proposals, width);
  }
}

function simulatedText(
  { simulated, following }: { simulated: readonly Simulated[]; following: number | null },
  width: number,
): string {
  if (simulated.length === 0) return "nothing would be sent";
  const parts = simulated.map(({ fee, units, events, changes }, at) => {
    const head = facts(
      [
        ["transaction", `${at + 1} of ${following === null ? "several" : simulated.length + following}`],
        ["fee", `${sol(fee)}, ${units} compute units`],
        ["events", events.join(", ") || "none"],
      ],
      width,
    );
    const longest = Math.max(9, ...changes.map(({ label }) => label?.length ?? 0));
    const rows = table(
      changes,
      [
        // What has a name keeps it whole.
        { title: "account", of: (each) => each.label ?? each.address, canShrink: true, least: longest },
        { title: "SOL", of: (each) => signed(each.lamports), isNumber: true },
        { title: "tokens", of: (each) => (each.tokens === null ? "" : signed(each.tokens)), isNumber: true },
        { title: "mint", of: (each) => each.mint ?? "", canShrink: true },
      ],
      width,
    );
    return `${head}\n\n${rows}`;
  });
  const others = following === null ? "Others may follow" : `${counted(following, "transaction")} would follow`;
  const end = following === 0 ? "" : `\n\n${others}; what they do depends on this, and is not shown.`;
  return `Nothing was sent.\n${parts.join("\n\n")}${end}`;
}

const signed = (units: bigint): string => (units > 0n ? `+${decimal(units)}` : decimal(units));

/** The message alone stands in a line of its own, so that it can be copied. */
function printedText({ authority, payer, base58, base64, bytes, bytesLeft, durable }: Printed, width: number): string {
  const head = facts(
    [
      ["to be signed by", authority.toBase58()],
      payer.equals(authority) ? undefined : ["and, as payer, by", payer.toBase58()],
      ["bytes", `${bytes}; a transaction with it has ${bytesLeft} left`],
      [
        "good for",
        durable ? "as long as nobody advances the nonce" : "about a minute, unless its blockhash is replaced",
      ],
    ],
    width,
  );
  return `${head}\n\nbase58\n${base58}\n\nbase64\n${base64}`;
}

function proposedText({ multisig, vault, proposals }: Proposed, width: number): string {
  const head = facts(
    [
      ["multisig", multisig.toBase58()],
      ["vault", vault.toBase58()],
    ],
    width,
  );
  const rows = table(
    proposals,
    [
      { title: "proposal", of: ({ index }) => String(index), isNumber: true },
      { title: "state", of: ({ status }) => status },
      { title: "bytes left", of: ({ bytesLeft }) => String(bytesLeft), isNumber: true },
      { title: "address", of: ({ address: each }) => each.toBase58(), canShrink: true },
    ],
    width,
  );
  return `${head}\n\n${rows}`;
}
