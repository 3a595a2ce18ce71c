import { type SlotsInputs, type SlotsResult, slots as slotsOf } from "@truestake/sdk/scenario";
import { wholeOf } from "../../options/values";
import { facts, table } from "../../output/table";
import { ratio, span } from "../../output/words";
import { amount, list, number, object, whole } from "../../schema/build";
import { present, REWARD_OPTION, rewardIn, scenario } from "./scenario";

export const slots = scenario<SlotsInputs, SlotsResult>({
  name: "slots",
  summary: "shorter slots: epochs, waits and what an epoch earns",
  details:
    "An epoch keeps its number of slots. The yield is shown twice: as if a year went on to earn what it does at the first slot time, and as if an epoch did. Compound, after the reward fee.",
  options: [
    { flags: "--slot-ms <list>", summary: "slot times, such as 400,350; SIMD-0525's steps if not given" },
    REWARD_OPTION,
  ],
  inputs: { slotMs: list(whole), rewardPpb: whole },
  result: object({
    slotsInEpoch: amount,
    steps: list(
      object({
        ...{ slotMs: whole, epochSeconds: amount, movingSeconds: amount, closingSeconds: amount },
        ...{ ticketLeast: amount, ticketMost: amount, rewardPpb: whole, yearByTime: number, yearByEpoch: number },
      }),
    ),
  }),
  run: ({ state, options }) => {
    const slotMs = options.slotMs?.split(",").map((each) => wholeOf("--slot-ms", each.trim(), 1, 60_000));
    return slotsOf(state, present<SlotsInputs>({ slotMs, rewardPpb: rewardIn(options) }));
  },
  text: ({ result: { slotsInEpoch, steps } }, width) => {
    const rows = table(
      steps,
      [
        { title: "slot", of: ({ slotMs }) => `${slotMs} ms`, isNumber: true },
        { title: "epoch", of: ({ epochSeconds }) => span(Number(epochSeconds)), isNumber: true },
        { title: "moving part", of: ({ movingSeconds }) => span(Number(movingSeconds)), isNumber: true },
        { title: "longest wait", of: ({ ticketMost }) => span(Number(ticketMost)), isNumber: true },
        { title: "yield by time", of: ({ yearByTime }) => ratio(yearByTime), isNumber: true },
        { title: "by epoch", of: ({ yearByEpoch }) => ratio(yearByEpoch), isNumber: true },
      ],
      width,
    );
    return `${facts([["epoch", `${slotsInEpoch} slots`]], width)}\n\n${rows}`;
  },
});
