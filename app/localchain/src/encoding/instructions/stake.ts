import type { InstructionParser } from ".";

const AUTHORITIES = ["Staker", "Withdrawer"];

export const parseStakeInstruction: InstructionParser = (data, accounts) => {
  const [a, b, c, d, e, f] = accounts;
  switch (data.u32()) {
    case 0: {
      const authorized = { staker: data.key(), withdrawer: data.key() };
      const lockup = { unixTimestamp: data.i64(), epoch: data.u64(), custodian: data.key() };
      return { type: "initialize", info: { stakeAccount: a, rentSysvar: b, authorized, lockup } };
    }
    case 1: {
      const [newAuthority, authorityType] = [data.key(), AUTHORITIES[data.u32()]];
      const custodian = d === undefined ? {} : { custodian: d };
      return {
        type: "authorize",
        info: { stakeAccount: a, clockSysvar: b, authority: c, newAuthority, authorityType, ...custodian },
      };
    }
    case 2:
      return {
        type: "delegate",
        info: {
          stakeAccount: a,
          voteAccount: b,
          clockSysvar: c,
          stakeHistorySysvar: d,
          stakeConfigAccount: e,
          stakeAuthority: f,
        },
      };
    case 3:
      return {
        type: "split",
        info: { stakeAccount: a, newSplitAccount: b, stakeAuthority: c, lamports: data.u64() },
      };
    case 4:
      return {
        type: "withdraw",
        info: {
          stakeAccount: a,
          destination: b,
          clockSysvar: c,
          stakeHistorySysvar: d,
          withdrawAuthority: e,
          lamports: data.u64(),
        },
      };
    case 5:
      return { type: "deactivate", info: { stakeAccount: a, clockSysvar: b, stakeAuthority: c } };
    case 7:
      return {
        type: "merge",
        info: { destination: a, source: b, clockSysvar: c, stakeHistorySysvar: d, stakeAuthority: e },
      };
    default:
      return undefined;
  }
};
