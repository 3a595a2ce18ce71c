// Errors as sentences, or as one JSON object.
import {
  isTruestakeError,
  MAX_DEPOSIT_FEE_BPS,
  MAX_LIQUIDITY_FEE_BPS,
  MAX_MOVING_PART_BPS,
  MAX_NAME_BYTES,
  MAX_PAUSE_SECONDS,
  MAX_RESERVE_BUFFER_BPS,
  MAX_REWARD_FEE_BPS,
  MAX_SCORE,
  MAX_SYMBOL_BYTES,
  MAX_TICKET_FEE_BPS,
  MAX_URI_BYTES,
  MAX_WITHDRAWAL_FEE_BPS,
  MIN_MOVING_PART_BPS,
  MINIMUM_DEPOSIT_LAMPORTS,
  MINIMUM_SEED_LAMPORTS,
  MINIMUM_TICKET_LAMPORTS,
  type TruestakeError,
} from "@truestake/sdk";
import "@truestake/sdk/hints";
import { list, number, object, type Schema, text } from "../schema/build";
import { sentIn } from "../signing/sent";
import { exitCodeOf, innerOf, isOpen, RefusedError, UsageError } from "./exit";
import { percent, sol } from "./words";

/** What `--output json` prints on stderr when a command fails. */
export const errorSchema: Schema = object(
  {
    error: object(
      { name: text, message: text, exitCode: number },
      { hint: text, signature: text, signatures: list(text) },
    ),
  },
  {},
);

/** What helps where the SDK's hint speaks to programmers. */
const HINTS: Record<string, string> = {
  AccountMissing: "Check the address, and that -u names the right cluster.",
  InsufficientFunds: "Send SOL to the paying account, or use a smaller amount: fees and rents come on top.",
  NodeUnreachable: "Check the connection, or name another node with -u.",
  RateLimited: "Wait, or name another node with -u.",
  NoWallet: "Name a keypair file with -k.",
  WalletRejected: "Nothing was sent.",
  OutcomeUnknown:
    "It may still land. Run the same command again: it settles this transaction before it sends another. `truestake pending list` shows what is open.",
  TransactionExpired: "Nothing was changed: run the command again, perhaps with a higher --max-fee-lamports.",
  PartlyDone: "Run the same command again: it goes on with the rest.",
  CranksNeeded: "Wait for a keeper, or run `truestake pool refresh`, which pays for all of them.",
  PoolOutOfDate: "Run `truestake pool refresh`, which anybody may, and try again.",
  InvalidArgument: "",
  FeeTooHigh:
    "The most are `MAX_REWARD_FEE_BPS` of rewards, `MAX_DEPOSIT_FEE_BPS` of deposits, `MAX_WITHDRAWAL_FEE_BPS` of withdrawals, `MAX_TICKET_FEE_BPS` of tickets, and `MAX_LIQUIDITY_FEE_BPS` of instant unstakes.",
  InsufficientLiquidity: "Sell less, or leave another way: `truestake stake out` shows all of them.",
  NotEnoughStake: "Take less, or from another validator: `truestake validator list` shows what each has.",
  TicketNotSettled: "Wait until it is paid, or a part of it: `truestake ticket list` shows where it stands.",
  ValidatorsOutOfDate: "Run `truestake pool refresh`, which anybody may, and try again.",
  ReserveTooLow: "Wait until stake has come back: a keeper sees to it, and so does `truestake keeper once`.",
  NotBacked: "Run `truestake pool refresh`, then `truestake prove`: it shows every account.",
  ValidatorStillScored: "Set its score to 0 first: `truestake validator set-score VOTE=0`.",
  ValidatorAlreadyListed: "Change its score instead: `truestake validator set-score VOTE=SCORE`.",
  ValidatorNotDrained: "Its stake has to come back first: `truestake keeper once`, now and in the next epochs.",
  ValidatorKept:
    "The validator manager has to clear its keep flag first: `keep = false` in the pool's file, and `truestake pool apply`.",
  Paused: "Wait: `truestake pool show` says until when. Tickets and stake accounts work meanwhile.",
};

