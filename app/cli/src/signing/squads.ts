// Proposals to a Squads multisig (v4): how many there will be is said before, what is open already is not proposed again.
import {
  type AddressLookupTableAccount,
  type PublicKey,
  type TransactionInstruction,
  TransactionMessage,
} from "@solana/web3.js";
import * as squads from "@sqds/multisig";
import { decodeInstruction, fetchMany, fits, plain, sendTransaction, type Wallet } from "@truestake/sdk";
import type { Context } from "../context/context";
import { UsageError } from "../output/exit";
import { transactionLink } from "../output/explorer";
import { address, list, object, orNull, type Schema, signature, text, whole } from "../schema/build";
import type { Signer } from "./signer";
import { multisigIn, proposalIn, vaultTransactionIn } from "./squadsAccounts";

/** The vault that a multisig acts with. */
export const vaultOf = (multisig: PublicKey, index: number): PublicKey =>
  squads.getVaultPda({ multisigPda: multisig, index })[0];

/** What was proposed, or stood open already. */
export interface Proposed {
  multisig: PublicKey;
  vault: PublicKey;
  proposals: {
    index: number;
    address: PublicKey;
    status: "proposed" | "open already";
    signature: string | null;
    explorer: string | null;
    bytesLeft: number;
  }[];
}

export const proposedSchema: Schema = object({
  multisig: address,
  vault: address,
  proposals: list(
    object({
      index: whole,
      address,
      status: text,
      signature: orNull(signature),
      explorer: orNull(text),
      bytesLeft: whole,
    }),
  ),
});

export interface ProposeOptions {
  multisig: PublicKey;
  index: number;
  vault: PublicKey;
  signer: Signer;
  wallet: Wallet;
  /** Instructions of one proposal each. */
  packs: readonly TransactionInstruction[][];
  question: string;
}

/** How far back open proposals are looked for. */
const LOOK_BACK = 64n;
const BLOCKHASH = "11111111111111111111111111111111";

interface Stored {
  index: bigint;
  message: string;
}

/**
 * What a proposal would run, without what its bytes differ by: the order of its accounts is the compiler's own, and the nonce
 * of a ticket or of a stake account, with the address that comes of it, is drawn anew each time.
 */
function told(instructions: readonly TransactionInstruction[], programId: PublicKey): string {
  return JSON.stringify(
    instructions.map((instruction) => {
      const { keys, data } = instruction;
      const own = instruction.programId.equals(programId) ? decodeInstruction(instruction) : undefined;
      const isDrawn = own !== undefined && "nonce" in (own.args as object);
      const made = isDrawn ? (own.accounts.ticket ?? own.accounts.exitStake) : undefined;
      return [
        instruction.programId.toBase58(),
        keys.map(({ pubkey }) => (made?.equals(pubkey) ? "made" : pubkey.toBase58())),
        isDrawn
          ? plain({ ...(own.args as object), name: own.name, nonce: null })
          : Buffer.from(data).toString("base64"),
      ];
    }),
  );
}

/** The instructions of a stored vault transaction; `tables` are those that it looks accounts up in. */
export function instructionsOf(
  { message }: squads.accounts.VaultTransaction,
  tables: readonly AddressLookupTableAccount[] = [],
): TransactionInstruction[] {
  const { accountKeys, addressTableLookups, numSigners, numWritableSigners, numWritableNonSigners } = message;
  // As the runtime orders them: its own accounts, then all writable ones from tables, then all read-only ones.
  const from = (kind: "writableIndexes" | "readonlyIndexes") =>
    addressTableLookups.flatMap((lookup) => {
      const table = tables.find(({ key }) => key.equals(lookup.accountKey));
      return [...lookup[kind]].map((at) => table?.state.addresses[at]);
    });
  const [writable, readonly] = [from("writableIndexes"), from("readonlyIndexes")];
  const keys = [...accountKeys, ...writable, ...readonly];
  const keyAt = (at: number): PublicKey => {
    const key = keys[at];
    if (!key) throw new UsageError("it names accounts of a lookup table that are not there");
    return key;
  };
  const isWritable = (at: number) =>
    at < numWritableSigners ||
    (at >= numSigners && at < numSigners + numWritableNonSigners) ||
    (at >= accountKeys.length && at < accountKeys.length + writable.length);
  return message.instructions.map(({ programIdIndex, accountIndexes, data }) => ({
    programId: keyAt(programIdIndex),
    keys: [...accountIndexes].map((at) => ({
      pubkey: keyAt(at),
      isSigner: at < numSigners,
      isWritable: isWritable(at),
    })),
    data: Buffer.from(data),
  }));
}

