// The keeper: what runs a pool's cranks. The command line starts it; nothing here reads a file but history and ledger.
export { type Broadcaster, rpcBroadcaster, together } from "./broadcast";
export { Budget, BudgetSpent } from "./budget";
export { type ConfigSource, configOf, type Endpoint, type KeeperConfig } from "./config";
export { UnknownGround } from "./guard";
export { HISTORY_SCHEMA, type HistoryLine, readHistory } from "./history";
export { type Cycle, Keeper, type KeeperOptions } from "./keeper";
export { burned, type Costs, Ledger } from "./ledger";
export { redacted } from "./log";
export { Metrics } from "./metrics";
export type { PassReport } from "./pass";
export { placeOf, type Staggered } from "./stagger";
