// How an action of the steward is sent: the SDK's own way, with the steward's events and errors.
import type { Signer, TransactionInstruction } from "@solana/web3.js";
import { untold } from "../../../actions/internal/results";
import type { ErrorName } from "../../../errors/TruestakeError";
import type { Sent } from "../../../transaction/details";
import { reporting } from "../../../transaction/partly";
import { retrying } from "../../../transaction/races";
import { PLANNED, type Session, send, sendAll } from "../../../transaction/session";
import { type StewardKeys, stewardOf } from "../../addresses";
import { namedBySteward } from "../../errors";
import {
  decodeStewardEvents,
  findStewardEvent,
  type StewardEvent,
  type StewardEventName,
  type StewardEventOf,
} from "../../events";
import { withLimit } from "./limits";

/** A transaction of the steward that landed and succeeded. */
export interface StewardSent extends Sent {
  /** The steward's events, in order; empty without details. */
  stewardEvents: StewardEvent[];
}

/** The steward of the session's pool. */
export function keysOf({ deployment }: Pick<Session, "deployment">): StewardKeys {
  return stewardOf(deployment);
}

const told = (sent: Sent): StewardSent => ({ ...sent, stewardEvents: decodeStewardEvents(sent.logs) });

async function named<T>(session: Session, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    throw await withLimit(session, namedBySteward(error));
  }
}

/** Sends one transaction of the session's wallet. */
export async function sendSteward(
  session: Session,
  instructions: TransactionInstruction[],
  signers: Signer[] = [],
): Promise<StewardSent> {
  return told(await named(session, () => send(session, instructions, signers)));
}

/**
 * What the steward's event of an action says. `HistoryUnavailable` with effect "done" where no node keeps it: the action has
 * landed.
 */
export function resultOf<N extends StewardEventName, T>(
  session: Session,
  sent: StewardSent,
  name: N,
  of: (data: StewardEventOf<N>["data"]) => T,
): T {
  // Nothing can have come yet of what is only planned: nobody gets to see this.
  if (session.capture && sent.signature === PLANNED.signature) return undefined as T;
  const event = findStewardEvent(sent.stewardEvents, name);
  if (event) return of(event.data as StewardEventOf<N>["data"]);
  throw untold(sent, name);
}

/** Of a crank: another has taken the place in a list, or has done it. */
const RACES: ErrorName[] = ["WrongValidator", "WrongVoteAccount", "MemberNotFound", "IsMember", "EpochRewardsActive"];

/**
 * Sends what `plan` finds due, a transaction each; plans anew where a list has changed meanwhile. `PartlyDone` with what landed
 * when an error stops the rest.
 */
export async function sendDue(session: Session, plan: () => Promise<TransactionInstruction[]>): Promise<StewardSent[]> {
  const done: Sent[] = [];
  await reporting(done, () =>
    retrying(RACES, async () => {
      const batches = (await plan()).map((instruction) => ({ instructions: [instruction] }));
      await named(session, () => sendAll(session, batches, done));
    }),
  );
  return done.map(told);
}