/** Proposals that nobody has executed, cancelled or made stale yet. */
async function openProposals(
  context: Context,
  multisig: PublicKey,
  { transactionIndex, staleTransactionIndex }: { transactionIndex: bigint; staleTransactionIndex: bigint },
): Promise<Stored[]> {
  const first = [staleTransactionIndex + 1n, transactionIndex - LOOK_BACK + 1n, 1n].reduce((a, b) => (a > b ? a : b));
  const indexes: bigint[] = [];
  for (let index = first; index <= transactionIndex; index++) indexes.push(index);
  const [proposals, transactions] = await Promise.all([
    fetchMany(
      context.nodes,
      indexes.map((index) => squads.getProposalPda({ multisigPda: multisig, transactionIndex: index })[0]),
    ),
    fetchMany(
      context.nodes,
      indexes.map((index) => squads.getTransactionPda({ multisigPda: multisig, index })[0]),
    ),
  ]);
  return indexes.flatMap((index, at): Stored[] => {
    const [proposal, stored] = [proposalIn(proposals[at]), vaultTransactionIn(transactions[at])];
    // A config or batch transaction holds nothing of ours.
    if (!proposal || !stored || !["Draft", "Active", "Approved"].includes(proposal.status.__kind)) return [];
    try {
      return [{ index, message: told(instructionsOf(stored), context.programId) }];
    } catch {
      // Nor does what needs a lookup table that nobody has given.
      return [];
    }
  });
}

/** Proposes each pack, unless the same stands open. */
export async function propose(context: Context, options: ProposeOptions): Promise<Proposed> {
  const { multisig, index: vaultIndex, vault, signer, wallet, packs } = options;
  const { nodes: connection, url } = context;
  const [account] = await fetchMany(connection, [multisig]);
  const found = multisigIn(account);
  if (!found) throw new UsageError(`--squads: ${multisig.toBase58()} is no multisig of Squads v4`);
  if (!found.members.some(({ key }) => key.equals(signer.address))) {
    throw new UsageError(`${signer.address.toBase58()} is no member of the multisig: name another key with -k`);
  }
  let last = BigInt(found.transactionIndex.toString());
  const open = await openProposals(context, multisig, {
    transactionIndex: last,
    staleTransactionIndex: BigInt(found.staleTransactionIndex.toString()),
  });
  const wanted = packs.map((pack) => {
    const message = new TransactionMessage({ payerKey: vault, recentBlockhash: BLOCKHASH, instructions: pack });
    // As it will be stored: what a message says of signing and writing holds for all its instructions.
    return { message, text: told(pack, context.programId) };
  });
  const isOpen = ({ text }: { text: string }) => open.find(({ message }) => message === text);
  const missing = wanted.filter((each) => !isOpen(each)).length;
  const count = `${missing} of ${wanted.length} ${wanted.length === 1 ? "proposal" : "proposals"} to be made`;
  context.note(missing === wanted.length ? count : `${count}; the others stand open already`);
  if (missing > 0) await context.confirm(`${options.question}, by ${missing} proposals to ${multisig.toBase58()}?`);
  const proposals: Proposed["proposals"] = [];
  for (const each of wanted) {
    const known = isOpen(each);
    const index = known?.index ?? last + 1n;
    const member = { multisigPda: multisig, transactionIndex: index, creator: signer.address };
    const instructions = [
      squads.instructions.vaultTransactionCreate({
        ...member,
        vaultIndex,
        ephemeralSigners: 0,
        transactionMessage: each.message,
      }),
      squads.instructions.proposalCreate(member),
    ];
    const [proposal] = squads.getProposalPda({ multisigPda: multisig, transactionIndex: index });
    const bytesLeft = roomLeft(signer.address, instructions);
    if (known) {
      proposals.push({
        index: Number(index),
        address: proposal,
        status: "open already",
        signature: null,
        explorer: null,
        bytesLeft,
      });
      continue;
    }
    const { signature: sent } = await sendTransaction(connection, wallet, { instructions }, context.sending);
    last = index;
    const explorer = transactionLink(url, sent);
    proposals.push({
      index: Number(index),
      address: proposal,
      status: "proposed",
      signature: sent,
      explorer,
      bytesLeft,
    });
  }
  return { multisig, vault, proposals };
}

/** Bytes that the proposal's own transaction has left. */
function roomLeft(payer: PublicKey, instructions: TransactionInstruction[]): number {
  let [low, high] = [0, 1_232];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (fits(payer, instructions, undefined, middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}
