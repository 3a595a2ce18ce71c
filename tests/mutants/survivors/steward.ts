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
  {
    why: "Without a run the epoch is that of no look, 0, in which nobody is a member: joining takes ten epochs of credits.",
    mutants: [
      "math/commission.rs after: self.run > 0 (of self.run > 0 && self.epoch == epoch)",
      "math/commission.rs after: self.run > 0 (of self.run > 0 && self.epoch.checked_add(1) == Some(epoch))",
    ],
  },
  {
    why: "A thousandth of a credit, which the crate's own test holds (math/note.rs): it does not run the program.",
    mutants: [
      "math/note.rs reference: let credits = self.points.checked_mul(u128::from(THOUSAND))?.checked_div(stake)?;",
    ],
  },
];
