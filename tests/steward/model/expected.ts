// The model's world in the words of the steward's accounts, and where those say something else.
import { PublicKey } from "@solana/web3.js";
import { plain } from "../../common/events";
import { POLICY, type Policy, STEWARD } from "../../common/steward";
import type { Life } from "./life";
import { U64 } from "./rules";
import type { ModelMember, World } from "./world";

type Value = bigint | string;
type Flat = Record<string, Value>;

/** Bytes of the list of members before its records, and of each. */
const [HEADER_BYTES, MEMBER_BYTES] = [96, 272];
const NOTES = 64n;
const NOBODY = PublicKey.default.toBase58();
const MEMBER = 1n;
const LEAVING = 2n;

/** A decoded account, field by field: numbers as bigint, and nothing of what is reserved and empty. */
function flat(value: unknown, path = "", into: Flat = {}): Flat {
  if (Array.isArray(value)) {
    for (const [at, inner] of value.entries()) flat(inner, `${path}[${at}]`, into);
  } else if (typeof value === "object" && value !== null) {
    for (const [name, inner] of Object.entries(value)) flat(inner, path ? `${path}.${name}` : name, into);
  } else {
    const found = typeof value === "number" ? BigInt(value) : (value as Value);
    if (!path.includes("_reserved") || found !== 0n) into[path] = found;
  }
  return into;
}

function policyFields(policy: Policy | undefined, path: string): Flat {
  return Object.fromEntries(
    Object.keys(POLICY).map((name) => [`${path}.${name}`, BigInt(policy?.[name as keyof Policy] ?? 0n)]),
  );
}

function notesOf({ notes }: World): Flat {
  const fields: Flat = {};
  for (let place = 0n; place < NOTES; place++) {
    const epoch = [...notes.keys()].filter((one) => one % NOTES === place).at(-1) ?? 0n;
    const note = notes.get(epoch);
    Object.assign(fields, {
      [`notes[${place}].epoch`]: epoch,
      [`notes[${place}].credits`]: note?.credits ?? 0n,
      [`notes[${place}].growth`]: note?.growth ?? 0n,
    });
  }
  return fields;
}

const sum = ({ members }: World, of: (member: ModelMember) => bigint): bigint =>
  members.reduce((all, member) => all + (member ? of(member) : 0n), 0n);

function stewardFields({ world, steward, pool }: Life): Flat {
  const { policy, next, earlier } = world;
  return {
    version: 1n,
    pool: pool.pdas.pool.toBase58(),
    mint: pool.pdas.mint.toBase58(),
    authority: steward.authority.toBase58(),
    vault: steward.vault.toBase58(),
    members: steward.members.toBase58(),
    ...policyFields(policy, "policy"),
    ...policyFields(next?.policy, "next_policy"),
    policy_epoch: next?.from ?? 0n,
    policy_since: earlier?.until ?? 0n,
    earlier_tolerance: BigInt(earlier?.tolerance ?? 0),
    managed_since: world.managedSince,
    dismissed_epoch: world.dismissed,
    noted_height: world.notedHeight,
    bond_tokens: sum(world, ({ tokens }) => tokens),
    counted_tokens: sum(world, ({ inSum }) => inSum),
    vetoed_tokens: sum(world, ({ veto }) => veto?.tokens ?? 0n),
    ...notesOf(world),
  };
}

