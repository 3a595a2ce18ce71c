import { type TransactionInstruction, TransactionMessage, VersionedTransaction } from "@solana/web3.js";
import { decodeInstruction, isTruestakeError, plain } from "@truestake/sdk";
import { decodeStewardInstruction, STEWARD_PROGRAM_ID } from "@truestake/sdk/steward";
import type { Context } from "../context/context";
import type { Takeover } from "../decode/control";
import type { Found } from "../decode/found";
import { isCommon, namedOf } from "../decode/known";
import { messageIn } from "../decode/message";
import { proposalAt } from "../decode/proposal";
import { command } from "../framework/command";
import { addressOf } from "../options/values";
import { UsageError } from "../output/exit";
import { facts } from "../output/table";
import { decimal } from "../output/words";
import { address, list, named, object, one, orNull, text, yes } from "../schema/build";
import { labelsOf } from "../signing/act";
import { type BalanceChange, look, simulatedSchema } from "../signing/simulation";

interface Instruction {
  program: string;
  programName: string | null;
  name: string | null;
  args: unknown;
  accounts: Record<string, string>;
  /** What it hands over, or that nobody here knows what it does. */
  warning: string | null;
}

interface SignerOf {
  address: string;
  label: string | null;
  /** Whether it pays the fee; of a proposal, whether it is the vault. */
  pays: boolean;
  /** Whether its lamports can change. */
  writable: boolean;
}

interface Decoded {
  source: "message" | "transaction" | "proposal";
  /** Who pays, or the vault. */
  signer: string;
  /** All who have to sign. */
  signers: SignerOf[];
  status: string | null;
  instructions: Instruction[];
  /** Why it would fail now; null where it would not. */
  fails: string | null;
  events: { name: string; data: unknown }[];
  changes: BalanceChange[];
  takeovers: Takeover[];
  /** What the accounts are called, where that is known. */
  labels: Record<string, string>;
}

const OWN = "truestake";

/** Instructions of the pool's program that give somebody else a say. */
const HANDS_OVER: Readonly<Record<string, string>> = {
  proposeAdmin: "gives the pool to another admin",
  acceptAdmin: "takes the pool over",
  setRole: "gives a role of the pool to somebody else",
  transferTicket: "gives a ticket, and the SOL that it pays, to somebody else",
};

/** The same of the steward's program: who may be a pool's validators, and who gets bonds. */
const RULES: Readonly<Record<string, string>> = {
  updatePolicy: "changes the steward's rules",
  veto: "takes a validator's stake away, for as long as the veto lasts",
};

function instructionOf(context: Context, each: TransactionInstruction): Instruction {
  const isStewards = each.programId.equals(STEWARD_PROGRAM_ID);
  const own = each.programId.equals(context.programId) ? decodeInstruction(each) : undefined;
  const read = isStewards ? decodeStewardInstruction(each) : own;
  if (!read) return namedOf(each);
  const warnings = isStewards ? RULES : HANDS_OVER;
  return {
    ...{
      program: each.programId.toBase58(),
      programName: isStewards ? "steward" : OWN,
      name: read.name,
      args: read.args,
    },
    accounts: plain(read.accounts) as Record<string, string>,
    warning: warnings[read.name] ?? null,
  };
}

/** Names of the pool's accounts and of who pays. */
async function namesOf(context: Context, { payer, source }: Found): Promise<Map<string, string>> {
  const place = await context.deployment().catch((error) => {
    // Without a pool its accounts have no names: the rest is told all the same.
    if (error instanceof UsageError || isTruestakeError(error)) return undefined;
    throw error;
  });
  const who = source === "proposal" ? "vault" : "payer";
  const labels = place ? labelsOf(place, payer) : new Map([[payer.toBase58(), who]]);
  return new Map([...labels].map(([key, label]) => [key, label.replace(/^wallet/, who)]));
}

