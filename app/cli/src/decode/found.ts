// What somebody may be asked to sign, wherever it was found.
import type { AddressLookupTableAccount, PublicKey, TransactionInstruction } from "@solana/web3.js";

export interface Found {
  source: "message" | "transaction" | "proposal";
  /** Who pays: of a proposal, the vault that it acts with. */
  payer: PublicKey;
  instructions: TransactionInstruction[];
  /** Lookup tables that its accounts came from. */
  tables: AddressLookupTableAccount[];
  /** Where a proposal stands. */
  status: string | null;
}
