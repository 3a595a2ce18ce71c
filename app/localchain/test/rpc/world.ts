import {
  createAssociatedTokenAccountInstruction,
  createInitializeMint2Instruction,
  createMintToInstruction,
  getAssociatedTokenAddressSync,
  TOKEN_PROGRAM_ID,
} from "@solana/spl-token";
import {
  AddressLookupTableProgram,
  Authorized,
  type Keypair,
  PublicKey,
  StakeProgram,
  SystemProgram,
  TransactionInstruction,
} from "@solana/web3.js";
import { type Localnet, startLocalnet } from "../../src";
import { SOL } from "../support";

/** A network on which something of everything is, and whose time stands still. */
export interface World {
  localnet: Localnet;
  payer: Keypair;
  vote: PublicKey;
  stake: PublicKey;
  mint: PublicKey;
  holding: PublicKey;
  nonce: PublicKey;
  table: PublicKey;
  /** A transaction with a memo, finalized. */
  signature: string;
}

export const MEMO_PROGRAM = "MemoSq4gqABAXKb96qnH8TysNcWxMyWCqXgDLGmfcHr";

export async function makeWorld(): Promise<World> {
  const localnet = await startLocalnet({
    slotMs: 0,
    slotsPerEpoch: 100n,
    finalitySlots: 8n,
    rewards: 1_000n,
    seed: process.env.TEST_SEED ?? 1,
  });
  const { chain } = localnet;
  const [payer, stake, mint, nonce] = ["payer", "stake", "mint", "nonce"].map((name) => localnet.key(name)) as [
    Keypair,
    Keypair,
    Keypair,
    Keypair,
  ];
  chain.setLamports(payer.publicKey, 1_000n * SOL);
  const me = payer.publicKey;
  const vote = chain.createVoteAccount({
    identity: localnet.key("identity"),
    vote: localnet.key("vote"),
    commission: 10,
  });
  chain.vote();
  const create = StakeProgram.createAccount({
    fromPubkey: me,
    stakePubkey: stake.publicKey,
    authorized: new Authorized(me, me),
    lamports: Number(100n * SOL),
  });
  const delegate = StakeProgram.delegate({ stakePubkey: stake.publicKey, authorizedPubkey: me, votePubkey: vote });
  chain.run([...create.instructions, ...delegate.instructions], [payer, stake]);
  localnet.node.ticker.passEpoch();
  localnet.node.ticker.passEpoch();

  const holding = getAssociatedTokenAddressSync(mint.publicKey, me);
  const rent = Number(chain.rentFor(82n));
  chain.run(
    [
      SystemProgram.createAccount({
        fromPubkey: me,
        newAccountPubkey: mint.publicKey,
        lamports: rent,
        space: 82,
        programId: TOKEN_PROGRAM_ID,
      }),
      createInitializeMint2Instruction(mint.publicKey, 9, me, null),
      createAssociatedTokenAccountInstruction(me, holding, me, mint.publicKey),
      createMintToInstruction(mint.publicKey, holding, me, 1_500_000_000n),
    ],
    [payer, mint],
  );
  const makeNonce = { fromPubkey: me, noncePubkey: nonce.publicKey, authorizedPubkey: me, lamports: 2_000_000 };
  chain.run(SystemProgram.createNonceAccount(makeNonce).instructions, [payer, nonce]);
  const recentSlot = chain.slot - 1n;
  const [createTable, table] = AddressLookupTableProgram.createLookupTable({ authority: me, payer: me, recentSlot });
  const addresses = [localnet.key("looked up").publicKey];
  const extension = { payer: me, authority: me, lookupTable: table, addresses };
  chain.run([createTable, AddressLookupTableProgram.extendLookupTable(extension)], [payer]);
  const memo = new TransactionInstruction({
    programId: new PublicKey(MEMO_PROGRAM),
    keys: [],
    data: Buffer.from("hello"),
  });
  const { signature } = chain.run([memo], [payer]);
  localnet.node.ticker.advance(20n);
  return {
    localnet,
    payer,
    vote,
    stake: stake.publicKey,
    mint: mint.publicKey,
    holding,
    nonce: nonce.publicKey,
    table,
    signature,
  };
}
