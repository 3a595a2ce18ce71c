// What no node can do: methods of the local network alone. Each takes one object of settings.

import type { Method } from "../rpc/method";
import { localnet_advanceSlots } from "./advanceSlots";
import { localnet_closeValidator } from "./closeValidator";
import { localnet_createValidator } from "./createValidator";
import { localnet_fork } from "./fork";
import { localnet_info } from "./info";
import { localnet_passEpochs } from "./passEpochs";
import { localnet_payRewards } from "./payRewards";
import { localnet_restore } from "./restore";
import { localnet_setAccount } from "./setAccount";
import { localnet_setBalance } from "./setBalance";
import { localnet_setBehind } from "./setBehind";
import { localnet_setRent } from "./setRent";
import { localnet_setRewardsActive } from "./setRewardsActive";
import { localnet_setSlotMilliseconds } from "./setSlotMilliseconds";
import { localnet_setVoting } from "./setVoting";
import { localnet_skipSlots } from "./skipSlots";
import { localnet_slash } from "./slash";
import { localnet_snapshot } from "./snapshot";

export const OWN_METHODS: Readonly<Record<string, Method>> = {
  localnet_advanceSlots,
  localnet_closeValidator,
  localnet_createValidator,
  localnet_fork,
  localnet_info,
  localnet_passEpochs,
  localnet_payRewards,
  localnet_restore,
  localnet_setAccount,
  localnet_setBalance,
  localnet_setBehind,
  localnet_setRent,
  localnet_setRewardsActive,
  localnet_setSlotMilliseconds,
  localnet_setVoting,
  localnet_skipSlots,
  localnet_slash,
  localnet_snapshot,
};
