import type { Reader } from "../reader";
import type { InstructionParser } from ".";

const RECENT = "recentBlockhashesSysvar";

export const parseSystem: InstructionParser = (data, accounts) => {
  const [a, b, c, d] = accounts;
  switch (data.u32()) {
    case 0:
      return {
        type: "createAccount",
        info: { source: a, newAccount: b, lamports: data.u64(), space: data.u64(), owner: data.key() },
      };
    case 1:
      return { type: "assign", info: { account: a, owner: data.key() } };
    case 2:
      return { type: "transfer", info: { source: a, destination: b, lamports: data.u64() } };
    case 3: {
      const [base, seed, lamports, space] = [data.key(), seedOf(data), data.u64(), data.u64()];
      return {
        type: "createAccountWithSeed",
        info: { source: a, newAccount: b, base, seed, lamports, space, owner: data.key() },
      };
    }
    case 4:
      return { type: "advanceNonce", info: { nonceAccount: a, [RECENT]: b, nonceAuthority: c } };
    case 5:
      return {
        type: "withdrawFromNonce",
        info: {
          nonceAccount: a,
          destination: b,
          [RECENT]: c,
          rentSysvar: d,
          nonceAuthority: accounts[4],
          lamports: data.u64(),
        },
      };
    case 6:
      return {
        type: "initializeNonce",
        info: { nonceAccount: a, [RECENT]: b, rentSysvar: c, nonceAuthority: data.key() },
      };
    case 7:
      return { type: "authorizeNonce", info: { nonceAccount: a, nonceAuthority: b, newAuthorized: data.key() } };
    case 8:
      return { type: "allocate", info: { account: a, space: data.u64() } };
    case 9: {
      const [base, seed, space] = [data.key(), seedOf(data), data.u64()];
      return { type: "allocateWithSeed", info: { account: a, base, seed, space, owner: data.key() } };
    }
    case 10: {
      const [base, seed] = [data.key(), seedOf(data)];
      return { type: "assignWithSeed", info: { account: a, base, seed, owner: data.key() } };
    }
    case 11: {
      const [lamports, sourceSeed, sourceOwner] = [data.u64(), seedOf(data), data.key()];
      return {
        type: "transferWithSeed",
        info: { source: a, sourceBase: b, destination: c, lamports, sourceSeed, sourceOwner },
      };
    }
    default:
      return undefined;
  }
};

function seedOf(data: Reader): string {
  return Buffer.from(data.list(data.u64(), () => data.u8())).toString("utf8");
}
