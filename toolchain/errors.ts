// docs/ERRORS.md: the page that the link of every error leads to.
import { CODES, programError } from "@truestake/sdk";
import { hintFor, messageOf } from "@truestake/sdk/hints";
import { type StewardErrorName, stewardError, stewardHint, stewardMessage } from "@truestake/sdk/steward";
import { type FrameworkErrorName, frameworkErrorNames } from "../app/sdk/src/errors/framework";
import { ERROR_NAMES } from "../app/sdk/src/idl/errors";
import { ERROR_NAMES as STEWARD_NAMES } from "../app/sdk/src/idl/stewardErrors";

export const PAGE = "docs/ERRORS.md";

const HELPS = {
  never: "nothing: the same call fails again",
  replan: "reading the accounts again and planning anew",
  later: "waiting",
  resume: "settling what is open by its handle",
  user: "only the user",
};
const EFFECTS = {
  none: "nothing",
  fee: "only the fee was paid",
  done: "what was done stays done",
  unknown: "nobody knows yet",
};

function ownErrors(): string[] {
  return Object.entries(CODES).map(([name, { phase, effect, retry }]) => {
    const meaning = `Phase ${phase}. What it has changed: ${EFFECTS[effect]}. What helps: ${HELPS[retry]}.`;
    return `### ${name}\n\n${meaning} ${hintFor(name as keyof typeof CODES)}`;
  });
}

function programErrors(): string[] {
  return ERROR_NAMES.split(" ").map((each) => {
    const name = each as Parameters<typeof programError>[0];
    const { code, retry } = programError(name);
    return `### ${name}\n\n${code}: ${messageOf(name)}. What helps: ${HELPS[retry]}. ${hintFor(name)}`;
  });
}

function stewardErrors(): string[] {
  return STEWARD_NAMES.split(" ").map((each) => {
    const name = each as StewardErrorName;
    const { code, retry } = stewardError(name);
    return `### ${name}\n\n${code} of the steward: ${stewardMessage(name)}. What helps: ${HELPS[retry]}. ${stewardHint(name)}`;
  });
}

function frameworkErrors(): string[] {
  return frameworkErrorNames().map((name: FrameworkErrorName) => `### ${name}`);
}

/** The whole page. */
export function errorsPage(): string {
  return [
    "# Errors",
    "Made by `npm run generate` of the SDK's own texts. An error's `docs` leads to its place here; `phase`, `effect` and `retry` are its fields.",
    "## Of the SDK",
    ...ownErrors(),
    "## Of the program",
    ...programErrors(),
    "## Of the steward's program",
    ...stewardErrors(),
    "## Of Anchor's framework",
    hintFor("ConstraintSeeds"),
    ...frameworkErrors(),
  ]
    .join("\n\n")
    .concat("\n");
}
