// A Squads proposal, by its own address or by its transaction's.
import type { PublicKey } from "@solana/web3.js";
import * as squads from "@sqds/multisig";
import { fetchMany, TruestakeError } from "@truestake/sdk";
import type { Context } from "../context/context";
import { UsageError } from "../output/exit";
import { instructionsOf } from "../signing/squads";
import { proposalIn, vaultTransactionIn } from "../signing/squadsAccounts";
import type { Found } from "./found";
import { tablesAt } from "./tables";

export async function proposalAt(context: Context, key: PublicKey): Promise<Found> {
  const [account] = await fetchMany(context.nodes, [key]);
  if (!account) throw new TruestakeError("AccountMissing", `there is nothing at ${key.toBase58()}`);
  if (!account.owner.equals(squads.PROGRAM_ID))
    throw new UsageError(`${key.toBase58()} is neither a message nor a proposal of Squads v4`);
  // Either the proposal, or its transaction itself.
  const proposal = proposalIn(account);
  const [stored] = proposal ? await fetchMany(context.nodes, [transactionOf(proposal)]) : [account];
  const transaction = vaultTransactionIn(stored);
  if (!transaction) throw new UsageError(`${key.toBase58()} holds no vault transaction`);
  const [payer] = squads.getVaultPda({ multisigPda: transaction.multisig, index: transaction.vaultIndex });
  const lookups = transaction.message.addressTableLookups.map(({ accountKey }) => accountKey);
  const tables = await tablesAt(context, lookups);
  const status = proposal?.status.__kind ?? null;
  return { source: "proposal", payer, instructions: instructionsOf(transaction, tables), tables, status };
}

function transactionOf({ multisig, transactionIndex }: squads.accounts.Proposal): PublicKey {
  return squads.getTransactionPda({ multisigPda: multisig, index: BigInt(transactionIndex.toString()) })[0];
}
