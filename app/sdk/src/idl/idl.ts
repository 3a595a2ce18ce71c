// Made from truestake.json by `npm run generate`; not to be edited.

/** The program's published IDL. */
export const IDL = {
  "address": "ERKbdDNBTX8YJfF7WknSJ7Q2CtE21P6iy1wQi7HdjhjD",
  "metadata": {
    "name": "truestake",
    "version": "0.1.0",
    "spec": "0.1.0",
    "description": "Non-rebasing liquid staking for Solana"
  },
  "docs": [
    "Non-rebasing liquid staking. The token's true price is `total lamports ÷ token supply`; balances never change.",
    "",
    "Rounding: what goes to a user is floored, what is taken from one is ceiled, and a result of zero is an error. Whoever leaves gets",
    "the bid, which is the true price; whoever comes in pays the ask, which also counts gains that are known and not in it yet.",
    "",
    "Remaining accounts: `update_validators`, `settle_tickets` and `check_backing` take some; each says which, and in which order.",
    "",
    "Lists behind a header, as offsets into the account's data, discriminator included: the records of a `ValidatorList` begin at 128",
    "and take 192 bytes each; the addresses of a `TicketQueue` begin at 80 and take 32 bytes each.",
    "",
    "Status values: a stake account's in a `ValidatorRecord` is 0 none (it does not exist), 1 idle (it holds its rent and no stake),",
    "2 delegated (active or activating), 3 deactivating. A `Ticket`'s is 0 queued, 1 settled (paid in full), 2 cancelled (its tokens",
    "were taken back), 3 returned (the queue has passed it; its owner can take the remaining tokens back).",
    "",
    "Errors: each instruction lists its own. A wrong account fails with the error named after it; accounts that one instruction alone",
    "uses are listed there. Errors of any instruction: `WrongMint`, `WrongMintAuthority`, `WrongStakeAuthority`, `WrongReserve`,",
    "`WrongEscrow`, `WrongValidatorList`, `WrongHistory`, `WrongTreasury`, `WrongProgram`, `WrongSysvar`, `WrongStakeConfig`,",
    "`WrongQueue`, `WrongMark`; `Overflow` for numbers that no sum can hold; `UnexpectedStakeState` and `InvariantViolated`, which",
    "only a bug can cause."
  ],
  "instructions": [
    {
      "name": "accept_admin",
      "docs": [
        "Takes over the role of admin. Only the proposed one may. Emits `AdminAccepted`.",
        "",
        "Errors: `NotPendingAdmin`."
      ],
      "discriminator": [
        112,
        42,
        45,
        90,
        116,
        181,
        13,
        170
      ],
      "accounts": [
        {
          "name": "pending_admin",
          "docs": [
            "Signer: the proposed admin."
          ],
          "signer": true,
          "relations": [
            "pool"
          ]
        },
        {
          "name": "pool",
          "docs": [
            "Write: the pool."
          ],
          "writable": true
        }
      ],
      "args": []
    },
    {
      "name": "add_liquidity",
      "docs": [
        "Adds SOL to the liquidity pool for shares of it, floored, at the worth of its SOL and all its tokens at the ask. Needs a",
        "fresh price. If `if_balance` is given, fails with `BalanceChanged` unless `destination` holds exactly that amount, so a",
        "retry cannot act twice. Changes its `sol_lamports`, `shares` and `line_*`. Emits `LiquidityAdded`.",
        "",
        "Errors: `ZeroAmount`, `DepositTooSmall`, `InsufficientLamports`, `PoolOutOfDate`, `EpochRewardsActive`,",
        "`Paused`, `LiquidityCapExceeded`, `ZeroResult`, `SlippageExceeded`, `WrongLiquidityPool`,",
        "`WrongLiquidityAccount`, `WrongTokenAccount`, `NoPrice`, `BalanceChanged`."
      ],
      "discriminator": [
        181,
        157,
        89,
        67,
        143,
        182,
        52,
        72
      ],
      "accounts": [
        {
          "name": "provider",
          "docs": [
            "Signer: pays the lamports."
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
          "name": "liquidity",
          "docs": [
            "Write: the liquidity pool."
          ],
          "writable": true,
          "pda": {
            "seeds": [
              {
                "kind": "const",
                "value": [
                  108,
                  105,
                  113,
                  117,
                  105,
                  100,
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
          },
          "relations": [
            "pool"
          ]
        },
        {
          "name": "liquidity_sol",
          "docs": [
            "Write: the liquidity pool's SOL. Receives the lamports."
          ],
          "writable": true,
          "pda": {
            "seeds": [
              {
                "kind": "const",
                "value": [
                  108,
                  105,
                  113,
                  117,
                  105,
                  100,
                  105,
                  116,
                  121,
                  95,
                  115,
                  111,
                  108
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
          "name": "liquidity_mint",
          "docs": [
            "Write: the mint of the shares."
          ],
          "writable": true,
          "pda": {
            "seeds": [
              {
                "kind": "const",
                "value": [
                  108,
                  105,
                  113,
                  117,
                  105,
                  100,
                  105,
                  116,
                  121,
                  95,
                  109,
                  105,
                  110,
                  116
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
          "name": "destination",
          "docs": [
            "Write: receives the shares. May be anybody's."
          ],
          "writable": true
        },
        {
          "name": "token_program",
          "docs": [
            "The token program."
          ],
          "address": "TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA"
        },
        {
          "name": "system_program",
          "docs": [
            "The system program."
          ],
          "address": "11111111111111111111111111111111"
        }
      ],
      "args": [
        {
          "name": "lamports",
          "type": "u64"
        },
        {
          "name": "minimum_shares_out",
          "type": "u64"
        },
        {
          "name": "if_balance",
          "type": {
            "option": "u64"
          }
        }
      ]
    },
    {
      "name": "add_validator",
      "docs": [
        "Lists a validator, with a score and the most lamports it may have (u64::MAX for no cap); `payer` pays for its place. Emits",
        "`ValidatorAdded`.",
        "",
        "Errors: `NotValidatorManager`, `ScoreTooHigh`, `InvalidVoteAccount`, `ValidatorAlreadyListed`,",
        "`ValidatorListFull`, `StakeAddressTaken`."
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
          "name": "payer",
          "docs": [
            "Signer: pays for the list's growth and the mark, whose rent comes back to it."
          ],
          "writable": true,
          "signer": true
        },
        {
          "name": "validator_manager",
          "docs": [
            "Signer: the pool's validator manager."
          ],
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
          "name": "validators",
          "docs": [
            "Write: the validator list."
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
          },
          "relations": [
            "pool"
          ]
        },
        {
          "name": "vote",
          "docs": [
            "Read: the validator's vote account, which must be open."
          ]
        },
        {
          "name": "stake",
          "docs": [
            "Read: the validator stake address; it must be free."
          ],
          "pda": {
            "seeds": [
              {
                "kind": "const",
                "value": [
                  115,
                  116,
                  97,
                  107,
                  101
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
          "name": "transient",
          "docs": [
            "Read: the validator's transient stake address; it must be free."
          ],
          "pda": {
            "seeds": [
              {
                "kind": "const",
                "value": [
                  116,
                  114,
                  97,
                  110,
                  115,
                  105,
                  101,
                  110,
                  116
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
          "name": "mark",
          "docs": [
            "Create: the validator's mark. It exists exactly while the validator is listed, so that the list need not be searched."
          ],
          "writable": true,
          "pda": {
            "seeds": [
              {
                "kind": "const",
                "value": [
                  109,
                  97,
                  114,
                  107
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
          "name": "system_program",
          "docs": [
            "The system program."
          ],
          "address": "11111111111111111111111111111111"
        }
      ],
      "args": [
        {
          "name": "score",
          "type": "u32"
        },
        {
          "name": "cap",
          "type": "u64"
        }
      ]
    },
    {
      "name": "cancel_ticket",
      "docs": [
        "Takes what is left of a ticket's tokens back out of escrow. Only its owner may; the price's age does not matter.",
        "",
        "Free in the epoch of the order until its moving part begins; from then on it costs the idle rate (ceiled). In later epochs",
        "it is an exit and an entry: what the ticket would be paid now, less the idle rate, buys tokens at the ask (floored). What",
        "does not come back is burned; its worth is a gain of the next update. A ticket that the queue has passed unpaid gives all of",
        "its tokens back. The account keeps its place until `claim_ticket` returns its rent. Changes the pool's `queued_*`,",
        "`recent_*`, `supply`, `pending_gain` and `release_*`. Emits `TicketCancelled`.",
        "",
        "Errors: `TicketNotQueued`, `NotTicketOwner`, `WrongTicket`, `WrongTokenAccount`, `WrongDestination`, `ZeroResult`,",
        "`SlippageExceeded`."
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
          },
          "relations": [
            "ticket"
          ]
        },
        {
          "name": "mint",
          "docs": [
            "Write: the pool token, of which what cancelling costs is burned."
          ],
          "writable": true,
          "relations": [
            "pool"
          ]
        },
        {
          "name": "ticket",
          "docs": [
            "Write: the ticket. `claim_ticket` closes it when the queue has passed it."
          ],
          "writable": true
        },
        {
          "name": "escrow",
          "docs": [
            "Write: the token account of queued tickets. Gives the tokens."
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
          },
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
          "name": "token_program",
          "docs": [
            "The token program."
          ],
          "address": "TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA"
        }
      ],
      "args": [
        {
          "name": "minimum_tokens_out",
          "type": "u64"
        }
      ]
    },
    {
      "name": "check_backing",
      "docs": [
        "Compares the reserve, the mint, the escrow and some validators' accounts with the books, and fails when any holds",
        "less; see [`Backing`] for the return data.",
        "",
        "Remaining accounts, for each index in turn: the validator stake account, then the transient one, each if it exists or its",
        "address is funded (its status is not 0). No others.",
        "",
        "Errors: `NotBacked`, `SupplyAboveBooks`, `ValidatorNotFound`, `WrongStakeAccount`, `WrongTransientAccount`,",
        "`WrongAccountCount`."
      ],
      "discriminator": [
        187,
        161,
        178,
        109,
        191,
        9,
        241,
        16
      ],
      "accounts": [
        {
          "name": "pool",
          "docs": [
            "Read: the pool."
          ],
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
          "name": "validators",
          "docs": [
            "Read: the validator list."
          ],
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
          },
          "relations": [
            "pool"
          ]
        },
        {
          "name": "mint",
          "docs": [
            "Read: the pool token."
          ],
          "relations": [
            "pool"
          ]
        },
        {
          "name": "reserve",
          "docs": [
            "Read: the reserve. Measured."
          ],
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
          },
          "relations": [
            "pool"
          ]
        },
        {
          "name": "escrow",
          "docs": [
            "Read: the tokens of queued tickets."
          ],
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
          },
          "relations": [
            "pool"
          ]
        }
      ],
      "args": [
        {
          "name": "indexes",
          "type": {
            "vec": "u32"
          }
        }
      ],
      "returns": {
        "defined": {
          "name": "Backing"
        }
      }
    },
    {
      "name": "claim_ticket",
      "docs": [
        "Pays what a ticket was paid, in whole or in part, to its owner. May be called by anybody, at any time. Where nothing of the",
        "ticket is left and the queue has passed it, the account is closed and its rent goes back to who paid it; until then it keeps",
        "what it lacks of a rent that has risen. Emits",
        "`TicketClaimed`.",
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
            "Write: the ticket; closed when the queue has passed it and nothing of it is left."
          ],
          "writable": true
        },
        {
          "name": "owner",
          "docs": [
            "Write: receives what the ticket was paid."
          ],
          "writable": true,
          "relations": [
            "ticket"
          ]
        },
        {
          "name": "rent_payer",
          "docs": [
            "Write: receives the rent, and whatever was sent to the account."
          ],
          "writable": true,
          "relations": [
            "ticket"
          ]
        }
      ],
      "args": []
    },
    {
      "name": "convert",
      "docs": [
        "Converts an amount, lamports at the ask of a deposit of so much or tokens at the true price, floored, as return data; see",
        "[`Converted`]. The result says whether the price is fresh.",
        "",
        "Errors: `NoPrice`, `Overflow`."
      ],
      "discriminator": [
        122,
        80,
        212,
        208,
        92,
        200,
        34,
        161
      ],
      "accounts": [
        {
          "name": "pool",
          "docs": [
            "Read: the pool."
          ]
        }
      ],
      "args": [
        {
          "name": "conversion",
          "type": {
            "defined": {
              "name": "Conversion"
            }
          }
        },
        {
          "name": "amount",
          "type": "u64"
        }
      ],
      "returns": {
        "defined": {
          "name": "Converted"
        }
      }
    },
    {
      "name": "create_liquidity",
      "docs": [
        "Creates the pool's liquidity pool. The seed's shares are locked for ever. Only the admin may; `payer` pays. Emits",
        "`LiquidityCreated`.",
        "",
        "Errors: `NotAdmin`, `FeeTooHigh`, `RatioOutOfRange`, `SeedTooSmall`."
      ],
      "discriminator": [
        115,
        167,
        217,
        238,
        110,
        222,
        131,
        214
      ],
      "accounts": [
        {
          "name": "payer",
          "docs": [
            "Signer: pays the seed and all rents."
          ],
          "writable": true,
          "signer": true
        },
        {
          "name": "admin",
          "docs": [
            "Signer: the pool's admin."
          ],
          "signer": true,
          "relations": [
            "pool"
          ]
        },
        {
          "name": "pool",
          "docs": [
            "Write: the pool."
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
          "name": "mint",
          "docs": [
            "Read: the pool token."
          ],
          "relations": [
            "pool"
          ]
        },
        {
          "name": "liquidity",
          "docs": [
            "Create: the liquidity pool."
          ],
          "writable": true,
          "pda": {
            "seeds": [
              {
                "kind": "const",
                "value": [
                  108,
                  105,
                  113,
                  117,
                  105,
                  100,
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
          "name": "liquidity_sol",
          "docs": [
            "Create: its SOL, by the transfer of the seed."
          ],
          "writable": true,
          "pda": {
            "seeds": [
              {
                "kind": "const",
                "value": [
                  108,
                  105,
                  113,
                  117,
                  105,
                  100,
                  105,
                  116,
                  121,
                  95,
                  115,
                  111,
                  108
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
          "name": "liquidity_tokens",
          "docs": [
            "Create: its token account."
          ],
          "writable": true,
          "pda": {
            "seeds": [
              {
                "kind": "const",
                "value": [
                  108,
                  105,
                  113,
                  117,
                  105,
                  100,
                  105,
                  116,
                  121,
                  95,
                  116,
                  111,
                  107,
                  101,
                  110,
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
          "name": "liquidity_mint",
          "docs": [
            "Create: the mint of its shares."
          ],
          "writable": true,
          "pda": {
            "seeds": [
              {
                "kind": "const",
                "value": [
                  108,
                  105,
                  113,
                  117,
                  105,
                  100,
                  105,
                  116,
                  121,
                  95,
                  109,
                  105,
                  110,
                  116
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
          "name": "token_program",
          "docs": [
            "The token program."
          ],
          "address": "TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA"
        },
        {
          "name": "system_program",
          "docs": [
            "The system program."
          ],
          "address": "11111111111111111111111111111111"
        }
      ],
      "args": [
        {
          "name": "seed_lamports",
          "type": "u64"
        },
        {
          "name": "config",
          "type": {
            "defined": {
              "name": "LiquidityConfig"
            }
          }
        }
      ]
    },
    {
      "name": "create_pool",
      "docs": [
        "Creates a pool for a new mint. The seed deposit's tokens are locked for ever at a price of 1.",
        "",
        "May be called by anybody; the mint signs, so its address cannot be taken. The price history is completed by two calls of",
        "`grow_history`, best in the same transaction: no epoch update passes without it. Emits `PoolCreated`.",
        "",
        "Errors: `SeedTooSmall`, `MissingRole`, `WrongRoleHolder`, `RatioOutOfRange`, `FeeTooHigh`, `EpochRewardsActive`."
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
          "name": "mint_authority",
          "docs": [
            "Read: an address that only signs. Authority of the mint."
          ],
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
          "name": "stake_authority",
          "docs": [
            "Read: an address that only signs. Staker and withdrawer of all stake accounts."
          ],
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
          "docs": [
            "Create: the price history, as large as one instruction can; `grow_history` completes it."
          ],
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
          "name": "queue",
          "docs": [
            "Create: the ring of queued tickets, as large as one instruction can; `grow_queue` makes it larger."
          ],
          "writable": true,
          "pda": {
            "seeds": [
              {
                "kind": "const",
                "value": [
                  113,
                  117,
                  101,
                  117,
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
          "name": "admin",
          "docs": [
            "Read: becomes the admin."
          ]
        },
        {
          "name": "validator_manager",
          "docs": [
            "Read: becomes the validator manager."
          ]
        },
        {
          "name": "guardian",
          "docs": [
            "Read: becomes the guardian."
          ]
        },
        {
          "name": "treasury",
          "docs": [
            "Write: the treasury of the arguments, which need not exist yet. Writable, as wherever it is named: an address that the",
            "chain never writes to, such as a program's, would stop the epoch update."
          ],
          "writable": true
        },
        {
          "name": "token_program",
          "docs": [
            "The token program."
          ],
          "address": "TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA"
        },
        {
          "name": "system_program",
          "docs": [
            "The system program."
          ],
          "address": "11111111111111111111111111111111"
        }
      ],
      "args": [
        {
          "name": "args",
          "type": {
            "defined": {
              "name": "CreatePoolArgs"
            }
          }
        }
      ]
    },
    {
      "name": "create_token_metadata",
      "docs": [
        "Gives the pool token, or the shares of its liquidity pool, the name, symbol and picture that wallets show. Only the",
        "admin may; anybody who signs may pay. Emits `TokenMetadataCreated`.",
        "",
        "Errors: `NotAdmin`, `WrongLiquidityPool`, `WrongMetadata`, `MetadataExists`, `MetadataTooLong`."
      ],
      "discriminator": [
        221,
        80,
        176,
        37,
        153,
        188,
        160,
        68
      ],
      "accounts": [
        {
          "name": "admin",
          "docs": [
            "Signer: the pool's admin."
          ],
          "signer": true,
          "relations": [
            "pool"
          ]
        },
        {
          "name": "payer",
          "docs": [
            "Signer: pays the rent, and the metadata program's fee where it has one. May be the admin, unless that is an account",
            "with data, which the system program lets pay nothing."
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
          "name": "mint",
          "docs": [
            "Read: the token's mint."
          ]
        },
        {
          "name": "mint_authority",
          "docs": [
            "Read: the mint's authority: an address that only signs, or the share mint itself."
          ]
        },
        {
          "name": "metadata",
          "docs": [
            "Create: the token's metadata."
          ],
          "writable": true
        },
        {
          "name": "metadata_program",
          "docs": [
            "The program of Metaplex's token metadata."
          ],
          "address": "metaqbxxUerdq28cj1RbAWkYQm3ybzjb6a8bt518x1s"
        },
        {
          "name": "system_program",
          "docs": [
            "The system program."
          ],
          "address": "11111111111111111111111111111111"
        }
      ],
      "args": [
        {
          "name": "token",
          "type": {
            "defined": {
              "name": "TokenKind"
            }
          }
        },
        {
          "name": "metadata",
          "type": {
            "defined": {
              "name": "TokenMetadata"
            }
          }
        }
      ]
    },
    {
      "name": "deactivate_stake",
      "docs": [
        "Deactivates stake of a validator: in the epoch's moving part what lies over its target, as tickets need it and",
        "rebalancing allows; at any time what tickets need that could have been served in an earlier epoch. Where those miss no more",
        "than nobody can deactivate, rents and what is stuck, a validator gives its part of that from below its target. Stake that",
        "was delegated in this epoch is taken back first, at once. The validator is busy until the next epoch, which the ask counts.",
        "Emits `StakeDeactivated`.",
        "",
        "Errors: `PoolOutOfDate`, `EpochRewardsActive`, `ValidatorNotFound`, `AtTarget`, `OutsideMovingPart`,",
        "`BelowMinimumDelegation`, `MoveLimitReached`, `TransientInUse`, `StakeCoolingDown`, `NothingToDeactivate`,",
        "`WrongStakeAccount`, `WrongTransientAccount`, `StakeNotActive`, `RentMissing`."
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
          },
          "relations": [
            "pool"
          ]
        },
        {
          "name": "reserve",
          "docs": [
            "Write: the reserve. Receives stake that is free at once, and pays rent that the transient account lacks."
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
          },
          "relations": [
            "pool"
          ]
        },
        {
          "name": "stake_authority",
          "docs": [
            "Read: an address that only signs. Staker and withdrawer."
          ],
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
          },
          "relations": [
            "pool"
          ]
        },
        {
          "name": "vote",
          "docs": [
            "Read: the validator's vote account; it may be closed."
          ]
        },
        {
          "name": "mark",
          "docs": [
            "Read: the validator's mark."
          ],
          "pda": {
            "seeds": [
              {
                "kind": "const",
                "value": [
                  109,
                  97,
                  114,
                  107
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
          "name": "stake",
          "docs": [
            "Write: the validator stake account."
          ],
          "writable": true,
          "pda": {
            "seeds": [
              {
                "kind": "const",
                "value": [
                  115,
                  116,
                  97,
                  107,
                  101
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
          "name": "transient",
          "docs": [
            "Write: the validator's transient stake account."
          ],
          "writable": true,
          "pda": {
            "seeds": [
              {
                "kind": "const",
                "value": [
                  116,
                  114,
                  97,
                  110,
                  115,
                  105,
                  101,
                  110,
                  116
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
          "name": "clock",
          "docs": [
            "Sysvar: the clock."
          ],
          "address": "SysvarC1ock11111111111111111111111111111111"
        },
        {
          "name": "stake_history",
          "docs": [
            "Sysvar: the stake history."
          ],
          "address": "SysvarStakeHistory1111111111111111111111111"
        },
        {
          "name": "rent",
          "docs": [
            "Sysvar: the rent."
          ],
          "address": "SysvarRent111111111111111111111111111111111"
        },
        {
          "name": "stake_config",
          "docs": [
            "Read: the stake program still wants it where stake is delegated, and does not read it."
          ],
          "address": "StakeConfig11111111111111111111111111111111"
        },
        {
          "name": "stake_program",
          "docs": [
            "The stake program."
          ],
          "address": "Stake11111111111111111111111111111111111111"
        },
        {
          "name": "system_program",
          "docs": [
            "The system program."
          ],
          "address": "11111111111111111111111111111111"
        }
      ],
      "args": []
    },
    {
      "name": "delegate_reserve",
      "docs": [
        "Delegates to a validator below its target the smaller of what is missing and what the reserve can spare; the smallest",
        "delegation where less is missing, as far as the validator's limit lets it. The rent of a new stake account is part of it.",
        "Before the moving part the epoch's own tickets keep nothing back: it is taken back for them then. Emits `ReserveDelegated`.",
        "",
        "Errors: `PoolOutOfDate`, `EpochRewardsActive`, `Paused`, `InvalidVoteAccount`, `ValidatorNotFound`, `AtTarget`,",
        "`ReserveNeeded`, `BelowMinimumDelegation`, `TransientInUse`, `StakeCoolingDown`, `WrongStakeAccount`,",
        "`WrongTransientAccount`."
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
          },
          "relations": [
            "pool"
          ]
        },
        {
          "name": "reserve",
          "docs": [
            "Write: the reserve. Gives the lamports."
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
          },
          "relations": [
            "pool"
          ]
        },
        {
          "name": "stake_authority",
          "docs": [
            "Read: an address that only signs. Staker and withdrawer."
          ],
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
          },
          "relations": [
            "pool"
          ]
        },
        {
          "name": "vote",
          "docs": [
            "Read: the validator's vote account, which must be open."
          ]
        },
        {
          "name": "mark",
          "docs": [
            "Read: the validator's mark."
          ],
          "pda": {
            "seeds": [
              {
                "kind": "const",
                "value": [
                  109,
                  97,
                  114,
                  107
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
          "name": "stake",
          "docs": [
            "Write: the validator stake account. Created when it does not exist."
          ],
          "writable": true,
          "pda": {
            "seeds": [
              {
                "kind": "const",
                "value": [
                  115,
                  116,
                  97,
                  107,
                  101
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
          "name": "transient",
          "docs": [
            "Write: the validator's transient stake account. Created when it is needed."
          ],
          "writable": true,
          "pda": {
            "seeds": [
              {
                "kind": "const",
                "value": [
                  116,
                  114,
                  97,
                  110,
                  115,
                  105,
                  101,
                  110,
                  116
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
          "name": "clock",
          "docs": [
            "Sysvar: the clock."
          ],
          "address": "SysvarC1ock11111111111111111111111111111111"
        },
        {
          "name": "stake_history",
          "docs": [
            "Sysvar: the stake history."
          ],
          "address": "SysvarStakeHistory1111111111111111111111111"
        },
        {
          "name": "rent",
          "docs": [
            "Sysvar: the rent."
          ],
          "address": "SysvarRent111111111111111111111111111111111"
        },
        {
          "name": "stake_config",
          "docs": [
            "Read: the stake program still wants it, and does not read it."
          ],
          "address": "StakeConfig11111111111111111111111111111111"
        },
        {
          "name": "stake_program",
          "docs": [
            "The stake program."
          ],
          "address": "Stake11111111111111111111111111111111111111"
        },
        {
          "name": "system_program",
          "docs": [
            "The system program."
          ],
          "address": "11111111111111111111111111111111"
        }
      ],
      "args": []
    },
    {
      "name": "deposit_sol",
      "docs": [
        "Deposits `lamports` for tokens at the ask: first those that the liquidity pool has on sale, without fee, which",
        "refills its SOL; the rest is minted: floored, less the deposit fee (ceiled, in tokens). What is paid above the true price",
        "joins the running release. Beyond what validators take in this epoch SOL idles, and pays for that: so the ask of a large",
        "deposit can be higher than a small one's, and depends on no other amount.",
        "",
        "Needs a fresh price. The reserve is measured first. The fee goes to the treasury and, by the pool's share, to an optional",
        "referrer; where the treasury cannot receive, no fee is charged. If `if_balance` is given, fails with `BalanceChanged`",
        "unless `destination` holds exactly that amount, so a retry cannot act twice. Changes the pool's `reserve_lamports`,",
        "`supply` and `release_*`, and the liquidity pool's `sol_lamports`, `token_amount` and `line_*`. Emits `SolDeposited`.",
        "",
        "Errors: `ZeroAmount`, `DepositTooSmall`, `InsufficientLamports`, `PoolOutOfDate`, `EpochRewardsActive`,",
        "`Paused`, `SupplyAboveBooks`, `DepositCapExceeded`, `NoPrice`, `ZeroResult`, `SlippageExceeded`,",
        "`WrongReferrer`, `WrongLiquidityPool`, `WrongLiquidityAccount`, `WrongTokenAccount`, `WrongDestination`,",
        "`BalanceChanged`."
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
          "name": "mint_authority",
          "docs": [
            "Read: an address that only signs. Authority of the mint."
          ],
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
          },
          "relations": [
            "pool"
          ]
        },
        {
          "name": "reserve",
          "docs": [
            "Write: the reserve. Receives the lamports that are not paid to the liquidity pool."
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
          },
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
          "docs": [
            "Write: the treasury. Receives the fee; when it is no token account of the mint, no fee is charged."
          ],
          "writable": true,
          "relations": [
            "pool"
          ]
        },
        {
          "name": "referrer",
          "docs": [
            "Write: a token account of the mint. Receives its share of the fee."
          ],
          "writable": true,
          "optional": true
        },
        {
          "name": "liquidity",
          "docs": [
            "Write: the liquidity pool, whose tokens are bought first. Left out exactly when the pool has none."
          ],
          "writable": true,
          "optional": true
        },
        {
          "name": "liquidity_sol",
          "docs": [
            "Write: the liquidity pool's SOL. Receives lamports."
          ],
          "writable": true,
          "optional": true
        },
        {
          "name": "liquidity_tokens",
          "docs": [
            "Write: the liquidity pool's tokens. Gives tokens."
          ],
          "writable": true,
          "optional": true
        },
        {
          "name": "token_program",
          "docs": [
            "The token program."
          ],
          "address": "TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA"
        },
        {
          "name": "system_program",
          "docs": [
            "The system program."
          ],
          "address": "11111111111111111111111111111111"
        }
      ],
      "args": [
        {
          "name": "lamports",
          "type": "u64"
        },
        {
          "name": "minimum_tokens_out",
          "type": "u64"
        },
        {
          "name": "if_balance",
          "type": {
            "option": "u64"
          }
        }
      ]
    },
    {
      "name": "deposit_stake_account",
      "docs": [
        "Deposits a stake account that is fully active with a listed validator, for tokens at the ask: floored, less the deposit fee",
        "(ceiled, in tokens). Its stake joins the validator stake account; all its other lamports, rent included, are credited as",
        "SOL. The depositor must be both staker and withdrawer. The validator's vote account is open, and it stays within its cap",
        "and the pool's largest share: of what stays when the tickets are paid that cannot be cancelled for nothing, and of what was",
        "held at the last update, both with what is deposited. Needs a fresh price; the account in hand is measured first. Changes",
        "the pool's `staked_lamports`, `reserve_lamports`, `supply`, `release_*` and `stake_account_count`, and the validator's",
        "record. Emits `StakeAccountDeposited`.",
        "",
        "Errors: `PoolOutOfDate`, `EpochRewardsActive`, `Paused`, `InvalidVoteAccount`, `SupplyAboveBooks`, `ValidatorNotFound`,",
        "`WrongStakeAccount`, `WrongTransientAccount`, `NotStakeOwner`, `StakeLocked`, `StakeNotActive`,",
        "`WrongValidator`, `ValidatorDraining`, `ValidatorCapExceeded`, `BelowMinimumDelegation`, `ReserveNeeded`,",
        "`DepositCapExceeded`, `NoPrice`, `ZeroResult`, `SlippageExceeded`, `WrongTokenAccount`, `WrongDestination`,",
        "`RentMissing`."
      ],
      "discriminator": [
        110,
        130,
        115,
        41,
        164,
        102,
        2,
        59
      ],
      "accounts": [
        {
          "name": "depositor",
          "docs": [
            "Signer: staker and withdrawer of the stake account."
          ],
          "signer": true
        },
        {
          "name": "pool",
          "docs": [
            "Write: the pool."
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
          "name": "validators",
          "docs": [
            "Write: the validator list."
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
          },
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
          "name": "mint_authority",
          "docs": [
            "Read: an address that only signs. Authority of the mint."
          ],
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
          },
          "relations": [
            "pool"
          ]
        },
        {
          "name": "reserve",
          "docs": [
            "Write: the reserve. Receives what is not delegated."
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
          },
          "relations": [
            "pool"
          ]
        },
        {
          "name": "stake_authority",
          "docs": [
            "Read: an address that only signs. Becomes staker and withdrawer."
          ],
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
          },
          "relations": [
            "pool"
          ]
        },
        {
          "name": "deposited",
          "docs": [
            "Write: the stake account that is deposited; it is closed."
          ],
          "writable": true
        },
        {
          "name": "vote",
          "docs": [
            "Read: the validator's vote account, which must be open."
          ]
        },
        {
          "name": "mark",
          "docs": [
            "Read: the validator's mark."
          ],
          "pda": {
            "seeds": [
              {
                "kind": "const",
                "value": [
                  109,
                  97,
                  114,
                  107
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
          "name": "stake",
          "docs": [
            "Write: the validator stake account. Receives the stake."
          ],
          "writable": true,
          "pda": {
            "seeds": [
              {
                "kind": "const",
                "value": [
                  115,
                  116,
                  97,
                  107,
                  101
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
          "name": "transient",
          "docs": [
            "Write: the validator's transient stake address. Funded only if the validator is new."
          ],
          "writable": true,
          "pda": {
            "seeds": [
              {
                "kind": "const",
                "value": [
                  116,
                  114,
                  97,
                  110,
                  115,
                  105,
                  101,
                  110,
                  116
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
          "name": "destination",
          "docs": [
            "Write: receives the tokens. May be anybody's."
          ],
          "writable": true
        },
        {
          "name": "treasury",
          "docs": [
            "Write: the treasury. Receives the fee; when it is no token account of the mint, no fee is charged."
          ],
          "writable": true,
          "relations": [
            "pool"
          ]
        },
        {
          "name": "clock",
          "docs": [
            "Sysvar: the clock."
          ],
          "address": "SysvarC1ock11111111111111111111111111111111"
        },
        {
          "name": "stake_history",
          "docs": [
            "Sysvar: the stake history."
          ],
          "address": "SysvarStakeHistory1111111111111111111111111"
        },
        {
          "name": "rent",
          "docs": [
            "Sysvar: the rent."
          ],
          "address": "SysvarRent111111111111111111111111111111111"
        },
        {
          "name": "stake_program",
          "docs": [
            "The stake program."
          ],
          "address": "Stake11111111111111111111111111111111111111"
        },
        {
          "name": "token_program",
          "docs": [
            "The token program."
          ],
          "address": "TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA"
        },
        {
          "name": "system_program",
          "docs": [
            "The system program."
          ],
          "address": "11111111111111111111111111111111"
        }
      ],
      "args": [
        {
          "name": "minimum_tokens_out",
          "type": "u64"
        }
      ]
    },
    {
      "name": "emergency_deactivate",
      "docs": [
        "Deactivates all stake of a validator with score 0 at once, past the limit on rebalancing. Only the validator manager",
        "may; the price's age does not matter. Emits `EmergencyDeactivated`.",
        "",
        "Errors: `NotValidatorManager`, `ValidatorNotFound`, `ValidatorStillScored`, `NothingToDeactivate`,",
        "`EpochRewardsActive`, `WrongStakeAccount`, `WrongTransientAccount`."
      ],
      "discriminator": [
        61,
        144,
        186,
        150,
        106,
        91,
        11,
        72
      ],
      "accounts": [
        {
          "name": "validator_manager",
          "docs": [
            "Signer: the pool's validator manager."
          ],
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
          "name": "validators",
          "docs": [
            "Write: the validator list."
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
          },
          "relations": [
            "pool"
          ]
        },
        {
          "name": "stake_authority",
          "docs": [
            "Read: an address that only signs. Staker and withdrawer."
          ],
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
          },
          "relations": [
            "pool"
          ]
        },
        {
          "name": "vote",
          "docs": [
            "Read: the validator's vote account; it may be closed."
          ]
        },
        {
          "name": "mark",
          "docs": [
            "Read: the validator's mark."
          ],
          "pda": {
            "seeds": [
              {
                "kind": "const",
                "value": [
                  109,
                  97,
                  114,
                  107
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
          "name": "stake",
          "docs": [
            "Write: the validator stake account."
          ],
          "writable": true,
          "pda": {
            "seeds": [
              {
                "kind": "const",
                "value": [
                  115,
                  116,
                  97,
                  107,
                  101
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
          "name": "transient",
          "docs": [
            "Write: the validator's transient stake account."
          ],
          "writable": true,
          "pda": {
            "seeds": [
              {
                "kind": "const",
                "value": [
                  116,
                  114,
                  97,
                  110,
                  115,
                  105,
                  101,
                  110,
                  116
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
          "name": "clock",
          "docs": [
            "Sysvar: the clock."
          ],
          "address": "SysvarC1ock11111111111111111111111111111111"
        },
        {
          "name": "stake_history",
          "docs": [
            "Sysvar: the stake history."
          ],
          "address": "SysvarStakeHistory1111111111111111111111111"
        },
        {
          "name": "stake_program",
          "docs": [
            "The stake program."
          ],
          "address": "Stake11111111111111111111111111111111111111"
        }
      ],
      "args": []
    },
    {
      "name": "get_price",
      "docs": [
        "Returns the true price as return data; see [`TruePrice`]. Never refused for its age: the result says whether it is",
        "fresh.",
        "",
        "Errors: none of its own."
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
          "name": "TruePrice"
        }
      }
    },
    {
      "name": "grow_history",
      "docs": [
        "Grows the price history by 10,240 bytes, at most to its full size; may be called by anybody, who pays the rent. Emits",
        "`HistoryGrown`.",
        "",
        "Errors: `HistoryComplete`."
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
            "Write: the price history, which is too short to be loaded until it is complete."
          ],
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
          },
          "relations": [
            "pool"
          ]
        },
        {
          "name": "system_program",
          "docs": [
            "The system program."
          ],
          "address": "11111111111111111111111111111111"
        }
      ],
      "args": []
    },
    {
      "name": "grow_queue",
      "docs": [
        "Grows the ring of queued tickets by room for 320; may be called by anybody, who pays the rent. Emits `QueueGrown`.",
        "",
        "Errors: none of its own."
      ],
      "discriminator": [
        184,
        206,
        238,
        102,
        68,
        182,
        44,
        38
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
          "name": "queue",
          "docs": [
            "Write: the ring of queued tickets."
          ],
          "writable": true,
          "pda": {
            "seeds": [
              {
                "kind": "const",
                "value": [
                  113,
                  117,
                  101,
                  117,
                  101
                ]
              },
              {
                "kind": "account",
                "path": "pool"
              }
            ]
          },
          "relations": [
            "pool"
          ]
        },
        {
          "name": "system_program",
          "docs": [
            "The system program."
          ],
          "address": "11111111111111111111111111111111"
        }
      ],
      "args": []
    },
    {
      "name": "liquid_unstake",
      "docs": [
        "Sells `tokens` to the liquidity pool for SOL at once, which goes to `recipient`: their worth at the true price less the",
        "integral of the fee line over the SOL that leaves, so that no splitting makes it cheaper. The line follows the liquidity up",
        "and down at a bounded speed; SOL that is not on it leaves last, at the highest rate. The providers' part of the fee, and",
        "tokens beyond what the lamports would buy at the ask, are held until the next epoch, over whose slots they are released.",
        "Needs a fresh price. If `if_balance` is given, fails with `BalanceChanged` unless `source` holds exactly that amount, so a",
        "retry cannot act twice. Changes the liquidity pool's",
        "`sol_lamports`, `token_amount`, `held_*`, `line_*` and `cumulative_paid_lamports`. Emits `LiquidUnstaked`.",
        "",
        "Errors: `ZeroAmount`, `InsufficientTokens`, `PoolOutOfDate`, `EpochRewardsActive`, `Paused`,",
        "`InsufficientLiquidity`, `NoPrice`, `ZeroResult`, `SlippageExceeded`, `WrongLiquidityPool`,",
        "`WrongLiquidityAccount`, `WrongTokenAccount`, `WrongTokenOwner`, `WrongRecipient`, `BalanceChanged`."
      ],
      "discriminator": [
        30,
        30,
        119,
        240,
        191,
        227,
        12,
        16
      ],
      "accounts": [
        {
          "name": "seller",
          "docs": [
            "Signer: owns the tokens."
          ],
          "signer": true
        },
        {
          "name": "recipient",
          "docs": [
            "Write: receives the lamports. May be anybody."
          ],
          "writable": true
        },
        {
          "name": "pool",
          "docs": [
            "Read: the pool."
          ]
        },
        {
          "name": "liquidity",
          "docs": [
            "Write: the liquidity pool."
          ],
          "writable": true,
          "pda": {
            "seeds": [
              {
                "kind": "const",
                "value": [
                  108,
                  105,
                  113,
                  117,
                  105,
                  100,
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
          },
          "relations": [
            "pool"
          ]
        },
        {
          "name": "liquidity_sol",
          "docs": [
            "Write: the liquidity pool's SOL. Gives the lamports."
          ],
          "writable": true,
          "pda": {
            "seeds": [
              {
                "kind": "const",
                "value": [
                  108,
                  105,
                  113,
                  117,
                  105,
                  100,
                  105,
                  116,
                  121,
                  95,
                  115,
                  111,
                  108
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
          "name": "liquidity_tokens",
          "docs": [
            "Write: the liquidity pool's tokens. Receives the tokens."
          ],
          "writable": true,
          "pda": {
            "seeds": [
              {
                "kind": "const",
                "value": [
                  108,
                  105,
                  113,
                  117,
                  105,
                  100,
                  105,
                  116,
                  121,
                  95,
                  116,
                  111,
                  107,
                  101,
                  110,
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
          "name": "source",
          "docs": [
            "Write: gives the tokens."
          ],
          "writable": true
        },
        {
          "name": "treasury",
          "docs": [
            "Write: the treasury. Receives its cut; when it is no token account of the mint, the providers keep it."
          ],
          "writable": true,
          "relations": [
            "pool"
          ]
        },
        {
          "name": "token_program",
          "docs": [
            "The token program."
          ],
          "address": "TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA"
        },
        {
          "name": "system_program",
          "docs": [
            "The system program."
          ],
          "address": "11111111111111111111111111111111"
        }
      ],
      "args": [
        {
          "name": "tokens",
          "type": "u64"
        },
        {
          "name": "minimum_lamports_out",
          "type": "u64"
        },
        {
          "name": "if_balance",
          "type": {
            "option": "u64"
          }
        }
      ]
    },
    {
      "name": "order_unstake",
      "docs": [
        "Orders the redemption of `tokens`: they go into escrow, and a ticket into the queue. Its address follows from the owner",
        "and a `nonce` of theirs, so nobody's order depends on anybody else's. Create: the ticket.",
        "",
        "The ticket pays the lower of its value now and when it is settled, less the ticket fee at the time of the order. Fails with",
        "`SlippageExceeded` if the payout at the current price is below `minimum_lamports_out`; only a loss can lower it later.",
        "Stake is deactivated for it in this epoch's moving part, or in the next one's where that has begun. Needs a fresh price.",
        "Changes the pool's `next_ticket`, `queued_*`, `recent_*`, `queue_epoch`, `late_lamports`, `waiting_lamports` and",
        "`cumulative_ordered_lamports`. Emits `UnstakeOrdered`.",
        "",
        "Errors: `ZeroAmount`, `InsufficientTokens`, `PoolOutOfDate`, `EpochRewardsActive`, `TicketTooSmall`,",
        "`SlippageExceeded`, `WrongTokenAccount`, `WrongTokenOwner`, `QueueFull`."
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
          "name": "payer",
          "docs": [
            "Signer: pays the ticket's rent, which comes back to it."
          ],
          "writable": true,
          "signer": true
        },
        {
          "name": "owner",
          "docs": [
            "Signer: owns the tokens, owns the ticket."
          ],
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
          "name": "queue",
          "docs": [
            "Write: the ring of queued tickets."
          ],
          "writable": true,
          "pda": {
            "seeds": [
              {
                "kind": "const",
                "value": [
                  113,
                  117,
                  101,
                  117,
                  101
                ]
              },
              {
                "kind": "account",
                "path": "pool"
              }
            ]
          },
          "relations": [
            "pool"
          ]
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
          "docs": [
            "Write: the token account of queued tickets. Holds the tokens until the ticket is settled."
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
          },
          "relations": [
            "pool"
          ]
        },
        {
          "name": "ticket",
          "docs": [
            "Create: the ticket of the owner and the nonce."
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
                "path": "owner"
              },
              {
                "kind": "arg",
                "path": "nonce"
              }
            ]
          }
        },
        {
          "name": "token_program",
          "docs": [
            "The token program."
          ],
          "address": "TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA"
        },
        {
          "name": "system_program",
          "docs": [
            "The system program."
          ],
          "address": "11111111111111111111111111111111"
        }
      ],
      "args": [
        {
          "name": "nonce",
          "type": "u64"
        },
        {
          "name": "tokens",
          "type": "u64"
        },
        {
          "name": "minimum_lamports_out",
          "type": "u64"
        }
      ]
    },
    {
      "name": "pause",
      "docs": [
        "Stops deposits, instant unstakes, adding liquidity and new delegation for `seconds`, at most three days; not again",
        "before a day after its end. Every other way out and the epoch update go on. Only the guardian may. Emits",
        "`PoolPaused`.",
        "",
        "Errors: `NotGuardian`, `PauseOutOfRange`, `PauseTooSoon`."
      ],
      "discriminator": [
        211,
        22,
        221,
        251,
        74,
        121,
        193,
        47
      ],
      "accounts": [
        {
          "name": "guardian",
          "docs": [
            "Signer: the pool's guardian."
          ],
          "signer": true,
          "relations": [
            "pool"
          ]
        },
        {
          "name": "pool",
          "docs": [
            "Write: the pool."
          ],
          "writable": true
        }
      ],
      "args": [
        {
          "name": "seconds",
          "type": "u32"
        }
      ]
    },
    {
      "name": "propose_admin",
      "docs": [
        "Proposes another admin, who has to accept; the default address withdraws the proposal. Only the admin may. Emits",
        "`AdminProposed`.",
        "",
        "Errors: `NotAdmin`."
      ],
      "discriminator": [
        121,
        214,
        199,
        212,
        87,
        39,
        117,
        234
      ],
      "accounts": [
        {
          "name": "admin",
          "docs": [
            "Signer: the pool's admin."
          ],
          "signer": true,
          "relations": [
            "pool"
          ]
        },
        {
          "name": "pool",
          "docs": [
            "Write: the pool."
          ],
          "writable": true
        }
      ],
      "args": [
        {
          "name": "new_admin",
          "type": "pubkey"
        }
      ]
    },
    {
      "name": "propose_config",
      "docs": [
        "Changes settings. Fee cuts and all non-fee settings take effect at once; a fee that rises does so two epoch",
        "updates later, and never over its ceiling. A new proposal starts the wait anew. Only the admin may. Emits",
        "`ConfigProposed`.",
        "",
        "Errors: `NotAdmin`, `FeeTooHigh`, `RatioOutOfRange`, `WrongTreasury`."
      ],
      "discriminator": [
        163,
        247,
        238,
        160,
        236,
        129,
        153,
        160
      ],
      "accounts": [
        {
          "name": "admin",
          "docs": [
            "Signer: the pool's admin."
          ],
          "signer": true,
          "relations": [
            "pool"
          ]
        },
        {
          "name": "pool",
          "docs": [
            "Write: the pool."
          ],
          "writable": true
        },
        {
          "name": "treasury",
          "docs": [
            "Write: the new treasury, given exactly when it changes; it need not exist yet. Writable, as wherever it is named: an",
            "address that the chain never writes to, such as a program's, would stop the epoch update."
          ],
          "writable": true,
          "optional": true
        }
      ],
      "args": [
        {
          "name": "change",
          "type": {
            "defined": {
              "name": "ConfigChange"
            }
          }
        }
      ]
    },
    {
      "name": "remove_liquidity",
      "docs": [
        "Redeems shares of the liquidity pool for their part of its SOL, which goes to `recipient`, and of its released tokens, both",
        "floored; their part of tokens that are held stays with those who stay. Works at any time, paused and out of date included.",
        "If `if_balance` is given, fails with `BalanceChanged` unless `source` holds exactly that amount, so a retry cannot act",
        "twice. Changes its `sol_lamports`, `token_amount`, `shares` and `line_*`. Emits `LiquidityRemoved`.",
        "",
        "Errors: `ZeroAmount`, `InsufficientTokens`, `ZeroResult`, `SlippageExceeded`, `WrongLiquidityPool`,",
        "`WrongLiquidityAccount`, `WrongTokenAccount`, `WrongTokenOwner`, `WrongDestination`, `WrongRecipient`,",
        "`BalanceChanged`."
      ],
      "discriminator": [
        80,
        85,
        209,
        72,
        24,
        206,
        177,
        108
      ],
      "accounts": [
        {
          "name": "provider",
          "docs": [
            "Signer: owns the shares."
          ],
          "signer": true
        },
        {
          "name": "recipient",
          "docs": [
            "Write: receives the lamports. May be anybody."
          ],
          "writable": true
        },
        {
          "name": "pool",
          "docs": [
            "Read: the pool."
          ]
        },
        {
          "name": "liquidity",
          "docs": [
            "Write: the liquidity pool."
          ],
          "writable": true,
          "pda": {
            "seeds": [
              {
                "kind": "const",
                "value": [
                  108,
                  105,
                  113,
                  117,
                  105,
                  100,
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
          },
          "relations": [
            "pool"
          ]
        },
        {
          "name": "liquidity_sol",
          "docs": [
            "Write: the liquidity pool's SOL. Gives the lamports."
          ],
          "writable": true,
          "pda": {
            "seeds": [
              {
                "kind": "const",
                "value": [
                  108,
                  105,
                  113,
                  117,
                  105,
                  100,
                  105,
                  116,
                  121,
                  95,
                  115,
                  111,
                  108
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
          "name": "liquidity_tokens",
          "docs": [
            "Write: the liquidity pool's tokens. Gives the tokens."
          ],
          "writable": true,
          "pda": {
            "seeds": [
              {
                "kind": "const",
                "value": [
                  108,
                  105,
                  113,
                  117,
                  105,
                  100,
                  105,
                  116,
                  121,
                  95,
                  116,
                  111,
                  107,
                  101,
                  110,
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
          "name": "liquidity_mint",
          "docs": [
            "Write: the mint of the shares."
          ],
          "writable": true,
          "pda": {
            "seeds": [
              {
                "kind": "const",
                "value": [
                  108,
                  105,
                  113,
                  117,
                  105,
                  100,
                  105,
                  116,
                  121,
                  95,
                  109,
                  105,
                  110,
                  116
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
          "name": "source",
          "docs": [
            "Write: gives the shares."
          ],
          "writable": true
        },
        {
          "name": "destination",
          "docs": [
            "Write: receives the tokens. May be anybody's."
          ],
          "writable": true
        },
        {
          "name": "token_program",
          "docs": [
            "The token program."
          ],
          "address": "TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA"
        },
        {
          "name": "system_program",
          "docs": [
            "The system program."
          ],
          "address": "11111111111111111111111111111111"
        }
      ],
      "args": [
        {
          "name": "shares",
          "type": "u64"
        },
        {
          "name": "minimum_lamports_out",
          "type": "u64"
        },
        {
          "name": "minimum_tokens_out",
          "type": "u64"
        },
        {
          "name": "if_balance",
          "type": {
            "option": "u64"
          }
        }
      ]
    },
    {
      "name": "remove_validator",
      "docs": [
        "Takes a drained validator off the list: its score is 0, its manager does not keep it, and all its stake has come back. The",
        "rent of its stake accounts returns to the reserve, that of its mark to who paid it; the last validator of the list takes",
        "its index. Must be the transaction's last instruction. Emits `ValidatorRemoved`.",
        "",
        "Errors: `ValidatorNotFound`, `ValidatorStillScored`, `ValidatorKept`, `ValidatorNotDrained`, `NotLastInstruction`,",
        "`EpochRewardsActive`, `WrongStakeAccount`, `WrongTransientAccount`, `WrongMark`."
      ],
      "discriminator": [
        25,
        96,
        211,
        155,
        161,
        14,
        168,
        188
      ],
      "accounts": [
        {
          "name": "pool",
          "docs": [
            "Write: the pool."
          ],
          "writable": true,
          "relations": [
            "mark",
            "last_mark"
          ]
        },
        {
          "name": "validators",
          "docs": [
            "Write: the validator list."
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
          },
          "relations": [
            "pool"
          ]
        },
        {
          "name": "reserve",
          "docs": [
            "Write: the reserve. Receives the stake accounts' rent."
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
          },
          "relations": [
            "pool"
          ]
        },
        {
          "name": "stake_authority",
          "docs": [
            "Read: an address that only signs. Staker and withdrawer."
          ],
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
          },
          "relations": [
            "pool"
          ]
        },
        {
          "name": "rent_payer",
          "docs": [
            "Write: receives the mark's rent."
          ],
          "writable": true,
          "relations": [
            "mark"
          ]
        },
        {
          "name": "vote",
          "docs": [
            "Read: the validator's vote account; it may be closed."
          ],
          "relations": [
            "mark"
          ]
        },
        {
          "name": "mark",
          "docs": [
            "Write: the validator's mark; closed."
          ],
          "writable": true,
          "pda": {
            "seeds": [
              {
                "kind": "const",
                "value": [
                  109,
                  97,
                  114,
                  107
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
          "name": "last_mark",
          "docs": [
            "Write: the mark of the list's last validator, which takes the index; this validator's own where it is the last."
          ],
          "writable": true
        },
        {
          "name": "stake",
          "docs": [
            "Write: the validator stake account; it is closed."
          ],
          "writable": true,
          "pda": {
            "seeds": [
              {
                "kind": "const",
                "value": [
                  115,
                  116,
                  97,
                  107,
                  101
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
          "name": "transient",
          "docs": [
            "Write: the validator's transient stake account; it is closed."
          ],
          "writable": true,
          "pda": {
            "seeds": [
              {
                "kind": "const",
                "value": [
                  116,
                  114,
                  97,
                  110,
                  115,
                  105,
                  101,
                  110,
                  116
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
          "name": "clock",
          "docs": [
            "Sysvar: the clock."
          ],
          "address": "SysvarC1ock11111111111111111111111111111111"
        },
        {
          "name": "stake_history",
          "docs": [
            "Sysvar: the stake history."
          ],
          "address": "SysvarStakeHistory1111111111111111111111111"
        },
        {
          "name": "instructions",
          "docs": [
            "Sysvar: the transaction's instructions."
          ],
          "address": "Sysvar1nstructions1111111111111111111111111"
        },
        {
          "name": "stake_program",
          "docs": [
            "The stake program."
          ],
          "address": "Stake11111111111111111111111111111111111111"
        },
        {
          "name": "system_program",
          "docs": [
            "The system program."
          ],
          "address": "11111111111111111111111111111111"
        }
      ],
      "args": []
    },
    {
      "name": "resume",
      "docs": [
        "Ends a pause early. Only the guardian may. Emits `PoolResumed`.",
        "",
        "Errors: `NotGuardian`, `NotPaused`."
      ],
      "discriminator": [
        1,
        166,
        51,
        170,
        127,
        32,
        141,
        206
      ],
      "accounts": [
        {
          "name": "guardian",
          "docs": [
            "Signer: the pool's guardian."
          ],
          "signer": true,
          "relations": [
            "pool"
          ]
        },
        {
          "name": "pool",
          "docs": [
            "Write: the pool."
          ],
          "writable": true
        }
      ],
      "args": []
    },
    {
      "name": "set_liquidity_config",
      "docs": [
        "Changes the liquidity pool's fees and cap. Where anything about the fees rises they take effect two epoch updates",
        "later, otherwise at once. Only the admin may. Emits `LiquidityConfigSet`.",
        "",
        "Errors: `NotAdmin`, `FeeTooHigh`, `RatioOutOfRange`, `WrongLiquidityPool`."
      ],
      "discriminator": [
        38,
        102,
        161,
        195,
        93,
        127,
        83,
        27
      ],
      "accounts": [
        {
          "name": "admin",
          "docs": [
            "Signer: the pool's admin."
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
          "name": "liquidity",
          "docs": [
            "Write: the liquidity pool."
          ],
          "writable": true,
          "pda": {
            "seeds": [
              {
                "kind": "const",
                "value": [
                  108,
                  105,
                  113,
                  117,
                  105,
                  100,
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
          },
          "relations": [
            "pool"
          ]
        }
      ],
      "args": [
        {
          "name": "config",
          "type": {
            "defined": {
              "name": "LiquidityConfig"
            }
          }
        }
      ]
    },
    {
      "name": "set_role",
      "docs": [
        "Gives a role to somebody else: the guardian's at once, the validator manager's five epoch updates later. The new holder is",
        "an address that can sign. Only the admin may. Emits `RoleSet`.",
        "",
        "Errors: `NotAdmin`, `MissingRole`, `WrongRoleHolder`."
      ],
      "discriminator": [
        77,
        78,
        62,
        233,
        192,
        61,
        199,
        190
      ],
      "accounts": [
        {
          "name": "admin",
          "docs": [
            "Signer: the pool's admin."
          ],
          "signer": true,
          "relations": [
            "pool"
          ]
        },
        {
          "name": "pool",
          "docs": [
            "Write: the pool."
          ],
          "writable": true
        },
        {
          "name": "new_holder",
          "docs": [
            "Read: takes the role over."
          ]
        }
      ],
      "args": [
        {
          "name": "role",
          "type": {
            "defined": {
              "name": "Role"
            }
          }
        }
      ]
    },
    {
      "name": "set_score",
      "docs": [
        "Sets a validator's score, its weight in the delegation; 0 drains it. Judges anew whether its limit binds, and notes what it",
        "takes of SOL that comes. Emits `ScoreSet`.",
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
          "name": "validator_manager",
          "docs": [
            "Signer: the pool's validator manager."
          ],
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
          "name": "validators",
          "docs": [
            "Write: the validator list."
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
          },
          "relations": [
            "pool"
          ]
        },
        {
          "name": "vote",
          "docs": [
            "Read: the validator's vote account; it may be closed."
          ]
        },
        {
          "name": "mark",
          "docs": [
            "Read: the validator's mark."
          ],
          "pda": {
            "seeds": [
              {
                "kind": "const",
                "value": [
                  109,
                  97,
                  114,
                  107
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
      "name": "set_scores",
      "docs": [
        "Sets scores, caps and keep flags of many validators, all or none. Judges anew, when all scores are set, whether their limits",
        "bind, and notes what they take of SOL that comes. Emits `ScoresSet`.",
        "",
        "Errors: `NotValidatorManager`, `ZeroAmount` for no change at all, `ScoreTooHigh`, `ValidatorNotFound`."
      ],
      "discriminator": [
        251,
        226,
        79,
        234,
        175,
        27,
        245,
        149
      ],
      "accounts": [
        {
          "name": "validator_manager",
          "docs": [
            "Signer: the pool's validator manager."
          ],
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
          "name": "validators",
          "docs": [
            "Write: the validator list."
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
          },
          "relations": [
            "pool"
          ]
        }
      ],
      "args": [
        {
          "name": "changes",
          "type": {
            "vec": {
              "defined": {
                "name": "ScoreChange"
              }
            }
          }
        }
      ]
    },
    {
      "name": "settle_tickets",
      "docs": [
        "Pays tickets at the head of the queue out of the reserve, in order, from the epoch after their order on: their tokens are",
        "burned, and the SOL lies in the ticket account from then on. Where the reserve does not suffice the head is paid a part, at",
        "least 0.001 SOL; where nothing is left that could come, or a ticket is worth less than the rent that its account lacks",
        "after a rise, the queue passes it and its owner can take the remaining tokens back. What stays in the pool, the fee and",
        "what the tickets' value gained since their order, is a gain of the next update. Emits `TicketsSettled`.",
        "",
        "Remaining accounts, writable: the tickets in the order of their sequence numbers, from the head of the queue on; the ring of",
        "the queue has their addresses. Those that the queue has passed already are skipped: two callers may race.",
        "",
        "Errors, when nothing could be paid: `TicketOutOfOrder`, `TicketNotDue`, `ReserveTooLow`. Always:",
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
          "docs": [
            "Write: the token account of queued tickets. Its tokens are burned."
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
          },
          "relations": [
            "pool"
          ]
        },
        {
          "name": "reserve",
          "docs": [
            "Write: the reserve. Pays the tickets."
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
          },
          "relations": [
            "pool"
          ]
        },
        {
          "name": "token_program",
          "docs": [
            "The token program."
          ],
          "address": "TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA"
        },
        {
          "name": "system_program",
          "docs": [
            "The system program."
          ],
          "address": "11111111111111111111111111111111"
        }
      ],
      "args": []
    },
    {
      "name": "transfer_ticket",
      "docs": [
        "Gives a queued ticket, its place and what it was paid so far to `new_owner`, an address that can be paid. Only its owner",
        "may. Emits `TicketTransferred`.",
        "",
        "Errors: `TicketNotQueued`, `NotTicketOwner`, `WrongTicket`, `WrongRecipient`."
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
        },
        {
          "name": "new_owner",
          "docs": [
            "Write: becomes the owner. Writable, so that it is an address that can be paid."
          ],
          "writable": true
        }
      ],
      "args": []
    },
    {
      "name": "update_pool",
      "docs": [
        "Makes the epoch's gains and losses the price, mints the reward fee, records the price. Does nothing when the pool",
        "is up to date. Emits `PoolUpdated`.",
        "",
        "Errors: `EpochRewardsActive`, `ValidatorsOutOfDate`, `HistoryIncomplete`."
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
          "name": "validators",
          "docs": [
            "Read: the validator list."
          ],
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
          },
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
          "name": "mint_authority",
          "docs": [
            "Read: an address that only signs. Authority of the mint."
          ],
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
          },
          "relations": [
            "pool"
          ]
        },
        {
          "name": "reserve",
          "docs": [
            "Read: the reserve. Measured."
          ],
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
          },
          "relations": [
            "pool"
          ]
        },
        {
          "name": "treasury",
          "docs": [
            "Write: the treasury. Receives the fee; when it is no token account of the mint, no fee is charged."
          ],
          "writable": true,
          "relations": [
            "pool"
          ]
        },
        {
          "name": "history",
          "docs": [
            "Write: the price history, which has to be complete."
          ],
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
          },
          "relations": [
            "pool"
          ]
        },
        {
          "name": "token_program",
          "docs": [
            "The token program."
          ],
          "address": "TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA"
        }
      ],
      "args": []
    },
    {
      "name": "update_token_metadata",
      "docs": [
        "Changes what `create_token_metadata` has given a token. Only the admin may. Emits `TokenMetadataUpdated`.",
        "",
        "Errors: `NotAdmin`, `WrongLiquidityPool`, `WrongMetadata`, `MetadataTooLong`."
      ],
      "discriminator": [
        243,
        6,
        8,
        23,
        126,
        181,
        251,
        158
      ],
      "accounts": [
        {
          "name": "admin",
          "docs": [
            "Signer: the pool's admin."
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
          "name": "mint_authority",
          "docs": [
            "Read: the mint's authority: an address that only signs, or the share mint itself."
          ]
        },
        {
          "name": "metadata",
          "docs": [
            "Write: the token's metadata."
          ],
          "writable": true
        },
        {
          "name": "metadata_program",
          "docs": [
            "The program of Metaplex's token metadata."
          ],
          "address": "metaqbxxUerdq28cj1RbAWkYQm3ybzjb6a8bt518x1s"
        }
      ],
      "args": [
        {
          "name": "token",
          "type": {
            "defined": {
              "name": "TokenKind"
            }
          }
        },
        {
          "name": "metadata",
          "type": {
            "defined": {
              "name": "TokenMetadata"
            }
          }
        }
      ]
    },
    {
      "name": "update_validators",
      "docs": [
        "Measures validators and puts their stake accounts in order, as many as fit. The first measurement of an epoch records what",
        "the stake earned. In a later one a loss counts at once; a gain waits for the next `update_pool`. Takes back what has cooled",
        "down, also in part. What still cools down after that, or warms up since an earlier epoch, keeps its validator busy in this one.",
        "The first measurement of an epoch notes in the pool what the validator takes of SOL that comes.",
        "Judges anew whether the validator's limit binds, and notes what is stuck with it since an account cannot be read or told. Limits",
        "are judged by the list's level, which rises at any look and falls at an epoch's first alone. Tickets that cost nothing to cancel",
        "lower neither.",
        "",
        "`measure_only` calls no other program, so that the pool can be updated even if a call to the stake program fails. Measuring",
        "goes by lamports and never fails, whatever an account holds. Emits `ValidatorsUpdated`.",
        "",
        "Remaining accounts, writable, for each index in turn: the validator stake account if it exists (its status is not 0), then",
        "the transient one if it holds stake (its status is neither 0 nor 1). No others.",
        "",
        "Errors: `EpochRewardsActive`, `ValidatorNotFound`, `WrongStakeAccount`, `WrongTransientAccount`,",
        "`WrongAccountCount`."
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
          },
          "relations": [
            "pool"
          ]
        },
        {
          "name": "reserve",
          "docs": [
            "Write: the reserve. Receives what comes back, and pays rent that an account lacks."
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
          },
          "relations": [
            "pool"
          ]
        },
        {
          "name": "stake_authority",
          "docs": [
            "Read: an address that only signs. Staker and withdrawer."
          ],
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
          },
          "relations": [
            "pool"
          ]
        },
        {
          "name": "clock",
          "docs": [
            "Sysvar: the clock."
          ],
          "address": "SysvarC1ock11111111111111111111111111111111"
        },
        {
          "name": "stake_history",
          "docs": [
            "Sysvar: the stake history."
          ],
          "address": "SysvarStakeHistory1111111111111111111111111"
        },
        {
          "name": "stake_program",
          "docs": [
            "The stake program."
          ],
          "address": "Stake11111111111111111111111111111111111111"
        },
        {
          "name": "system_program",
          "docs": [
            "The system program."
          ],
          "address": "11111111111111111111111111111111"
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
          "name": "measure_only",
          "type": "bool"
        }
      ]
    },
    {
      "name": "withdraw_stake_account",
      "docs": [
        "Burns `tokens` for a stake account of a validator, at the true price less the withdrawal fee, which is at least the idle",
        "rate: the exit that nobody can close. The new account's address follows from the owner and a `nonce` of theirs; `payer`",
        "pays its rent, `authority` is its staker and withdrawer. Needs a fresh price. The amount, and what stays in the giving",
        "account unless it is emptied, is at least the stake program's minimum delegation. The accounts in hand are measured first.",
        "Never paused. The fee is a gain of the next update. Changes the pool's `staked_lamports`, `cooling_lamports`, `supply` and",
        "`pending_gain`, and the validator's record. Emits `StakeAccountWithdrawn`.",
        "",
        "Errors: `ZeroAmount`, `InsufficientTokens`, `PoolOutOfDate`, `EpochRewardsActive`, `ValidatorNotFound`,",
        "`ZeroResult`, `SlippageExceeded`, `WrongStakeAccount`, `WrongTransientAccount`, `BelowMinimumDelegation`,",
        "`NotEnoughStake`, `WrongTokenAccount`, `WrongTokenOwner`, `NonceTaken`, `MissingRole`."
      ],
      "discriminator": [
        211,
        85,
        184,
        65,
        183,
        177,
        233,
        217
      ],
      "accounts": [
        {
          "name": "payer",
          "docs": [
            "Signer: pays the new account's rent, and what the old one lacks of a rent that has risen."
          ],
          "writable": true,
          "signer": true
        },
        {
          "name": "owner",
          "docs": [
            "Signer: owns the tokens."
          ],
          "signer": true
        },
        {
          "name": "pool",
          "docs": [
            "Write: the pool."
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
          "name": "validators",
          "docs": [
            "Write: the validator list."
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
          },
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
          "name": "source",
          "docs": [
            "Write: gives the tokens."
          ],
          "writable": true
        },
        {
          "name": "stake_authority",
          "docs": [
            "Read: an address that only signs. Staker and withdrawer so far."
          ],
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
          },
          "relations": [
            "pool"
          ]
        },
        {
          "name": "vote",
          "docs": [
            "Read: the validator's vote account; it may be closed."
          ]
        },
        {
          "name": "mark",
          "docs": [
            "Read: the validator's mark."
          ],
          "pda": {
            "seeds": [
              {
                "kind": "const",
                "value": [
                  109,
                  97,
                  114,
                  107
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
          "name": "stake",
          "docs": [
            "Write: the validator stake account."
          ],
          "writable": true,
          "pda": {
            "seeds": [
              {
                "kind": "const",
                "value": [
                  115,
                  116,
                  97,
                  107,
                  101
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
          "name": "transient",
          "docs": [
            "Write: the validator's transient stake account."
          ],
          "writable": true,
          "pda": {
            "seeds": [
              {
                "kind": "const",
                "value": [
                  116,
                  114,
                  97,
                  110,
                  115,
                  105,
                  101,
                  110,
                  116
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
          "name": "exit_stake",
          "docs": [
            "Create: the stake account of the owner and the nonce."
          ],
          "writable": true,
          "pda": {
            "seeds": [
              {
                "kind": "const",
                "value": [
                  101,
                  120,
                  105,
                  116
                ]
              },
              {
                "kind": "account",
                "path": "pool"
              },
              {
                "kind": "account",
                "path": "owner"
              },
              {
                "kind": "arg",
                "path": "nonce"
              }
            ]
          }
        },
        {
          "name": "clock",
          "docs": [
            "Sysvar: the clock."
          ],
          "address": "SysvarC1ock11111111111111111111111111111111"
        },
        {
          "name": "stake_history",
          "docs": [
            "Sysvar: the stake history."
          ],
          "address": "SysvarStakeHistory1111111111111111111111111"
        },
        {
          "name": "rent",
          "docs": [
            "Sysvar: the rent."
          ],
          "address": "SysvarRent111111111111111111111111111111111"
        },
        {
          "name": "stake_program",
          "docs": [
            "The stake program."
          ],
          "address": "Stake11111111111111111111111111111111111111"
        },
        {
          "name": "token_program",
          "docs": [
            "The token program."
          ],
          "address": "TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA"
        },
        {
          "name": "system_program",
          "docs": [
            "The system program."
          ],
          "address": "11111111111111111111111111111111"
        }
      ],
      "args": [
        {
          "name": "nonce",
          "type": "u64"
        },
        {
          "name": "tokens",
          "type": "u64"
        },
        {
          "name": "minimum_lamports_out",
          "type": "u64"
        },
        {
          "name": "authority",
          "type": "pubkey"
        }
      ]
    }
  ],
  "accounts": [
    {
      "name": "LiquidityPool",
      "discriminator": [
        66,
        38,
        17,
        64,
        188,
        80,
        68,
        129
      ]
    },
    {
      "name": "Pool",
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
      "name": "PriceHistory",
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
      "name": "Ticket",
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
      "name": "TicketQueue",
      "discriminator": [
        208,
        99,
        191,
        159,
        198,
        116,
        155,
        154
      ]
    },
    {
      "name": "ValidatorList",
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
    },
    {
      "name": "ValidatorMark",
      "discriminator": [
        142,
        70,
        250,
        197,
        115,
        98,
        42,
        150
      ]
    }
  ],
  "events": [
    {
      "name": "AdminAccepted",
      "discriminator": [
        174,
        12,
        76,
        139,
        158,
        99,
        110,
        254
      ]
    },
    {
      "name": "AdminProposed",
      "discriminator": [
        129,
        249,
        226,
        227,
        199,
        82,
        110,
        243
      ]
    },
    {
      "name": "ConfigProposed",
      "discriminator": [
        148,
        34,
        23,
        129,
        45,
        161,
        66,
        192
      ]
    },
    {
      "name": "EmergencyDeactivated",
      "discriminator": [
        8,
        168,
        62,
        69,
        166,
        108,
        218,
        91
      ]
    },
    {
      "name": "HistoryGrown",
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
      "name": "LiquidUnstaked",
      "discriminator": [
        80,
        41,
        44,
        232,
        178,
        95,
        197,
        66
      ]
    },
    {
      "name": "LiquidityAdded",
      "discriminator": [
        154,
        26,
        221,
        108,
        238,
        64,
        217,
        161
      ]
    },
    {
      "name": "LiquidityConfigSet",
      "discriminator": [
        125,
        70,
        221,
        87,
        5,
        217,
        77,
        147
      ]
    },
    {
      "name": "LiquidityCreated",
      "discriminator": [
        93,
        14,
        245,
        156,
        32,
        10,
        18,
        22
      ]
    },
    {
      "name": "LiquidityRemoved",
      "discriminator": [
        225,
        105,
        216,
        39,
        124,
        116,
        169,
        189
      ]
    },
    {
      "name": "PoolCreated",
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
      "name": "PoolPaused",
      "discriminator": [
        228,
        218,
        62,
        53,
        29,
        211,
        159,
        236
      ]
    },
    {
      "name": "PoolResumed",
      "discriminator": [
        51,
        133,
        198,
        21,
        248,
        217,
        110,
        149
      ]
    },
    {
      "name": "PoolUpdated",
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
      "name": "QueueGrown",
      "discriminator": [
        158,
        170,
        236,
        127,
        46,
        77,
        56,
        52
      ]
    },
    {
      "name": "ReserveDelegated",
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
      "name": "RoleSet",
      "discriminator": [
        188,
        56,
        139,
        81,
        114,
        65,
        108,
        196
      ]
    },
    {
      "name": "ScoreSet",
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
      "name": "ScoresSet",
      "discriminator": [
        139,
        244,
        182,
        136,
        124,
        17,
        239,
        239
      ]
    },
    {
      "name": "SolDeposited",
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
      "name": "StakeAccountDeposited",
      "discriminator": [
        42,
        14,
        66,
        67,
        171,
        93,
        110,
        40
      ]
    },
    {
      "name": "StakeAccountWithdrawn",
      "discriminator": [
        25,
        229,
        8,
        124,
        58,
        69,
        247,
        25
      ]
    },
    {
      "name": "StakeDeactivated",
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
      "name": "TicketCancelled",
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
      "name": "TicketClaimed",
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
      "name": "TicketTransferred",
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
      "name": "TicketsSettled",
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
      "name": "TokenMetadataCreated",
      "discriminator": [
        71,
        213,
        33,
        249,
        244,
        232,
        124,
        204
      ]
    },
    {
      "name": "TokenMetadataUpdated",
      "discriminator": [
        61,
        64,
        22,
        85,
        194,
        80,
        154,
        40
      ]
    },
    {
      "name": "UnstakeOrdered",
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
      "name": "ValidatorAdded",
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
      "name": "ValidatorRemoved",
      "discriminator": [
        133,
        140,
        80,
        83,
        7,
        209,
        70,
        130
      ]
    },
    {
      "name": "ValidatorsUpdated",
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
      "name": "ZeroAmount",
      "msg": "The amount is zero"
    },
    {
      "code": 6001,
      "name": "ZeroResult",
      "msg": "The amount is so small that nothing would be received for it"
    },
    {
      "code": 6002,
      "name": "DepositTooSmall",
      "msg": "The deposit is below the minimum deposit"
    },
    {
      "code": 6003,
      "name": "TicketTooSmall",
      "msg": "The tokens are worth less than the minimum value of a ticket"
    },
    {
      "code": 6004,
      "name": "SlippageExceeded",
      "msg": "Less would be received than the minimum that the caller accepts"
    },
    {
      "code": 6005,
      "name": "DepositCapExceeded",
      "msg": "The deposit would lift the pool over its deposit cap"
    },
    {
      "code": 6006,
      "name": "InsufficientLamports",
      "msg": "The account holds fewer lamports than the instruction needs"
    },
    {
      "code": 6007,
      "name": "InsufficientTokens",
      "msg": "The token account holds fewer tokens than the instruction needs"
    },
    {
      "code": 6008,
      "name": "Overflow",
      "msg": "The amount is too large for the pool's arithmetic"
    },
    {
      "code": 6009,
      "name": "NoPrice",
      "msg": "The pool has no price: it has lost everything it held"
    },
    {
      "code": 6010,
      "name": "PoolOutOfDate",
      "msg": "The pool has not been updated in this epoch: run update_validators and update_pool first"
    },
    {
      "code": 6011,
      "name": "EpochRewardsActive",
      "msg": "The epoch's rewards are being paid out: try again when they are complete"
    },
    {
      "code": 6012,
      "name": "ValidatorsOutOfDate",
      "msg": "Some validators have not been measured in this epoch: run update_validators for them first"
    },
    {
      "code": 6013,
      "name": "Paused",
      "msg": "Deposits, instant unstakes, adding liquidity and new delegation are paused"
    },
    {
      "code": 6014,
      "name": "WrongDestination",
      "msg": "The tokens would go to an account of the pool's own, where nobody could reach them"
    },
    {
      "code": 6015,
      "name": "WrongMint",
      "msg": "The mint is not the pool's mint"
    },
    {
      "code": 6016,
      "name": "WrongMintAuthority",
      "msg": "The mint authority is not the pool's"
    },
    {
      "code": 6017,
      "name": "WrongStakeAuthority",
      "msg": "The stake authority is not the pool's"
    },
    {
      "code": 6018,
      "name": "WrongReserve",
      "msg": "The reserve is not the pool's reserve"
    },
    {
      "code": 6019,
      "name": "WrongEscrow",
      "msg": "The escrow is not the pool's escrow"
    },
    {
      "code": 6020,
      "name": "WrongValidatorList",
      "msg": "The validator list is not the pool's list"
    },
    {
      "code": 6021,
      "name": "WrongHistory",
      "msg": "The price history is not the pool's history"
    },
    {
      "code": 6022,
      "name": "WrongTreasury",
      "msg": "The treasury is not the pool's treasury"
    },
    {
      "code": 6023,
      "name": "WrongTokenAccount",
      "msg": "The token account is not a token account of the pool's mint"
    },
    {
      "code": 6024,
      "name": "WrongTokenOwner",
      "msg": "The token account belongs to somebody else"
    },
    {
      "code": 6025,
      "name": "WrongReferrer",
      "msg": "The referrer's token account is not one of the pool's mint"
    },
    {
      "code": 6026,
      "name": "WrongStakeAccount",
      "msg": "The stake account is not the one this validator has in the pool"
    },
    {
      "code": 6027,
      "name": "WrongTransientAccount",
      "msg": "The transient stake account is not the one this validator has in the pool"
    },
    {
      "code": 6028,
      "name": "WrongProgram",
      "msg": "The program is not the one this instruction calls"
    },
    {
      "code": 6029,
      "name": "WrongSysvar",
      "msg": "The sysvar account is not the one this instruction reads"
    },
    {
      "code": 6030,
      "name": "WrongStakeConfig",
      "msg": "The account is not the stake program's config account"
    },
    {
      "code": 6031,
      "name": "WrongTicket",
      "msg": "The ticket belongs to another pool"
    },
    {
      "code": 6032,
      "name": "WrongTicketOwner",
      "msg": "The account is not the ticket's owner, or not who paid its rent"
    },
    {
      "code": 6033,
      "name": "WrongAccountCount",
      "msg": "Accounts are missing, or there are more than the instruction reads"
    },
    {
      "code": 6034,
      "name": "NotAdmin",
      "msg": "Only the pool's admin may do this"
    },
    {
      "code": 6035,
      "name": "NotValidatorManager",
      "msg": "Only the pool's validator manager may do this"
    },
    {
      "code": 6036,
      "name": "NotGuardian",
      "msg": "Only the pool's guardian may do this"
    },
    {
      "code": 6037,
      "name": "FeeTooHigh",
      "msg": "The fee is over its ceiling"
    },
    {
      "code": 6038,
      "name": "SeedTooSmall",
      "msg": "The seed deposit is below the minimum"
    },
    {
      "code": 6039,
      "name": "RatioOutOfRange",
      "msg": "A setting is outside its allowed range"
    },
    {
      "code": 6040,
      "name": "MissingRole",
      "msg": "An address that must be set is the default one"
    },
    {
      "code": 6041,
      "name": "HistoryComplete",
      "msg": "The price history is already complete"
    },
    {
      "code": 6042,
      "name": "ValidatorAlreadyListed",
      "msg": "The validator is already in the pool's list"
    },
    {
      "code": 6043,
      "name": "ValidatorNotFound",
      "msg": "No validator with this vote account is at this index of the list"
    },
    {
      "code": 6044,
      "name": "InvalidVoteAccount",
      "msg": "The account is not an open vote account"
    },
    {
      "code": 6045,
      "name": "ScoreTooHigh",
      "msg": "The score is over the maximum"
    },
    {
      "code": 6046,
      "name": "ValidatorListFull",
      "msg": "The validator list is full"
    },
    {
      "code": 6047,
      "name": "AtTarget",
      "msg": "The validator's stake is at its target"
    },
    {
      "code": 6048,
      "name": "ReserveNeeded",
      "msg": "The reserve holds no more than what tickets and the buffer need"
    },
    {
      "code": 6049,
      "name": "BelowMinimumDelegation",
      "msg": "The amount to move is below the stake program's minimum"
    },
    {
      "code": 6050,
      "name": "MoveLimitReached",
      "msg": "Rebalancing has moved as much stake as it may in this epoch"
    },
    {
      "code": 6051,
      "name": "TransientInUse",
      "msg": "The validator's transient stake account is in use until a later epoch"
    },
    {
      "code": 6052,
      "name": "StakeCoolingDown",
      "msg": "The validator's stake is cooling down: it can be moved in a later epoch"
    },
    {
      "code": 6053,
      "name": "NothingToDeactivate",
      "msg": "The validator has no stake to deactivate"
    },
    {
      "code": 6054,
      "name": "TicketOutOfOrder",
      "msg": "The ticket is not at the head of the queue"
    },
    {
      "code": 6055,
      "name": "TicketNotDue",
      "msg": "The ticket can be settled from the epoch after its order"
    },
    {
      "code": 6056,
      "name": "ReserveTooLow",
      "msg": "The reserve does not hold enough for the ticket yet"
    },
    {
      "code": 6057,
      "name": "TicketNotQueued",
      "msg": "The ticket is settled or cancelled: nothing of it is open"
    },
    {
      "code": 6058,
      "name": "TicketNotSettled",
      "msg": "The ticket is still in the queue"
    },
    {
      "code": 6059,
      "name": "NotTicketOwner",
      "msg": "Only the owner of the ticket may do this"
    },
    {
      "code": 6060,
      "name": "SupplyAboveBooks",
      "msg": "The mint has issued more tokens than the books know: deposits are closed"
    },
    {
      "code": 6061,
      "name": "InvariantViolated",
      "msg": "The books contradict themselves; this is a bug, and nothing was changed"
    },
    {
      "code": 6062,
      "name": "UnexpectedStakeState",
      "msg": "A stake account has contents that the pool did not give it"
    },
    {
      "code": 6063,
      "name": "NotPendingAdmin",
      "msg": "Only the proposed admin may accept the role"
    },
    {
      "code": 6064,
      "name": "PauseTooSoon",
      "msg": "The pool was paused a short time ago: it cannot be paused again yet"
    },
    {
      "code": 6065,
      "name": "PauseOutOfRange",
      "msg": "A pause lasts between one second and three days"
    },
    {
      "code": 6066,
      "name": "NotPaused",
      "msg": "The pool is not paused"
    },
    {
      "code": 6067,
      "name": "ValidatorStillScored",
      "msg": "The validator still has a score: set it to 0 first"
    },
    {
      "code": 6068,
      "name": "ValidatorNotDrained",
      "msg": "The validator still has stake: it can be removed when all of it has come back"
    },
    {
      "code": 6069,
      "name": "NotLastInstruction",
      "msg": "The instruction must be the transaction's last, and not be called by another program"
    },
    {
      "code": 6070,
      "name": "StakeAddressTaken",
      "msg": "The validator's stake address is held by an account that is not the pool's"
    },
    {
      "code": 6071,
      "name": "WrongLiquidityPool",
      "msg": "The liquidity pool is not the pool's, or the pool has one and it was left out"
    },
    {
      "code": 6072,
      "name": "WrongLiquidityAccount",
      "msg": "The account is not the liquidity pool's account of this kind"
    },
    {
      "code": 6073,
      "name": "InsufficientLiquidity",
      "msg": "The liquidity pool holds too little SOL for this sale"
    },
    {
      "code": 6074,
      "name": "LiquidityCapExceeded",
      "msg": "The liquidity would pass its cap"
    },
    {
      "code": 6075,
      "name": "StakeLocked",
      "msg": "The stake account is locked up"
    },
    {
      "code": 6076,
      "name": "StakeNotActive",
      "msg": "The stake account must be fully active, and so must the validator's own in the pool"
    },
    {
      "code": 6077,
      "name": "NotStakeOwner",
      "msg": "Only a key that is both staker and withdrawer may deposit a stake account"
    },
    {
      "code": 6078,
      "name": "WrongValidator",
      "msg": "The stake account is delegated to another validator"
    },
    {
      "code": 6079,
      "name": "ValidatorDraining",
      "msg": "The validator is being drained: it takes no stake"
    },
    {
      "code": 6080,
      "name": "NotEnoughStake",
      "msg": "The validator does not have this much stake: take less, all of it, or another validator's"
    },
    {
      "code": 6081,
      "name": "NotBacked",
      "msg": "The accounts hold less than the books say"
    },
    {
      "code": 6082,
      "name": "ValidatorCapExceeded",
      "msg": "The stake would exceed the validator's cap or the pool's largest share"
    },
    {
      "code": 6083,
      "name": "OutsideMovingPart",
      "msg": "Stake is rebalanced, and deactivated for tickets of the same epoch, only in the epoch's moving part"
    },
    {
      "code": 6084,
      "name": "QueueFull",
      "msg": "The ring of queued tickets is full: anybody can grow it with `grow_queue`"
    },
    {
      "code": 6085,
      "name": "WrongQueue",
      "msg": "The queue is not the pool's queue"
    },
    {
      "code": 6086,
      "name": "HistoryIncomplete",
      "msg": "The price history is not complete: anybody can grow it with `grow_history`"
    },
    {
      "code": 6087,
      "name": "WrongRecipient",
      "msg": "The address cannot be paid, or is one of the pool's own"
    },
    {
      "code": 6088,
      "name": "WrongRoleHolder",
      "msg": "A role needs an address that can sign: owned by the system program, without data, and not one of the pool's own"
    },
    {
      "code": 6089,
      "name": "BalanceChanged",
      "msg": "The token account's balance is not `if_balance`: an earlier attempt or somebody else changed it"
    },
    {
      "code": 6090,
      "name": "ValidatorKept",
      "msg": "The validator is kept in the list by its manager: it cannot be removed"
    },
    {
      "code": 6091,
      "name": "RentMissing",
      "msg": "Rent has risen and the account lacks the difference: anybody can send it"
    },
    {
      "code": 6092,
      "name": "NonceTaken",
      "msg": "The address of the stake account that is withdrawn is taken: choose another nonce"
    },
    {
      "code": 6093,
      "name": "WrongMark",
      "msg": "The mark is not the one of this validator in the pool"
    },
    {
      "code": 6094,
      "name": "MetadataTooLong",
      "msg": "The name, the symbol or the URI is too long"
    },
    {
      "code": 6095,
      "name": "WrongMetadata",
      "msg": "The account is not the token's metadata account, or the token has none yet"
    },
    {
      "code": 6096,
      "name": "MetadataExists",
      "msg": "The token has metadata already"
    }
  ],
  "types": [
    {
      "name": "AdminAccepted",
      "docs": [
        "The proposed admin is the admin. Emitted by `accept_admin`."
      ],
      "type": {
        "kind": "struct",
        "fields": [
          {
            "name": "pool",
            "type": "pubkey"
          },
          {
            "name": "old_admin",
            "type": "pubkey"
          },
          {
            "name": "new_admin",
            "type": "pubkey"
          },
          {
            "name": "before",
            "type": {
              "defined": {
                "name": "Books"
              }
            }
          },
          {
            "name": "after",
            "type": {
              "defined": {
                "name": "Books"
              }
            }
          }
        ]
      }
    },
    {
      "name": "AdminProposed",
      "docs": [
        "Emitted by `propose_admin`."
      ],
      "type": {
        "kind": "struct",
        "fields": [
          {
            "name": "pool",
            "type": "pubkey"
          },
          {
            "name": "admin",
            "docs": [
              "Stays in office until the other accepts."
            ],
            "type": "pubkey"
          },
          {
            "name": "pending_admin",
            "docs": [
              "Default for nobody: the proposal is withdrawn."
            ],
            "type": "pubkey"
          },
          {
            "name": "before",
            "type": {
              "defined": {
                "name": "Books"
              }
            }
          },
          {
            "name": "after",
            "type": {
              "defined": {
                "name": "Books"
              }
            }
          }
        ]
      }
    },
    {
      "name": "Backing",
      "docs": [
        "What was compared, as return data."
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
            "name": "booked",
            "docs": [
              "What the books say the reserve and the compared validators' accounts hold."
            ],
            "type": "u64"
          },
          {
            "name": "held",
            "docs": [
              "What they hold."
            ],
            "type": "u64"
          }
        ]
      }
    },
    {
      "name": "Books",
      "docs": [
        "Total and supply at one moment: what every event shows before and after."
      ],
      "type": {
        "kind": "struct",
        "fields": [
          {
            "name": "total",
            "type": "u64"
          },
          {
            "name": "supply",
            "type": "u64"
          }
        ]
      }
    },
    {
      "name": "ConfigChange",
      "docs": [
        "What shall change; `None` leaves a setting as it is, or as it is about to become. Rates are in basis points."
      ],
      "type": {
        "kind": "struct",
        "fields": [
          {
            "name": "reward_fee",
            "docs": [
              "At most 10 %. A rise takes effect two epoch updates later, like that of the fees below."
            ],
            "type": {
              "option": "u16"
            }
          },
          {
            "name": "deposit_fee",
            "docs": [
              "At most 0.5 %."
            ],
            "type": {
              "option": "u16"
            }
          },
          {
            "name": "withdrawal_fee",
            "docs": [
              "At most 0.5 %."
            ],
            "type": {
              "option": "u16"
            }
          },
          {
            "name": "ticket_fee",
            "docs": [
              "At most 0.5 %."
            ],
            "type": {
              "option": "u16"
            }
          },
          {
            "name": "referral_share",
            "docs": [
              "Part of the deposit fee that the referrer receives. No user pays it, so it changes at once."
            ],
            "type": {
              "option": "u16"
            }
          },
          {
            "name": "treasury",
            "docs": [
              "Token account that receives fees."
            ],
            "type": {
              "option": "pubkey"
            }
          },
          {
            "name": "deposit_cap",
            "docs": [
              "Largest total in lamports."
            ],
            "type": {
              "option": "u64"
            }
          },
          {
            "name": "reserve_buffer",
            "docs": [
              "At most 20 %."
            ],
            "type": {
              "option": "u16"
            }
          },
          {
            "name": "max_validator_share",
            "docs": [
              "0.01 % to 100 %. Where it is lowered, SOL that still comes in the epoch counts as idle."
            ],
            "type": {
              "option": "u16"
            }
          },
          {
            "name": "max_move",
            "docs": [
              "At most 100 %."
            ],
            "type": {
              "option": "u16"
            }
          },
          {
            "name": "moving_part",
            "docs": [
              "1 % to 50 %."
            ],
            "type": {
              "option": "u16"
            }
          }
        ]
      }
    },
    {
      "name": "ConfigProposed",
      "docs": [
        "Emitted by `propose_config`. Everything but a rise of fees takes effect at once."
      ],
      "type": {
        "kind": "struct",
        "fields": [
          {
            "name": "pool",
            "type": "pubkey"
          },
          {
            "name": "fees",
            "docs": [
              "Fees in force from now on."
            ],
            "type": {
              "defined": {
                "name": "FeeRates"
              }
            }
          },
          {
            "name": "pending_fees",
            "docs": [
              "Fees from update number `pending_fees_update` on."
            ],
            "type": {
              "defined": {
                "name": "FeeRates"
              }
            }
          },
          {
            "name": "pending_fees_update",
            "docs": [
              "0 when nothing is pending."
            ],
            "type": "u64"
          },
          {
            "name": "treasury",
            "docs": [
              "Token account that receives fees."
            ],
            "type": "pubkey"
          },
          {
            "name": "deposit_cap",
            "docs": [
              "Deposits stop where the total would pass this."
            ],
            "type": "u64"
          },
          {
            "name": "reserve_buffer",
            "docs": [
              "Part of everything held that stays in the reserve."
            ],
            "type": "u16"
          },
          {
            "name": "max_validator_share",
            "docs": [
              "Largest part that one validator may have."
            ],
            "type": "u16"
          },
          {
            "name": "max_move",
            "docs": [
              "Largest part of all stake that rebalancing may deactivate in one epoch."
            ],
            "type": "u16"
          },
          {
            "name": "moving_part",
            "docs": [
              "The last part of an epoch, in which stake is rebalanced."
            ],
            "type": "u16"
          },
          {
            "name": "before",
            "type": {
              "defined": {
                "name": "Books"
              }
            }
          },
          {
            "name": "after",
            "type": {
              "defined": {
                "name": "Books"
              }
            }
          }
        ]
      }
    },
    {
      "name": "Conversion",
      "docs": [
        "Which way to convert."
      ],
      "type": {
        "kind": "enum",
        "variants": [
          {
            "name": "ToTokens"
          },
          {
            "name": "ToLamports"
          }
        ]
      }
    },
    {
      "name": "Converted",
      "docs": [
        "A converted amount, as return data."
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
            "name": "amount",
            "docs": [
              "Tokens or lamports, floored."
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
      "name": "CreatePoolArgs",
      "docs": [
        "How a new pool is run. Rates are in basis points, amounts in lamports."
      ],
      "type": {
        "kind": "struct",
        "fields": [
          {
            "name": "seed_lamports",
            "docs": [
              "Deposited by the creator; its tokens stay locked for ever. At least 1 SOL."
            ],
            "type": "u64"
          },
          {
            "name": "treasury",
            "docs": [
              "Token account of the new mint that receives fees. It may be created later: until then no fee is charged."
            ],
            "type": "pubkey"
          },
          {
            "name": "reward_fee",
            "docs": [
              "At most 10 %."
            ],
            "type": "u16"
          },
          {
            "name": "deposit_fee",
            "docs": [
              "At most 0.5 %."
            ],
            "type": "u16"
          },
          {
            "name": "withdrawal_fee",
            "docs": [
              "At most 0.5 %."
            ],
            "type": "u16"
          },
          {
            "name": "ticket_fee",
            "docs": [
              "At most 0.5 %."
            ],
            "type": "u16"
          },
          {
            "name": "referral_share",
            "docs": [
              "Part of the deposit fee that the referrer receives."
            ],
            "type": "u16"
          },
          {
            "name": "deposit_cap",
            "docs": [
              "Largest total; u64::MAX for none."
            ],
            "type": "u64"
          },
          {
            "name": "reserve_buffer",
            "docs": [
              "Part of everything held that stays in the reserve; at most 20 %."
            ],
            "type": "u16"
          },
          {
            "name": "max_validator_share",
            "docs": [
              "Largest part of everything held that one validator may have."
            ],
            "type": "u16"
          },
          {
            "name": "max_move",
            "docs": [
              "Largest part of all stake that rebalancing may deactivate in one epoch."
            ],
            "type": "u16"
          },
          {
            "name": "moving_part",
            "docs": [
              "The last part of an epoch, in which stake is rebalanced and tickets of the same epoch are served; 1 % to 50 %."
            ],
            "type": "u16"
          }
        ]
      }
    },
    {
      "name": "Earning",
      "docs": [
        "What the stake with a validator earned between two epochs."
      ],
      "serialization": "bytemuck",
      "repr": {
        "kind": "c"
      },
      "type": {
        "kind": "struct",
        "fields": [
          {
            "name": "since",
            "docs": [
              "Epoch of the measuring before."
            ],
            "type": "u64"
          },
          {
            "name": "epoch",
            "docs": [
              "Epoch of the latest measurement that was its epoch's first."
            ],
            "type": "u64"
          },
          {
            "name": "base",
            "docs": [
              "Booked delegation that was active through all of it."
            ],
            "type": "u64"
          },
          {
            "name": "earned",
            "docs": [
              "Growth of the delegation: rewards."
            ],
            "type": "u64"
          },
          {
            "name": "other",
            "docs": [
              "All other gains: lamports that came inactive, block revenue among them. Later measurings of the epoch add to it."
            ],
            "type": "u64"
          },
          {
            "name": "lost",
            "docs": [
              "Lamports below the books. Later measurings of the epoch add to it."
            ],
            "type": "u64"
          }
        ]
      }
    },
    {
      "name": "EmergencyDeactivated",
      "docs": [
        "All stake with a validator cools down. Emitted by `emergency_deactivate`."
      ],
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
            "name": "lamports",
            "docs": [
              "Delegation that began to cool down, of both accounts."
            ],
            "type": "u64"
          },
          {
            "name": "before",
            "type": {
              "defined": {
                "name": "Books"
              }
            }
          },
          {
            "name": "after",
            "type": {
              "defined": {
                "name": "Books"
              }
            }
          }
        ]
      }
    },
    {
      "name": "FeeRates",
      "docs": [
        "[`Fees`] in an event. The account's own type is bytes of fixed layout to the IDL, which `declare_program!` cannot put",
        "into an event."
      ],
      "type": {
        "kind": "struct",
        "fields": [
          {
            "name": "reward",
            "docs": [
              "Of what lies above the high-water mark."
            ],
            "type": "u16"
          },
          {
            "name": "deposit",
            "docs": [
              "Of the tokens that a deposit mints."
            ],
            "type": "u16"
          },
          {
            "name": "withdrawal",
            "docs": [
              "Of stake accounts that are taken out."
            ],
            "type": "u16"
          },
          {
            "name": "ticket",
            "docs": [
              "Of what tickets pay."
            ],
            "type": "u16"
          },
          {
            "name": "referral_share",
            "docs": [
              "The referrer's part of the deposit fee."
            ],
            "type": "u16"
          }
        ]
      }
    },
    {
      "name": "Fees",
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
              "Of what lies above the high-water mark; minted to the treasury."
            ],
            "type": "u16"
          },
          {
            "name": "deposit",
            "docs": [
              "Of the tokens that a deposit mints; to the treasury and the referrer."
            ],
            "type": "u16"
          },
          {
            "name": "withdrawal",
            "docs": [
              "Of a stake account that a user withdraws, at least the idle rate; stays in the pool."
            ],
            "type": "u16"
          },
          {
            "name": "ticket",
            "docs": [
              "Of what a ticket pays; stays in the pool."
            ],
            "type": "u16"
          },
          {
            "name": "referral_share",
            "docs": [
              "The referrer's part of the deposit fee."
            ],
            "type": "u16"
          },
          {
            "name": "_reserved",
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
      "name": "HistoryGrown",
      "docs": [
        "The price history has more room. Emitted by `grow_history`."
      ],
      "type": {
        "kind": "struct",
        "fields": [
          {
            "name": "pool",
            "type": "pubkey"
          },
          {
            "name": "bytes",
            "docs": [
              "Size of the account afterwards."
            ],
            "type": "u32"
          },
          {
            "name": "before",
            "type": {
              "defined": {
                "name": "Books"
              }
            }
          },
          {
            "name": "after",
            "type": {
              "defined": {
                "name": "Books"
              }
            }
          }
        ]
      }
    },
    {
      "name": "LiquidUnstaked",
      "docs": [
        "Tokens were sold to the liquidity pool. Emitted by `liquid_unstake`."
      ],
      "type": {
        "kind": "struct",
        "fields": [
          {
            "name": "pool",
            "type": "pubkey"
          },
          {
            "name": "seller",
            "docs": [
              "Whose tokens were taken."
            ],
            "type": "pubkey"
          },
          {
            "name": "recipient",
            "docs": [
              "Receives the lamports."
            ],
            "type": "pubkey"
          },
          {
            "name": "tokens",
            "docs": [
              "All that was taken."
            ],
            "type": "u64"
          },
          {
            "name": "lamports",
            "docs": [
              "What the recipient got."
            ],
            "type": "u64"
          },
          {
            "name": "fee",
            "docs": [
              "Worth of the tokens less `lamports`."
            ],
            "type": "u64"
          },
          {
            "name": "treasury_tokens",
            "docs": [
              "The treasury's part of the fee."
            ],
            "type": "u64"
          },
          {
            "name": "held_tokens",
            "docs": [
              "Tokens beyond what `lamports` would buy, held until they are released."
            ],
            "type": "u64"
          },
          {
            "name": "sol_after",
            "docs": [
              "What the liquidity pool holds afterwards."
            ],
            "type": "u64"
          },
          {
            "name": "tokens_after",
            "docs": [
              "What the liquidity pool holds afterwards."
            ],
            "type": "u64"
          },
          {
            "name": "before",
            "type": {
              "defined": {
                "name": "Books"
              }
            }
          },
          {
            "name": "after",
            "type": {
              "defined": {
                "name": "Books"
              }
            }
          }
        ]
      }
    },
    {
      "name": "LiquidityAdded",
      "docs": [
        "Emitted by `add_liquidity`."
      ],
      "type": {
        "kind": "struct",
        "fields": [
          {
            "name": "pool",
            "type": "pubkey"
          },
          {
            "name": "provider",
            "docs": [
              "Whose SOL was taken."
            ],
            "type": "pubkey"
          },
          {
            "name": "lamports",
            "type": "u64"
          },
          {
            "name": "shares",
            "docs": [
              "Base units of the share mint, minted."
            ],
            "type": "u64"
          },
          {
            "name": "premium",
            "docs": [
              "Part of `lamports` that was paid over what the shares stood for, with the tokens at the true price and without held ones."
            ],
            "type": "u64"
          },
          {
            "name": "sol_after",
            "docs": [
              "What the liquidity pool holds afterwards."
            ],
            "type": "u64"
          },
          {
            "name": "tokens_after",
            "docs": [
              "What the liquidity pool holds afterwards."
            ],
            "type": "u64"
          },
          {
            "name": "before",
            "type": {
              "defined": {
                "name": "Books"
              }
            }
          },
          {
            "name": "after",
            "type": {
              "defined": {
                "name": "Books"
              }
            }
          }
        ]
      }
    },
    {
      "name": "LiquidityConfig",
      "docs": [
        "How a liquidity pool is run. Rates are in basis points, amounts in lamports."
      ],
      "type": {
        "kind": "struct",
        "fields": [
          {
            "name": "target",
            "docs": [
              "Liquidity at which the rate reaches its least; at least 1 SOL."
            ],
            "type": "u64"
          },
          {
            "name": "min_fee",
            "docs": [
              "Rate with the liquidity at or over its target."
            ],
            "type": "u16"
          },
          {
            "name": "max_fee",
            "docs": [
              "Rate with no liquidity left; at most 10 %."
            ],
            "type": "u16"
          },
          {
            "name": "treasury_cut",
            "docs": [
              "The treasury's part of the fee; at most half."
            ],
            "type": "u16"
          },
          {
            "name": "cap",
            "docs": [
              "Liquidity can be added while the SOL stays within this."
            ],
            "type": "u64"
          }
        ]
      }
    },
    {
      "name": "LiquidityConfigSet",
      "docs": [
        "Emitted by `set_liquidity_config`."
      ],
      "type": {
        "kind": "struct",
        "fields": [
          {
            "name": "pool",
            "type": "pubkey"
          },
          {
            "name": "fees",
            "docs": [
              "In force from now on."
            ],
            "type": {
              "defined": {
                "name": "LiquidityRates"
              }
            }
          },
          {
            "name": "pending_fees",
            "docs": [
              "In force from the pool's update number `pending_fees_update` on."
            ],
            "type": {
              "defined": {
                "name": "LiquidityRates"
              }
            }
          },
          {
            "name": "pending_fees_update",
            "docs": [
              "0 when nothing is pending."
            ],
            "type": "u64"
          },
          {
            "name": "cap",
            "docs": [
              "Liquidity can be added while the SOL stays within this."
            ],
            "type": "u64"
          },
          {
            "name": "before",
            "type": {
              "defined": {
                "name": "Books"
              }
            }
          },
          {
            "name": "after",
            "type": {
              "defined": {
                "name": "Books"
              }
            }
          }
        ]
      }
    },
    {
      "name": "LiquidityCreated",
      "docs": [
        "The pool has a liquidity pool. Emitted by `create_liquidity`."
      ],
      "type": {
        "kind": "struct",
        "fields": [
          {
            "name": "pool",
            "type": "pubkey"
          },
          {
            "name": "mint",
            "docs": [
              "Of the shares."
            ],
            "type": "pubkey"
          },
          {
            "name": "seed_lamports",
            "docs": [
              "Its first SOL, whose shares are locked for ever."
            ],
            "type": "u64"
          },
          {
            "name": "fees",
            "type": {
              "defined": {
                "name": "LiquidityRates"
              }
            }
          },
          {
            "name": "before",
            "type": {
              "defined": {
                "name": "Books"
              }
            }
          },
          {
            "name": "after",
            "type": {
              "defined": {
                "name": "Books"
              }
            }
          }
        ]
      }
    },
    {
      "name": "LiquidityFees",
      "docs": [
        "What an instant unstake costs."
      ],
      "serialization": "bytemuck",
      "repr": {
        "kind": "c"
      },
      "type": {
        "kind": "struct",
        "fields": [
          {
            "name": "target",
            "docs": [
              "Liquidity at which the rate reaches its least."
            ],
            "type": "u64"
          },
          {
            "name": "min",
            "docs": [
              "Rate with the liquidity at or over its target."
            ],
            "type": "u16"
          },
          {
            "name": "max",
            "docs": [
              "Rate with no liquidity left."
            ],
            "type": "u16"
          },
          {
            "name": "treasury_cut",
            "docs": [
              "The treasury's part of the fee; the rest is the liquidity providers'."
            ],
            "type": "u16"
          },
          {
            "name": "_reserved",
            "type": "u16"
          }
        ]
      }
    },
    {
      "name": "LiquidityPool",
      "docs": [
        "SOL and pool tokens that serve instant unstakes. PDA of \"liquidity\", pool.",
        "",
        "Like the pool's, its books are accounted: lamports or tokens that are sent to its accounts change nothing."
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
            "name": "sol_bump",
            "type": "u8"
          },
          {
            "name": "tokens_bump",
            "type": "u8"
          },
          {
            "name": "mint_bump",
            "type": "u8"
          },
          {
            "name": "_reserved_bytes",
            "type": {
              "array": [
                "u8",
                3
              ]
            }
          },
          {
            "name": "pool",
            "type": "pubkey"
          },
          {
            "name": "sol",
            "docs": [
              "System account with the SOL."
            ],
            "type": "pubkey"
          },
          {
            "name": "tokens",
            "docs": [
              "Token account with the pool tokens; its own authority."
            ],
            "type": "pubkey"
          },
          {
            "name": "mint",
            "docs": [
              "Mint of the shares; its own authority."
            ],
            "type": "pubkey"
          },
          {
            "name": "sol_lamports",
            "docs": [
              "Accounted lamports, over the account's rent."
            ],
            "type": "u64"
          },
          {
            "name": "token_amount",
            "docs": [
              "Accounted pool tokens, the held ones included."
            ],
            "type": "u64"
          },
          {
            "name": "shares",
            "docs": [
              "Shares in existence, the locked ones of the seed included."
            ],
            "type": "u64"
          },
          {
            "name": "locked_shares",
            "docs": [
              "Shares of the seed, which were never minted and can never be redeemed."
            ],
            "type": "u64"
          },
          {
            "name": "fees",
            "type": {
              "defined": {
                "name": "ScheduledLiquidityFees"
              }
            }
          },
          {
            "name": "cap",
            "docs": [
              "Liquidity can be added while the SOL stays within this."
            ],
            "type": "u64"
          },
          {
            "name": "cumulative_paid_lamports",
            "docs": [
              "Instant unstakes so far, in lamports paid; wraps. For statistics."
            ],
            "type": "u64"
          },
          {
            "name": "held_epoch",
            "docs": [
              "Tokens that are neither the shares' nor on sale yet: the providers' fees, and what sellers left behind of gains that are",
              "not in the price yet. Those of an epoch are released over the next one's slots, so whoever adds and removes in a moment",
              "earns no fees, even on their own sale."
            ],
            "type": "u64"
          },
          {
            "name": "held_recent",
            "docs": [
              "Held tokens that came in `held_epoch`."
            ],
            "type": "u64"
          },
          {
            "name": "held_earlier",
            "docs": [
              "Held tokens that came in the epoch before."
            ],
            "type": "u64"
          },
          {
            "name": "line_lamports",
            "docs": [
              "Where the fee line stood at `line_slot`: it follows the SOL up and down at a bounded speed."
            ],
            "type": "u64"
          },
          {
            "name": "line_slot",
            "type": "u64"
          },
          {
            "name": "_reserved",
            "type": {
              "array": [
                "u64",
                10
              ]
            }
          }
        ]
      }
    },
    {
      "name": "LiquidityRates",
      "docs": [
        "[`LiquidityFees`] in an event, for the same reason."
      ],
      "type": {
        "kind": "struct",
        "fields": [
          {
            "name": "target",
            "docs": [
              "Liquidity at which the rate reaches its least."
            ],
            "type": "u64"
          },
          {
            "name": "min",
            "docs": [
              "Rate with the liquidity at or over its target."
            ],
            "type": "u16"
          },
          {
            "name": "max",
            "docs": [
              "Rate with no liquidity left."
            ],
            "type": "u16"
          },
          {
            "name": "treasury_cut",
            "docs": [
              "The treasury's part of the fee; the rest is the liquidity providers'."
            ],
            "type": "u16"
          }
        ]
      }
    },
    {
      "name": "LiquidityRemoved",
      "docs": [
        "Emitted by `remove_liquidity`."
      ],
      "type": {
        "kind": "struct",
        "fields": [
          {
            "name": "pool",
            "type": "pubkey"
          },
          {
            "name": "provider",
            "docs": [
              "Whose shares were burned."
            ],
            "type": "pubkey"
          },
          {
            "name": "recipient",
            "docs": [
              "Receives the lamports."
            ],
            "type": "pubkey"
          },
          {
            "name": "shares",
            "docs": [
              "Base units of the share mint, burned."
            ],
            "type": "u64"
          },
          {
            "name": "lamports",
            "type": "u64"
          },
          {
            "name": "tokens",
            "docs": [
              "Pool tokens that the shares stood for."
            ],
            "type": "u64"
          },
          {
            "name": "sol_after",
            "docs": [
              "What the liquidity pool holds afterwards."
            ],
            "type": "u64"
          },
          {
            "name": "tokens_after",
            "docs": [
              "What the liquidity pool holds afterwards."
            ],
            "type": "u64"
          },
          {
            "name": "before",
            "type": {
              "defined": {
                "name": "Books"
              }
            }
          },
          {
            "name": "after",
            "type": {
              "defined": {
                "name": "Books"
              }
            }
          }
        ]
      }
    },
    {
      "name": "Pool",
      "docs": [
        "A stake pool: who runs it, what it charges, and its books. PDA of \"pool\", mint.",
        "",
        "The books are *accounted*: they change by what the program does and by what is measured, never because somebody sends",
        "lamports to an account. Lamports a stake account holds for its rent count as staked.",
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
            "name": "mint_authority_bump",
            "type": "u8"
          },
          {
            "name": "stake_authority_bump",
            "type": "u8"
          },
          {
            "name": "reserve_bump",
            "type": "u8"
          },
          {
            "name": "escrow_bump",
            "type": "u8"
          },
          {
            "name": "_reserved_bytes",
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
            "type": "u64"
          },
          {
            "name": "reserve_lamports",
            "docs": [
              "Undelegated lamports, over the reserve's rent."
            ],
            "type": "u64"
          },
          {
            "name": "staked_lamports",
            "docs": [
              "Lamports in the stake accounts of all validators: active, activating, cooling down, and their rent."
            ],
            "type": "u64"
          },
          {
            "name": "release_lamports",
            "docs": [
              "Gains that were to be released from `release_start_slot` on."
            ],
            "type": "u64"
          },
          {
            "name": "release_start_slot",
            "docs": [
              "Slot at which the release was last set: by the update, or by what came in at a premium."
            ],
            "type": "u64"
          },
          {
            "name": "release_end_slot",
            "docs": [
              "Slot at which everything is released."
            ],
            "type": "u64"
          },
          {
            "name": "pending_gain",
            "docs": [
              "Gains that wait for the next update: measured ones, and what those who left did not take with them. In the ask, not in",
              "the total."
            ],
            "type": "u64"
          },
          {
            "name": "pending_loss",
            "docs": [
              "Losses measured before the update of their epoch, still in the total. Later ones are booked at once."
            ],
            "type": "u64"
          },
          {
            "name": "last_update_epoch",
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
            "name": "mark_total",
            "docs": [
              "High-water mark of the reward fee: the highest (total + unreleased) ÷ supply so far, as numerator and denominator. Pending",
              "gains are not in it. The fee is charged only on what exceeds it."
            ],
            "type": "u64"
          },
          {
            "name": "mark_supply",
            "docs": [
              "See `mark_total`."
            ],
            "type": "u64"
          },
          {
            "name": "idle_rates",
            "docs": [
              "What stake earned in the epochs of the last 8 updates, in parts per billion: update number `n` is at `n % 8`."
            ],
            "type": {
              "array": [
                "u32",
                8
              ]
            }
          },
          {
            "name": "earned_lamports",
            "docs": [
              "Rewards measured since the last update."
            ],
            "type": "u64"
          },
          {
            "name": "earning_lamport_epochs",
            "docs": [
              "Stake that earned them, in lamports, times the epochs that it took."
            ],
            "type": "u64"
          },
          {
            "name": "next_ticket",
            "docs": [
              "Sequence number of the next ticket."
            ],
            "type": "u64"
          },
          {
            "name": "next_settlement",
            "docs": [
              "Sequence number of the first ticket that the queue has not passed: its head."
            ],
            "type": "u64"
          },
          {
            "name": "queued_tokens",
            "docs": [
              "Tokens of the queued tickets."
            ],
            "type": "u64"
          },
          {
            "name": "queued_lamports",
            "docs": [
              "The most that the queued tickets can claim, before fees."
            ],
            "type": "u64"
          },
          {
            "name": "queued_fees",
            "docs": [
              "The fees on that."
            ],
            "type": "u64"
          },
          {
            "name": "queue_epoch",
            "docs": [
              "Epoch that the five fields below belong to."
            ],
            "type": "u64"
          },
          {
            "name": "recent_tokens",
            "docs": [
              "Tokens of the tickets ordered in `queue_epoch`."
            ],
            "type": "u64"
          },
          {
            "name": "recent_lamports",
            "docs": [
              "The most that they can claim, before fees."
            ],
            "type": "u64"
          },
          {
            "name": "recent_fees",
            "docs": [
              "The fees on that."
            ],
            "type": "u64"
          },
          {
            "name": "late_lamports",
            "docs": [
              "Part of `recent_lamports` that was ordered in the epoch's moving part."
            ],
            "type": "u64"
          },
          {
            "name": "waiting_lamports",
            "docs": [
              "Lamports of the tickets ordered in the moving part of the epoch before: they wait for this epoch's."
            ],
            "type": "u64"
          },
          {
            "name": "cumulative_ordered_lamports",
            "docs": [
              "Lamports ever ordered; wraps. A ticket's start in this count less `cumulative_passed_lamports` is what is ahead of it."
            ],
            "type": "u64"
          },
          {
            "name": "cumulative_passed_lamports",
            "docs": [
              "Lamports ever ordered by tickets that the queue has passed, and by paid parts of its head; wraps."
            ],
            "type": "u64"
          },
          {
            "name": "cooling_lamports",
            "docs": [
              "Part of `staked_lamports` that is being deactivated."
            ],
            "type": "u64"
          },
          {
            "name": "moved_epoch",
            "docs": [
              "Epoch that `moved_lamports` belongs to."
            ],
            "type": "u64"
          },
          {
            "name": "moved_lamports",
            "docs": [
              "Lamports that rebalancing has deactivated in `moved_epoch`."
            ],
            "type": "u64"
          },
          {
            "name": "validator_count",
            "docs": [
              "Validators in the list."
            ],
            "type": "u32"
          },
          {
            "name": "stake_account_count",
            "docs": [
              "Stake addresses that hold a rent: two for each validator that ever had stake and is still listed."
            ],
            "type": "u32"
          },
          {
            "name": "funded_rent",
            "docs": [
              "The highest rent that any of them was given: resting accounts keep it when rents fall."
            ],
            "type": "u64"
          },
          {
            "name": "admin",
            "docs": [
              "May change the configuration and hand over its role in two steps."
            ],
            "type": "pubkey"
          },
          {
            "name": "pending_admin",
            "docs": [
              "Becomes admin when it accepts; default for nobody."
            ],
            "type": "pubkey"
          },
          {
            "name": "validator_manager",
            "docs": [
              "May list validators and set scores. A change waits `MANAGER_CHANGE_UPDATES` updates."
            ],
            "type": {
              "defined": {
                "name": "ScheduledKey"
              }
            }
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
            "name": "mint_authority",
            "docs": [
              "Authority of the mint."
            ],
            "type": "pubkey"
          },
          {
            "name": "stake_authority",
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
            "name": "queue",
            "docs": [
              "Ring of the queued tickets' addresses."
            ],
            "type": "pubkey"
          },
          {
            "name": "liquidity",
            "docs": [
              "The liquidity pool; default while there is none."
            ],
            "type": "pubkey"
          },
          {
            "name": "fees",
            "type": {
              "defined": {
                "name": "ScheduledFees"
              }
            }
          },
          {
            "name": "deposit_cap",
            "docs": [
              "Deposits stop where the total would pass this."
            ],
            "type": "u64"
          },
          {
            "name": "reserve_buffer",
            "docs": [
              "Part of everything held that stays in the reserve."
            ],
            "type": "u16"
          },
          {
            "name": "max_validator_share",
            "docs": [
              "Largest part that one validator may have of what stays when the tickets are paid."
            ],
            "type": "u16"
          },
          {
            "name": "max_move",
            "docs": [
              "Largest part of all stake that rebalancing may deactivate in one epoch. Tickets are not bound by it."
            ],
            "type": "u16"
          },
          {
            "name": "moving_part",
            "docs": [
              "The last part of an epoch, in which stake is rebalanced and tickets of the same epoch are served."
            ],
            "type": "u16"
          },
          {
            "name": "paused_until",
            "docs": [
              "Unix time at which a pause ends by itself."
            ],
            "type": "i64"
          },
          {
            "name": "pause_allowed_from",
            "docs": [
              "Unix time before which the pool cannot be paused again."
            ],
            "type": "i64"
          },
          {
            "name": "held_at_update",
            "docs": [
              "What the pool held after its last update. Stake that is deposited has to fit into this much, too: SOL that came since may",
              "leave again."
            ],
            "type": "u64"
          },
          {
            "name": "intake_epoch",
            "docs": [
              "Epoch that `busy_share` and the four of the intake belong to."
            ],
            "type": "u64"
          },
          {
            "name": "busy_share",
            "docs": [
              "Part of the scores of validators that take SOL, in parts per billion, whose validators are busy: their stake cools down or",
              "still warms up, and SOL that comes now cannot be delegated to them before the next epoch. All of them after the largest share",
              "was lowered."
            ],
            "type": "u32"
          },
          {
            "name": "intake_uncapped",
            "docs": [
              "How many validators take SOL and have no cap: they follow the largest share."
            ],
            "type": "u32"
          },
          {
            "name": "intake_capped",
            "docs": [
              "How many validators take SOL up to a cap over the largest share."
            ],
            "type": "u64"
          },
          {
            "name": "intake_lowest_cap",
            "docs": [
              "The lowest of these caps."
            ],
            "type": "u64"
          },
          {
            "name": "intake_lamports",
            "docs": [
              "The most that the other validators have: their caps, or what those have that take nothing more."
            ],
            "type": "u64"
          },
          {
            "name": "stuck_lamports",
            "docs": [
              "Part of `staked_lamports` in accounts that could not be read or told when they were looked at last: nobody can",
              "deactivate it."
            ],
            "type": "u64"
          },
          {
            "name": "_reserved",
            "type": {
              "array": [
                "u64",
                18
              ]
            }
          }
        ]
      }
    },
    {
      "name": "PoolCreated",
      "docs": [
        "A pool and its mint exist. Emitted by `create_pool`."
      ],
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
                "name": "Books"
              }
            }
          },
          {
            "name": "after",
            "type": {
              "defined": {
                "name": "Books"
              }
            }
          }
        ]
      }
    },
    {
      "name": "PoolPaused",
      "docs": [
        "Emitted by `pause`."
      ],
      "type": {
        "kind": "struct",
        "fields": [
          {
            "name": "pool",
            "type": "pubkey"
          },
          {
            "name": "until",
            "docs": [
              "Unix time at which the pause ends by itself."
            ],
            "type": "i64"
          },
          {
            "name": "next_pause_from",
            "docs": [
              "Unix time from which the pool can be paused again."
            ],
            "type": "i64"
          },
          {
            "name": "before",
            "type": {
              "defined": {
                "name": "Books"
              }
            }
          },
          {
            "name": "after",
            "type": {
              "defined": {
                "name": "Books"
              }
            }
          }
        ]
      }
    },
    {
      "name": "PoolResumed",
      "docs": [
        "A pause ended early. Emitted by `resume`."
      ],
      "type": {
        "kind": "struct",
        "fields": [
          {
            "name": "pool",
            "type": "pubkey"
          },
          {
            "name": "next_pause_from",
            "docs": [
              "Unix time from which the pool can be paused again."
            ],
            "type": "i64"
          },
          {
            "name": "before",
            "type": {
              "defined": {
                "name": "Books"
              }
            }
          },
          {
            "name": "after",
            "type": {
              "defined": {
                "name": "Books"
              }
            }
          }
        ]
      }
    },
    {
      "name": "PoolUpdated",
      "docs": [
        "The epoch's price is set. Emitted by `update_pool`, once an epoch."
      ],
      "type": {
        "kind": "struct",
        "fields": [
          {
            "name": "pool",
            "type": "pubkey"
          },
          {
            "name": "epoch",
            "docs": [
              "That the price is of."
            ],
            "type": "u64"
          },
          {
            "name": "earned",
            "docs": [
              "Rewards: the part of the gain by which delegations grew."
            ],
            "type": "u64"
          },
          {
            "name": "gain",
            "docs": [
              "All gains, what leavers left behind included."
            ],
            "type": "u64"
          },
          {
            "name": "loss",
            "docs": [
              "Lamports below the books that were booked since the update before."
            ],
            "type": "u64"
          },
          {
            "name": "taxable",
            "docs": [
              "Part of the gain that the fee was charged on."
            ],
            "type": "u64"
          },
          {
            "name": "fee_tokens",
            "docs": [
              "Tokens minted to the treasury."
            ],
            "type": "u64"
          },
          {
            "name": "burned",
            "docs": [
              "Tokens that somebody had burned with the token program."
            ],
            "type": "u64"
          },
          {
            "name": "unreleased",
            "docs": [
              "What is released over the next epoch's slots."
            ],
            "type": "u64"
          },
          {
            "name": "before",
            "type": {
              "defined": {
                "name": "Books"
              }
            }
          },
          {
            "name": "after",
            "type": {
              "defined": {
                "name": "Books"
              }
            }
          }
        ]
      }
    },
    {
      "name": "PriceEntry",
      "docs": [
        "The price after one epoch update, and what led to it."
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
            "name": "unix_time",
            "docs": [
              "Unix time of the update, in seconds."
            ],
            "type": "i64"
          },
          {
            "name": "total",
            "type": "u64"
          },
          {
            "name": "supply",
            "type": "u64"
          },
          {
            "name": "gain_before_fee",
            "docs": [
              "Pending gain less pending loss that this update settled, in lamports, before the reward fee. With what leavers left behind;",
              "without burned tokens' worth, and without losses booked between updates."
            ],
            "type": "i64"
          },
          {
            "name": "fee_tokens",
            "docs": [
              "Tokens that the reward fee minted."
            ],
            "type": "u64"
          }
        ]
      }
    },
    {
      "name": "PriceHistory",
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
            "name": "_reserved_bytes",
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
            "name": "_reserved",
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
                    "name": "PriceEntry"
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
      "name": "QueueGrown",
      "docs": [
        "The queue of tickets has more room. Emitted by `grow_queue`."
      ],
      "type": {
        "kind": "struct",
        "fields": [
          {
            "name": "pool",
            "type": "pubkey"
          },
          {
            "name": "capacity",
            "docs": [
              "Tickets that the ring holds."
            ],
            "type": "u64"
          },
          {
            "name": "before",
            "type": {
              "defined": {
                "name": "Books"
              }
            }
          },
          {
            "name": "after",
            "type": {
              "defined": {
                "name": "Books"
              }
            }
          }
        ]
      }
    },
    {
      "name": "ReserveDelegated",
      "docs": [
        "Emitted by `delegate_reserve`."
      ],
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
            "docs": [
              "All that left the reserve, rents included."
            ],
            "type": "u64"
          },
          {
            "name": "before",
            "type": {
              "defined": {
                "name": "Books"
              }
            }
          },
          {
            "name": "after",
            "type": {
              "defined": {
                "name": "Books"
              }
            }
          }
        ]
      }
    },
    {
      "name": "Role",
      "docs": [
        "A role that the admin fills. The admin's own is handed over in two steps."
      ],
      "type": {
        "kind": "enum",
        "variants": [
          {
            "name": "ValidatorManager"
          },
          {
            "name": "Guardian"
          }
        ]
      }
    },
    {
      "name": "RoleSet",
      "docs": [
        "Emitted by `set_role`."
      ],
      "type": {
        "kind": "struct",
        "fields": [
          {
            "name": "pool",
            "type": "pubkey"
          },
          {
            "name": "role",
            "type": {
              "defined": {
                "name": "Role"
              }
            }
          },
          {
            "name": "old_holder",
            "type": "pubkey"
          },
          {
            "name": "new_holder",
            "type": "pubkey"
          },
          {
            "name": "from_update",
            "docs": [
              "Update from which the new one holds it; 0 for at once."
            ],
            "type": "u64"
          },
          {
            "name": "before",
            "type": {
              "defined": {
                "name": "Books"
              }
            }
          },
          {
            "name": "after",
            "type": {
              "defined": {
                "name": "Books"
              }
            }
          }
        ]
      }
    },
    {
      "name": "ScheduledFees",
      "docs": [
        "The pool's fees: cuts take effect at once, rises later."
      ],
      "serialization": "bytemuck",
      "repr": {
        "kind": "c"
      },
      "type": {
        "kind": "struct",
        "fields": [
          {
            "name": "now",
            "docs": [
              "In force until the other one is."
            ],
            "type": {
              "defined": {
                "name": "Fees"
              }
            }
          },
          {
            "name": "next",
            "docs": [
              "In force from the pool's update number `from_update` on."
            ],
            "type": {
              "defined": {
                "name": "Fees"
              }
            }
          },
          {
            "name": "from_update",
            "docs": [
              "0 when nothing waits."
            ],
            "type": "u64"
          }
        ]
      }
    },
    {
      "name": "ScheduledKey",
      "docs": [
        "A role that changes hands later."
      ],
      "serialization": "bytemuck",
      "repr": {
        "kind": "c"
      },
      "type": {
        "kind": "struct",
        "fields": [
          {
            "name": "now",
            "docs": [
              "In force until the other one is."
            ],
            "type": "pubkey"
          },
          {
            "name": "next",
            "docs": [
              "In force from the pool's update number `from_update` on."
            ],
            "type": "pubkey"
          },
          {
            "name": "from_update",
            "docs": [
              "0 when nothing waits."
            ],
            "type": "u64"
          }
        ]
      }
    },
    {
      "name": "ScheduledLiquidityFees",
      "docs": [
        "The liquidity pool's fees: where anything about them rises, all of it takes effect later."
      ],
      "serialization": "bytemuck",
      "repr": {
        "kind": "c"
      },
      "type": {
        "kind": "struct",
        "fields": [
          {
            "name": "now",
            "docs": [
              "In force until the other one is."
            ],
            "type": {
              "defined": {
                "name": "LiquidityFees"
              }
            }
          },
          {
            "name": "next",
            "docs": [
              "In force from the pool's update number `from_update` on."
            ],
            "type": {
              "defined": {
                "name": "LiquidityFees"
              }
            }
          },
          {
            "name": "from_update",
            "docs": [
              "0 when nothing waits."
            ],
            "type": "u64"
          }
        ]
      }
    },
    {
      "name": "ScoreChange",
      "docs": [
        "What a validator shall have."
      ],
      "type": {
        "kind": "struct",
        "fields": [
          {
            "name": "index",
            "docs": [
              "Its place in the list."
            ],
            "type": "u32"
          },
          {
            "name": "vote",
            "docs": [
              "Its vote account, which has to be the one at that place."
            ],
            "type": "pubkey"
          },
          {
            "name": "score",
            "docs": [
              "Weight of the validator in the delegation, at most 1,000,000; 0 drains it."
            ],
            "type": "u32"
          },
          {
            "name": "cap",
            "docs": [
              "The most that the pool delegates to it, in lamports; u64::MAX for no cap."
            ],
            "type": "u64"
          },
          {
            "name": "keep",
            "docs": [
              "Whether it is kept from being removed."
            ],
            "type": "bool"
          }
        ]
      }
    },
    {
      "name": "ScoreSet",
      "docs": [
        "Emitted by `set_score`."
      ],
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
            "name": "old_score",
            "type": "u32"
          },
          {
            "name": "new_score",
            "docs": [
              "Weights, 0 to 1,000,000."
            ],
            "type": "u32"
          },
          {
            "name": "cap",
            "docs": [
              "The most that is delegated to it; u64::MAX for no cap."
            ],
            "type": "u64"
          },
          {
            "name": "keep",
            "docs": [
              "Whether it cannot be removed from the list."
            ],
            "type": "bool"
          },
          {
            "name": "before",
            "type": {
              "defined": {
                "name": "Books"
              }
            }
          },
          {
            "name": "after",
            "type": {
              "defined": {
                "name": "Books"
              }
            }
          }
        ]
      }
    },
    {
      "name": "ScoresSet",
      "docs": [
        "Emitted by `set_scores`, once for all validators that it names."
      ],
      "type": {
        "kind": "struct",
        "fields": [
          {
            "name": "pool",
            "type": "pubkey"
          },
          {
            "name": "count",
            "docs": [
              "Validators whose score, cap or keep flag was set."
            ],
            "type": "u32"
          },
          {
            "name": "total_score",
            "docs": [
              "Sum of all scores."
            ],
            "type": "u64"
          },
          {
            "name": "before",
            "type": {
              "defined": {
                "name": "Books"
              }
            }
          },
          {
            "name": "after",
            "type": {
              "defined": {
                "name": "Books"
              }
            }
          }
        ]
      }
    },
    {
      "name": "SolDeposited",
      "docs": [
        "Emitted by `deposit_sol`."
      ],
      "type": {
        "kind": "struct",
        "fields": [
          {
            "name": "pool",
            "type": "pubkey"
          },
          {
            "name": "depositor",
            "docs": [
              "Whose SOL was taken."
            ],
            "type": "pubkey"
          },
          {
            "name": "lamports",
            "docs": [
              "All that was taken."
            ],
            "type": "u64"
          },
          {
            "name": "tokens",
            "docs": [
              "To the depositor, bought ones included."
            ],
            "type": "u64"
          },
          {
            "name": "premium",
            "docs": [
              "Part of `lamports` that was paid over the true price of all tokens that it bought."
            ],
            "type": "u64"
          },
          {
            "name": "lamports_to_liquidity",
            "docs": [
              "Part of `lamports` that bought tokens of the liquidity pool, free of the fee."
            ],
            "type": "u64"
          },
          {
            "name": "tokens_from_liquidity",
            "docs": [
              "Tokens that they bought."
            ],
            "type": "u64"
          },
          {
            "name": "treasury_tokens",
            "docs": [
              "To the treasury."
            ],
            "type": "u64"
          },
          {
            "name": "referrer_tokens",
            "docs": [
              "To the referrer."
            ],
            "type": "u64"
          },
          {
            "name": "before",
            "type": {
              "defined": {
                "name": "Books"
              }
            }
          },
          {
            "name": "after",
            "type": {
              "defined": {
                "name": "Books"
              }
            }
          }
        ]
      }
    },
    {
      "name": "StakeAccountDeposited",
      "docs": [
        "Emitted by `deposit_stake_account`."
      ],
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
            "name": "stake",
            "docs": [
              "The account that was deposited; closed."
            ],
            "type": "pubkey"
          },
          {
            "name": "vote",
            "docs": [
              "The validator that it was delegated to."
            ],
            "type": "pubkey"
          },
          {
            "name": "stake_lamports",
            "docs": [
              "Its delegated lamports, now with the validator stake account."
            ],
            "type": "u64"
          },
          {
            "name": "loose_lamports",
            "docs": [
              "Its other lamports, now in the reserve."
            ],
            "type": "u64"
          },
          {
            "name": "tokens",
            "docs": [
              "To the depositor."
            ],
            "type": "u64"
          },
          {
            "name": "premium",
            "docs": [
              "Part of the lamports that was paid over the true price of all tokens that they bought."
            ],
            "type": "u64"
          },
          {
            "name": "treasury_tokens",
            "docs": [
              "To the treasury."
            ],
            "type": "u64"
          },
          {
            "name": "before",
            "type": {
              "defined": {
                "name": "Books"
              }
            }
          },
          {
            "name": "after",
            "type": {
              "defined": {
                "name": "Books"
              }
            }
          }
        ]
      }
    },
    {
      "name": "StakeAccountWithdrawn",
      "docs": [
        "Tokens were burned for a stake account. Emitted by `withdraw_stake_account`."
      ],
      "type": {
        "kind": "struct",
        "fields": [
          {
            "name": "pool",
            "type": "pubkey"
          },
          {
            "name": "owner",
            "docs": [
              "Whose tokens were burned."
            ],
            "type": "pubkey"
          },
          {
            "name": "authority",
            "docs": [
              "Staker and withdrawer of the new account."
            ],
            "type": "pubkey"
          },
          {
            "name": "stake",
            "docs": [
              "The new account."
            ],
            "type": "pubkey"
          },
          {
            "name": "vote",
            "docs": [
              "The validator that it is delegated to."
            ],
            "type": "pubkey"
          },
          {
            "name": "tokens",
            "docs": [
              "Base units that were burned."
            ],
            "type": "u64"
          },
          {
            "name": "lamports",
            "docs": [
              "Delegated lamports of the new account; its rent is the owner's own."
            ],
            "type": "u64"
          },
          {
            "name": "fee",
            "docs": [
              "Stays in the pool."
            ],
            "type": "u64"
          },
          {
            "name": "before",
            "type": {
              "defined": {
                "name": "Books"
              }
            }
          },
          {
            "name": "after",
            "type": {
              "defined": {
                "name": "Books"
              }
            }
          }
        ]
      }
    },
    {
      "name": "StakeDeactivated",
      "docs": [
        "Stake of a validator cools down, or was taken back at once. Emitted by `deactivate_stake`."
      ],
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
            "docs": [
              "Delegation that began to cool down or came back."
            ],
            "type": "u64"
          },
          {
            "name": "recalled",
            "docs": [
              "Whether it was delegated in this epoch and is back in the reserve at once."
            ],
            "type": "bool"
          },
          {
            "name": "before",
            "type": {
              "defined": {
                "name": "Books"
              }
            }
          },
          {
            "name": "after",
            "type": {
              "defined": {
                "name": "Books"
              }
            }
          }
        ]
      }
    },
    {
      "name": "Ticket",
      "docs": [
        "A delayed unstake. PDA of \"ticket\", pool, orderer, nonce.",
        "",
        "While it is queued its tokens lie in the pool's escrow and bear losses like everybody's. What has been paid on it lies in",
        "this account itself, and nothing but the claim touches it."
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
              "0 queued (waits for its turn; a part may be paid), 1 settled (paid in full), 2 cancelled (its remaining tokens were taken",
              "back), 3 returned (the queue has passed it; its owner can take the remaining tokens back with `cancel_ticket`)."
            ],
            "type": "u8"
          },
          {
            "name": "late",
            "docs": [
              "1 when it was ordered in the moving part of its epoch."
            ],
            "type": "u8"
          },
          {
            "name": "fee",
            "docs": [
              "The ticket fee when it was ordered; a later rise does not touch it."
            ],
            "type": "u16"
          },
          {
            "name": "_reserved_ratio",
            "type": "u16"
          },
          {
            "name": "pool",
            "type": "pubkey"
          },
          {
            "name": "owner",
            "docs": [
              "Receives the SOL."
            ],
            "type": "pubkey"
          },
          {
            "name": "orderer",
            "docs": [
              "Who ordered it: part of its address."
            ],
            "type": "pubkey"
          },
          {
            "name": "nonce",
            "docs": [
              "Chosen by the orderer: part of its address."
            ],
            "type": "u64"
          },
          {
            "name": "rent_payer",
            "docs": [
              "Who paid the account's rent, and gets it back."
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
            "docs": [
              "Tokens that have been neither paid nor given back."
            ],
            "type": "u64"
          },
          {
            "name": "ordered_lamports",
            "docs": [
              "What they were worth when ordered: they never pay more."
            ],
            "type": "u64"
          },
          {
            "name": "queue_start",
            "docs": [
              "The pool's `cumulative_ordered_lamports` before this ticket."
            ],
            "type": "u64"
          },
          {
            "name": "ordered_epoch",
            "type": "u64"
          },
          {
            "name": "ordered_slot",
            "type": "u64"
          },
          {
            "name": "claimable_lamports",
            "docs": [
              "Paid and not claimed yet, without rent."
            ],
            "type": "u64"
          },
          {
            "name": "paid_lamports",
            "docs": [
              "Paid in all, claimed or not."
            ],
            "type": "u64"
          },
          {
            "name": "settled_epoch",
            "docs": [
              "Epoch of the last payment."
            ],
            "type": "u64"
          },
          {
            "name": "_reserved",
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
      "name": "TicketCancelled",
      "docs": [
        "The tokens that a ticket still had left the queue. Emitted by `cancel_ticket`."
      ],
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
            "docs": [
              "Place in the queue."
            ],
            "type": "u64"
          },
          {
            "name": "tokens",
            "docs": [
              "Given back."
            ],
            "type": "u64"
          },
          {
            "name": "cost",
            "docs": [
              "Burned, since stake may have been moved for the ticket."
            ],
            "type": "u64"
          },
          {
            "name": "before",
            "type": {
              "defined": {
                "name": "Books"
              }
            }
          },
          {
            "name": "after",
            "type": {
              "defined": {
                "name": "Books"
              }
            }
          }
        ]
      }
    },
    {
      "name": "TicketClaimed",
      "docs": [
        "What had been paid on a ticket went to its owner. Emitted by `claim_ticket`."
      ],
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
            "docs": [
              "Place in the queue."
            ],
            "type": "u64"
          },
          {
            "name": "lamports",
            "docs": [
              "What the owner got."
            ],
            "type": "u64"
          },
          {
            "name": "rent",
            "docs": [
              "What the rent's payer got: the account's rent and whatever was sent to it; 0 while the ticket stays."
            ],
            "type": "u64"
          },
          {
            "name": "before",
            "type": {
              "defined": {
                "name": "Books"
              }
            }
          },
          {
            "name": "after",
            "type": {
              "defined": {
                "name": "Books"
              }
            }
          }
        ]
      }
    },
    {
      "name": "TicketQueue",
      "docs": [
        "The addresses of the queued tickets, so that settling finds them without asking a node for all accounts. PDA of \"queue\",",
        "pool.",
        "",
        "A header, then a ring: the ticket with sequence number `n` is at `(n − base) % capacity`."
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
            "name": "_reserved_bytes",
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
            "name": "base",
            "docs": [
              "Sequence number whose place is the first; it wraps below zero."
            ],
            "type": "u64"
          },
          {
            "name": "_reserved",
            "type": {
              "array": [
                "u64",
                3
              ]
            }
          },
          {
            "name": "tickets",
            "docs": [
              "The addresses follow here: from 80 bytes into the account's data on, discriminator included, each of 32 bytes; `capacity` is",
              "as many as the account has room for."
            ],
            "type": {
              "array": [
                "pubkey",
                0
              ]
            }
          }
        ]
      }
    },
    {
      "name": "TicketTransferred",
      "docs": [
        "A ticket has another owner. Emitted by `transfer_ticket`."
      ],
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
            "docs": [
              "Place in the queue."
            ],
            "type": "u64"
          },
          {
            "name": "old_owner",
            "type": "pubkey"
          },
          {
            "name": "new_owner",
            "type": "pubkey"
          },
          {
            "name": "before",
            "type": {
              "defined": {
                "name": "Books"
              }
            }
          },
          {
            "name": "after",
            "type": {
              "defined": {
                "name": "Books"
              }
            }
          }
        ]
      }
    },
    {
      "name": "TicketsSettled",
      "docs": [
        "Tickets were paid from the reserve, in whole or in part. Emitted by `settle_tickets`."
      ],
      "type": {
        "kind": "struct",
        "fields": [
          {
            "name": "pool",
            "type": "pubkey"
          },
          {
            "name": "first_sequence",
            "docs": [
              "Head of the queue before; equal to `next_sequence` when only a part of the head was paid."
            ],
            "type": "u64"
          },
          {
            "name": "next_sequence",
            "docs": [
              "The new head of the queue."
            ],
            "type": "u64"
          },
          {
            "name": "tokens",
            "docs": [
              "Burned from escrow."
            ],
            "type": "u64"
          },
          {
            "name": "lamports",
            "docs": [
              "What moved into the tickets, after the fee."
            ],
            "type": "u64"
          },
          {
            "name": "fee",
            "docs": [
              "Stays in the pool."
            ],
            "type": "u64"
          },
          {
            "name": "before",
            "type": {
              "defined": {
                "name": "Books"
              }
            }
          },
          {
            "name": "after",
            "type": {
              "defined": {
                "name": "Books"
              }
            }
          }
        ]
      }
    },
    {
      "name": "TokenKind",
      "docs": [
        "A token that a pool issues."
      ],
      "type": {
        "kind": "enum",
        "variants": [
          {
            "name": "Pool"
          },
          {
            "name": "Shares"
          }
        ]
      }
    },
    {
      "name": "TokenMetadata",
      "docs": [
        "What wallets show of a token."
      ],
      "type": {
        "kind": "struct",
        "fields": [
          {
            "name": "name",
            "docs": [
              "At most 32 bytes."
            ],
            "type": "string"
          },
          {
            "name": "symbol",
            "docs": [
              "At most 10 bytes."
            ],
            "type": "string"
          },
          {
            "name": "uri",
            "docs": [
              "Address of a JSON file that names the picture, among others; at most 200 bytes."
            ],
            "type": "string"
          }
        ]
      }
    },
    {
      "name": "TokenMetadataCreated",
      "docs": [
        "A token has a name for wallets. Emitted by `create_token_metadata`."
      ],
      "type": {
        "kind": "struct",
        "fields": [
          {
            "name": "pool",
            "type": "pubkey"
          },
          {
            "name": "token",
            "type": {
              "defined": {
                "name": "TokenKind"
              }
            }
          },
          {
            "name": "mint",
            "type": "pubkey"
          },
          {
            "name": "metadata",
            "type": {
              "defined": {
                "name": "TokenMetadata"
              }
            }
          },
          {
            "name": "before",
            "type": {
              "defined": {
                "name": "Books"
              }
            }
          },
          {
            "name": "after",
            "type": {
              "defined": {
                "name": "Books"
              }
            }
          }
        ]
      }
    },
    {
      "name": "TokenMetadataUpdated",
      "docs": [
        "A token has another name for wallets. Emitted by `update_token_metadata`."
      ],
      "type": {
        "kind": "struct",
        "fields": [
          {
            "name": "pool",
            "type": "pubkey"
          },
          {
            "name": "token",
            "type": {
              "defined": {
                "name": "TokenKind"
              }
            }
          },
          {
            "name": "mint",
            "type": "pubkey"
          },
          {
            "name": "metadata",
            "type": {
              "defined": {
                "name": "TokenMetadata"
              }
            }
          },
          {
            "name": "before",
            "type": {
              "defined": {
                "name": "Books"
              }
            }
          },
          {
            "name": "after",
            "type": {
              "defined": {
                "name": "Books"
              }
            }
          }
        ]
      }
    },
    {
      "name": "TruePrice",
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
            "type": "u64"
          },
          {
            "name": "supply",
            "type": "u64"
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
      "name": "UnstakeOrdered",
      "docs": [
        "A ticket exists and is queued. Emitted by `order_unstake`."
      ],
      "type": {
        "kind": "struct",
        "fields": [
          {
            "name": "pool",
            "type": "pubkey"
          },
          {
            "name": "owner",
            "docs": [
              "Receives the SOL."
            ],
            "type": "pubkey"
          },
          {
            "name": "ticket",
            "type": "pubkey"
          },
          {
            "name": "nonce",
            "docs": [
              "Part of the ticket's address."
            ],
            "type": "u64"
          },
          {
            "name": "sequence",
            "docs": [
              "Place in the queue."
            ],
            "type": "u64"
          },
          {
            "name": "tokens",
            "docs": [
              "Base units that moved into escrow."
            ],
            "type": "u64"
          },
          {
            "name": "ordered_lamports",
            "docs": [
              "The most the ticket pays, before its fee."
            ],
            "type": "u64"
          },
          {
            "name": "lamports_ahead",
            "docs": [
              "Lamports of the tickets before it."
            ],
            "type": "u64"
          },
          {
            "name": "late",
            "docs": [
              "Ordered in the moving part of the epoch: it waits for the next one's."
            ],
            "type": "bool"
          },
          {
            "name": "before",
            "type": {
              "defined": {
                "name": "Books"
              }
            }
          },
          {
            "name": "after",
            "type": {
              "defined": {
                "name": "Books"
              }
            }
          }
        ]
      }
    },
    {
      "name": "ValidatorAdded",
      "docs": [
        "A validator is listed. Emitted by `add_validator`."
      ],
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
            "docs": [
              "Place in the list."
            ],
            "type": "u32"
          },
          {
            "name": "score",
            "docs": [
              "Its weight, 0 to 1,000,000."
            ],
            "type": "u32"
          },
          {
            "name": "cap",
            "docs": [
              "The most that is delegated to it; u64::MAX for no cap."
            ],
            "type": "u64"
          },
          {
            "name": "before",
            "type": {
              "defined": {
                "name": "Books"
              }
            }
          },
          {
            "name": "after",
            "type": {
              "defined": {
                "name": "Books"
              }
            }
          }
        ]
      }
    },
    {
      "name": "ValidatorList",
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
            "name": "_reserved_bytes",
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
              "Validators in the list; the pool has it too."
            ],
            "type": "u32"
          },
          {
            "name": "pool",
            "type": "pubkey"
          },
          {
            "name": "total_score",
            "docs": [
              "Sum of all scores."
            ],
            "type": "u64"
          },
          {
            "name": "clipped_score",
            "docs": [
              "Sum of the scores of validators whose limit binds."
            ],
            "type": "u64"
          },
          {
            "name": "clipped_caps",
            "docs": [
              "Sum of the caps that bind."
            ],
            "type": "u64"
          },
          {
            "name": "updated_epoch",
            "docs": [
              "Epoch that `updated_count` belongs to."
            ],
            "type": "u64"
          },
          {
            "name": "updated_count",
            "docs": [
              "Validators measured in `updated_epoch`."
            ],
            "type": "u32"
          },
          {
            "name": "top_score",
            "docs": [
              "The score to `top_cap`; 0 where that is not known."
            ],
            "type": "u32"
          },
          {
            "name": "clipped_share",
            "docs": [
              "Sum of the pool's largest shares that bind, in basis points."
            ],
            "type": "u64"
          },
          {
            "name": "level",
            "docs": [
              "The level that limits are judged by: what all scores would get together if no limit bound, in parts of 2^30 of what can be",
              "staked."
            ],
            "type": "u64"
          },
          {
            "name": "top_cap",
            "docs": [
              "The cap that is the highest for its score of those that were seen to bind in `updated_epoch`."
            ],
            "type": "u64"
          },
          {
            "name": "top_share_score",
            "docs": [
              "The lowest score of those for which the pool's largest share was seen to bind in `updated_epoch`; 0 where that is not known."
            ],
            "type": "u32"
          },
          {
            "name": "_reserved_number",
            "type": "u32"
          },
          {
            "name": "lowered_epoch",
            "docs": [
              "Epoch at whose first look the level could fall last."
            ],
            "type": "u64"
          },
          {
            "name": "records",
            "docs": [
              "The records follow here: `count` of them, from 128 bytes into the account's data on, discriminator included, each of 192",
              "bytes."
            ],
            "type": {
              "array": [
                {
                  "defined": {
                    "name": "ValidatorRecord"
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
      "name": "ValidatorMark",
      "docs": [
        "Where a validator stands in a pool's list. PDA of \"mark\", pool, vote account; exists exactly while the validator is listed.",
        "",
        "Instructions name the mark instead of an index, so that no race over an index is left: the record that it leads to is",
        "compared with the vote account every time."
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
            "name": "_reserved_bytes",
            "type": {
              "array": [
                "u8",
                2
              ]
            }
          },
          {
            "name": "index",
            "docs": [
              "Place in the list."
            ],
            "type": "u32"
          },
          {
            "name": "pool",
            "type": "pubkey"
          },
          {
            "name": "vote",
            "type": "pubkey"
          },
          {
            "name": "rent_payer",
            "docs": [
              "Who paid its rent, and gets it back."
            ],
            "type": "pubkey"
          }
        ]
      }
    },
    {
      "name": "ValidatorRecord",
      "docs": [
        "A validator and the pool's stake with it: facts only, policy is the manager's."
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
              "The validator stake account."
            ],
            "type": "pubkey"
          },
          {
            "name": "stake_lamports",
            "docs": [
              "Accounted lamports of the validator stake account, rent included; 0 when there is none."
            ],
            "type": "u64"
          },
          {
            "name": "transient_lamports",
            "docs": [
              "Accounted lamports of the transient stake account, rent included; 0 when there is none."
            ],
            "type": "u64"
          },
          {
            "name": "cooling_lamports",
            "docs": [
              "Part of both that is being deactivated and comes back to the reserve."
            ],
            "type": "u64"
          },
          {
            "name": "delegated_lamports",
            "docs": [
              "Delegation of the validator stake account, as the program last saw or changed it."
            ],
            "type": "u64"
          },
          {
            "name": "cap",
            "docs": [
              "The most that the pool delegates to it; u64::MAX for no cap."
            ],
            "type": "u64"
          },
          {
            "name": "clipped_limit",
            "docs": [
              "The limit that binds, where one does: `clipped` says which."
            ],
            "type": "u64"
          },
          {
            "name": "listed_epoch",
            "docs": [
              "Epoch in which it was listed."
            ],
            "type": "u64"
          },
          {
            "name": "earning",
            "docs": [
              "What it earned last: written at an epoch's first measuring."
            ],
            "type": {
              "defined": {
                "name": "Earning"
              }
            }
          },
          {
            "name": "score",
            "docs": [
              "Weight of the validator in the delegation; 0 drains it."
            ],
            "type": "u32"
          },
          {
            "name": "stake_bump",
            "type": "u8"
          },
          {
            "name": "transient_bump",
            "type": "u8"
          },
          {
            "name": "stake_status",
            "docs": [
              "Of the validator stake account: 0 none (it does not exist), 1 idle (it holds its rent and no stake), 2 delegated (active",
              "or activating), 3 deactivating (what is inactive comes back to the reserve)."
            ],
            "type": "u8"
          },
          {
            "name": "transient_status",
            "docs": [
              "Of the transient stake account, with the same values."
            ],
            "type": "u8"
          },
          {
            "name": "keep",
            "docs": [
              "1 while the manager keeps it from being removed."
            ],
            "type": "u8"
          },
          {
            "name": "clipped",
            "docs": [
              "1 while the pool's largest share binds, of which `clipped_limit` has the basis points; 2 while its own cap does, of",
              "which it has the lamports."
            ],
            "type": "u8"
          },
          {
            "name": "taking",
            "docs": [
              "As what it was noted in the pool's intake, in the epoch of its last measuring: 0 not yet, 1 takes up to the largest share,",
              "2 so too, as far as its cap, 3 up to its cap, 4 takes nothing, 5 nothing, since it is busy."
            ],
            "type": "u8"
          },
          {
            "name": "_reserved_bytes",
            "type": {
              "array": [
                "u8",
                5
              ]
            }
          },
          {
            "name": "stuck_lamports",
            "docs": [
              "What cannot be deactivated, since one of its accounts cannot be read or told: all lamports of both, as of the last look."
            ],
            "type": "u64"
          }
        ]
      }
    },
    {
      "name": "ValidatorRemoved",
      "docs": [
        "A validator left the list. Emitted by `remove_validator`."
      ],
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
            "docs": [
              "The place that it had."
            ],
            "type": "u32"
          },
          {
            "name": "moved_vote",
            "docs": [
              "The validator that took its index; default when it was the last."
            ],
            "type": "pubkey"
          },
          {
            "name": "lamports",
            "docs": [
              "Rent of its stake accounts, back in the reserve."
            ],
            "type": "u64"
          },
          {
            "name": "before",
            "type": {
              "defined": {
                "name": "Books"
              }
            }
          },
          {
            "name": "after",
            "type": {
              "defined": {
                "name": "Books"
              }
            }
          }
        ]
      }
    },
    {
      "name": "ValidatorsUpdated",
      "docs": [
        "Stake accounts were measured. Emitted by `update_validators`, also when it measures again in an epoch."
      ],
      "type": {
        "kind": "struct",
        "fields": [
          {
            "name": "pool",
            "type": "pubkey"
          },
          {
            "name": "epoch",
            "docs": [
              "In which it was measured."
            ],
            "type": "u64"
          },
          {
            "name": "measured",
            "docs": [
              "Validators measured for the first time in the epoch, by this instruction."
            ],
            "type": "u32"
          },
          {
            "name": "measured_in_epoch",
            "docs": [
              "Validators measured in this epoch so far."
            ],
            "type": "u32"
          },
          {
            "name": "earned",
            "docs": [
              "Rewards: the growth of delegations."
            ],
            "type": "u64"
          },
          {
            "name": "other",
            "docs": [
              "All other gains: lamports that came inactive, block revenue and donations among them."
            ],
            "type": "u64"
          },
          {
            "name": "loss",
            "docs": [
              "Lamports below the books; they count at once."
            ],
            "type": "u64"
          },
          {
            "name": "withdrawn",
            "docs": [
              "Lamports that came back to the reserve."
            ],
            "type": "u64"
          },
          {
            "name": "before",
            "type": {
              "defined": {
                "name": "Books"
              }
            }
          },
          {
            "name": "after",
            "type": {
              "defined": {
                "name": "Books"
              }
            }
          }
        ]
      }
    }
  ],
  "constants": [
    {
      "name": "DECIMALS",
      "docs": [
        "Decimals of the pool token: those of SOL, so that balances compare at a glance."
      ],
      "type": "u8",
      "value": "9"
    },
    {
      "name": "DEFAULT_IDLE_RATE_PPB",
      "docs": [
        "What idling costs before any update has measured it, in parts per billion."
      ],
      "type": "u32",
      "value": "1000000"
    },
    {
      "name": "ESCROW",
      "docs": [
        "Token account of the queued tickets, and its own authority: \"escrow\", pool."
      ],
      "type": "bytes",
      "value": "[101, 115, 99, 114, 111, 119]"
    },
    {
      "name": "EXIT",
      "docs": [
        "Stake account that a holder takes: \"exit\", pool, owner of the tokens, nonce as little-endian u64."
      ],
      "type": "bytes",
      "value": "[101, 120, 105, 116]"
    },
    {
      "name": "FEE_RISE_UPDATES",
      "docs": [
        "A raised fee takes effect with this many epoch updates: whoever does not like it can leave before."
      ],
      "type": "u64",
      "value": "2"
    },
    {
      "name": "HISTORY",
      "docs": [
        "Price history: \"history\", pool."
      ],
      "type": "bytes",
      "value": "[104, 105, 115, 116, 111, 114, 121]"
    },
    {
      "name": "HISTORY_LENGTH",
      "docs": [
        "Entries of the price history."
      ],
      "type": "u16",
      "value": "512"
    },
    {
      "name": "LIQUIDITY",
      "docs": [
        "Liquidity pool: \"liquidity\", pool."
      ],
      "type": "bytes",
      "value": "[108, 105, 113, 117, 105, 100, 105, 116, 121]"
    },
    {
      "name": "LIQUIDITY_MINT",
      "docs": [
        "Mint of the liquidity pool's shares, and its own authority: \"liquidity_mint\", pool."
      ],
      "type": "bytes",
      "value": "[108, 105, 113, 117, 105, 100, 105, 116, 121, 95, 109, 105, 110, 116]"
    },
    {
      "name": "LIQUIDITY_SOL",
      "docs": [
        "System account with the liquidity pool's SOL: \"liquidity_sol\", pool."
      ],
      "type": "bytes",
      "value": "[108, 105, 113, 117, 105, 100, 105, 116, 121, 95, 115, 111, 108]"
    },
    {
      "name": "LIQUIDITY_TOKENS",
      "docs": [
        "The liquidity pool's token account, and its own authority: \"liquidity_tokens\", pool."
      ],
      "type": "bytes",
      "value": "[108, 105, 113, 117, 105, 100, 105, 116, 121, 95, 116, 111, 107, 101, 110, 115]"
    },
    {
      "name": "MANAGER_CHANGE_UPDATES",
      "docs": [
        "A new validator manager takes over with this many epoch updates, so that known losses can be charged to the old one's",
        "validators before."
      ],
      "type": "u64",
      "value": "5"
    },
    {
      "name": "MARK",
      "docs": [
        "Mark of a validator's place in the list: \"mark\", pool, vote account."
      ],
      "type": "bytes",
      "value": "[109, 97, 114, 107]"
    },
    {
      "name": "MAX_DEPOSIT_FEE_BPS",
      "docs": [
        "See [`MAX_REWARD_FEE_BPS`]."
      ],
      "type": "u16",
      "value": "50"
    },
    {
      "name": "MAX_IDLE_RATE_PPB",
      "docs": [
        "The most that idling costs, in parts per billion."
      ],
      "type": "u32",
      "value": "5000000"
    },
    {
      "name": "MAX_LIQUIDITY_FEE_BPS",
      "docs": [
        "See [`MAX_REWARD_FEE_BPS`]."
      ],
      "type": "u16",
      "value": "1000"
    },
    {
      "name": "MAX_MOVING_PART_BPS",
      "docs": [
        "Longest moving part of an epoch: stake that moves before would idle for tickets that can still be cancelled for nothing."
      ],
      "type": "u16",
      "value": "5000"
    },
    {
      "name": "MAX_NAME_BYTES",
      "docs": [
        "Longest name of a token, in bytes, as the metadata program has it."
      ],
      "type": "u16",
      "value": "32"
    },
    {
      "name": "MAX_PAUSE_SECONDS",
      "docs": [
        "A pause ends by itself after at most this many seconds."
      ],
      "type": "i64",
      "value": "259200"
    },
    {
      "name": "MAX_RESERVE_BUFFER_BPS",
      "docs": [
        "Most of everything held that may have to stay undelegated: a buffer over it would be a pool that does not stake."
      ],
      "type": "u16",
      "value": "2000"
    },
    {
      "name": "MAX_REWARD_FEE_BPS",
      "docs": [
        "Ceilings that no admin can lift, in basis points."
      ],
      "type": "u16",
      "value": "1000"
    },
    {
      "name": "MAX_SCORE",
      "docs": [
        "Largest score; the sum over any list fits a u64."
      ],
      "type": "u32",
      "value": "1000000"
    },
    {
      "name": "MAX_SYMBOL_BYTES",
      "docs": [
        "See [`MAX_NAME_BYTES`]."
      ],
      "type": "u16",
      "value": "10"
    },
    {
      "name": "MAX_TICKET_FEE_BPS",
      "docs": [
        "See [`MAX_REWARD_FEE_BPS`]."
      ],
      "type": "u16",
      "value": "50"
    },
    {
      "name": "MAX_TREASURY_CUT_BPS",
      "docs": [
        "Largest part of the liquidity fee that goes to the treasury: most of it is the providers'."
      ],
      "type": "u16",
      "value": "5000"
    },
    {
      "name": "MAX_URI_BYTES",
      "docs": [
        "See [`MAX_NAME_BYTES`]."
      ],
      "type": "u16",
      "value": "200"
    },
    {
      "name": "MAX_VALIDATORS",
      "docs": [
        "Most validators a pool lists: the runtime's largest account (10 MiB) would hold 54,612 records; the rest is room for the",
        "record to grow."
      ],
      "type": "u32",
      "value": "40000"
    },
    {
      "name": "MAX_WITHDRAWAL_FEE_BPS",
      "docs": [
        "See [`MAX_REWARD_FEE_BPS`]."
      ],
      "type": "u16",
      "value": "50"
    },
    {
      "name": "MINIMUM_DEPOSIT_LAMPORTS",
      "docs": [
        "Least deposit, in lamports. Below it rounding would eat a noticeable part."
      ],
      "type": "u64",
      "value": "10000"
    },
    {
      "name": "MINIMUM_LIQUIDITY_SEED_LAMPORTS",
      "docs": [
        "Least seed of a liquidity pool, in lamports; its shares are locked for ever, for the reason the pool's seed is."
      ],
      "type": "u64",
      "value": "1000000000"
    },
    {
      "name": "MINIMUM_LIQUIDITY_TARGET_LAMPORTS",
      "docs": [
        "Least liquidity target, in lamports: a line over less would be a step."
      ],
      "type": "u64",
      "value": "1000000000"
    },
    {
      "name": "MINIMUM_SEED_LAMPORTS",
      "docs": [
        "Least seed deposit, in lamports. Its tokens stay locked for ever, so neither supply nor total is ever near zero:",
        "the first depositor cannot move the price, and no division meets a zero."
      ],
      "type": "u64",
      "value": "1000000000"
    },
    {
      "name": "MINIMUM_TICKET_LAMPORTS",
      "docs": [
        "Least value of a ticket when it is ordered, in lamports: the queue is settled in order, so filling it with dust must",
        "cost more than it delays."
      ],
      "type": "u64",
      "value": "1000000"
    },
    {
      "name": "MINT_AUTHORITY",
      "docs": [
        "Authority of the mint: \"mint_authority\", pool."
      ],
      "type": "bytes",
      "value": "[109, 105, 110, 116, 95, 97, 117, 116, 104, 111, 114, 105, 116, 121]"
    },
    {
      "name": "MIN_MOVING_PART_BPS",
      "docs": [
        "Shortest moving part of an epoch."
      ],
      "type": "u16",
      "value": "100"
    },
    {
      "name": "MIN_PART_LAMPORTS",
      "docs": [
        "Least payment on a part of a ticket, in lamports."
      ],
      "type": "u64",
      "value": "1000000"
    },
    {
      "name": "PAUSE_INTERVAL_SECONDS",
      "docs": [
        "After a pause the pool runs for at least this many seconds before the next."
      ],
      "type": "i64",
      "value": "86400"
    },
    {
      "name": "POOL",
      "docs": [
        "Pool: \"pool\", mint."
      ],
      "type": "bytes",
      "value": "[112, 111, 111, 108]"
    },
    {
      "name": "QUEUE",
      "docs": [
        "Ring of the queued tickets' addresses: \"queue\", pool."
      ],
      "type": "bytes",
      "value": "[113, 117, 101, 117, 101]"
    },
    {
      "name": "REBALANCE_TOLERANCE_BPS",
      "docs": [
        "Rebalancing lets a validator be over its target by this part of it."
      ],
      "type": "u16",
      "value": "10"
    },
    {
      "name": "RESERVE",
      "docs": [
        "System account with the undelegated SOL: \"reserve\", pool."
      ],
      "type": "bytes",
      "value": "[114, 101, 115, 101, 114, 118, 101]"
    },
    {
      "name": "SEED",
      "docs": [
        "Token account of the seed deposit, and its own authority; the program never signs for it: \"seed\", pool."
      ],
      "type": "bytes",
      "value": "[115, 101, 101, 100]"
    },
    {
      "name": "STAKE",
      "docs": [
        "A validator stake account: \"stake\", pool, vote account."
      ],
      "type": "bytes",
      "value": "[115, 116, 97, 107, 101]"
    },
    {
      "name": "STAKE_ACCOUNT_BYTES",
      "docs": [
        "Bytes of a stake account."
      ],
      "type": "u64",
      "value": "200"
    },
    {
      "name": "STAKE_AUTHORITY",
      "docs": [
        "Staker and withdrawer of every stake account of the pool: \"stake_authority\", pool."
      ],
      "type": "bytes",
      "value": "[115, 116, 97, 107, 101, 95, 97, 117, 116, 104, 111, 114, 105, 116, 121]"
    },
    {
      "name": "TICKET",
      "docs": [
        "Ticket: \"ticket\", pool, who ordered it, nonce as little-endian u64. Nothing in it is shared: nobody's order depends on",
        "anybody else's."
      ],
      "type": "bytes",
      "value": "[116, 105, 99, 107, 101, 116]"
    },
    {
      "name": "TRANSIENT",
      "docs": [
        "A validator's transient stake account: \"transient\", pool, vote account."
      ],
      "type": "bytes",
      "value": "[116, 114, 97, 110, 115, 105, 101, 110, 116]"
    },
    {
      "name": "VALIDATORS",
      "docs": [
        "Validator list: \"validators\", pool."
      ],
      "type": "bytes",
      "value": "[118, 97, 108, 105, 100, 97, 116, 111, 114, 115]"
    }
  ]
} as const;
