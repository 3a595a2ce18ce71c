// A verb a file: a session and parameters in, a typed result out.
export * from "./assessMembers";
export * from "./closeMembership";
export * from "./coverMembers";
export * from "./crankSteward";
export * from "./createSteward";
export * from "./depositBond";
export type { StewardSent } from "./internal/send";
export * from "./join";
export * from "./listValidator";
export * from "./migrateValidators";
export * from "./noteEpoch";
export * from "./rateMembers";
export * from "./removeMember";
export * from "./requestWithdrawal";
export * from "./setPledge";
export * from "./updatePolicy";
export * from "./veto";
export * from "./withdrawBond";
