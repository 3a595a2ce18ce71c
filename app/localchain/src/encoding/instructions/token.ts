import { uiAmount } from "../../inProcess/tokenBalances";
import type { Reader } from "../reader";
import type { InstructionParser, ParsedInstruction } from ".";

const AUTHORITIES = ["mintTokens", "freezeAccount", "accountOwner", "closeAccount"];

export const parseTokenInstruction: InstructionParser = (data, accounts) => {
  const [a, b, c, d] = accounts;
  const kind = data.u8();
  switch (kind) {
    case 0:
    case 20: {
      const [decimals, mintAuthority, freezeAuthority] = [data.u8(), data.key(), data.option(() => data.key())];
      const sysvar = kind === 0 ? { rentSysvar: b } : {};
      const freeze = freezeAuthority === null ? {} : { freezeAuthority };
      const type = kind === 0 ? "initializeMint" : "initializeMint2";
      return { type, info: { mint: a, decimals, mintAuthority, ...sysvar, ...freeze } };
    }
    case 1:
      return { type: "initializeAccount", info: { account: a, mint: b, owner: c, rentSysvar: d } };
    case 16:
      return { type: "initializeAccount2", info: { account: a, mint: b, owner: data.key(), rentSysvar: c } };
    case 18:
      return { type: "initializeAccount3", info: { account: a, mint: b, owner: data.key() } };
    case 3:
      return signed("transfer", { source: a, destination: b, amount: amount(data) }, "authority", accounts, 2);
    case 4:
      return signed("approve", { source: a, delegate: b, amount: amount(data) }, "owner", accounts, 2);
    case 5:
      return signed("revoke", { source: a }, "owner", accounts, 1);
    case 6: {
      const authorityType = AUTHORITIES[data.u8()];
      const newAuthority = data.option(() => data.key());
      const owned = authorityType === "mintTokens" || authorityType === "freezeAccount" ? "mint" : "account";
      return signed("setAuthority", { [owned]: a, authorityType, newAuthority }, "authority", accounts, 1);
    }
    case 7:
      return signed("mintTo", { mint: a, account: b, amount: amount(data) }, "mintAuthority", accounts, 2);
    case 8:
      return signed("burn", { account: a, mint: b, amount: amount(data) }, "authority", accounts, 2);
    case 9:
      return signed("closeAccount", { account: a, destination: b }, "owner", accounts, 2);
    case 12: {
      const info = { source: a, mint: b, destination: c, tokenAmount: checked(data) };
      return signed("transferChecked", info, "authority", accounts, 3);
    }
    case 13: {
      const info = { source: a, mint: b, delegate: c, tokenAmount: checked(data) };
      return signed("approveChecked", info, "owner", accounts, 3);
    }
    case 14:
      return signed("mintToChecked", { mint: a, account: b, tokenAmount: checked(data) }, "mintAuthority", accounts, 2);
    case 15:
      return signed("burnChecked", { account: a, mint: b, tokenAmount: checked(data) }, "authority", accounts, 2);
    case 17:
      return { type: "syncNative", info: { account: a } };
    case 21:
      return { type: "getAccountDataSize", info: { mint: a, extensionTypes: [] } };
    case 22:
      return { type: "initializeImmutableOwner", info: { account: a } };
    default:
      return undefined;
  }
};

/** With who signed for it: an owner, or a multisig and its signers. */
function signed(
  type: string,
  info: Record<string, unknown>,
  name: string,
  accounts: string[],
  at: number,
): ParsedInstruction {
  const signers = accounts.slice(at + 1);
  if (signers.length === 0) return { type, info: { ...info, [name]: accounts[at] } };
  const multisig = `multisig${name[0]?.toUpperCase()}${name.slice(1)}`;
  return { type, info: { ...info, [multisig]: accounts[at], signers } };
}

function amount(data: Reader): string {
  return String(data.u64());
}

function checked(data: Reader) {
  const units = data.u64();
  return uiAmount(units, data.u8());
}
