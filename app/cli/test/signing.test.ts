import assert from "node:assert/strict";
import { createAssociatedTokenAccountInstruction, createTransferInstruction } from "@solana/spl-token";
import {
  Keypair,
  NONCE_ACCOUNT_LENGTH,
  PublicKey,
  SystemProgram,
  Transaction,
  VersionedMessage,
} from "@solana/web3.js";
import * as squads from "@sqds/multisig";
import { FaultProxy } from "@truestake/localnet";
import { keypairWallet, sendTransaction, tokenAddress } from "@truestake/sdk";
import { type Json, SOL, Stage } from "./support";

describe("truestake, ways to sign", () => {
  let stage: Stage;

  before(async () => {
    stage = await Stage.open();
    stage.fund("dora", 30n * SOL);
  });
  after(() => stage.close());

  async function nonceAccount(): Promise<PublicKey> {
    const [owner, account] = [stage.key("dora"), Keypair.generate()];
    const lamports = await stage.localnet.connection().getMinimumBalanceForRentExemption(NONCE_ACCOUNT_LENGTH);
    const { instructions } = new Transaction().add(
      SystemProgram.createNonceAccount({
        ...{ fromPubkey: owner.publicKey, noncePubkey: account.publicKey },
        ...{ authorizedPubkey: owner.publicKey, lamports },
      }),
    );
    await sendTransaction(stage.localnet.chain.connection, keypairWallet(owner), { instructions, signers: [account] });
    await stage.localnet.call("localnet_advanceSlots", { slots: 2 });
    return account.publicKey;
  }

  it("--nonce-account: sent with it, and printed with it", async () => {
    const nonce = (await nonceAccount()).toBase58();
    const address = stage.key("dora").publicKey.toBase58();
    const words = ["stake", "in", "1", "--nonce-account", nonce];
    const { message } = await stage.json(...words, "--print-only", "--minimum", "0.9", "-k", address);
    assert.equal(message.durable, true);
    const { recentBlockhash } = VersionedMessage.deserialize(Buffer.from(message.base64, "base64"));
    assert.equal(recentBlockhash, message.blockhash);
    assert.equal((await stage.send("dora", ...words)).mode, "sent");
    assert.match(
      await stage.failing(2, "stake", "in", "1", "--nonce-account", address, "-k", "dora.json", "--yes"),
      /no nonce account/,
    );
  });

  it("--max-fee-lamports: the priority fee of a busy chain, and no more than that", async () => {
    const busy = await FaultProxy.start(stage.localnet, {
      call: async ({ method }, forward) =>
        method === "getRecentPrioritizationFees" ? { result: [{ slot: 1, prioritizationFee: 100_000 }] } : forward(),
    });
    try {
      const fee = async (...words: string[]): Promise<bigint> => {
        const all = ["stake", "in", "1", "--dry-run", "-k", "dora.json", "-u", busy.url, ...words];
        const { simulated } = await stage.json(...all);
        assert.equal(simulated.length, 1);
        return BigInt(simulated[0].fee);
      };
      const [free, bounded, unbounded] = [
        await fee("--max-fee-lamports", "0"),
        await fee("--max-fee-lamports", "700"),
        await fee(),
      ];
      // A signature; and what 700 lamports buy of a price per unit, a whole number of micro-lamports.
      assert.equal(free, 5_000n);
      assert.ok(bounded > 5_600n && bounded <= 5_700n, `${bounded}`);
      assert.ok(unbounded > 5_700n, `${unbounded}`);
    } finally {
      await busy.close();
    }
  });

  it("the ways exclude each other", async () => {
    const said = await stage.failing(
      2,
      "stake",
      "in",
      "1",
      "--minimum",
      "0.9",
      "--dry-run",
      "--print-only",
      "-k",
      "dora.json",
    );
    assert.match(said, /exclude each other/);
  });

  it("[fault-proposed-twice] --squads: no multisig, no member; what stands open already is not proposed again", async () => {
    const [multisig, dora] = [Keypair.generate().publicKey, stage.key("dora").publicKey];
    const words = ["stake", "in", "1", "--minimum", "0.9", "--squads", multisig.toBase58(), "--yes"];
    assert.match(await stage.failing(2, ...words, "-k", "dora.json"), /no multisig of Squads/);
    const put = (address: PublicKey, [data]: [Buffer, number]) =>
      stage.localnet.chain.put(address, { lamports: SOL, owner: squads.PROGRAM_ID, data, executable: false } as never);
    const transactionIndex = 3;
    const permissions = { mask: 7 };
    put(
      multisig,
      squads.accounts.Multisig.fromArgs({
        ...{ createKey: multisig, configAuthority: PublicKey.default, threshold: 1, timeLock: 0 },
        ...{ transactionIndex, staleTransactionIndex: 0, rentCollector: null, bump: 255 },
        members: [{ key: dora, permissions }],
      }).serialize(),
    );
    assert.match(await stage.failing(2, ...words, "-k", "alice.json"), /no member/);
    const [vault] = squads.getVaultPda({ multisigPda: multisig, index: 0 });
    const index = BigInt(transactionIndex);
    const [transaction] = squads.getTransactionPda({ multisigPda: multisig, index });
    const [proposal] = squads.getProposalPda({ multisigPda: multisig, transactionIndex: index });
    // The very proposal, as the program would have stored it.
    const stored = (base64: string): void => {
      const message = VersionedMessage.deserialize(Buffer.from(base64, "base64"));
      const { numRequiredSignatures, numReadonlySignedAccounts, numReadonlyUnsignedAccounts } = message.header;
      const keys = message.staticAccountKeys;
      put(
        transaction,
        squads.accounts.VaultTransaction.fromArgs({
          ...{ multisig, creator: dora, index: transactionIndex, bump: 255, vaultIndex: 0, vaultBump: 255 },
          ephemeralSignerBumps: new Uint8Array(),
          message: {
            numSigners: numRequiredSignatures,
            numWritableSigners: numRequiredSignatures - numReadonlySignedAccounts,
            numWritableNonSigners: keys.length - numRequiredSignatures - numReadonlyUnsignedAccounts,
            accountKeys: keys,
            instructions: message.compiledInstructions.map(({ programIdIndex, accountKeyIndexes, data }) => ({
              ...{ programIdIndex, accountIndexes: Uint8Array.from(accountKeyIndexes), data },
            })),
            addressTableLookups: [],
          },
        }).serialize(),
      );
      put(
        proposal,
        squads.accounts.Proposal.fromArgs({
          ...{ multisig, transactionIndex, bump: 255, approved: [], rejected: [], cancelled: [] },
          status: { __kind: "Active", timestamp: 0 },
        }).serialize(),
      );
    };
    const printed = await stage.json("stake", "in", "1", "--minimum", "0.9", "--print-only", "-k", vault.toBase58());
    stored(printed.message.base64);
    const before = stage.localnet.chain.transactionCount;
    const { mode, proposals } = await stage.send("dora", ...words);
    assert.deepEqual([mode, proposals.vault], ["proposals", vault.toBase58()]);
    assert.deepEqual([proposals.proposals[0].status, proposals.proposals[0].index], ["open already", transactionIndex]);
    assert.equal(stage.localnet.chain.transactionCount, before);
    // An approver reads the same.
    const decoded = await stage.json("decode", proposal.toBase58());
    assert.deepEqual([decoded.source, decoded.status, decoded.signer], ["proposal", "Active", vault.toBase58()]);
    assert.equal(decoded.instructions.at(-1).args.lamports, String(SOL));
    // Of a ticket the nonce is drawn anew each time, and with it the ticket's address.
    stage.localnet.chain.airdropNow(vault, 10n * SOL);
    await stage.send("dora", "stake", "in", "8");
    const mint = new PublicKey(stage.demo.mint);
    const [from, to] = [tokenAddress(mint, dora), tokenAddress(mint, vault)];
    await sendTransaction(stage.localnet.chain.connection, keypairWallet(stage.key("dora")), {
      instructions: [
        createAssociatedTokenAccountInstruction(dora, to, vault, mint),
        createTransferInstruction(from, to, dora, 6n * SOL),
      ],
    });
    const order = ["stake", "out", "5", "--by", "ticket", "--minimum", "4.9"];
    stored((await stage.json(...order, "--print-only", "-k", vault.toBase58())).message.base64);
    const again = await stage.send("dora", ...order, "--squads", multisig.toBase58());
    assert.deepEqual(
      again.proposals.proposals.map((each: Json) => [each.status, each.index]),
      [["open already", transactionIndex]],
    );
  });
});
