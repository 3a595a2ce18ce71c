import { type RentInputs, type RentResult, rent as rentOf } from "@truestake/sdk/scenario";
import { amountOf } from "../../options/values";
import { facts } from "../../output/table";
import { counted, sol } from "../../output/words";
import { amount, object, whole } from "../../schema/build";
import { present, scenario } from "./scenario";

export const rent = scenario<RentInputs, RentResult>({
  name: "rent",
  summary: "rent or the least delegation rises: who lacks how much",
  details:
    "An account that lacks rent can neither be split nor emptied until it is there. The reserve pays it when stake moves, as far as it has SOL beside what the queue claims and the buffer; the rest comes from whoever moves the stake.",
  options: [
    { flags: "--stake-rent <sol>", summary: "rent of a stake account; twice what it is if not given" },
    { flags: "--least-delegation <sol>", summary: "what the stake program accepts at least; 1 if not given" },
  ],
  inputs: { stakeRent: amount, minimumDelegation: amount },
  result: object({
    ...{ stakeRent: amount, accounts: whole, missing: amount, spare: amount, toSend: amount },
    ...{ small: object({ validators: whole, lamports: amount }), firstDelegation: amount },
    rents: object({ before: amount, after: amount }),
  }),
  run: ({ state, options: { stakeRent, leastDelegation } }) =>
    rentOf(
      state,
      present<RentInputs>({
        stakeRent: stakeRent === undefined ? undefined : amountOf("--stake-rent", stakeRent),
        minimumDelegation: leastDelegation === undefined ? undefined : amountOf("--least-delegation", leastDelegation),
      }),
    ),
  text: ({ inputs, result }, width) => {
    const { stakeRent, accounts, missing, spare, toSend, small, firstDelegation, rents } = result;
    return facts(
      [
        ["rent", `${sol(stakeRent)} for a stake account`],
        ["lacking", `${sol(missing)} in ${counted(accounts, "account")}`],
        ["paid by", `the reserve up to ${sol(spare)}, senders ${sol(toSend)}`],
        ["rents of all", `${sol(rents.before)} now, ${sol(rents.after)} then: no ticket is paid of them`],
        [
          "too small",
          `${counted(small.validators, "validator")} with ${sol(small.lamports)}, below ${sol(inputs.minimumDelegation)}: they move as a whole`,
        ],
        ["a new validator", `takes ${sol(firstDelegation)} at least`],
      ],
      width,
    );
  },
});
