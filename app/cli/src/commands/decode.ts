import {
  type PublicKey,
  type TransactionInstruction,
  TransactionMessage,
  VersionedMessage,
  VersionedTransaction,
} from "@solana/web3.js";
import * as squads from "@sqds/multisig";
import { decodeInstruction, fetchMany, isTruestakeError, plain, TruestakeError } from "@truestake/sdk";
import bs58 from "bs58";
import type { Context } from "../context/context";
import { command } from "../framework/command";
import { addressOf } from "../options/values";
import { UsageError } from "../output/exit";
import { facts } from "../output/table";
import { decimal } from "../output/words";
import { address, list, named, object, one, orNull, text } from "../schema/build";
import { labelsOf } from "../signing/act";
import { type BalanceChange, look, simulatedSchema } from "../signing/simulation";
import { instructionsOf } from "../signing/squads";

interface Instruction {
  program: string;
  name: string | null;
  args: unknown;
  accounts: Record<string, string>;
}

interface Decoded {
  source: "message" | "transaction" | "proposal";
  signer: string;
  status: string | null;
  instructions: Instruction[];
  /** Why it would fail now; null where it would not. */
  fails: string | null;
  events: { name: string; data: unknown }[];
  changes: BalanceChange[];
}

interface Found {
  source: Decoded["source"];
  payer: PublicKey;
  instructions: TransactionInstruction[];
  status: string | null;
}

const NAMES: Record<string, string> = {
  "11111111111111111111111111111111": "system program",
  ATokenGPvbdGVxr1b2hvZbsiqW5xWH25efTNsLJA8knL: "associated token program",
  TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA: "token program",
  Stake11111111111111111111111111111111111111: "stake program",
  ComputeBudget111111111111111111111111111111: "compute budget",
};

/** Bytes in base58 or base64, whichever gives a message. */
function messageIn(given: string): Found | undefined {
  for (const read of [() => bs58.decode(given), () => Buffer.from(given, "base64")]) {
    for (const kind of ["message", "transaction"] as const) {
      try {
        const bytes = Uint8Array.from(read());
        const message =
          kind === "message" ? VersionedMessage.deserialize(bytes) : VersionedTransaction.deserialize(bytes).message;
        // A prefix of something else reads as a message, too: the same bytes have to come out again.
        const whole =
          kind === "message"
            ? message.serialize()
            : new VersionedTransaction(message, VersionedTransaction.deserialize(bytes).signatures).serialize();
        if (!Buffer.from(whole).equals(Buffer.from(bytes))) continue;
        if (message.addressTableLookups.length > 0)
          throw new UsageError("a message with lookup tables is not decoded: its accounts are elsewhere");
        const { payerKey, instructions } = TransactionMessage.decompile(message);
        return { source: kind, payer: payerKey, instructions, status: null };
      } catch (error) {
        if (error instanceof UsageError) throw error;
      }
    }
  }
  return undefined;
}

/** A proposal of Squads, by its own address or by its transaction's. */
async function proposalAt(context: Context, key: PublicKey): Promise<Found> {
  const [account] = await fetchMany(context.nodes, [key]);
  if (!account) throw new TruestakeError("AccountMissing", `there is nothing at ${key.toBase58()}`);
  if (!account.owner.equals(squads.PROGRAM_ID))
    throw new UsageError(`${key.toBase58()} is neither a message nor a proposal of Squads v4`);
  let [at, status]: [PublicKey, string | null] = [key, null];
  try {
    const [proposal] = squads.accounts.Proposal.fromAccountInfo(account as never);
    status = proposal.status.__kind;
    [at] = squads.getTransactionPda({
      multisigPda: proposal.multisig,
      index: BigInt(proposal.transactionIndex.toString()),
    });
  } catch {
    // The transaction itself, then.
  }
  const [stored] = await fetchMany(context.nodes, [at]);
  try {
    const [transaction] = squads.accounts.VaultTransaction.fromAccountInfo(stored as never);
    const [payer] = squads.getVaultPda({ multisigPda: transaction.multisig, index: transaction.vaultIndex });
    return { source: "proposal", payer, instructions: instructionsOf(transaction), status };
  } catch {
    throw new UsageError(`${key.toBase58()} holds no vault transaction`);
  }
}

