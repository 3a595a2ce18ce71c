// examples/squads.ts: what the proposal stores is executed as Squads' program does, with the vault as signer.
import assert from "node:assert/strict";
import { BN } from "@coral-xyz/anchor";
import { PublicKey, TransactionInstruction, TransactionMessage, VersionedTransaction } from "@solana/web3.js";
import * as squads from "@sqds/multisig";
import { decodeEvents, findEvent, keypairWallet, tokenAddress } from "@truestake/sdk";
import { main as propose } from "../../examples/squads";
import { untilConfirmed, withNetwork } from "../clients/support/world";

const SOL = 1_000_000_000n;

/** What `vaultTransactionCreate` carries: the message that the vault will run, as Squads lays it out. */
function storedInstructions(data: Uint8Array): TransactionInstruction[] {
  const [args] = squads.generated.vaultTransactionCreateStruct.deserialize(Buffer.from(data));
  const [message] = squads.types.transactionMessageBeet.deserialize(Buffer.from(args.args.transactionMessage));
  const { accountKeys, numSigners, numWritableSigners, numWritableNonSigners } = message;
  const isWritable = (index: number): boolean =>
    index < numSigners ? index < numWritableSigners : index < numSigners + numWritableNonSigners;
  const keyAt = (index: number): PublicKey => accountKeys[index] ?? assert.fail(`no account ${index}`);
  return message.instructions.map(
    ({ programIdIndex, accountIndexes, data }) =>
      new TransactionInstruction({
        programId: keyAt(programIdIndex),
        keys: Array.from(accountIndexes, (index) => {
          return { pubkey: keyAt(index), isSigner: index < numSigners, isWritable: isWritable(index) };
        }),
        data: Buffer.from(data),
      }),
  );
}

describe("the example of a multisig", function () {
  this.timeout(180_000);
  const network = withNetwork({ demo: true });

  it("squads.ts proposes a deposit that the vault can make", async () => {
    const { chain } = network();
    const connection = network().connection("confirmed");
    const member = network().key("carol");
    const createKey = network().key("multisig");
    const [multisig, bump] = squads.getMultisigPda({ createKey: createKey.publicKey });
    const [data] = squads.accounts.Multisig.fromArgs({
      ...{ createKey: createKey.publicKey, configAuthority: PublicKey.default, threshold: 1, timeLock: 0, bump },
      ...{ transactionIndex: new BN(4), staleTransactionIndex: new BN(0), rentCollector: null },
      members: [{ key: member.publicKey, permissions: { mask: 7 } }],
    }).serialize();
    const lamports = 10_000_000n;
    chain.put(multisig, { lamports, owner: squads.PROGRAM_ID, data, executable: false });
    await untilConfirmed(network(), multisig);

    const { mint: text } = network().node.facts.demo as { mint: string };
    const [mint, lines]: [PublicKey, string[]] = [new PublicKey(text), []];
    const print = (line: string): void => {
      lines.push(line);
    };
    const stage = { connection, wallet: keypairWallet(member), mint, print };
    const { transaction, vault, bytesLeft } = await propose(stage, { multisig, lamports: 2n * SOL });
    assert.equal(transaction.serialize().length, 1_232 - bytesLeft);
    assert.ok(bytesLeft >= 0);
    assert.match(lines[0] ?? "", /^proposal 5: /);

    const [create, proposal] = TransactionMessage.decompile(transaction.message).instructions;
    assert(create && proposal);
    for (const { programId } of [create, proposal]) assert.ok(programId.equals(squads.PROGRAM_ID));
    chain.setLamports(vault, 10n * SOL);
    const run = new TransactionMessage({
      payerKey: vault,
      recentBlockhash: PublicKey.default.toBase58(),
      instructions: storedInstructions(create.data),
    });
    // Nobody has the vault's key: Squads' program signs for it.
    const executed = chain.simulate(new VersionedTransaction(run.compileToV0Message()), { verifySignatures: false });
    assert.equal(executed.err, null, executed.logs.join("\n"));
    const { tokens, depositor } =
      findEvent(decodeEvents(executed.logs), "SolDeposited")?.data ?? assert.fail("no event");
    assert.ok(depositor.equals(vault));
    const account = executed.accounts(tokenAddress(mint, vault)) ?? assert.fail("the vault has no tokens");
    assert.equal(account.data.readBigUInt64LE(64), tokens);
  });
});
