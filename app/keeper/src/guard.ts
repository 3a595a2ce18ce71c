// A keeper acts on what it knows. An account of another layout, or another program at the address, is what nobody has told it
// of: it stops, and a person looks.
import { PublicKey } from "@solana/web3.js";
import { type ChainReader, COMMITMENT, isError, TruestakeError } from "@truestake/sdk";

/** Why a keeper stops for good: starting it again helps only once somebody has looked. */
export class UnknownGround extends Error {
  override readonly name = "UnknownGround";
}

const UPGRADEABLE_LOADER = "BPFLoaderUpgradeab1e11111111111111111111111";
/** Of a program where its code is, of its code in which slot it was deployed: the first bytes of both. */
const HEADER = 36;
const [DATA_AT, SLOT_AT] = [4, 4];

/** Where the code of programs is: that never changes. */
type Places = Map<string, PublicKey>;

/** What a program is, as far as the chain says without its code: another text means another program. */
async function identityOf(reader: ChainReader, programId: PublicKey, places: Places): Promise<string> {
  const id = programId.toBase58();
  const known = places.get(id);
  const slice = { commitment: COMMITMENT, dataSlice: { offset: 0, length: HEADER } } as const;
  const wanted = known ? [programId, known] : [programId];
  const { value } = await reader.getMultipleAccountsInfoAndContext(wanted, slice);
  const [account, data] = value;
  // A node that has no accounts yet says that there are none: another one, or a later look, may do better.
  if (!account) throw new TruestakeError("AccountMissing", `there is no program at ${id}`);
  if (!account.executable) throw new UnknownGround(`${id} is no program`);
  const loader = account.owner.toBase58();
  // No other loader lets a program be changed.
  if (loader !== UPGRADEABLE_LOADER) return `of ${loader}`;
  if (!known) {
    places.set(id, new PublicKey(account.data.subarray(DATA_AT, DATA_AT + 32)));
    return identityOf(reader, programId, places);
  }
  if (!data) throw new TruestakeError("AccountMissing", `the code of ${id} is missing`);
  return `deployed in slot ${data.data.readBigUInt64LE(SLOT_AT)}`;
}

/** Stops where a program is another than before. */
export class Guard {
  private readonly known = new Map<string, string>();
  private readonly places: Places = new Map();

  async check(reader: ChainReader, programId: PublicKey): Promise<void> {
    const id = programId.toBase58();
    const found = await identityOf(reader, programId, this.places);
    const before = this.known.get(id) ?? found;
    this.known.set(id, before);
    if (found === before) return;
    throw new UnknownGround(`${id} was ${before} and is ${found}: read what has changed, then start the keeper again`);
  }
}

/** The reason to stop in an error of reading; undefined where another look may help. */
export function unknownGround(error: unknown): UnknownGround | undefined {
  if (error instanceof UnknownGround) return error;
  if (!isError(error, "AccountForeign", "WrongCluster")) return undefined;
  return new UnknownGround(`${error.name}: ${error.message}`, { cause: error });
}
