// Address lookup tables: with them the 64 accounts that a transaction may lock bound the epoch update, not its bytes.
export { crankAddresses, LOOKUP_TABLE_CAPACITY } from "./addresses";
export { createLookupTable, extendLookupTable } from "./create";
export { fetchLookupTables, findLookupTables, type TableOwner, usableLookupTables } from "./fetch";
export {
  type ClosedLookupTables,
  closeLookupTables,
  type KeepLookupTablesOptions,
  type KeptLookupTables,
  keepLookupTables,
} from "./keep";
export { type LookupTablePlan, planLookupTables } from "./plan";
