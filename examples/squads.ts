// Has a Squads multisig (v4) deposit its vault's SOL: a proposal that its members approve and anybody executes.
import { type PublicKey, TransactionMessage, VersionedTransaction } from "@solana/web3.js";
import * as squads from "@sqds/multisig";
import {
  createTokenAccount,
  fetchPool,
  fetchSnapshot,
  instructions,
  minimumFor,
  TruestakeClient,
  tokenAddress,
} from "@truestake/sdk";
import { quoteDepositSol } from "@truestake/sdk/quotes";
import { type Stage, sol } from "./stage";

/** Bytes that a transaction may have. */
const PACKET = 1_232;

export interface Proposal {
  /** Creates the proposal; signed by the wallet, not sent. */
  transaction: VersionedTransaction;
  vault: PublicKey;
  /** How much longer it could be. */
  bytesLeft: number;
}

export async function main(
  { connection, wallet, mint, print }: Stage,
  { multisig, lamports = 1_000_000_000n }: { multisig: PublicKey; lamports?: bigint },
): Promise<Proposal> {
  const client = new TruestakeClient({ connection, wallet, mint });
  await client.refresh();
  const [pool, snapshot] = [
    await fetchPool(connection, client.deployment),
    await fetchSnapshot(connection, client.deployment),
  ];
  const { tokens } = quoteDepositSol(snapshot, { lamports });

  // The vault signs when the proposal is executed. Until then the price rises: it accepts 1 % fewer tokens.
  const [vault] = squads.getVaultPda({ multisigPda: multisig, index: 0 });
  const { blockhash } = await connection.getLatestBlockhash();
  const transactionMessage = new TransactionMessage({
    payerKey: vault,
    recentBlockhash: blockhash,
    instructions: [
      createTokenAccount({ payer: vault, owner: vault, mint }),
      instructions.depositSol({
        pool,
        depositor: vault,
        destination: tokenAddress(mint, vault),
        lamports,
        minimumTokensOut: minimumFor(tokens, 100),
      }),
    ],
  });

  const { transactionIndex } = await squads.accounts.Multisig.fromAccountAddress(connection, multisig);
  const index = BigInt(transactionIndex.toString()) + 1n;
  const member = { multisigPda: multisig, transactionIndex: index, creator: wallet.publicKey };
  const message = new TransactionMessage({
    payerKey: wallet.publicKey,
    recentBlockhash: blockhash,
    instructions: [
      squads.instructions.vaultTransactionCreate({ ...member, vaultIndex: 0, ephemeralSigners: 0, transactionMessage }),
      squads.instructions.proposalCreate(member),
    ],
  });
  const transaction = await wallet.signTransaction(new VersionedTransaction(message.compileToV0Message()));
  const bytesLeft = PACKET - transaction.serialize().length;
  print(`proposal ${index}: ${vault.toBase58()} deposits ${sol(lamports)}; ${bytesLeft} bytes are left`);
  // Whoever executes it calls client.refresh() before: in a new epoch a deposit waits for the update.
  return { transaction, vault, bytesLeft };
}
