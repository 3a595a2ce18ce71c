// What a transaction did to a wallet's lamports, retold from its instructions: where the retelling ends with another balance than the
// chain's, something else was at work, and the statement says so.
import {
  AddressLookupTableProgram,
  PublicKey,
  StakeProgram,
  SystemProgram,
  TransactionInstruction,
  type VersionedTransactionResponse,
  VoteProgram,
} from "@solana/web3.js";
import bs58 from "bs58";
import { TOKEN_PROGRAM_ID } from "../accounts/token";
import type { TruestakeEvent } from "../history/events";
import { decodeInstruction } from "../instructions/decode";
import { readU32, readU64 } from "../layout/bytes";

/** The newer token program, whose first instructions are the older one's. */
export const TOKEN_2022_PROGRAM_ID: PublicKey = /* @__PURE__ */ new PublicKey(
  "TokenzQdBNbLqP5VEhdkAS6EPFLC1PHnBqCXEpPxuEb",
);

/** An account that wraps SOL holds it beside its rent. */
const NATIVE_MINT = "So11111111111111111111111111111111111111112";

/** Numbers of the instructions that move lamports, as their programs have them. */
const SYSTEM = {
  ...{ createAccount: 0, transfer: 2, createWithSeed: 3, withdrawNonce: 5, allocate: 8, allocateWithSeed: 9 },
  transferWithSeed: 11,
};
const STAKE_WITHDRAW = 4;
const VOTE_WITHDRAW = 3;
const TABLE_CLOSE = 4;
const TOKEN = { transfer: 3, close: 9, transferChecked: 12 };

const ADDRESS_BYTES = 32;
const NUMBER_BYTES = 4;
const U64_BYTES = 8;

type Meta = NonNullable<VersionedTransactionResponse["meta"]>;

interface Call {
  program: PublicKey;
  accounts: readonly number[];
  data: Uint8Array;
}

/** What is known of a transaction beforehand. */
export interface Told {
  keys: readonly PublicKey[];
  /** The wallet's place among the keys. */
  own: number;
  /** The program's events of the transaction. */
  events: readonly TruestakeEvent[];
  programId: PublicKey;
  /** Lamports of a stake account that are rent, not stake. */
  stakeRent: bigint;
}

/** Lamports that the wallet should have after the transaction, and what it put into new accounts as rent (below 0) or got back. */
export interface Retold {
  after: bigint;
  rent: bigint;
}

/** All calls of a transaction in the order in which they were made. */
function callsOf({ transaction, meta }: VersionedTransactionResponse, keys: readonly PublicKey[]): Call[] {
  const call = (program: number, accounts: readonly number[], data: Uint8Array): Call => {
    return { program: keys[program] as PublicKey, accounts, data };
  };
  return transaction.message.compiledInstructions.flatMap(({ programIdIndex, accountKeyIndexes, data }, at) => {
    const inner = meta?.innerInstructions?.find(({ index }) => index === at)?.instructions ?? [];
    return [
      call(programIdIndex, accountKeyIndexes, data),
      ...inner.map((each) => call(each.programIdIndex, each.accounts, bs58.decode(each.data))),
    ];
  });
}

const least = (a: bigint, b: bigint): bigint => (a < b ? a : b);

class Retelling {
  readonly balances: bigint[];
  rent = 0n;
  /** Rent in accounts that were made in this transaction. */
  private readonly made = new Map<number, bigint>();
  /** What the wallet sent to addresses that may become accounts by `allocate`. */
  private readonly sent = new Map<number, bigint>();

  constructor(
    private readonly meta: Meta,
    private readonly told: Told,
  ) {
    this.balances = meta.preBalances.map((each) => BigInt(each));
    this.balances[0] = this.balanceOf(0) - BigInt(meta.fee);
  }

  balanceOf(at: number): bigint {
    return this.balances[at] ?? 0n;
  }

  /** `rent` is the part that is rent of the account at the other end. */
  move(from: number, to: number, lamports: bigint, rent = 0n): void {
    const { own } = this.told;
    this.balances[from] = this.balanceOf(from) - lamports;
    this.balances[to] = this.balanceOf(to) + lamports;
    if (from === own) this.rent -= rent;
    if (to === own) this.rent += rent;
  }

  private close(account: number, to: number): void {
    const lamports = this.balanceOf(account);
    this.move(account, to, lamports, least(lamports, this.rentIn(account)));
  }

  private rentIn(account: number): bigint {
    const { preBalances, preTokenBalances } = this.meta;
    const held = preTokenBalances?.find(({ accountIndex, mint }) => accountIndex === account && mint === NATIVE_MINT);
    const before = BigInt(preBalances[account] ?? 0) - BigInt(held?.uiTokenAmount.amount ?? 0);
    return this.made.get(account) ?? before;
  }

  private isNative(account: number): boolean {
    const all = [...(this.meta.preTokenBalances ?? []), ...(this.meta.postTokenBalances ?? [])];
    return all.some(({ accountIndex, mint }) => accountIndex === account && mint === NATIVE_MINT);
  }

