// The steward's instructions as a life sends them, with what the model says of each.
import type { Keypair, TransactionInstruction } from "@solana/web3.js";
import type { Policy, TestValidator } from "../../common/steward";
import * as model from "./instructions";
import type { Life } from "./life";
import { validatorOf } from "./nature";
import type { World } from "./world";

/** A validator as the builders want it, at a place that may be another's. */
const at = (validator: TestValidator, index: number): TestValidator =>
  Object.assign(Object.create(validator), { index }) as TestValidator;

const signersOf = ({ owner }: TestValidator): Keypair[] => [owner.keypair];

/** Places of members that the pool lists, in rising order. */
export function listedPlaces({ world }: Life): number[] {
  return [...world.members.keys()].filter((place) => {
    const member = world.members[place];
    return member && world.pool.records[member.validator] !== undefined;
  });
}

export const noteEpoch = (life: Life): boolean =>
  life.apply({ name: "note_epoch", instruction: life.steward.noteEpoch(), predict: model.noteEpoch });

/** The validators at places of the steward's list. */
const membersAt = (life: Life, places: number[]): TestValidator[] =>
  places.map((place) => validatorOf(life, life.world.members[place]?.validator ?? -1));

export function rate(life: Life, places: number[]): boolean {
  const instruction = life.steward.rate(membersAt(life, places));
  const isDone = life.apply({
    name: "rate",
    instruction,
    predict: (world) => {
      model.rate(world, places);
      return undefined;
    },
  });
  if (isDone) for (const place of places) life.countGates(life.world.members[place]?.rated.gates ?? 0);
  return isDone;
}

export const assess = (life: Life, places: number[]): boolean =>
  life.apply({
    name: "assess",
    instruction: life.steward.assess(membersAt(life, places)),
    predict: (world) => model.assess(world, places),
  });

export const cover = (life: Life, places: number[]): boolean =>
  life.apply({
    name: "cover",
    instruction: life.steward.cover(places),
    predict: (world) => model.cover(world, places),
  });

export function list(life: Life, place: number): boolean {
  const number = life.world.members[place]?.validator ?? 0;
  return life.apply({
    name: "list_validator",
    instruction: life.steward.list(at(validatorOf(life, number), place)),
    predict: (world) => model.listValidator(world, place),
  });
}

export function migrate(life: Life, numbers: number[]): boolean {
  const votes = numbers.map((number) => validatorOf(life, number).vote);
  return life.apply({
    name: "migrate",
    instruction: life.steward.migrate(votes),
    predict: (world) => {
      model.migrate(world, numbers);
      return undefined;
    },
  });
}

export function join(life: Life, args: { validator: number; place: number; tokens: bigint; pledge: number }): boolean {
  const validator = validatorOf(life, args.validator);
  const { withdrawer, owner } = validator;
  const { place: index, pledge, tokens } = args;
  return life.apply({
    name: "join",
    instruction: life.steward.join(validator, { index, pledge, tokens }),
    signers: [withdrawer, owner.keypair],
    predict: (world) => {
      model.join(world, { ...args, owner: owner.address.toBase58() });
      return undefined;
    },
  });
}

export function deposit(life: Life, { place, by, tokens }: { place: number; by: number; tokens: bigint }): boolean {
  const payer = validatorOf(life, by);
  const from = payer.owner.address.toBase58();
  return life.apply({
    name: "deposit_bond",
    instruction: life.steward.deposit(at(payer, place), tokens),
    signers: signersOf(payer),
    predict: (world) => {
      model.deposit(world, { place, from, tokens });
      return undefined;
    },
  });
}

export function setPledge(life: Life, { place, by, pledge }: { place: number; by: number; pledge: number }): boolean {
  const caller = validatorOf(life, by);
  return life.apply({
    name: "set_pledge",
    instruction: life.steward.setPledge(at(caller, place), pledge),
    signers: signersOf(caller),
    predict: (world) => {
      model.setPledge(world, { place, by: caller.owner.address.toBase58(), pledge });
      return undefined;
    },
  });
}

/** The mark that is looked at is that of the member, whoever calls. */
export function request(life: Life, args: { place: number; by: number; tokens: bigint; leaves: boolean }): boolean {
  const { place, tokens, leaves } = args;
  const caller = validatorOf(life, args.by);
  const number = life.world.members[place]?.validator ?? args.by;
  const owner = caller.owner.address;
  return life.apply({
    name: "request_withdrawal",
    instruction: life.steward.request(at(validatorOf(life, number), place), tokens, leaves, { owner }),
    signers: signersOf(caller),
    predict: (world) => model.requestWithdrawal(world, { place, by: owner.toBase58(), tokens, leaves }),
  });
}

export function withdraw(life: Life, { place, to }: { place: number; to: number }): boolean {
  const number = life.world.members[place]?.validator;
  if (number === undefined) return false;
  const { owner } = validatorOf(life, to);
  return life.apply({
    name: "withdraw_bond",
    instruction: life.steward.withdraw(validatorOf(life, number), { destination: owner.tokens }),
    predict: (world) => model.withdrawBond(world, { place, to: owner.address.toBase58() }),
  });
}

/** Places of members that owe more than their bonds. */
export const owingPlaces = ({ world }: Life): number[] =>
  [...world.members.keys()].filter((place) => {
    const member = world.members[place];
    return member && member.debt > member.tokens;
  });

/** Somebody pays what a bond cannot, or nearly. */
export function payDebt(life: Life, { place, by, less }: { place: number; by: number; less: bigint }): boolean {
  const { debt, tokens } = life.world.members[place] ?? { debt: 0n, tokens: 0n };
  return deposit(life, { place, by, tokens: debt - tokens - less }) && cover(life, [place]);
}

export function removeMember(life: Life, place: number): boolean {
  const number = life.world.members[place]?.validator;
  if (number === undefined) return false;
  return life.apply({
    name: "remove_member",
    instruction: life.steward.remove(validatorOf(life, number)),
    predict: (world) => model.removeMember(world, place),
  });
}

export const closeMembership = (life: Life, validator: number): boolean =>
  life.apply({
    name: "close_membership",
    instruction: life.steward.closeMembership(validatorOf(life, validator)),
    predict: (world) => {
      model.closeMembership(world, validator);
      return undefined;
    },
  });

// The pool's admin

function asAdmin(
  life: Life,
  name: string,
  instruction: TransactionInstruction,
  change: (world: World) => void,
): boolean {
  const predict = (world: World) => {
    change(world);
    return undefined;
  };
  return life.apply({ name, instruction, signers: [life.pool.roles.admin], predict });
}

export const updatePolicy = (life: Life, policy: Policy): boolean =>
  asAdmin(life, "update_policy", life.steward.updatePolicy(policy), (world) => model.updatePolicy(world, policy));

export const veto = (life: Life, place: number): boolean =>
  asAdmin(life, "veto", life.steward.veto(at(validatorOf(life, 0), place)), (world) => model.veto(world, place));

export const liftVeto = (life: Life, place: number): boolean =>
  asAdmin(life, "lift_veto", life.steward.liftVeto(at(validatorOf(life, 0), place)), (world) =>
    model.liftVeto(world, place),
  );