export const decode = command<Decoded>({
  name: "decode",
  summary: "what a message, a transaction or a Squads proposal would do to the pool",
  details:
    "Reads a message or a transaction in base58 or base64, or a Squads proposal by its address, names what it would do and who has to sign, warns of rights that would be somebody else's and of programs it does not know, and simulates it now: balances, rights and events. Nothing is signed or sent.",
  arguments: [{ name: "<message>", summary: "base58, base64, or the address of a proposal" }],
  schema: object({
    ...{
      source: one("message", "transaction", "proposal"),
      signer: address,
      status: orNull(text),
      fails: orNull(text),
    },
    signers: list(object({ address, label: orNull(text), pays: yes, writable: yes })),
    instructions: list(
      object({
        program: address,
        programName: orNull(text),
        name: orNull(text),
        args: named({}),
        accounts: named(address),
        warning: orNull(text),
      }),
    ),
    takeovers: list(object({ address, label: orNull(text), right: text, from: text, to: text })),
    labels: named(text),
    events: list(object({ name: text, data: named({}) })),
    changes: (simulatedSchema as unknown as { properties: { changes: object } }).properties.changes as never,
  }),
  run: async (context, { args }) => {
    const given = args.message ?? "";
    const found = (await messageIn(context, given)) ?? (await proposalAt(context, addressOf("the message", given)));
    const instructions = found.instructions.map((each) => instructionOf(context, each));
    const labels = await namesOf(context, found);
    const message = new TransactionMessage({
      ...{ payerKey: found.payer, recentBlockhash: "11111111111111111111111111111111" },
      instructions: found.instructions,
    }).compileToV0Message(found.tables);
    const signers = message.staticAccountKeys.slice(0, message.header.numRequiredSignatures).map((key, at) => ({
      ...{ address: key.toBase58(), label: labels.get(key.toBase58()) ?? null },
      ...{ pays: at === 0, writable: message.isAccountWritable(at) },
    }));
    const { programId } = context;
    const seen = await context.ask("simulateTransaction", (connection) =>
      look(connection, new VersionedTransaction(message), { labels, programId, tables: found.tables }),
    );
    return {
      ...{ source: found.source, signer: found.payer.toBase58(), signers, status: found.status, instructions },
      fails: seen.err === null ? null : JSON.stringify(seen.err),
      events: seen.events.map(({ name, data }) => ({ name, data })),
      ...{ changes: seen.changes, takeovers: seen.takeovers, labels: Object.fromEntries(labels) },
    };
  },
  text: ({ source, signers, status, instructions, fails, events, changes, takeovers, labels }, { io }) => {
    const called = (key: string): string => (labels[key] ? `${key} (${labels[key]})` : key);
    const head = facts(
      [
        [source, status ?? ""],
        ...signers.map((each, at) => [at === 0 ? "signs" : "", called(each.address)] as const),
        ["now", fails === null ? "would succeed" : `would fail: ${fails}`],
      ],
      io.width,
    );
    const steps = instructions.map(({ name, program, programName, args, accounts, warning }, at) => {
      // Of the pool's own instructions those that are the same in every pool's are left out.
      const isShown = (key: string) =>
        !isCommon(key) && (programName !== OWN || !labels[key] || /^(payer|vault)/.test(labels[key]));
      const shown = Object.entries(accounts).filter(([, key]) => isShown(key));
      return facts(
        [
          [`${at + 1}.`, name === null ? (programName ?? program) : `${name} (${programName ?? program})`],
          warning === null ? undefined : ["   WARNING", warning],
          ...Object.entries(plain(args) as object).map(
            ([key, value]) => [`   ${key}`, String(typeof value === "object" ? JSON.stringify(value) : value)] as const,
          ),
          ...shown.map(([key, value]) => [`   ${key}`, called(value)] as const),
        ],
        io.width,
      );
    });
    const effects = changes.map(({ label, address: at, lamports, tokens }) => {
      const parts = [lamports === 0n ? "" : `${decimal(lamports)} SOL`, tokens ? `${decimal(tokens)} tokens` : ""];
      return [label ?? at, parts.filter((part) => part !== "").join(", ")] as const;
    });
    const taken = takeovers.map(({ address: at, right, from, to }) => {
      return ["WARNING", `${right} of ${called(at)} would be ${called(to)} instead of ${called(from)}`] as const;
    });
    const end = [effects, taken].filter((rows) => rows.length > 0).map((rows) => `\n\n${facts(rows, io.width)}`);
    const told = events.map(({ name }) => name).join(", ") || "none";
    return `${head}\n\n${steps.join("\n")}\n\nevents: ${told}${end.join("")}`;
  },
});
