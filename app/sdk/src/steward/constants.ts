// Limits of the steward, from its IDL, and what its rules are made of; nothing of the IDL is copied.
export {
  EXIT_EPOCHS,
  GRACE_EPOCHS,
  JOIN_EPOCHS,
  MAX_JOIN_FEE_LAMPORTS,
  MAX_MEMBERS,
  MAX_RATIO_PPB,
  MAX_REASON_BYTES,
  MAX_VETOED_BPS,
  MIN_TOLERANCE_BPS,
  NOTES,
  POLICY_EPOCHS,
  SILENT_PART,
  VETO_EPOCHS,
  VETO_NOTICE_EPOCHS,
  WITNESS_SLOTS,
  WITNESSES,
} from "./idl/constants";

/** Members that one call of `rate` or `assess` takes: so many fit into a transaction without an address table. */
export const MOST_IN_CALL = 15;
