import assert from "node:assert/strict";
import type { Logs, LogsCallback } from "@solana/web3.js";
import { type ChainSubscriber, onEvent, PROGRAM_ID, type TruestakeEvent } from "../src";
import { newPool, SOL } from "./pool";

describe("onEvent", () => {
  it("reports a transaction once, however often the node does", async () => {
    const { chain, user } = await newPool({ validators: 0 });
    const { pool } = user.deployment;
    const seen: Logs[] = [];
    const id = chain.connection.onLogs(pool, (logs) => seen.push(logs));
    for (const lamports of [SOL, 2n * SOL]) await user.depositSol({ lamports });
    await chain.connection.removeOnLogsListener(id);
    const [first, second] = seen as [Logs, Logs];

    let node: LogsCallback | undefined;
    const subscriber = {
      onLogs: (_: unknown, callback: LogsCallback) => {
        node = callback;
        return 1;
      },
    } as unknown as ChainSubscriber;
    const events: [TruestakeEvent, string][] = [];
    onEvent(subscriber, { pool, programId: PROGRAM_ID }, (event, { signature }) => events.push([event, signature]));
    // As a validator does whose block ended before the transaction was in it.
    node?.({ ...first, err: { InstructionError: [0, "Custom"] } }, { slot: 1 });
    for (const slot of [1, 1, 1, 2]) node?.(first, { slot });
    node?.(second, { slot: 2 });
    node?.(first, { slot: 3 });
    assert.deepEqual(
      events.map(([{ name }, signature]) => [name, signature]),
      [
        ["SolDeposited", first.signature],
        ["SolDeposited", second.signature],
      ],
    );
  });
});
