// Accounts of Squads, read as what they are. Its own readers do not look at the discriminator: another account's bytes are taken for
// lengths then, and fill the memory.
import * as squads from "@sqds/multisig";
import type { RawAccount } from "@truestake/sdk";

const { Multisig, Proposal, VaultTransaction } = squads.accounts;

function reader<T>(discriminator: readonly number[], read: (account: never) => [T, number]) {
  return (account: RawAccount | null | undefined): T | undefined => {
    const isOne =
      account?.owner.equals(squads.PROGRAM_ID) === true && discriminator.every((byte, at) => account.data[at] === byte);
    return isOne ? read(account as never)[0] : undefined;
  };
}

/** A multisig; undefined for anything else. */
export const multisigIn = reader(squads.accounts.multisigDiscriminator, (of) => Multisig.fromAccountInfo(of));
/** A proposal; undefined for anything else. */
export const proposalIn = reader(squads.accounts.proposalDiscriminator, (of) => Proposal.fromAccountInfo(of));
/** A transaction of a vault; undefined for anything else, such as a change of the multisig's settings or a batch. */
export const vaultTransactionIn = reader(squads.accounts.vaultTransactionDiscriminator, (of) =>
  VaultTransaction.fromAccountInfo(of),
);
