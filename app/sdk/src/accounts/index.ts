export { AccountError, DISCRIMINATOR_BYTES, fetchMany } from "./common";
export * from "./pool";
export * from "./priceHistory";
export * from "./stakeAccount";
export * from "./stakeHistory";
export * from "./sysvars";
export * from "./ticket";
export * from "./validatorList";
