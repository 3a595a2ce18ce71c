// How much depends on how few: the SDK's own, for the keeper counts it, too.
export { type Concentration, concentrationOf } from "@truestake/sdk/operators";