/** The program's limits, as people read them. */
const LIMITS: Readonly<Record<string, string>> = {
  ...{ MINIMUM_DEPOSIT_LAMPORTS: sol(BigInt(MINIMUM_DEPOSIT_LAMPORTS)) },
  ...{ MINIMUM_TICKET_LAMPORTS: sol(BigInt(MINIMUM_TICKET_LAMPORTS)) },
  ...{ MINIMUM_SEED_LAMPORTS: sol(BigInt(MINIMUM_SEED_LAMPORTS)) },
  ...{ MAX_REWARD_FEE_BPS: percent(MAX_REWARD_FEE_BPS), MAX_DEPOSIT_FEE_BPS: percent(MAX_DEPOSIT_FEE_BPS) },
  ...{ MAX_WITHDRAWAL_FEE_BPS: percent(MAX_WITHDRAWAL_FEE_BPS), MAX_TICKET_FEE_BPS: percent(MAX_TICKET_FEE_BPS) },
  ...{ MAX_LIQUIDITY_FEE_BPS: percent(MAX_LIQUIDITY_FEE_BPS) },
  ...{ MAX_RESERVE_BUFFER_BPS: percent(MAX_RESERVE_BUFFER_BPS) },
  ...{ MIN_MOVING_PART_BPS: percent(MIN_MOVING_PART_BPS), MAX_MOVING_PART_BPS: percent(MAX_MOVING_PART_BPS) },
  ...{ MAX_PAUSE_SECONDS: String(MAX_PAUSE_SECONDS), MAX_SCORE: String(MAX_SCORE) },
  ...{ MAX_NAME_BYTES: `${MAX_NAME_BYTES} bytes of name`, MAX_SYMBOL_BYTES: `${MAX_SYMBOL_BYTES} of symbol` },
  ...{ MAX_URI_BYTES: `${MAX_URI_BYTES} of URI` },
};

/** A hint with the numbers where it names the program's constants. */
const withNumbers = (hint: string): string => hint.replace(/`([A-Z][A-Z_]+)`/g, (name, key) => LIMITS[key] ?? name);

function hintOf(error: unknown): string {
  if (!isTruestakeError(error)) return "";
  // What was done before something that is open is told once that is settled.
  const { name, hint } = isOpen(error) ? innerOf(error) : error;
  return withNumbers(HINTS[name] ?? hint);
}

const sentence = (words: string): string => (/[.!?]$/.test(words) ? words : `${words}.`);

export function messageOf(error: unknown): string {
  if (isTruestakeError(error)) {
    const inner = innerOf(error);
    return inner === error ? error.message : `${error.message.replace(/: .*$/s, "")}: ${inner.message}`;
  }
  return error instanceof Error ? error.message : String(error);
}

/** The error as it is printed. What is neither the user's nor the chain's doing shows where it came from. */
export function errorText(error: unknown, output: "table" | "json"): string {
  const expected = isTruestakeError(error) || error instanceof UsageError || error instanceof RefusedError;
  const [message, hint] = [sentence(messageOf(error)), hintOf(error)];
  if (output === "json") {
    const { signature } = (isTruestakeError(error) ? innerOf(error).args : {}) as { signature?: string };
    const done = isTruestakeError(error) ? sentIn(error.args.done).map((each) => each.signature) : [];
    const name = error instanceof Error ? error.name : "Error";
    const fields = { name, message, exitCode: exitCodeOf(error), ...(hint ? { hint } : {}) };
    const landed = done.length > 0 ? { signatures: done } : {};
    return JSON.stringify({ error: { ...fields, ...(signature ? { signature } : {}), ...landed } });
  }
  const lines = [`error: ${message}`, ...(hint ? [hint] : [])];
  const done = isTruestakeError(error) ? sentIn(error.args.done) : [];
  if (done.length > 0) lines.push(`landed: ${done.map(({ signature }) => signature).join(", ")}`);
  if (!expected && error instanceof Error && error.stack) lines.push(error.stack);
  const { logs } = error as TruestakeError;
  const isForeign = isTruestakeError(error) && ["SimulationFailed", "TransactionFailed"].includes(error.name);
  if (isForeign && logs.length > 0) lines.push(...logs.map((line) => `  ${line}`));
  return lines.join("\n");
}
