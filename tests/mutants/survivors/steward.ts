import type { Survivors } from "../targets/target";

export const SURVIVORS: Survivors[] = [
  {
    why: "The next check refuses with the same error: the list grows by one place, and a place behind that is none.",
    mutants: ["instructions/join.rs make_room: require!(index <= count, StewardError::MemberNotFound)"],
  },
];