function memberFields({ validators }: Life, member: ModelMember | undefined): Flat {
  const { rated, ramp, pledge, excess, veto, assessed } = member ?? {};
  const owner = validators.find(({ owner }) => owner.address.toBase58() === member?.owner);
  return {
    vote: (member && validators[member.validator]?.vote.toBase58()) ?? NOBODY,
    owner: member ? (owner?.owner.address.toBase58() ?? "somebody") : NOBODY,
    tokens: member?.tokens ?? 0n,
    requested: member?.asked ?? 0n,
    requested_epoch: member?.askedEpoch ?? 0n,
    debt: member?.debt ?? 0n,
    carried_lamports: member?.carried ?? 0n,
    counted: ramp?.counted ?? 0n,
    counted_step: ramp?.step ?? 0n,
    counted_epoch: ramp?.epoch ?? 0n,
    counted_in_sum: member?.inSum ?? 0n,
    joined_epoch: member?.joined ?? 0n,
    assessed_epoch: assessed?.epoch ?? 0n,
    assessed_lost: assessed?.lost ?? 0n,
    pledge_epoch: pledge?.from ?? 0n,
    over_epoch: excess?.epoch ?? 0n,
    silent_slot: member ? (member.silentSince ?? U64) : 0n,
    veto_from: veto?.from ?? 0n,
    veto_until: veto?.until ?? 0n,
    vetoed_tokens: veto?.tokens ?? 0n,
    rated_epoch: rated?.epoch ?? 0n,
    performance: rated?.performance ?? 0n,
    gates: BigInt(rated?.gates ?? 0),
    score: rated?.score ?? 0n,
    pledge_earlier: pledge?.earlier ?? 0n,
    pledge_before: pledge?.before ?? 0n,
    pledge_changed_epoch: pledge?.changed ?? 0n,
    pledge: pledge?.after ?? 0n,
    quality: rated?.quality ?? 0n,
    quality_commission: rated?.commission ?? 0n,
    over_run: excess?.run ?? 0n,
    status: member ? (member.isLeaving ? LEAVING : MEMBER) : 0n,
  };
}

function compare(account: string, expected: Flat, found: Flat, others: RegExp = /^$/): string[] {
  const names = new Set([...Object.keys(expected), ...Object.keys(found)]);
  return [...names].flatMap((name) =>
    expected[name] === found[name] || others.test(name)
      ? []
      : [`${account}.${name} is ${found[name]}, not ${expected[name]}`],
  );
}

/** Where the accounts are not as the model says, in words. */
export function differences(life: Life): string[] {
  const { steward, pool, chain, world, validators } = life;
  // Bumps follow from the addresses.
  const found = compare("steward", stewardFields(life), flat(steward.state), /bump$/);
  const list = chain.account(steward.members)?.data ?? Buffer.alloc(HEADER_BYTES);
  for (const place of world.members.keys()) {
    const at = HEADER_BYTES + place * MEMBER_BYTES;
    const record = plain(STEWARD.coder.types.decode("Member", list.subarray(at, at + MEMBER_BYTES)));
    found.push(...compare(`members[${place}]`, memberFields(life, world.members[place]), flat(record)));
  }
  const amounts: [string, bigint, bigint][] = [
    ["the list's places", BigInt(steward.count), BigInt(world.members.length)],
    ["the list's bytes", BigInt(list.length), BigInt(HEADER_BYTES + world.members.length * MEMBER_BYTES)],
    ["the vault", pool.tokensOf(steward.vault), world.vault],
    ["the supply", pool.supply, world.supply],
    ["the reserve", chain.balance(pool.pdas.reserve), world.reserve],
    ...validators.map(({ owner }, number): [string, bigint, bigint] => {
      const name = owner.address.toBase58();
      return [`operator ${number}`, pool.tokensOf(owner.tokens), world.tokens[name] ?? 0n];
    }),
  ];
  for (const [name, is, should] of amounts) if (is !== should) found.push(`${name} is ${is}, not ${should}`);
  for (const [number, { vote }] of validators.entries()) {
    const account = chain.account(steward.membership(vote));
    const place = world.members.findIndex((member) => member?.validator === number);
    const barred = world.barred[number];
    if (!account && place < 0 && barred === undefined) continue;
    const { index, barred_until } = (account
      ? plain(STEWARD.coder.accounts.decode("Membership", account.data))
      : {}) as unknown as { index?: number; barred_until?: bigint };
    // Where somebody that is barred was does not matter any more.
    const isRight = barred === undefined ? Number(index) === place && barred_until === 0n : barred_until === barred;
    if (!isRight)
      found.push(`membership ${number} is ${index}, barred until ${barred_until}, not ${place} and ${barred}`);
  }
  return found;
}
