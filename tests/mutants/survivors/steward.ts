import type { Survivors } from "../targets/target";

export const SURVIVORS: Survivors[] = [
  {
    why: "The next check refuses with the same error: the list grows by one place, and a place behind that is none.",
    mutants: ["instructions/join.rs make_room: require!(index <= count, StewardError::MemberNotFound)"],
  },
  {
    why: "Saves units: to end a veto that is none changes nothing.",
    mutants: ["rating.rs rate: member.veto_until != 0 (of member.veto_until != 0 && terms.epoch >= member.veto_until)"],
  },
  {
    why: "Follows from another part: whoever is not late has been found silent at no slot, which is u64::MAX.",
    mutants: ["rating.rs of_the_account: is_late (of is_late && member.silent_slot == account.last_voted_slot)"],
  },
  {
    why: "Follows from another part: no epoch is before a veto's end where that is 0.",
    mutants: [
      "state/member.rs is_vetoed: self.veto_until != 0 (of self.veto_until != 0 && epoch >= self.veto_from && epoch < self.veto_until)",
    ],
  },
  {
    why: "The next check refuses with the same error: the account ends with its last place.",
    mutants: ["state/members.rs range: require!(index < list.load()?.count, StewardError::MemberNotFound)"],
  },
];
