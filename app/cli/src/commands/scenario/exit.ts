import { type ExitInputs, type ExitResult, exit as exitOf } from "@truestake/sdk/scenario";
import { facts, table } from "../../output/table";
import { decimal, percent, sol } from "../../output/words";
import { amount, list, number, object, whole } from "../../schema/build";
import { part, present, REWARD_OPTION, rewardIn, SEED_OPTION, scenario, wholeIn } from "./scenario";

export const exit = scenario<ExitInputs, ExitResult>({
  name: "exit",
  summary: "many leave: epochs until they are paid, by place in the queue",
  details:
    "Tickets of random sizes are ordered at random moments, behind those that are queued already; keepers run at both ends of every epoch, and the cluster's limit on stake that cools down is shared with others who leave. Every run has other random numbers. A wait of 1 is a payment in the epoch after the order.",
  options: [
    { flags: "--leaving <percent>", summary: "what of all tokens leaves; 30 if not given" },
    { flags: "--tickets <count>", summary: "tickets that they order; 100 if not given" },
    { flags: "--over-epochs <count>", summary: "epochs within which they do; 1 if not given" },
    { flags: "--instant <percent>", summary: "what they pay at most to leave at once, first; 0.5 if not given" },
    {
      flags: "--others <percent>",
      summary: "most of the cluster's other stake that leaves in an epoch; 1 if not given",
    },
    REWARD_OPTION,
    { flags: "--samples <count>", summary: "runs; 100 if not given" },
    { flags: "--horizon <epochs>", summary: "epochs after which a run ends; 100 if not given" },
    SEED_OPTION,
  ],
  inputs: {
    ...{ leavingBps: whole, tickets: whole, overEpochs: whole, instantBps: whole, othersBps: whole },
    ...{ rewardPpb: whole, samples: whole, seed: whole, horizon: whole },
  },
  result: object({
    ...{ tokens: amount, sold: amount, soldLamports: amount, ordered: amount, paid: amount, unpaid: whole },
    places: list(object({ upTo: whole, tickets: whole, p50: number, p95: number, most: number })),
    allPaid: object({ p50: number, p95: number }),
    epochs: list(
      object({ epoch: whole, paid: amount, queued: amount, reserve: amount, cooling: amount, staked: amount }),
    ),
  }),
  run: ({ state, options }) =>
    exitOf(
      state,
      present<ExitInputs>({
        leavingBps: part(options, "leaving", "--leaving", 2),
        tickets: wholeIn(options, "tickets", "--tickets", 1, 10_000),
        overEpochs: wholeIn(options, "overEpochs", "--over-epochs", 1, 500),
        instantBps: part(options, "instant", "--instant", 2),
        othersBps: part(options, "others", "--others", 2),
        rewardPpb: rewardIn(options),
        samples: wholeIn(options, "samples", "--samples", 1, 10_000),
        horizon: wholeIn(options, "horizon", "--horizon", 1, 500),
        seed: wholeIn(options, "seed", "--seed", 0, 2 ** 32 - 1),
      }),
    ),
  text: ({ inputs, result }, width) => {
    const { tokens, sold, soldLamports, ordered, paid, allPaid, unpaid, places, epochs } = result;
    const head = facts(
      [
        ["leaving", `${decimal(tokens)} tokens, ${percent(inputs.leavingBps)} of those not queued`],
        ["sold at once", `${decimal(sold)} tokens for ${sol(soldLamports)}`],
        ["first run", `tickets worth ${sol(ordered)} when ordered are paid ${sol(paid)}`],
        ["queue paid", `after ${allPaid.p50} epochs in half of the runs, ${allPaid.p95} in 95 % of them`],
        unpaid > 0 ? ["not paid", `${unpaid} tickets within ${inputs.horizon} epochs, in all runs`] : undefined,
      ],
      width,
    );
    const waits = table(
      places,
      [
        { title: "place in the queue", of: ({ upTo }) => `${upTo - 10} to ${upTo} %` },
        { title: "half wait at most", of: ({ p50 }) => String(p50), isNumber: true },
        { title: "95 % wait at most", of: ({ p95 }) => String(p95), isNumber: true },
        { title: "longest", of: ({ most }) => String(most), isNumber: true },
      ],
      width,
    );
    const flow = table(
      epochs,
      [
        { title: "epoch", of: ({ epoch }) => `+${epoch}`, isNumber: true },
        { title: "paid, SOL", of: (epoch) => decimal(epoch.paid), isNumber: true },
        { title: "queued, SOL", of: ({ queued }) => decimal(queued), isNumber: true },
        { title: "cooling, SOL", of: ({ cooling }) => decimal(cooling), isNumber: true },
        { title: "reserve, SOL", of: ({ reserve }) => decimal(reserve), isNumber: true },
      ],
      width,
    );
    return `${head}\n\nepochs from order to payment\n${waits}\n\nthe first run, at each epoch's end\n${flow}`;
  },
});