  /** Programs refuse calls that are cut short: of a transaction that succeeded all can be read. */
  take({ program, accounts, data }: Call): void {
    const [first = -1, second = -1, third = -1] = accounts;
    const number = data.length < NUMBER_BYTES ? -1 : readU32(data, 0);
    const amount = (at: number): bigint => readU64(data, at);
    if (program.equals(SystemProgram.programId)) this.takeSystem(number, accounts, data);
    else if (program.equals(StakeProgram.programId) && number === STAKE_WITHDRAW)
      this.move(first, second, amount(NUMBER_BYTES));
    else if (program.equals(VoteProgram.programId) && number === VOTE_WITHDRAW)
      this.move(first, second, amount(NUMBER_BYTES));
    else if (program.equals(AddressLookupTableProgram.programId) && number === TABLE_CLOSE) this.close(first, third);
    else if (program.equals(TOKEN_PROGRAM_ID) || program.equals(TOKEN_2022_PROGRAM_ID)) {
      const isChecked = data[0] === TOKEN.transferChecked;
      if (data[0] === TOKEN.close) this.close(first, second);
      if (data[0] !== TOKEN.transfer && !isChecked) return;
      const to = isChecked ? third : second;
      const isMint = isChecked && this.told.keys[second]?.toBase58() === NATIVE_MINT;
      if (isMint || this.isNative(first) || this.isNative(to)) this.move(first, to, amount(1));
    }
  }

  private takeSystem(number: number, [first = -1, second = -1, third = -1]: readonly number[], data: Uint8Array): void {
    if (number === SYSTEM.createAccount) this.create(first, second, data, NUMBER_BYTES);
    else if (number === SYSTEM.createWithSeed) {
      const seed = NUMBER_BYTES + ADDRESS_BYTES;
      this.create(first, second, data, seed + U64_BYTES + Number(readU64(data, seed)));
    } else if (number === SYSTEM.transfer) {
      const lamports = readU64(data, NUMBER_BYTES);
      if (first === this.told.own) this.sent.set(second, (this.sent.get(second) ?? 0n) + lamports);
      this.move(first, second, lamports);
    } else if (number === SYSTEM.transferWithSeed) this.move(first, third, readU64(data, NUMBER_BYTES));
    else if (number === SYSTEM.withdrawNonce) {
      const lamports = readU64(data, NUMBER_BYTES);
      // A nonce account holds rent, and nothing else.
      this.move(first, second, lamports, lamports);
    } else if (number === SYSTEM.allocate || number === SYSTEM.allocateWithSeed) {
      // An address that held lamports cannot be created: its rent is sent to it first.
      this.rent -= this.sent.get(first) ?? 0n;
      this.sent.delete(first);
      this.made.set(first, this.balanceOf(first));
    }
  }

  /** Lamports, bytes and the new account's program stand at `at`. */
  private create(from: number, account: number, data: Uint8Array, at: number): void {
    const lamports = readU64(data, at);
    const program = new PublicKey(data.subarray(at + 2 * U64_BYTES, at + 2 * U64_BYTES + ADDRESS_BYTES));
    const rent = program.equals(StakeProgram.programId) ? least(lamports, this.told.stakeRent) : lamports;
    this.made.set(account, rent);
    this.move(from, account, lamports, rent);
  }

  /** What Truestake moves out of its own accounts by itself: tickets that are claimed, marks of validators that are removed. */
  takeOwn(calls: readonly Call[]): void {
    const { keys, events, programId } = this.told;
    const placeOf = (key: PublicKey | undefined) => keys.findIndex((each) => key !== undefined && each.equals(key));
    for (const { program, accounts, data } of calls) {
      if (!program.equals(programId)) continue;
      const given = accounts.map((at) => ({ pubkey: keys[at] as PublicKey, isSigner: false, isWritable: false }));
      const decoded = decodeInstruction(
        // web3.js says Buffer and takes any Uint8Array.
        new TransactionInstruction({ programId, keys: given, data: data as Buffer }),
      );
      const at = (name: string) => placeOf(decoded?.accounts[name]);
      if (decoded?.name === "removeValidator") this.close(at("mark"), at("rentPayer"));
      if (decoded?.name !== "claimTicket") continue;
      const [ticket, owner, payer] = [at("ticket"), at("owner"), at("rentPayer")];
      const claims = events.flatMap((event) => (event.name === "TicketClaimed" ? [event.data] : []));
      const claim = claims.find((each) => placeOf(each.ticket) === ticket);
      if (!claim) continue;
      this.move(ticket, owner, claim.lamports);
      this.move(ticket, payer, claim.rent, claim.rent);
    }
  }
}

/** Retells a transaction. One that failed has cost its fee, and done nothing else. */
export function retold(transaction: VersionedTransactionResponse & { meta: Meta }, told: Told): Retold {
  const retelling = new Retelling(transaction.meta, told);
  if (transaction.meta.err === null) {
    const calls = callsOf(transaction, told.keys);
    for (const call of calls) retelling.take(call);
    retelling.takeOwn(calls);
  }
  return { after: retelling.balanceOf(told.own), rent: retelling.rent };
}
