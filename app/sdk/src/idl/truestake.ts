/**
 * Program IDL in camelCase format in order to be used in JS/TS.
 *
 * Note that this is only a type helper and is not the actual IDL. The original
 * IDL can be found at `target/idl/truestake.json`.
 */
export type Truestake = {
  "address": "ERKbdDNBTX8YJfF7WknSJ7Q2CtE21P6iy1wQi7HdjhjD",
  "metadata": {
    "name": "truestake",
    "version": "0.1.0",
    "spec": "0.1.0",
    "description": "Non-rebasing liquid staking for Solana"
  },
  "instructions": [
    {
      "name": "addValidator",
      "docs": [
        "Lists a validator; the manager pays for its place. Emits `ValidatorAdded`.",
        "",
        "Errors: `NotValidatorManager`, `ScoreTooHigh`, `InvalidVoteAccount`, `ValidatorAlreadyListed`, `ValidatorListFull`."
      ],
      "discriminator": [
        250,
        113,
        53,
        54,
        141,
        117,
        215,
        185
      ],
      "accounts": [
        {
          "name": "validatorManager",
          "docs": [
            "Signer: the pool's validator manager. Pays for the list's growth and the mark."
          ],
          "writable": true,
          "signer": true,
          "relations": [
            "pool"
          ]
        },
        {
          "name": "pool",
          "docs": [
            "Read: the pool."
          ]
        },
        {
          "name": "validators",
          "docs": [
            "Write: the validator list."
          ],
          "writable": true,
          "relations": [
            "pool"
          ]
        },
        {
          "name": "vote"
        },
        {
          "name": "mark",
          "writable": true,
          "pda": {
            "seeds": [
              {
                "kind": "const",
                "value": [
                  118,
                  97,
                  108,
                  105,
                  100,
                  97,
                  116,
                  111,
                  114
                ]
              },
              {
                "kind": "account",
                "path": "pool"
              },
              {
                "kind": "account",
                "path": "vote"
              }
            ]
          }
        },
        {
          "name": "systemProgram",
          "address": "11111111111111111111111111111111"
        }
      ],
      "args": [
        {
          "name": "score",
          "type": "u32"
        }
      ]
    },
    {
      "name": "cancelTicket",
      "docs": [
        "Takes a queued ticket's tokens back out of escrow. Only its owner may; the price's age does not matter.",
        "",
        "The ticket account is closed at once when it is the head of the queue; otherwise it keeps its place, empty, and",
        "[`claim_ticket`] returns its rent once the queue has passed it. Emits `TicketCancelled`.",
        "",
        "Errors: `TicketNotQueued`, `NotTicketOwner`, `WrongTicket`, `WrongTokenAccount`."
      ],
      "discriminator": [
        216,
        28,
        247,
        206,
        195,
        171,
        100,
        143
      ],
      "accounts": [
        {
          "name": "owner",
          "docs": [
            "Signer: owns the ticket."
          ],
          "writable": true,
          "signer": true,
          "relations": [
            "ticket"
          ]
        },
        {
          "name": "pool",
          "docs": [
            "Write: the pool."
          ],
          "writable": true,
          "relations": [
            "ticket"
          ]
        },
        {
          "name": "ticket",
          "docs": [
            "Write: the ticket. Closed at once when it is the head of the queue, otherwise by `claim_ticket` when the queue has",
            "passed it."
          ],
          "writable": true
        },
        {
          "name": "escrow",
          "writable": true,
          "relations": [
            "pool"
          ]
        },
        {
          "name": "destination",
          "docs": [
            "Write: receives the tokens. May be anybody's."
          ],
          "writable": true
        },
        {
          "name": "tokenProgram",
          "address": "TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA"
        }
      ],
      "args": []
    },
    {
      "name": "claimTicket",
      "docs": [
        "Pays a settled ticket, with its rent, to its owner and closes it. May be called by anybody, at any time; also",
        "returns the rent of a cancelled ticket that the queue has passed. Emits `TicketClaimed`.",
        "",
        "Errors: `TicketNotSettled`, `WrongTicket`, `WrongTicketOwner`."
      ],
      "discriminator": [
        122,
        229,
        144,
        167,
        42,
        113,
        16,
        220
      ],
      "accounts": [
        {
          "name": "pool",
          "docs": [
            "Read: the pool."
          ],
          "relations": [
            "ticket"
          ]
        },
        {
          "name": "ticket",
          "docs": [
            "Write: the ticket; closed."
          ],
          "writable": true
        },
        {
          "name": "owner",
          "writable": true,
          "relations": [
            "ticket"
          ]
        }
      ],
      "args": []
    },
    {
      "name": "createPool",
      "docs": [
        "Creates a pool for a new mint. The seed deposit's tokens are locked for ever at a price of 1.",
        "",
        "May be called by anybody; the mint signs, so its address cannot be taken. The price history is completed by",
        "[`grow_history`], best in the same transaction. Emits `PoolCreated`.",
        "",
        "Errors: `SeedTooSmall`, `MissingRole`, `RatioOutOfRange`, `FeeTooHigh`, `EpochRewardsActive`."
      ],
      "discriminator": [
        233,
        146,
        209,
        142,
        207,
        104,
        64,
        188
      ],
      "accounts": [
        {
          "name": "creator",
          "docs": [
            "Signer: pays the seed deposit and all rents."
          ],
          "writable": true,
          "signer": true
        },
        {
          "name": "mint",
          "docs": [
            "Create: the pool token. It signs, so nobody can take another's vanity address."
          ],
          "writable": true,
          "signer": true
        },
        {
          "name": "pool",
          "docs": [
            "Create: the pool."
          ],
          "writable": true,
          "pda": {
            "seeds": [
              {
                "kind": "const",
                "value": [
                  112,
                  111,
                  111,
                  108
                ]
              },
              {
                "kind": "account",
                "path": "mint"
              }
            ]
          }
        },
        {
          "name": "mintAuthority",
          "pda": {
            "seeds": [
              {
                "kind": "const",
                "value": [
                  109,
                  105,
                  110,
                  116,
                  95,
                  97,
                  117,
                  116,
                  104,
                  111,
                  114,
                  105,
                  116,
                  121
                ]
              },
              {
                "kind": "account",
                "path": "pool"
              }
            ]
          }
        },
        {
          "name": "stakeAuthority",
          "pda": {
            "seeds": [
              {
                "kind": "const",
                "value": [
                  115,
                  116,
                  97,
                  107,
                  101,
                  95,
                  97,
                  117,
                  116,
                  104,
                  111,
                  114,
                  105,
                  116,
                  121
                ]
              },
              {
                "kind": "account",
                "path": "pool"
              }
            ]
          }
        },
        {
          "name": "reserve",
          "docs": [
            "Create: the reserve, by the transfer of the seed deposit."
          ],
          "writable": true,
          "pda": {
            "seeds": [
              {
                "kind": "const",
                "value": [
                  114,
                  101,
                  115,
                  101,
                  114,
                  118,
                  101
                ]
              },
              {
                "kind": "account",
                "path": "pool"
              }
            ]
          }
        },
        {
          "name": "escrow",
          "docs": [
            "Create: the token account of queued tickets."
          ],
          "writable": true,
          "pda": {
            "seeds": [
              {
                "kind": "const",
                "value": [
                  101,
                  115,
                  99,
                  114,
                  111,
                  119
                ]
              },
              {
                "kind": "account",
                "path": "pool"
              }
            ]
          }
        },
        {
          "name": "seed",
          "docs": [
            "Create: the token account of the locked seed deposit."
          ],
          "writable": true,
          "pda": {
            "seeds": [
              {
                "kind": "const",
                "value": [
                  115,
                  101,
                  101,
                  100
                ]
              },
              {
                "kind": "account",
                "path": "pool"
              }
            ]
          }
        },
        {
          "name": "validators",
          "docs": [
            "Create: the validator list, empty."
          ],
          "writable": true,
          "pda": {
            "seeds": [
              {
                "kind": "const",
                "value": [
                  118,
                  97,
                  108,
                  105,
                  100,
                  97,
                  116,
                  111,
                  114,
                  115
                ]
              },
              {
                "kind": "account",
                "path": "pool"
              }
            ]
          }
        },
        {
          "name": "history",
          "writable": true,
          "pda": {
            "seeds": [
              {
                "kind": "const",
                "value": [
                  104,
                  105,
                  115,
                  116,
                  111,
                  114,
                  121
                ]
              },
              {
                "kind": "account",
                "path": "pool"
              }
            ]
          }
        },
        {
          "name": "tokenProgram",
          "address": "TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA"
        },
        {
          "name": "systemProgram",
          "address": "11111111111111111111111111111111"
        }
      ],
      "args": [
        {
          "name": "args",
          "type": {
            "defined": {
              "name": "createPoolArgs"
            }
          }
        }
      ]
    },
    {
      "name": "deactivateStake",
      "docs": [
        "Deactivates stake of a validator over its target: what tickets wait for, and what rebalancing allows. Emits",
        "`StakeDeactivated`.",
        "",
        "Errors: `PoolOutOfDate`, `EpochRewardsActive`, `ValidatorNotFound`, `AtTarget`, `BelowMinimumDelegation`,",
        "`MoveLimitReached`, `TransientInUse`, `StakeCoolingDown`, `NothingToDeactivate`."
      ],
      "discriminator": [
        165,
        158,
        229,
        97,
        168,
        220,
        187,
        225
      ],
      "accounts": [
        {
          "name": "pool",
          "docs": [
            "Write: the pool."
          ],
          "writable": true
        },
        {
          "name": "validators",
          "docs": [
            "Write: the validator list."
          ],
          "writable": true,
          "relations": [
            "pool"
          ]
        },
        {
          "name": "stakeAuthority",
          "relations": [
            "pool"
          ]
        },
        {
          "name": "vote"
        },
        {
          "name": "stake",
          "writable": true
        },
        {
          "name": "transient",
          "writable": true
        },
        {
          "name": "clock",
          "address": "SysvarC1ock11111111111111111111111111111111"
        },
        {
          "name": "stakeHistory",
          "address": "SysvarStakeHistory1111111111111111111111111"
        },
        {
          "name": "rent",
          "address": "SysvarRent111111111111111111111111111111111"
        },
        {
          "name": "stakeProgram",
          "address": "Stake11111111111111111111111111111111111111"
        },
        {
          "name": "systemProgram",
          "address": "11111111111111111111111111111111"
        }
      ],
      "args": [
        {
          "name": "index",
          "type": "u32"
        }
      ]
    },
    {
      "name": "delegateReserve",
      "docs": [
        "Delegates reserve to a validator below its target: as much as is missing and as the reserve can spare. The rent of",
        "a new stake account is part of it. Emits `ReserveDelegated`.",
        "",
        "Errors: `PoolOutOfDate`, `EpochRewardsActive`, `Paused`, `InvalidVoteAccount`, `ValidatorNotFound`, `AtTarget`,",
        "`ReserveNeeded`, `BelowMinimumDelegation`, `TransientInUse`, `StakeCoolingDown`."
      ],
      "discriminator": [
        175,
        134,
        220,
        63,
        172,
        169,
        241,
        100
      ],
      "accounts": [
        {
          "name": "pool",
          "docs": [
            "Write: the pool."
          ],
          "writable": true
        },
        {
          "name": "validators",
          "docs": [
            "Write: the validator list."
          ],
          "writable": true,
          "relations": [
            "pool"
          ]
        },
        {
          "name": "reserve",
          "writable": true,
          "relations": [
            "pool"
          ]
        },
        {
          "name": "stakeAuthority",
          "relations": [
            "pool"
          ]
        },
        {
          "name": "vote"
        },
        {
          "name": "stake",
          "writable": true
        },
        {
          "name": "transient",
          "writable": true
        },
        {
          "name": "clock",
          "address": "SysvarC1ock11111111111111111111111111111111"
        },
        {
          "name": "stakeHistory",
          "address": "SysvarStakeHistory1111111111111111111111111"
        },
        {
          "name": "rent",
          "address": "SysvarRent111111111111111111111111111111111"
        },
        {
          "name": "stakeConfig",
          "address": "StakeConfig11111111111111111111111111111111"
        },
        {
          "name": "stakeProgram",
          "address": "Stake11111111111111111111111111111111111111"
        },
        {
          "name": "systemProgram",
          "address": "11111111111111111111111111111111"
        }
      ],
      "args": [
        {
          "name": "index",
          "type": "u32"
        }
      ]
    },
    {
      "name": "depositSol",
      "docs": [
        "Deposits `lamports` for tokens at the true price: floored, less the deposit fee (ceiled, in tokens).",
        "",
        "Needs a fresh price. The fee goes to the treasury and, by the pool's share, to an optional referrer; where the",
        "treasury cannot receive, no fee is charged. Changes the pool's `reserve_lamports` and `supply`. Emits",
        "`SolDeposited`.",
        "",
        "Errors: `ZeroAmount`, `DepositTooSmall`, `InsufficientLamports`, `PoolOutOfDate`, `EpochRewardsActive`, `Paused`,",
        "`SupplyAboveBooks`, `DepositCapExceeded`, `NoPrice`, `ZeroResult`, `SlippageExceeded`, `WrongReferrer`."
      ],
      "discriminator": [
        108,
        81,
        78,
        117,
        125,
        155,
        56,
        200
      ],
      "accounts": [
        {
          "name": "depositor",
          "docs": [
            "Signer: pays the lamports."
          ],
          "writable": true,
          "signer": true
        },
        {
          "name": "pool",
          "docs": [
            "Write: the pool."
          ],
          "writable": true
        },
        {
          "name": "mint",
          "docs": [
            "Write: the pool token."
          ],
          "writable": true,
          "relations": [
            "pool"
          ]
        },
        {
          "name": "mintAuthority",
          "relations": [
            "pool"
          ]
        },
        {
          "name": "reserve",
          "writable": true,
          "relations": [
            "pool"
          ]
        },
        {
          "name": "destination",
          "docs": [
            "Write: receives the tokens. May be anybody's."
          ],
          "writable": true
        },
        {
          "name": "treasury",
          "writable": true,
          "relations": [
            "pool"
          ]
        },
        {
          "name": "referrer",
          "writable": true,
          "optional": true
        },
        {
          "name": "tokenProgram",
          "address": "TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA"
        },
        {
          "name": "systemProgram",
          "address": "11111111111111111111111111111111"
        }
      ],
      "args": [
        {
          "name": "lamports",
          "type": "u64"
        },
        {
          "name": "minimumTokensOut",
          "type": "u64"
        }
      ]
    },
    {
      "name": "getPrice",
      "docs": [
        "Returns the true price as return data; see [`TruePrice`]. Never refused: it says itself whether it is fresh."
      ],
      "discriminator": [
        238,
        38,
        193,
        106,
        228,
        32,
        210,
        33
      ],
      "accounts": [
        {
          "name": "pool",
          "docs": [
            "Read: the pool."
          ]
        }
      ],
      "args": [],
      "returns": {
        "defined": {
          "name": "truePrice"
        }
      }
    },
    {
      "name": "growHistory",
      "docs": [
        "Grows the price history to its full size; may be called by anybody, who pays the rent. Emits `HistoryGrown`.",
        "",
        "Errors: `HistoryComplete`, `WrongHistory`."
      ],
      "discriminator": [
        59,
        94,
        24,
        255,
        115,
        51,
        118,
        147
      ],
      "accounts": [
        {
          "name": "payer",
          "docs": [
            "Signer: pays the rent. May be anybody."
          ],
          "writable": true,
          "signer": true
        },
        {
          "name": "pool",
          "docs": [
            "Read: the pool."
          ]
        },
        {
          "name": "history",
          "docs": [
            "Write: the price history."
          ],
          "writable": true,
          "relations": [
            "pool"
          ]
        },
        {
          "name": "systemProgram",
          "address": "11111111111111111111111111111111"
        }
      ],
      "args": []
    },
    {
      "name": "orderUnstake",
      "docs": [
        "Orders the redemption of `tokens`: they go into escrow, and a ticket into the queue.",
        "",
        "The ticket pays the lower of the true price now and when it is settled, less the ticket fee of now. `minimum_lamports_out`",
        "bounds what it pays as of now; only a loss can lower that. Needs a fresh price. Changes the pool's `next_ticket`,",
        "`queued_*` and `ordered_count`. Emits `UnstakeOrdered`.",
        "",
        "Errors: `ZeroAmount`, `InsufficientTokens`, `PoolOutOfDate`, `EpochRewardsActive`, `TicketTooSmall`,",
        "`SlippageExceeded`, `WrongTokenAccount`, `WrongTokenOwner`."
      ],
      "discriminator": [
        97,
        167,
        144,
        107,
        117,
        190,
        128,
        36
      ],
      "accounts": [
        {
          "name": "owner",
          "docs": [
            "Signer: owns the tokens, pays the ticket's rent, owns the ticket."
          ],
          "writable": true,
          "signer": true
        },
        {
          "name": "pool",
          "docs": [
            "Write: the pool."
          ],
          "writable": true
        },
        {
          "name": "source",
          "docs": [
            "Write: gives the tokens."
          ],
          "writable": true
        },
        {
          "name": "escrow",
          "writable": true,
          "relations": [
            "pool"
          ]
        },
        {
          "name": "ticket",
          "docs": [
            "Create: the ticket with the pool's next sequence number."
          ],
          "writable": true,
          "pda": {
            "seeds": [
              {
                "kind": "const",
                "value": [
                  116,
                  105,
                  99,
                  107,
                  101,
                  116
                ]
              },
              {
                "kind": "account",
                "path": "pool"
              },
              {
                "kind": "account",
                "path": "pool"
              }
            ]
          }
        },
        {
          "name": "tokenProgram",
          "address": "TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA"
        },
        {
          "name": "systemProgram",
          "address": "11111111111111111111111111111111"
        }
      ],
      "args": [
        {
          "name": "tokens",
          "type": "u64"
        },
        {
          "name": "minimumLamportsOut",
          "type": "u64"
        }
      ]
    },
    {
      "name": "setScore",
      "docs": [
        "Sets a validator's score, its weight in the delegation; 0 drains it. Emits `ScoreSet`.",
        "",
        "Errors: `NotValidatorManager`, `ScoreTooHigh`, `ValidatorNotFound`."
      ],
      "discriminator": [
        218,
        167,
        25,
        121,
        208,
        190,
        8,
        87
      ],
      "accounts": [
        {
          "name": "validatorManager",
          "docs": [
            "Signer: the pool's validator manager."
          ],
          "signer": true,
          "relations": [
            "pool"
          ]
        },
        {
          "name": "pool",
          "docs": [
            "Read: the pool."
          ]
        },
        {
          "name": "validators",
          "docs": [
            "Write: the validator list."
          ],
          "writable": true,
          "relations": [
            "pool"
          ]
        },
        {
          "name": "vote"
        }
      ],
      "args": [
        {
          "name": "index",
          "type": "u32"
        },
        {
          "name": "score",
          "type": "u32"
        }
      ]
    },
    {
      "name": "settleTickets",
      "docs": [
        "Pays tickets at the head of the queue out of the reserve, in order, from the epoch after their order on: their",
        "tokens are burned, and the SOL lies in the ticket account from then on. See [`SettleTickets`] for the accounts that",
        "follow. Emits `TicketsSettled`.",
        "",
        "Errors, when not one ticket could be settled: `TicketOutOfOrder`, `TicketNotDue`, `ReserveTooLow`. Always:",
        "`PoolOutOfDate`, `EpochRewardsActive`, `WrongTicket`, `WrongAccountCount`."
      ],
      "discriminator": [
        222,
        170,
        32,
        122,
        116,
        85,
        243,
        12
      ],
      "accounts": [
        {
          "name": "pool",
          "docs": [
            "Write: the pool."
          ],
          "writable": true
        },
        {
          "name": "mint",
          "docs": [
            "Write: the pool token."
          ],
          "writable": true,
          "relations": [
            "pool"
          ]
        },
        {
          "name": "escrow",
          "writable": true,
          "relations": [
            "pool"
          ]
        },
        {
          "name": "reserve",
          "writable": true,
          "relations": [
            "pool"
          ]
        },
        {
          "name": "tokenProgram",
          "address": "TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA"
        },
        {
          "name": "systemProgram",
          "address": "11111111111111111111111111111111"
        }
      ],
      "args": []
    },
    {
      "name": "transferTicket",
      "docs": [
        "Gives a queued ticket, its place and its rent to `new_owner`. Only its owner may. Emits `TicketTransferred`.",
        "",
        "Errors: `TicketNotQueued`, `NotTicketOwner`, `WrongTicket`, `MissingRole`."
      ],
      "discriminator": [
        191,
        184,
        74,
        239,
        164,
        172,
        188,
        32
      ],
      "accounts": [
        {
          "name": "owner",
          "docs": [
            "Signer: owns the ticket."
          ],
          "signer": true,
          "relations": [
            "ticket"
          ]
        },
        {
          "name": "pool",
          "docs": [
            "Read: the pool."
          ],
          "relations": [
            "ticket"
          ]
        },
        {
          "name": "ticket",
          "docs": [
            "Write: the ticket."
          ],
          "writable": true
        }
      ],
      "args": [
        {
          "name": "newOwner",
          "type": "pubkey"
        }
      ]
    },
    {
      "name": "updatePool",
      "docs": [
        "Makes the epoch's gains and losses the price, mints the reward fee, records the price. Does nothing when the pool",
        "is up to date. Emits `PoolUpdated`.",
        "",
        "Errors: `EpochRewardsActive`, `ValidatorsOutOfDate`."
      ],
      "discriminator": [
        239,
        214,
        170,
        78,
        36,
        35,
        30,
        34
      ],
      "accounts": [
        {
          "name": "pool",
          "docs": [
            "Write: the pool."
          ],
          "writable": true
        },
        {
          "name": "validators",
          "docs": [
            "Read: the validator list."
          ],
          "relations": [
            "pool"
          ]
        },
        {
          "name": "mint",
          "docs": [
            "Write: the pool token."
          ],
          "writable": true,
          "relations": [
            "pool"
          ]
        },
        {
          "name": "mintAuthority",
          "relations": [
            "pool"
          ]
        },
        {
          "name": "reserve",
          "relations": [
            "pool"
          ]
        },
        {
          "name": "treasury",
          "writable": true,
          "relations": [
            "pool"
          ]
        },
        {
          "name": "history",
          "docs": [
            "Write: the price history."
          ],
          "writable": true,
          "relations": [
            "pool"
          ]
        },
        {
          "name": "tokenProgram",
          "address": "TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA"
        }
      ],
      "args": []
    },
    {
      "name": "updateValidators",
      "docs": [
        "Measures validators and puts their stake accounts in order. Once per epoch each, as many as fit; repeating it",
        "measures nothing again, and still takes back what has cooled down.",
        "",
        "See [`UpdateValidators`] for the accounts that follow. `measure_only` calls no other program. Emits",
        "`ValidatorsUpdated`.",
        "",
        "Errors: `EpochRewardsActive`, `ValidatorNotFound`, `WrongStakeAccount`, `WrongTransientAccount`, `WrongAccountCount`."
      ],
      "discriminator": [
        211,
        66,
        122,
        122,
        121,
        107,
        148,
        111
      ],
      "accounts": [
        {
          "name": "pool",
          "docs": [
            "Write: the pool."
          ],
          "writable": true
        },
        {
          "name": "validators",
          "docs": [
            "Write: the validator list."
          ],
          "writable": true,
          "relations": [
            "pool"
          ]
        },
        {
          "name": "reserve",
          "writable": true,
          "relations": [
            "pool"
          ]
        },
        {
          "name": "stakeAuthority",
          "relations": [
            "pool"
          ]
        },
        {
          "name": "clock",
          "address": "SysvarC1ock11111111111111111111111111111111"
        },
        {
          "name": "stakeHistory",
          "address": "SysvarStakeHistory1111111111111111111111111"
        },
        {
          "name": "stakeProgram",
          "address": "Stake11111111111111111111111111111111111111"
        }
      ],
      "args": [
        {
          "name": "indexes",
          "type": {
            "vec": "u32"
          }
        },
        {
          "name": "measureOnly",
          "type": "bool"
        }
      ]
    }
  ],
  "accounts": [
    {
      "name": "pool",
      "discriminator": [
        241,
        154,
        109,
        4,
        17,
        177,
        109,
        188
      ]
    },
    {
      "name": "priceHistory",
      "discriminator": [
        38,
        241,
        40,
        19,
        42,
        228,
        93,
        152
      ]
    },
    {
      "name": "ticket",
      "discriminator": [
        41,
        228,
        24,
        165,
        78,
        90,
        235,
        200
      ]
    },
    {
      "name": "validatorList",
      "discriminator": [
        131,
        181,
        125,
        127,
        46,
        36,
        40,
        167
      ]
    }
  ],
  "events": [
    {
      "name": "historyGrown",
      "discriminator": [
        251,
        197,
        172,
        161,
        206,
        158,
        139,
        209
      ]
    },
    {
      "name": "poolCreated",
      "discriminator": [
        202,
        44,
        41,
        88,
        104,
        220,
        157,
        82
      ]
    },
    {
      "name": "poolUpdated",
      "discriminator": [
        218,
        43,
        210,
        231,
        127,
        214,
        72,
        245
      ]
    },
    {
      "name": "reserveDelegated",
      "discriminator": [
        46,
        104,
        146,
        160,
        55,
        193,
        245,
        163
      ]
    },
    {
      "name": "scoreSet",
      "discriminator": [
        247,
        107,
        198,
        80,
        211,
        210,
        179,
        238
      ]
    },
    {
      "name": "solDeposited",
      "discriminator": [
        111,
        73,
        30,
        181,
        111,
        34,
        200,
        6
      ]
    },
    {
      "name": "stakeDeactivated",
      "discriminator": [
        202,
        88,
        80,
        236,
        248,
        129,
        102,
        236
      ]
    },
    {
      "name": "ticketCancelled",
      "discriminator": [
        72,
        122,
        91,
        222,
        191,
        190,
        120,
        193
      ]
    },
    {
      "name": "ticketClaimed",
      "discriminator": [
        182,
        233,
        151,
        84,
        251,
        36,
        232,
        88
      ]
    },
    {
      "name": "ticketTransferred",
      "discriminator": [
        24,
        154,
        61,
        145,
        95,
        79,
        109,
        70
      ]
    },
    {
      "name": "ticketsSettled",
      "discriminator": [
        179,
        224,
        80,
        39,
        10,
        105,
        138,
        61
      ]
    },
    {
      "name": "unstakeOrdered",
      "discriminator": [
        161,
        117,
        201,
        22,
        131,
        116,
        122,
        196
      ]
    },
    {
      "name": "validatorAdded",
      "discriminator": [
        67,
        26,
        43,
        25,
        58,
        219,
        99,
        48
      ]
    },
    {
      "name": "validatorsUpdated",
      "discriminator": [
        54,
        120,
        18,
        20,
        126,
        156,
        240,
        82
      ]
    }
  ],
  "errors": [
    {
      "code": 6000,
      "name": "zeroAmount",
      "msg": "The amount is zero"
    },
    {
      "code": 6001,
      "name": "zeroResult",
      "msg": "The amount is so small that nothing would be received for it"
    },
    {
      "code": 6002,
      "name": "depositTooSmall",
      "msg": "The deposit is below the minimum deposit"
    },
    {
      "code": 6003,
      "name": "ticketTooSmall",
      "msg": "The tokens are worth less than the minimum value of a ticket"
    },
    {
      "code": 6004,
      "name": "slippageExceeded",
      "msg": "Less would be received than the minimum that the caller accepts"
    },
    {
      "code": 6005,
      "name": "depositCapExceeded",
      "msg": "The deposit would lift the pool over its deposit cap"
    },
    {
      "code": 6006,
      "name": "insufficientLamports",
      "msg": "The account holds fewer lamports than the instruction needs"
    },
    {
      "code": 6007,
      "name": "insufficientTokens",
      "msg": "The token account holds fewer tokens than the instruction needs"
    },
    {
      "code": 6008,
      "name": "overflow",
      "msg": "The amount is too large for the pool's arithmetic"
    },
    {
      "code": 6009,
      "name": "noPrice",
      "msg": "The pool has no price: it has lost everything it held"
    },
    {
      "code": 6010,
      "name": "poolOutOfDate",
      "msg": "The pool has not been updated in this epoch: run update_validators and update_pool first"
    },
    {
      "code": 6011,
      "name": "epochRewardsActive",
      "msg": "The epoch's rewards are being paid out: try again when they are complete"
    },
    {
      "code": 6012,
      "name": "validatorsOutOfDate",
      "msg": "Some validators have not been measured in this epoch: run update_validators for them first"
    },
    {
      "code": 6013,
      "name": "paused",
      "msg": "Deposits, instant unstakes and new delegation are paused"
    },
    {
      "code": 6014,
      "name": "wrongPool",
      "msg": "The pool account is not the one this mint's pool has"
    },
    {
      "code": 6015,
      "name": "wrongMint",
      "msg": "The mint is not the pool's mint"
    },
    {
      "code": 6016,
      "name": "wrongMintAuthority",
      "msg": "The mint authority is not the pool's"
    },
    {
      "code": 6017,
      "name": "wrongStakeAuthority",
      "msg": "The stake authority is not the pool's"
    },
    {
      "code": 6018,
      "name": "wrongReserve",
      "msg": "The reserve is not the pool's reserve"
    },
    {
      "code": 6019,
      "name": "wrongEscrow",
      "msg": "The escrow is not the pool's escrow"
    },
    {
      "code": 6020,
      "name": "wrongValidatorList",
      "msg": "The validator list is not the pool's list"
    },
    {
      "code": 6021,
      "name": "wrongHistory",
      "msg": "The price history is not the pool's history"
    },
    {
      "code": 6022,
      "name": "wrongTreasury",
      "msg": "The treasury is not the pool's treasury"
    },
    {
      "code": 6023,
      "name": "wrongTokenAccount",
      "msg": "The token account is not a token account of the pool's mint"
    },
    {
      "code": 6024,
      "name": "wrongTokenOwner",
      "msg": "The token account belongs to somebody else"
    },
    {
      "code": 6025,
      "name": "wrongReferrer",
      "msg": "The referrer's token account is not one of the pool's mint"
    },
    {
      "code": 6026,
      "name": "wrongStakeAccount",
      "msg": "The stake account is not the one this validator has in the pool"
    },
    {
      "code": 6027,
      "name": "wrongTransientAccount",
      "msg": "The transient stake account is not the one this validator has in the pool"
    },
    {
      "code": 6028,
      "name": "wrongProgram",
      "msg": "The program is not the one this instruction calls"
    },
    {
      "code": 6029,
      "name": "wrongSysvar",
      "msg": "The sysvar account is not the one this instruction reads"
    },
    {
      "code": 6030,
      "name": "wrongStakeConfig",
      "msg": "The account is not the stake program's config account"
    },
    {
      "code": 6031,
      "name": "wrongTicket",
      "msg": "The ticket belongs to another pool"
    },
    {
      "code": 6032,
      "name": "wrongTicketOwner",
      "msg": "The account does not belong to the ticket's owner"
    },
    {
      "code": 6033,
      "name": "wrongAccountCount",
      "msg": "Accounts are missing, or there are more than the instruction reads"
    },
    {
      "code": 6034,
      "name": "notAdmin",
      "msg": "Only the pool's admin may do this"
    },
    {
      "code": 6035,
      "name": "notValidatorManager",
      "msg": "Only the pool's validator manager may do this"
    },
    {
      "code": 6036,
      "name": "notGuardian",
      "msg": "Only the pool's guardian may do this"
    },
    {
      "code": 6037,
      "name": "feeTooHigh",
      "msg": "The fee is over its ceiling"
    },
    {
      "code": 6038,
      "name": "seedTooSmall",
      "msg": "The seed deposit is below the minimum"
    },
    {
      "code": 6039,
      "name": "ratioOutOfRange",
      "msg": "A ratio is outside its allowed range"
    },
    {
      "code": 6040,
      "name": "missingRole",
      "msg": "A role or the treasury has no address"
    },
    {
      "code": 6041,
      "name": "historyComplete",
      "msg": "The price history is already complete"
    },
    {
      "code": 6042,
      "name": "validatorAlreadyListed",
      "msg": "The validator is already in the pool's list"
    },
    {
      "code": 6043,
      "name": "validatorNotFound",
      "msg": "No validator with this vote account is at this index of the list"
    },
    {
      "code": 6044,
      "name": "invalidVoteAccount",
      "msg": "The account is not an open vote account"
    },
    {
      "code": 6045,
      "name": "scoreTooHigh",
      "msg": "The score is over the maximum"
    },
    {
      "code": 6046,
      "name": "validatorListFull",
      "msg": "The validator list is full"
    },
    {
      "code": 6047,
      "name": "atTarget",
      "msg": "The validator's stake is at its target"
    },
    {
      "code": 6048,
      "name": "reserveNeeded",
      "msg": "The reserve holds no more than what tickets and the buffer need"
    },
    {
      "code": 6049,
      "name": "belowMinimumDelegation",
      "msg": "The amount to move is below the stake program's minimum"
    },
    {
      "code": 6050,
      "name": "moveLimitReached",
      "msg": "Rebalancing has moved as much stake as it may in this epoch"
    },
    {
      "code": 6051,
      "name": "transientInUse",
      "msg": "The validator's transient stake account is in use until a later epoch"
    },
    {
      "code": 6052,
      "name": "stakeCoolingDown",
      "msg": "The validator's stake is cooling down: it can be moved in a later epoch"
    },
    {
      "code": 6053,
      "name": "nothingToDeactivate",
      "msg": "The validator has no stake to deactivate"
    },
    {
      "code": 6054,
      "name": "ticketOutOfOrder",
      "msg": "The ticket is not at the head of the queue"
    },
    {
      "code": 6055,
      "name": "ticketNotDue",
      "msg": "The ticket can be settled from the epoch after its order"
    },
    {
      "code": 6056,
      "name": "reserveTooLow",
      "msg": "The reserve does not hold enough for the ticket yet"
    },
    {
      "code": 6057,
      "name": "ticketNotQueued",
      "msg": "The ticket is settled or cancelled already"
    },
    {
      "code": 6058,
      "name": "ticketNotSettled",
      "msg": "The ticket is still in the queue"
    },
    {
      "code": 6059,
      "name": "notTicketOwner",
      "msg": "Only the owner of the ticket may do this"
    },
    {
      "code": 6060,
      "name": "supplyAboveBooks",
      "msg": "The mint has issued more tokens than the books know: deposits are closed"
    },
    {
      "code": 6061,
      "name": "invariantViolated",
      "msg": "The books contradict themselves; this is a bug, and nothing was changed"
    },
    {
      "code": 6062,
      "name": "unexpectedStakeState",
      "msg": "A stake account has contents that the pool did not give it"
    }
  ],
  "types": [
    {
      "name": "books",
      "docs": [
        "Total and supply at one moment: what every event shows before and after."
      ],
      "type": {
        "kind": "struct",
        "fields": [
          {
            "name": "total",
            "type": {
              "defined": {
                "name": "lamports"
              }
            }
          },
          {
            "name": "supply",
            "type": {
              "defined": {
                "name": "poolTokens"
              }
            }
          }
        ]
      }
    },
    {
      "name": "bps",
      "docs": [
        "A ratio in basis points: 10,000 is the whole."
      ],
      "type": {
        "kind": "type",
        "alias": "u16"
      }
    },
    {
      "name": "createPoolArgs",
      "docs": [
        "How a new pool is run. Rates are in basis points, amounts in lamports."
      ],
      "type": {
        "kind": "struct",
        "fields": [
          {
            "name": "seedLamports",
            "docs": [
              "Deposited by the creator; its tokens stay locked for ever. At least 1 SOL."
            ],
            "type": "u64"
          },
          {
            "name": "admin",
            "type": "pubkey"
          },
          {
            "name": "validatorManager",
            "type": "pubkey"
          },
          {
            "name": "guardian",
            "type": "pubkey"
          },
          {
            "name": "treasury",
            "docs": [
              "Token account of the new mint that receives fees. It may be created later: until then no fee is charged."
            ],
            "type": "pubkey"
          },
          {
            "name": "rewardFee",
            "docs": [
              "At most 10 %."
            ],
            "type": {
              "defined": {
                "name": "bps"
              }
            }
          },
          {
            "name": "depositFee",
            "docs": [
              "At most 0.5 %."
            ],
            "type": {
              "defined": {
                "name": "bps"
              }
            }
          },
          {
            "name": "withdrawalFee",
            "docs": [
              "At most 0.5 %."
            ],
            "type": {
              "defined": {
                "name": "bps"
              }
            }
          },
          {
            "name": "ticketFee",
            "docs": [
              "At most 0.5 %."
            ],
            "type": {
              "defined": {
                "name": "bps"
              }
            }
          },
          {
            "name": "referralShare",
            "docs": [
              "Part of the deposit fee that the referrer receives."
            ],
            "type": {
              "defined": {
                "name": "bps"
              }
            }
          },
          {
            "name": "depositCap",
            "docs": [
              "Largest total; u64::MAX for none."
            ],
            "type": "u64"
          },
          {
            "name": "reserveBuffer",
            "docs": [
              "Part of everything held that stays in the reserve; at most 20 %."
            ],
            "type": {
              "defined": {
                "name": "bps"
              }
            }
          },
          {
            "name": "maxValidatorShare",
            "docs": [
              "Largest part of everything held that one validator may have."
            ],
            "type": {
              "defined": {
                "name": "bps"
              }
            }
          },
          {
            "name": "maxMove",
            "docs": [
              "Largest part of all stake that rebalancing may deactivate in one epoch."
            ],
            "type": {
              "defined": {
                "name": "bps"
              }
            }
          }
        ]
      }
    },
    {
      "name": "fees",
      "docs": [
        "What the pool charges. Each rate has a ceiling that no admin can lift."
      ],
      "serialization": "bytemuck",
      "repr": {
        "kind": "c"
      },
      "type": {
        "kind": "struct",
        "fields": [
          {
            "name": "reward",
            "docs": [
              "Of the rise of the price over its highest ever; minted to the treasury."
            ],
            "type": {
              "defined": {
                "name": "bps"
              }
            }
          },
          {
            "name": "deposit",
            "docs": [
              "Of the tokens that a deposit mints; to the treasury and the referrer."
            ],
            "type": {
              "defined": {
                "name": "bps"
              }
            }
          },
          {
            "name": "withdrawal",
            "docs": [
              "Of a stake account that a user withdraws; stays in the pool."
            ],
            "type": {
              "defined": {
                "name": "bps"
              }
            }
          },
          {
            "name": "ticket",
            "docs": [
              "Of what a ticket pays; stays in the pool."
            ],
            "type": {
              "defined": {
                "name": "bps"
              }
            }
          },
          {
            "name": "referralShare",
            "docs": [
              "The referrer's part of the deposit fee."
            ],
            "type": {
              "defined": {
                "name": "bps"
              }
            }
          },
          {
            "name": "spare",
            "type": {
              "array": [
                "u16",
                3
              ]
            }
          }
        ]
      }
    },
    {
      "name": "historyGrown",
      "type": {
        "kind": "struct",
        "fields": [
          {
            "name": "pool",
            "type": "pubkey"
          },
          {
            "name": "bytes",
            "type": "u32"
          },
          {
            "name": "before",
            "type": {
              "defined": {
                "name": "books"
              }
            }
          },
          {
            "name": "after",
            "type": {
              "defined": {
                "name": "books"
              }
            }
          }
        ]
      }
    },
    {
      "name": "lamports",
      "docs": [
        "SOL in its smallest unit: 1 SOL is 1,000,000,000 lamports."
      ],
      "type": {
        "kind": "type",
        "alias": "u64"
      }
    },
    {
      "name": "pool",
      "docs": [
        "A stake pool: who runs it, what it charges, and its books. PDA of \"pool\", mint.",
        "",
        "The books are *accounted*: they change by what the program does and by what the epoch update measures, never because",
        "somebody sends lamports to an account. Lamports a stake account holds for its rent count as staked.",
        "",
        "Invariant: `total = reserve + staked − unreleased − pending gain + pending loss`, and no term is negative."
      ],
      "serialization": "bytemuck",
      "repr": {
        "kind": "c"
      },
      "type": {
        "kind": "struct",
        "fields": [
          {
            "name": "version",
            "docs": [
              "Layout version; this is 1."
            ],
            "type": "u8"
          },
          {
            "name": "bump",
            "type": "u8"
          },
          {
            "name": "mintAuthorityBump",
            "type": "u8"
          },
          {
            "name": "stakeAuthorityBump",
            "type": "u8"
          },
          {
            "name": "reserveBump",
            "type": "u8"
          },
          {
            "name": "escrowBump",
            "type": "u8"
          },
          {
            "name": "spareBytes",
            "type": {
              "array": [
                "u8",
                2
              ]
            }
          },
          {
            "name": "mint",
            "docs": [
              "The pool token."
            ],
            "type": "pubkey"
          },
          {
            "name": "supply",
            "docs": [
              "Tokens that stand for the total; the mint's supply is lower after a burn from outside, until the next update."
            ],
            "type": {
              "defined": {
                "name": "poolTokens"
              }
            }
          },
          {
            "name": "reserveLamports",
            "docs": [
              "Undelegated lamports, over the reserve's rent."
            ],
            "type": {
              "defined": {
                "name": "lamports"
              }
            }
          },
          {
            "name": "stakedLamports",
            "docs": [
              "Lamports in the stake accounts of all validators: active, activating, cooling down, and their rent."
            ],
            "type": {
              "defined": {
                "name": "lamports"
              }
            }
          },
          {
            "name": "releaseLamports",
            "docs": [
              "Rewards of the last update that were to be released from `release_start_slot` on."
            ],
            "type": {
              "defined": {
                "name": "lamports"
              }
            }
          },
          {
            "name": "releaseStartSlot",
            "docs": [
              "Slot of the last update."
            ],
            "type": "u64"
          },
          {
            "name": "releaseEndSlot",
            "docs": [
              "Slot at which the last update's rewards are released entirely."
            ],
            "type": "u64"
          },
          {
            "name": "pendingGain",
            "docs": [
              "Gains measured since the last update, not in the total yet."
            ],
            "type": {
              "defined": {
                "name": "lamports"
              }
            }
          },
          {
            "name": "pendingLoss",
            "docs": [
              "Losses measured since the last update, still in the total."
            ],
            "type": {
              "defined": {
                "name": "lamports"
              }
            }
          },
          {
            "name": "lastUpdateEpoch",
            "docs": [
              "Epoch of the last update: the price is fresh while it is the current one."
            ],
            "type": "u64"
          },
          {
            "name": "updates",
            "docs": [
              "Number of epoch updates so far."
            ],
            "type": "u64"
          },
          {
            "name": "highWaterTotal",
            "docs": [
              "Highest price of any update, as its two numbers: the reward fee is charged above it only."
            ],
            "type": {
              "defined": {
                "name": "lamports"
              }
            }
          },
          {
            "name": "highWaterSupply",
            "docs": [
              "See `high_water_total`."
            ],
            "type": {
              "defined": {
                "name": "poolTokens"
              }
            }
          },
          {
            "name": "feeCredit",
            "docs": [
              "Rewards that were charged and then lost before their release: as much gain is free of the fee."
            ],
            "type": {
              "defined": {
                "name": "lamports"
              }
            }
          },
          {
            "name": "nextTicket",
            "docs": [
              "Sequence number of the next ticket."
            ],
            "type": "u64"
          },
          {
            "name": "nextSettlement",
            "docs": [
              "Sequence number of the first ticket that is not settled yet: the head of the queue."
            ],
            "type": "u64"
          },
          {
            "name": "queuedTokens",
            "docs": [
              "Tokens of the queued tickets."
            ],
            "type": {
              "defined": {
                "name": "poolTokens"
              }
            }
          },
          {
            "name": "queuedLamports",
            "docs": [
              "The most that the queued tickets can claim."
            ],
            "type": {
              "defined": {
                "name": "lamports"
              }
            }
          },
          {
            "name": "orderedCount",
            "docs": [
              "Lamports ever ordered; wraps. A ticket's own start in this count less `settled_count` is the SOL ahead of it."
            ],
            "type": "u64"
          },
          {
            "name": "settledCount",
            "docs": [
              "Lamports ever ordered by tickets that have left the head of the queue; wraps."
            ],
            "type": "u64"
          },
          {
            "name": "coolingLamports",
            "docs": [
              "Part of `staked_lamports` that is being deactivated."
            ],
            "type": {
              "defined": {
                "name": "lamports"
              }
            }
          },
          {
            "name": "movedEpoch",
            "docs": [
              "Epoch that `moved_lamports` belongs to."
            ],
            "type": "u64"
          },
          {
            "name": "movedLamports",
            "docs": [
              "Lamports that rebalancing has deactivated in `moved_epoch`."
            ],
            "type": {
              "defined": {
                "name": "lamports"
              }
            }
          },
          {
            "name": "admin",
            "docs": [
              "May change the configuration and hand over its role in two steps."
            ],
            "type": "pubkey"
          },
          {
            "name": "pendingAdmin",
            "docs": [
              "Becomes admin when it accepts; default for nobody."
            ],
            "type": "pubkey"
          },
          {
            "name": "validatorManager",
            "docs": [
              "May list validators and set scores."
            ],
            "type": "pubkey"
          },
          {
            "name": "guardian",
            "docs": [
              "May pause for a bounded time."
            ],
            "type": "pubkey"
          },
          {
            "name": "treasury",
            "docs": [
              "Token account that receives fees. While it is none of the mint's, no fee is charged."
            ],
            "type": "pubkey"
          },
          {
            "name": "mintAuthority",
            "docs": [
              "Authority of the mint."
            ],
            "type": "pubkey"
          },
          {
            "name": "stakeAuthority",
            "docs": [
              "Staker and withdrawer of all stake accounts."
            ],
            "type": "pubkey"
          },
          {
            "name": "reserve",
            "docs": [
              "System account with the undelegated lamports."
            ],
            "type": "pubkey"
          },
          {
            "name": "escrow",
            "docs": [
              "Token account of the queued tickets."
            ],
            "type": "pubkey"
          },
          {
            "name": "validators",
            "type": "pubkey"
          },
          {
            "name": "history",
            "type": "pubkey"
          },
          {
            "name": "fees",
            "type": {
              "defined": {
                "name": "fees"
              }
            }
          },
          {
            "name": "pendingFees",
            "docs": [
              "Fees that take effect with update number `pending_fees_update`."
            ],
            "type": {
              "defined": {
                "name": "fees"
              }
            }
          },
          {
            "name": "pendingFeesUpdate",
            "docs": [
              "0 when no change is pending."
            ],
            "type": "u64"
          },
          {
            "name": "depositCap",
            "docs": [
              "Deposits stop where the total would pass this."
            ],
            "type": {
              "defined": {
                "name": "lamports"
              }
            }
          },
          {
            "name": "reserveBuffer",
            "docs": [
              "See [`Policy`]."
            ],
            "type": {
              "defined": {
                "name": "bps"
              }
            }
          },
          {
            "name": "maxValidatorShare",
            "docs": [
              "See [`Policy`]."
            ],
            "type": {
              "defined": {
                "name": "bps"
              }
            }
          },
          {
            "name": "maxMove",
            "docs": [
              "See [`Policy`]."
            ],
            "type": {
              "defined": {
                "name": "bps"
              }
            }
          },
          {
            "name": "spareRatio",
            "type": "u16"
          },
          {
            "name": "pausedUntil",
            "docs": [
              "Unix time at which a pause ends by itself."
            ],
            "type": "i64"
          },
          {
            "name": "pauseAllowedFrom",
            "docs": [
              "Unix time before which the pool cannot be paused again."
            ],
            "type": "i64"
          },
          {
            "name": "spare",
            "type": {
              "array": [
                "u64",
                32
              ]
            }
          }
        ]
      }
    },
    {
      "name": "poolCreated",
      "type": {
        "kind": "struct",
        "fields": [
          {
            "name": "pool",
            "type": "pubkey"
          },
          {
            "name": "mint",
            "type": "pubkey"
          },
          {
            "name": "admin",
            "type": "pubkey"
          },
          {
            "name": "before",
            "type": {
              "defined": {
                "name": "books"
              }
            }
          },
          {
            "name": "after",
            "type": {
              "defined": {
                "name": "books"
              }
            }
          }
        ]
      }
    },
    {
      "name": "poolTokens",
      "docs": [
        "Pool tokens in their smallest unit; the mint has 9 decimals."
      ],
      "type": {
        "kind": "type",
        "alias": "u64"
      }
    },
    {
      "name": "poolUpdated",
      "type": {
        "kind": "struct",
        "fields": [
          {
            "name": "pool",
            "type": "pubkey"
          },
          {
            "name": "epoch",
            "type": "u64"
          },
          {
            "name": "gain",
            "type": {
              "defined": {
                "name": "lamports"
              }
            }
          },
          {
            "name": "loss",
            "type": {
              "defined": {
                "name": "lamports"
              }
            }
          },
          {
            "name": "taxable",
            "docs": [
              "Part of the gain that the fee was charged on."
            ],
            "type": {
              "defined": {
                "name": "lamports"
              }
            }
          },
          {
            "name": "feeTokens",
            "docs": [
              "Tokens minted to the treasury."
            ],
            "type": {
              "defined": {
                "name": "poolTokens"
              }
            }
          },
          {
            "name": "burned",
            "docs": [
              "Tokens that somebody had burned with the token program."
            ],
            "type": {
              "defined": {
                "name": "poolTokens"
              }
            }
          },
          {
            "name": "unreleased",
            "docs": [
              "What is released over the next epoch's slots."
            ],
            "type": {
              "defined": {
                "name": "lamports"
              }
            }
          },
          {
            "name": "before",
            "type": {
              "defined": {
                "name": "books"
              }
            }
          },
          {
            "name": "after",
            "type": {
              "defined": {
                "name": "books"
              }
            }
          }
        ]
      }
    },
    {
      "name": "priceEntry",
      "docs": [
        "The price after one epoch update."
      ],
      "serialization": "bytemuck",
      "repr": {
        "kind": "c"
      },
      "type": {
        "kind": "struct",
        "fields": [
          {
            "name": "epoch",
            "type": "u64"
          },
          {
            "name": "slot",
            "type": "u64"
          },
          {
            "name": "total",
            "type": {
              "defined": {
                "name": "lamports"
              }
            }
          },
          {
            "name": "supply",
            "type": {
              "defined": {
                "name": "poolTokens"
              }
            }
          }
        ]
      }
    },
    {
      "name": "priceHistory",
      "docs": [
        "The price after each of the last 512 epoch updates. PDA of \"history\", pool.",
        "",
        "A ring: update number `n` (from 0) is at `n % 512`."
      ],
      "serialization": "bytemuck",
      "repr": {
        "kind": "c"
      },
      "type": {
        "kind": "struct",
        "fields": [
          {
            "name": "version",
            "docs": [
              "Layout version; this is 1."
            ],
            "type": "u8"
          },
          {
            "name": "bump",
            "type": "u8"
          },
          {
            "name": "spareBytes",
            "type": {
              "array": [
                "u8",
                6
              ]
            }
          },
          {
            "name": "pool",
            "type": "pubkey"
          },
          {
            "name": "count",
            "docs": [
              "Updates ever recorded."
            ],
            "type": "u64"
          },
          {
            "name": "spare",
            "type": {
              "array": [
                "u64",
                2
              ]
            }
          },
          {
            "name": "entries",
            "type": {
              "array": [
                {
                  "defined": {
                    "name": "priceEntry"
                  }
                },
                512
              ]
            }
          }
        ]
      }
    },
    {
      "name": "reserveDelegated",
      "type": {
        "kind": "struct",
        "fields": [
          {
            "name": "pool",
            "type": "pubkey"
          },
          {
            "name": "vote",
            "type": "pubkey"
          },
          {
            "name": "stake",
            "docs": [
              "The account that received the lamports."
            ],
            "type": "pubkey"
          },
          {
            "name": "lamports",
            "type": {
              "defined": {
                "name": "lamports"
              }
            }
          },
          {
            "name": "before",
            "type": {
              "defined": {
                "name": "books"
              }
            }
          },
          {
            "name": "after",
            "type": {
              "defined": {
                "name": "books"
              }
            }
          }
        ]
      }
    },
    {
      "name": "scoreSet",
      "type": {
        "kind": "struct",
        "fields": [
          {
            "name": "pool",
            "type": "pubkey"
          },
          {
            "name": "vote",
            "type": "pubkey"
          },
          {
            "name": "oldScore",
            "type": "u32"
          },
          {
            "name": "newScore",
            "type": "u32"
          },
          {
            "name": "before",
            "type": {
              "defined": {
                "name": "books"
              }
            }
          },
          {
            "name": "after",
            "type": {
              "defined": {
                "name": "books"
              }
            }
          }
        ]
      }
    },
    {
      "name": "solDeposited",
      "type": {
        "kind": "struct",
        "fields": [
          {
            "name": "pool",
            "type": "pubkey"
          },
          {
            "name": "depositor",
            "type": "pubkey"
          },
          {
            "name": "lamports",
            "type": {
              "defined": {
                "name": "lamports"
              }
            }
          },
          {
            "name": "tokens",
            "docs": [
              "To the depositor."
            ],
            "type": {
              "defined": {
                "name": "poolTokens"
              }
            }
          },
          {
            "name": "treasuryTokens",
            "docs": [
              "To the treasury."
            ],
            "type": {
              "defined": {
                "name": "poolTokens"
              }
            }
          },
          {
            "name": "referrerTokens",
            "docs": [
              "To the referrer."
            ],
            "type": {
              "defined": {
                "name": "poolTokens"
              }
            }
          },
          {
            "name": "before",
            "type": {
              "defined": {
                "name": "books"
              }
            }
          },
          {
            "name": "after",
            "type": {
              "defined": {
                "name": "books"
              }
            }
          }
        ]
      }
    },
    {
      "name": "stakeDeactivated",
      "type": {
        "kind": "struct",
        "fields": [
          {
            "name": "pool",
            "type": "pubkey"
          },
          {
            "name": "vote",
            "type": "pubkey"
          },
          {
            "name": "stake",
            "docs": [
              "The account that is being deactivated."
            ],
            "type": "pubkey"
          },
          {
            "name": "lamports",
            "type": {
              "defined": {
                "name": "lamports"
              }
            }
          },
          {
            "name": "before",
            "type": {
              "defined": {
                "name": "books"
              }
            }
          },
          {
            "name": "after",
            "type": {
              "defined": {
                "name": "books"
              }
            }
          }
        ]
      }
    },
    {
      "name": "ticket",
      "docs": [
        "A delayed unstake. PDA of \"ticket\", pool, sequence number.",
        "",
        "While it is queued its tokens lie in the pool's escrow and bear losses like everybody's. Once it is settled the SOL",
        "lies in this account itself, and nothing but the claim touches it."
      ],
      "serialization": "bytemuck",
      "repr": {
        "kind": "c"
      },
      "type": {
        "kind": "struct",
        "fields": [
          {
            "name": "version",
            "docs": [
              "Layout version; this is 1."
            ],
            "type": "u8"
          },
          {
            "name": "bump",
            "type": "u8"
          },
          {
            "name": "status",
            "docs": [
              "See [`TicketStatus`]."
            ],
            "type": "u8"
          },
          {
            "name": "spareByte",
            "type": "u8"
          },
          {
            "name": "fee",
            "docs": [
              "The ticket fee when it was ordered; a later rise does not touch it."
            ],
            "type": {
              "defined": {
                "name": "bps"
              }
            }
          },
          {
            "name": "spareRatio",
            "type": "u16"
          },
          {
            "name": "pool",
            "type": "pubkey"
          },
          {
            "name": "owner",
            "docs": [
              "Receives the SOL and the account's rent."
            ],
            "type": "pubkey"
          },
          {
            "name": "sequence",
            "docs": [
              "Place in the queue: tickets are settled in this order."
            ],
            "type": "u64"
          },
          {
            "name": "tokens",
            "type": {
              "defined": {
                "name": "poolTokens"
              }
            }
          },
          {
            "name": "orderedLamports",
            "docs": [
              "What the tokens were worth when ordered: the ticket never pays more."
            ],
            "type": {
              "defined": {
                "name": "lamports"
              }
            }
          },
          {
            "name": "queueStart",
            "docs": [
              "The pool's `ordered_count` before this ticket."
            ],
            "type": "u64"
          },
          {
            "name": "orderedEpoch",
            "type": "u64"
          },
          {
            "name": "orderedSlot",
            "type": "u64"
          },
          {
            "name": "settledLamports",
            "docs": [
              "What the claim pays, without rent; 0 until settled."
            ],
            "type": {
              "defined": {
                "name": "lamports"
              }
            }
          },
          {
            "name": "settledEpoch",
            "type": "u64"
          },
          {
            "name": "spare",
            "type": {
              "array": [
                "u64",
                4
              ]
            }
          }
        ]
      }
    },
    {
      "name": "ticketCancelled",
      "type": {
        "kind": "struct",
        "fields": [
          {
            "name": "pool",
            "type": "pubkey"
          },
          {
            "name": "owner",
            "type": "pubkey"
          },
          {
            "name": "ticket",
            "type": "pubkey"
          },
          {
            "name": "sequence",
            "type": "u64"
          },
          {
            "name": "tokens",
            "type": {
              "defined": {
                "name": "poolTokens"
              }
            }
          },
          {
            "name": "before",
            "type": {
              "defined": {
                "name": "books"
              }
            }
          },
          {
            "name": "after",
            "type": {
              "defined": {
                "name": "books"
              }
            }
          }
        ]
      }
    },
    {
      "name": "ticketClaimed",
      "type": {
        "kind": "struct",
        "fields": [
          {
            "name": "pool",
            "type": "pubkey"
          },
          {
            "name": "owner",
            "type": "pubkey"
          },
          {
            "name": "ticket",
            "type": "pubkey"
          },
          {
            "name": "sequence",
            "type": "u64"
          },
          {
            "name": "lamports",
            "docs": [
              "What the ticket paid."
            ],
            "type": {
              "defined": {
                "name": "lamports"
              }
            }
          },
          {
            "name": "rent",
            "docs": [
              "What came on top: the account's rent and whatever was sent to it."
            ],
            "type": {
              "defined": {
                "name": "lamports"
              }
            }
          },
          {
            "name": "before",
            "type": {
              "defined": {
                "name": "books"
              }
            }
          },
          {
            "name": "after",
            "type": {
              "defined": {
                "name": "books"
              }
            }
          }
        ]
      }
    },
    {
      "name": "ticketTransferred",
      "type": {
        "kind": "struct",
        "fields": [
          {
            "name": "pool",
            "type": "pubkey"
          },
          {
            "name": "ticket",
            "type": "pubkey"
          },
          {
            "name": "sequence",
            "type": "u64"
          },
          {
            "name": "oldOwner",
            "type": "pubkey"
          },
          {
            "name": "newOwner",
            "type": "pubkey"
          },
          {
            "name": "before",
            "type": {
              "defined": {
                "name": "books"
              }
            }
          },
          {
            "name": "after",
            "type": {
              "defined": {
                "name": "books"
              }
            }
          }
        ]
      }
    },
    {
      "name": "ticketsSettled",
      "type": {
        "kind": "struct",
        "fields": [
          {
            "name": "pool",
            "type": "pubkey"
          },
          {
            "name": "firstSequence",
            "docs": [
              "First ticket that the queue has passed."
            ],
            "type": "u64"
          },
          {
            "name": "nextSequence",
            "docs": [
              "The new head of the queue."
            ],
            "type": "u64"
          },
          {
            "name": "tokens",
            "type": {
              "defined": {
                "name": "poolTokens"
              }
            }
          },
          {
            "name": "lamports",
            "type": {
              "defined": {
                "name": "lamports"
              }
            }
          },
          {
            "name": "fee",
            "docs": [
              "Stays in the pool."
            ],
            "type": {
              "defined": {
                "name": "lamports"
              }
            }
          },
          {
            "name": "before",
            "type": {
              "defined": {
                "name": "books"
              }
            }
          },
          {
            "name": "after",
            "type": {
              "defined": {
                "name": "books"
              }
            }
          }
        ]
      }
    },
    {
      "name": "truePrice",
      "docs": [
        "The true price, as return data."
      ],
      "type": {
        "kind": "struct",
        "fields": [
          {
            "name": "version",
            "docs": [
              "Layout version of this answer."
            ],
            "type": "u8"
          },
          {
            "name": "total",
            "docs": [
              "Lamports that all tokens together stand for."
            ],
            "type": {
              "defined": {
                "name": "lamports"
              }
            }
          },
          {
            "name": "supply",
            "type": {
              "defined": {
                "name": "poolTokens"
              }
            }
          },
          {
            "name": "price",
            "docs": [
              "Lamports per token with 32 fractional bits, floored. Convert with `total` and `supply`, which are exact."
            ],
            "type": "u64"
          },
          {
            "name": "epoch",
            "docs": [
              "Epoch of the last update."
            ],
            "type": "u64"
          },
          {
            "name": "slot",
            "docs": [
              "Slot of this answer."
            ],
            "type": "u64"
          },
          {
            "name": "fresh",
            "docs": [
              "Whether the price is of the current epoch and its rewards are paid out."
            ],
            "type": "bool"
          }
        ]
      }
    },
    {
      "name": "unstakeOrdered",
      "type": {
        "kind": "struct",
        "fields": [
          {
            "name": "pool",
            "type": "pubkey"
          },
          {
            "name": "owner",
            "type": "pubkey"
          },
          {
            "name": "ticket",
            "type": "pubkey"
          },
          {
            "name": "sequence",
            "type": "u64"
          },
          {
            "name": "tokens",
            "type": {
              "defined": {
                "name": "poolTokens"
              }
            }
          },
          {
            "name": "orderedLamports",
            "docs": [
              "The most the ticket pays, before its fee."
            ],
            "type": {
              "defined": {
                "name": "lamports"
              }
            }
          },
          {
            "name": "lamportsAhead",
            "docs": [
              "Lamports of the tickets before it."
            ],
            "type": {
              "defined": {
                "name": "lamports"
              }
            }
          },
          {
            "name": "before",
            "type": {
              "defined": {
                "name": "books"
              }
            }
          },
          {
            "name": "after",
            "type": {
              "defined": {
                "name": "books"
              }
            }
          }
        ]
      }
    },
    {
      "name": "validatorAdded",
      "type": {
        "kind": "struct",
        "fields": [
          {
            "name": "pool",
            "type": "pubkey"
          },
          {
            "name": "vote",
            "type": "pubkey"
          },
          {
            "name": "index",
            "type": "u32"
          },
          {
            "name": "score",
            "type": "u32"
          },
          {
            "name": "before",
            "type": {
              "defined": {
                "name": "books"
              }
            }
          },
          {
            "name": "after",
            "type": {
              "defined": {
                "name": "books"
              }
            }
          }
        ]
      }
    },
    {
      "name": "validatorList",
      "docs": [
        "The pool's validators. PDA of \"validators\", pool.",
        "",
        "A header, then `count` records of fixed size. A record is found by its index and checked by its vote account: no",
        "instruction walks the list, so nothing costs more with more validators."
      ],
      "serialization": "bytemuck",
      "repr": {
        "kind": "c"
      },
      "type": {
        "kind": "struct",
        "fields": [
          {
            "name": "version",
            "docs": [
              "Layout version; this is 1."
            ],
            "type": "u8"
          },
          {
            "name": "bump",
            "type": "u8"
          },
          {
            "name": "spareBytes",
            "type": {
              "array": [
                "u8",
                2
              ]
            }
          },
          {
            "name": "count",
            "docs": [
              "Validators in the list."
            ],
            "type": "u32"
          },
          {
            "name": "pool",
            "type": "pubkey"
          },
          {
            "name": "totalScore",
            "docs": [
              "Sum of all scores."
            ],
            "type": "u64"
          },
          {
            "name": "updatedEpoch",
            "docs": [
              "Epoch that `updated_count` belongs to."
            ],
            "type": "u64"
          },
          {
            "name": "updatedCount",
            "docs": [
              "Validators measured in `updated_epoch`."
            ],
            "type": "u32"
          },
          {
            "name": "spareNumber",
            "type": "u32"
          },
          {
            "name": "spare",
            "type": {
              "array": [
                "u64",
                7
              ]
            }
          },
          {
            "name": "records",
            "docs": [
              "The records follow here."
            ],
            "type": {
              "array": [
                {
                  "defined": {
                    "name": "validatorRecord"
                  }
                },
                0
              ]
            }
          }
        ]
      }
    },
    {
      "name": "validatorRecord",
      "docs": [
        "A validator and the pool's stake with it."
      ],
      "serialization": "bytemuck",
      "repr": {
        "kind": "c"
      },
      "type": {
        "kind": "struct",
        "fields": [
          {
            "name": "vote",
            "type": "pubkey"
          },
          {
            "name": "stake",
            "docs": [
              "The canonical stake account."
            ],
            "type": "pubkey"
          },
          {
            "name": "stakeLamports",
            "docs": [
              "Accounted lamports of the canonical stake account, rent included; 0 when there is none."
            ],
            "type": {
              "defined": {
                "name": "lamports"
              }
            }
          },
          {
            "name": "transientLamports",
            "docs": [
              "Accounted lamports of the transient stake account, rent included; 0 when there is none."
            ],
            "type": {
              "defined": {
                "name": "lamports"
              }
            }
          },
          {
            "name": "coolingLamports",
            "docs": [
              "Part of both that is being deactivated and comes back to the reserve."
            ],
            "type": {
              "defined": {
                "name": "lamports"
              }
            }
          },
          {
            "name": "lastUpdateEpoch",
            "docs": [
              "Epoch in which the accounts were last measured."
            ],
            "type": "u64"
          },
          {
            "name": "score",
            "docs": [
              "Weight of the validator in the delegation; 0 drains it."
            ],
            "type": "u32"
          },
          {
            "name": "stakeBump",
            "type": "u8"
          },
          {
            "name": "transientBump",
            "type": "u8"
          },
          {
            "name": "stakeStatus",
            "docs": [
              "See [`StakeStatus`]."
            ],
            "type": "u8"
          },
          {
            "name": "transientStatus",
            "docs": [
              "See [`StakeStatus`]."
            ],
            "type": "u8"
          },
          {
            "name": "spare",
            "type": {
              "array": [
                "u64",
                3
              ]
            }
          }
        ]
      }
    },
    {
      "name": "validatorsUpdated",
      "type": {
        "kind": "struct",
        "fields": [
          {
            "name": "pool",
            "type": "pubkey"
          },
          {
            "name": "epoch",
            "type": "u64"
          },
          {
            "name": "measured",
            "docs": [
              "Validators measured by this instruction."
            ],
            "type": "u32"
          },
          {
            "name": "measuredInEpoch",
            "docs": [
              "Validators measured in this epoch so far."
            ],
            "type": "u32"
          },
          {
            "name": "gain",
            "type": {
              "defined": {
                "name": "lamports"
              }
            }
          },
          {
            "name": "loss",
            "type": {
              "defined": {
                "name": "lamports"
              }
            }
          },
          {
            "name": "withdrawn",
            "docs": [
              "Lamports that came back to the reserve."
            ],
            "type": {
              "defined": {
                "name": "lamports"
              }
            }
          },
          {
            "name": "before",
            "type": {
              "defined": {
                "name": "books"
              }
            }
          },
          {
            "name": "after",
            "type": {
              "defined": {
                "name": "books"
              }
            }
          }
        ]
      }
    }
  ],
  "constants": [
    {
      "name": "decimals",
      "docs": [
        "Decimals of the pool token: those of SOL, so that balances compare at a glance."
      ],
      "type": "u8",
      "value": "9"
    },
    {
      "name": "escrow",
      "docs": [
        "Token account of the queued tickets, and its own authority: \"escrow\", pool."
      ],
      "type": "bytes",
      "value": "[101, 115, 99, 114, 111, 119]"
    },
    {
      "name": "history",
      "docs": [
        "Price history: \"history\", pool."
      ],
      "type": "bytes",
      "value": "[104, 105, 115, 116, 111, 114, 121]"
    },
    {
      "name": "historyLength",
      "docs": [
        "Entries of the price history."
      ],
      "type": "u16",
      "value": "512"
    },
    {
      "name": "maxDepositFeeBps",
      "docs": [
        "See [`MAX_REWARD_FEE_BPS`]."
      ],
      "type": "u16",
      "value": "50"
    },
    {
      "name": "maxReserveBufferBps",
      "docs": [
        "Most of everything held that may have to stay undelegated: a buffer over it would be a pool that does not stake."
      ],
      "type": "u16",
      "value": "2000"
    },
    {
      "name": "maxRewardFeeBps",
      "docs": [
        "Ceilings that no admin can lift, in basis points."
      ],
      "type": "u16",
      "value": "1000"
    },
    {
      "name": "maxScore",
      "docs": [
        "Largest score; the sum over any list fits a u64."
      ],
      "type": "u32",
      "value": "1000000"
    },
    {
      "name": "maxTicketFeeBps",
      "docs": [
        "See [`MAX_REWARD_FEE_BPS`]."
      ],
      "type": "u16",
      "value": "50"
    },
    {
      "name": "maxValidators",
      "docs": [
        "Most validators a pool lists: the largest account the runtime allows holds about twice as many."
      ],
      "type": "u32",
      "value": "40000"
    },
    {
      "name": "maxWithdrawalFeeBps",
      "docs": [
        "See [`MAX_REWARD_FEE_BPS`]."
      ],
      "type": "u16",
      "value": "50"
    },
    {
      "name": "minimumDepositLamports",
      "docs": [
        "Least deposit, in lamports. Below it rounding would eat a noticeable part."
      ],
      "type": "u64",
      "value": "10000"
    },
    {
      "name": "minimumSeedLamports",
      "docs": [
        "Least seed deposit, in lamports. Its tokens stay locked for ever, so neither supply nor total is ever near zero:",
        "the first depositor cannot move the price, and no division meets a zero."
      ],
      "type": "u64",
      "value": "1000000000"
    },
    {
      "name": "minimumTicketLamports",
      "docs": [
        "Least value of a ticket when it is ordered, in lamports: the queue is settled in order, so filling it with dust must",
        "cost more than it delays."
      ],
      "type": "u64",
      "value": "1000000"
    },
    {
      "name": "mintAuthority",
      "docs": [
        "Authority of the mint: \"mint_authority\", pool."
      ],
      "type": "bytes",
      "value": "[109, 105, 110, 116, 95, 97, 117, 116, 104, 111, 114, 105, 116, 121]"
    },
    {
      "name": "pool",
      "docs": [
        "Pool: \"pool\", mint."
      ],
      "type": "bytes",
      "value": "[112, 111, 111, 108]"
    },
    {
      "name": "reserve",
      "docs": [
        "System account with the undelegated SOL: \"reserve\", pool."
      ],
      "type": "bytes",
      "value": "[114, 101, 115, 101, 114, 118, 101]"
    },
    {
      "name": "seed",
      "docs": [
        "Token account of the seed deposit, and its own authority; the program never signs for it: \"seed\", pool."
      ],
      "type": "bytes",
      "value": "[115, 101, 101, 100]"
    },
    {
      "name": "stake",
      "docs": [
        "A validator's canonical stake account: \"stake\", pool, vote account."
      ],
      "type": "bytes",
      "value": "[115, 116, 97, 107, 101]"
    },
    {
      "name": "stakeAccountBytes",
      "docs": [
        "Bytes of a stake account."
      ],
      "type": "u64",
      "value": "200"
    },
    {
      "name": "stakeAuthority",
      "docs": [
        "Staker and withdrawer of every stake account of the pool: \"stake_authority\", pool."
      ],
      "type": "bytes",
      "value": "[115, 116, 97, 107, 101, 95, 97, 117, 116, 104, 111, 114, 105, 116, 121]"
    },
    {
      "name": "ticket",
      "docs": [
        "Ticket: \"ticket\", pool, sequence number as little-endian u64."
      ],
      "type": "bytes",
      "value": "[116, 105, 99, 107, 101, 116]"
    },
    {
      "name": "transient",
      "docs": [
        "A validator's transient stake account: \"transient\", pool, vote account."
      ],
      "type": "bytes",
      "value": "[116, 114, 97, 110, 115, 105, 101, 110, 116]"
    },
    {
      "name": "validator",
      "docs": [
        "Mark that a validator is in the list: \"validator\", pool, vote account."
      ],
      "type": "bytes",
      "value": "[118, 97, 108, 105, 100, 97, 116, 111, 114]"
    },
    {
      "name": "validators",
      "docs": [
        "Validator list: \"validators\", pool."
      ],
      "type": "bytes",
      "value": "[118, 97, 108, 105, 100, 97, 116, 111, 114, 115]"
    }
  ]
};