export const decode = command<Decoded>({
  name: "decode",
  summary: "what a message, a transaction or a Squads proposal would do to the pool",
  details:
    "Reads a message or a transaction in base58 or base64, or a Squads proposal by its address, names what it would do, and simulates it now: balances and events. Nothing is signed or sent.",
  arguments: [{ name: "<message>", summary: "base58, base64, or the address of a proposal" }],
  schema: object({
    ...{
      source: one("message", "transaction", "proposal"),
      signer: address,
      status: orNull(text),
      fails: orNull(text),
    },
    instructions: list(object({ program: address, name: orNull(text), args: named({}), accounts: named(address) })),
    events: list(object({ name: text, data: named({}) })),
    changes: (simulatedSchema as unknown as { properties: { changes: object } }).properties.changes as never,
  }),
  run: async (context, { args }) => {
    const given = args.message ?? "";
    const found = messageIn(given) ?? (await proposalAt(context, addressOf("the message", given)));
    const { programId } = context;
    const instructions = found.instructions.map((each): Instruction => {
      const own = each.programId.equals(programId) ? decodeInstruction(each) : undefined;
      const accounts = own?.accounts ?? Object.fromEntries(each.keys.map(({ pubkey }, at) => [String(at), pubkey]));
      return {
        program: each.programId.toBase58(),
        name: own?.name ?? NAMES[each.programId.toBase58()] ?? null,
        args: own?.args ?? { data: Buffer.from(each.data).toString("hex") },
        accounts: plain(accounts) as Record<string, string>,
      };
    });
    const message = new TransactionMessage({
      ...{ payerKey: found.payer, recentBlockhash: "11111111111111111111111111111111" },
      instructions: found.instructions,
    });
    const place = await context.deployment().catch((error) => {
      // Without a pool its accounts have no names: the rest is told all the same.
      if (error instanceof UsageError || isTruestakeError(error)) return undefined;
      throw error;
    });
    const labels = place ? labelsOf(place, found.payer) : new Map<string, string>();
    const seen = await context.ask("simulateTransaction", (connection) =>
      look(connection, new VersionedTransaction(message.compileToV0Message()), {
        labels,
        programId,
      }),
    );
    return {
      ...{ source: found.source, signer: found.payer.toBase58(), status: found.status, instructions },
      fails: seen.err === null ? null : JSON.stringify(seen.err),
      events: seen.events.map(({ name, data }) => ({ name, data })),
      changes: seen.changes,
    };
  },
  text: ({ source, signer, status, instructions, fails, events, changes }, { io }) => {
    const head = facts(
      [
        [source, status ?? ""],
        ["signs", signer],
        ["now", fails === null ? "would succeed" : `would fail: ${fails}`],
      ],
      io.width,
    );
    const steps = instructions.map(({ name, program, args }, at) =>
      facts(
        [
          [`${at + 1}.`, name ?? program],
          ...Object.entries(plain(args) as object).map(
            ([key, value]) => [`   ${key}`, String(typeof value === "object" ? JSON.stringify(value) : value)] as const,
          ),
        ],
        io.width,
      ),
    );
    const effects = changes.map(({ label, address: at, lamports, tokens }) => {
      const parts = [lamports === 0n ? "" : `${decimal(lamports)} SOL`, tokens ? `${decimal(tokens)} tokens` : ""];
      return [label ?? at, parts.filter((part) => part !== "").join(", ")] as const;
    });
    const end = effects.length > 0 ? `\n\n${facts(effects, io.width)}` : "";
    return `${head}\n\n${steps.join("\n")}\n\nevents: ${events.map(({ name }) => name).join(", ") || "none"}${end}`;
  },
});
