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
      "name": "acceptAdmin",
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
          "name": "pendingAdmin",
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
      "name": "addLiquidity",
      "docs": [
        "Adds SOL to the liquidity pool for shares of it, floored, at the worth of its SOL and its released tokens at the true",
        "price. Needs a fresh price. Changes its `sol_lamports`, `shares` and `added`. Emits `LiquidityAdded`.",
        "",
        "Errors: `ZeroAmount`, `DepositTooSmall`, `InsufficientLamports`, `PoolOutOfDate`, `EpochRewardsActive`,",
        "`Paused`, `LiquidityCapExceeded`, `ZeroResult`, `SlippageExceeded`, `WrongLiquidityPool`,",
        "`WrongLiquidityAccount`, `WrongTokenAccount`, `NoPrice`."
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
          "relations": [
            "pool"
          ]
        },
        {
          "name": "liquiditySol",
          "writable": true
        },
        {
          "name": "liquidityMint",
          "docs": [
            "Write: the mint of the shares."
          ],
          "writable": true
        },
        {
          "name": "destination",
          "docs": [
            "Write: receives the shares. May be anybody's."
          ],
          "writable": true
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
          "name": "minimumSharesOut",
          "type": "u64"
        }
      ]
    },
    {
      "name": "addValidator",
      "docs": [
        "Lists a validator; the manager pays for its place. Emits `ValidatorAdded`.",
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
          "name": "stake",
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
      "name": "applyConfig",
      "docs": [
        "Puts pending fees in force that have come due; may be called by anybody. Emits `ConfigApplied`.",
        "",
        "Errors: `NothingPending`."
      ],
      "discriminator": [
        121,
        42,
        53,
        8,
        51,
        150,
        105,
        249
      ],
      "accounts": [
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
      "name": "cancelTicket",
      "docs": [
        "Takes a queued ticket's tokens back out of escrow. Only its owner may; the price's age does not matter.",
        "",
        "The ticket account is closed at once when it is the head of the queue; otherwise it keeps its place, empty, and",
        "[`claim_ticket`] returns its rent once the queue has passed it. Emits `TicketCancelled`.",
        "",
        "Errors: `TicketNotQueued`, `NotTicketOwner`, `WrongTicket`, `WrongTokenAccount`, `WrongDestination`."
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
      "name": "checkBacking",
      "docs": [
        "Compares the reserve, the mint, the escrow and some validators' accounts with the books, and fails when any holds",
        "less; see [`CheckBacking`] for the accounts that follow, [`Backing`] for the return data.",
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
          ]
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
            "Read: the pool token."
          ],
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
          "name": "escrow",
          "docs": [
            "Read: the tokens of queued tickets."
          ],
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
          "name": "backing"
        }
      }
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
      "name": "convert",
      "docs": [
        "Converts an amount at the true price, floored, as return data; see [`Converted`]. Says itself whether it is fresh.",
        "",
        "Errors: `NoPrice`."
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
              "name": "conversion"
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
          "name": "converted"
        }
      }
    },
    {
      "name": "createLiquidity",
      "docs": [
        "Creates the pool's liquidity pool. The seed's shares are locked for ever. Only the admin may. Emits",
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
          "name": "admin",
          "docs": [
            "Signer: the pool's admin. Pays the seed and all rents."
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
            "Write: the pool."
          ],
          "writable": true
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
          "name": "liquiditySol",
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
          "name": "liquidityTokens",
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
          "name": "liquidityMint",
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
          "name": "seedLamports",
          "type": "u64"
        },
        {
          "name": "config",
          "type": {
            "defined": {
              "name": "liquidityConfig"
            }
          }
        }
      ]
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
          "name": "treasury",
          "docs": [
            "chain never writes to, such as a program's, would stop the epoch update."
          ],
          "writable": true
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
        "`MoveLimitReached`, `TransientInUse`, `StakeCoolingDown`, `NothingToDeactivate`, `WrongStakeAccount`,",
        "`WrongTransientAccount`, `StakeNotActive`."
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
        "Deposits `lamports` for tokens at the true price: first those that the liquidity pool has on sale, without fee, which",
        "refills its SOL; the rest is minted: floored, less the deposit fee (ceiled, in tokens).",
        "",
        "Needs a fresh price. The fee goes to the treasury and, by the pool's share, to an optional referrer; where the",
        "treasury cannot receive, no fee is charged. Changes the pool's `reserve_lamports` and `supply`, and the liquidity",
        "pool's `sol_lamports` and `token_amount`. Emits `SolDeposited`.",
        "",
        "Errors: `ZeroAmount`, `DepositTooSmall`, `InsufficientLamports`, `PoolOutOfDate`, `EpochRewardsActive`,",
        "`Paused`, `SupplyAboveBooks`, `DepositCapExceeded`, `NoPrice`, `ZeroResult`, `SlippageExceeded`,",
        "`WrongReferrer`, `WrongLiquidityPool`, `WrongLiquidityAccount`, `WrongTokenAccount`, `WrongDestination`."
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
          "name": "liquidity",
          "docs": [
            "Write: the liquidity pool, whose tokens are bought first. Left out exactly when the pool has none."
          ],
          "writable": true,
          "optional": true
        },
        {
          "name": "liquiditySol",
          "writable": true,
          "optional": true
        },
        {
          "name": "liquidityTokens",
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
      "name": "depositStakeAccount",
      "docs": [
        "Deposits a stake account that is fully active with a listed validator, for tokens at the true price: floored, less",
        "the deposit fee (ceiled, in tokens). Its stake joins the validator's canonical account; all its other lamports,",
        "rent included, are credited as SOL. Staker and withdrawer sign as one. Needs a fresh price. Changes the pool's",
        "`staked_lamports`, `reserve_lamports` and `supply`, and the validator's record. Emits `StakeAccountDeposited`.",
        "",
        "Errors: `PoolOutOfDate`, `EpochRewardsActive`, `Paused`, `SupplyAboveBooks`, `ValidatorNotFound`,",
        "`WrongStakeAccount`, `WrongTransientAccount`, `NotStakeOwner`, `StakeLocked`, `StakeNotActive`,",
        "`WrongValidator`, `ValidatorDraining`, `BelowMinimumDelegation`, `ReserveNeeded`, `DepositCapExceeded`,",
        "`NoPrice`, `ZeroResult`, `SlippageExceeded`, `WrongTokenAccount`, `WrongDestination`."
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
          "name": "stakeAuthority",
          "relations": [
            "pool"
          ]
        },
        {
          "name": "deposited",
          "writable": true
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
          "name": "index",
          "type": "u32"
        },
        {
          "name": "minimumTokensOut",
          "type": "u64"
        }
      ]
    },
    {
      "name": "emergencyDeactivate",
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
          "name": "stakeProgram",
          "address": "Stake11111111111111111111111111111111111111"
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
      "name": "getPrice",
      "docs": [
        "Returns the true price as return data; see [`TruePrice`]. Never refused for its age: it says itself whether it is",
        "fresh.",
        "",
        "Errors: `NoPrice`."
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
      "name": "liquidUnstake",
      "docs": [
        "Sells `tokens` to the liquidity pool for SOL at once: their worth at the true price less the integral of the fee",
        "line over the SOL that leaves, so that no splitting makes it cheaper. SOL that was added in this epoch is not on the",
        "line, and that of the last epoch comes onto it slot by slot; it leaves last, at the highest rate. The providers'",
        "part of the fee is held until the next epoch, over whose slots it is released. Needs a fresh price. Changes the",
        "liquidity pool's `sol_lamports`, `token_amount`, `held_fees` and `paid_count`. Emits `LiquidUnstaked`.",
        "",
        "Errors: `ZeroAmount`, `InsufficientTokens`, `PoolOutOfDate`, `EpochRewardsActive`, `Paused`,",
        "`InsufficientLiquidity`, `NoPrice`, `ZeroResult`, `SlippageExceeded`, `WrongLiquidityPool`,",
        "`WrongLiquidityAccount`, `WrongTokenAccount`, `WrongTokenOwner`."
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
            "Signer: owns the tokens, receives the lamports."
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
          "relations": [
            "pool"
          ]
        },
        {
          "name": "liquiditySol",
          "writable": true
        },
        {
          "name": "liquidityTokens",
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
          "name": "treasury",
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
      "name": "proposeAdmin",
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
          "name": "newAdmin",
          "type": "pubkey"
        }
      ]
    },
    {
      "name": "proposeConfig",
      "docs": [
        "Changes settings. Fee cuts and everything that is no fee take effect at once; a fee that rises does so two epoch",
        "updates later, and never over its ceiling. A new proposal starts the wait anew. Only the admin may. Emits",
        "`ConfigProposed`.",
        "",
        "Errors: `NotAdmin`, `FeeTooHigh`, `RatioOutOfRange`."
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
              "name": "configChange"
            }
          }
        }
      ]
    },
    {
      "name": "removeLiquidity",
      "docs": [
        "Redeems shares of the liquidity pool for their part of its SOL and of its released tokens, both floored; their part of",
        "fees that are held stays with those who stay. Works at any time, paused and out of date included. Changes its",
        "`sol_lamports`, `token_amount`, `shares` and `added`. Emits `LiquidityRemoved`.",
        "",
        "Errors: `ZeroAmount`, `InsufficientTokens`, `ZeroResult`, `SlippageExceeded`, `WrongLiquidityPool`,",
        "`WrongLiquidityAccount`, `WrongTokenAccount`, `WrongTokenOwner`, `WrongDestination`."
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
            "Signer: owns the shares, receives the lamports."
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
          "relations": [
            "pool"
          ]
        },
        {
          "name": "liquiditySol",
          "writable": true
        },
        {
          "name": "liquidityTokens",
          "writable": true
        },
        {
          "name": "liquidityMint",
          "docs": [
            "Write: the mint of the shares."
          ],
          "writable": true
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
          "name": "shares",
          "type": "u64"
        },
        {
          "name": "minimumLamportsOut",
          "type": "u64"
        },
        {
          "name": "minimumTokensOut",
          "type": "u64"
        }
      ]
    },
    {
      "name": "removeValidator",
      "docs": [
        "Takes a drained validator off the list: its score is 0 and all its stake has come back. The rent of its stake",
        "accounts returns to the reserve, that of its mark to the validator manager; the last validator of the list takes its",
        "index. Must be the transaction's last instruction. Emits `ValidatorRemoved`.",
        "",
        "Errors: `ValidatorNotFound`, `ValidatorStillScored`, `ValidatorNotDrained`, `NotLastInstruction`,",
        "`EpochRewardsActive`, `WrongStakeAccount`, `WrongTransientAccount`, `NotValidatorManager`."
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
          "name": "validatorManager",
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
          "docs": [
            "Write: the validator's mark; closed."
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
          "name": "instructions",
          "address": "Sysvar1nstructions1111111111111111111111111"
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
      "name": "setLiquidityConfig",
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
              "name": "liquidityConfig"
            }
          }
        }
      ]
    },
    {
      "name": "setRole",
      "docs": [
        "Gives a role to somebody else. Only the admin may. Emits `RoleSet`.",
        "",
        "Errors: `NotAdmin`, `MissingRole`."
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
        }
      ],
      "args": [
        {
          "name": "role",
          "type": {
            "defined": {
              "name": "role"
            }
          }
        },
        {
          "name": "newHolder",
          "type": "pubkey"
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
        "tokens are burned, and the SOL lies in the ticket account from then on. What stays in the pool, the fee and what the",
        "tickets' value gained since their order, is a gain of the next update. See [`SettleTickets`] for the accounts that",
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
    },
    {
      "name": "withdrawStakeAccount",
      "docs": [
        "Burns `tokens` for a stake account of a validator, at the true price less the withdrawal fee: the exit that nobody",
        "can close. The owner pays the new account's rent and is its staker and withdrawer. Needs a fresh price, and at",
        "least the minimum delegation; the validator's account keeps as much, or nothing. Never paused. The fee is a gain of",
        "the next update. Changes the pool's `staked_lamports`, `cooling_lamports`, `supply`, `pending_gain` and `fee_credit`,",
        "and the validator's record. Emits `StakeAccountWithdrawn`.",
        "",
        "Errors: `ZeroAmount`, `InsufficientTokens`, `PoolOutOfDate`, `EpochRewardsActive`, `ValidatorNotFound`,",
        "`ZeroResult`, `SlippageExceeded`, `WrongStakeAccount`, `WrongTransientAccount`, `BelowMinimumDelegation`,",
        "`NotEnoughStake`, `WrongTokenAccount`, `WrongTokenOwner`."
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
          "name": "owner",
          "docs": [
            "Signer: owns the tokens, pays the new account's rent and what the old one lacks of a rent that has risen, becomes",
            "staker and withdrawer."
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
          "name": "mint",
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
          "name": "newStake",
          "docs": [
            "Create, signer: the stake account that the owner receives; not his wallet."
          ],
          "writable": true,
          "signer": true
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
          "name": "index",
          "type": "u32"
        },
        {
          "name": "tokens",
          "type": "u64"
        },
        {
          "name": "minimumLamportsOut",
          "type": "u64"
        }
      ]
    }
  ],
  "accounts": [
    {
      "name": "liquidityPool",
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
    },
    {
      "name": "validatorMark",
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
      "name": "adminAccepted",
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
      "name": "adminProposed",
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
      "name": "configApplied",
      "discriminator": [
        193,
        101,
        90,
        205,
        113,
        125,
        184,
        13
      ]
    },
    {
      "name": "configProposed",
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
      "name": "emergencyDeactivated",
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
      "name": "liquidUnstaked",
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
      "name": "liquidityAdded",
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
      "name": "liquidityConfigSet",
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
      "name": "liquidityCreated",
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
      "name": "liquidityRemoved",
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
      "name": "poolPaused",
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
      "name": "poolResumed",
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
      "name": "roleSet",
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
      "name": "stakeAccountDeposited",
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
      "name": "stakeAccountWithdrawn",
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
      "name": "validatorRemoved",
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
      "msg": "Deposits, instant unstakes, adding liquidity and new delegation are paused"
    },
    {
      "code": 6014,
      "name": "wrongDestination",
      "msg": "The tokens would go to an account of the pool's own, where nobody could reach them"
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
      "msg": "A role has no address"
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
    },
    {
      "code": 6063,
      "name": "notPendingAdmin",
      "msg": "Only the proposed admin may accept the role"
    },
    {
      "code": 6064,
      "name": "pauseTooSoon",
      "msg": "The pool was paused a short time ago: it cannot be paused again yet"
    },
    {
      "code": 6065,
      "name": "pauseOutOfRange",
      "msg": "A pause lasts between one second and three days"
    },
    {
      "code": 6066,
      "name": "notPaused",
      "msg": "The pool is not paused"
    },
    {
      "code": 6067,
      "name": "nothingPending",
      "msg": "No change of fees is pending, or it has not come due"
    },
    {
      "code": 6068,
      "name": "validatorStillScored",
      "msg": "The validator still has a score: set it to 0 first"
    },
    {
      "code": 6069,
      "name": "validatorNotDrained",
      "msg": "The validator still has stake: it can be removed when all of it has come back"
    },
    {
      "code": 6070,
      "name": "notLastInstruction",
      "msg": "The instruction must be the transaction's last, and not be called by another program"
    },
    {
      "code": 6071,
      "name": "stakeAddressTaken",
      "msg": "The validator's stake address is held by an account that is not the pool's"
    },
    {
      "code": 6072,
      "name": "wrongLiquidityPool",
      "msg": "The liquidity pool is not the pool's, or the pool has one and it was left out"
    },
    {
      "code": 6073,
      "name": "wrongLiquidityAccount",
      "msg": "The account is not the liquidity pool's account of this kind"
    },
    {
      "code": 6074,
      "name": "insufficientLiquidity",
      "msg": "The liquidity pool holds too little SOL for this sale"
    },
    {
      "code": 6075,
      "name": "liquidityCapExceeded",
      "msg": "The liquidity would pass its cap"
    },
    {
      "code": 6076,
      "name": "stakeLocked",
      "msg": "The stake account is locked up"
    },
    {
      "code": 6077,
      "name": "stakeNotActive",
      "msg": "The stake account must be fully active, and so must the validator's own in the pool"
    },
    {
      "code": 6078,
      "name": "notStakeOwner",
      "msg": "Only who is both staker and withdrawer of the stake account may deposit it"
    },
    {
      "code": 6079,
      "name": "wrongValidator",
      "msg": "The stake account is delegated to another validator"
    },
    {
      "code": 6080,
      "name": "validatorDraining",
      "msg": "The validator is being drained: it takes no stake"
    },
    {
      "code": 6081,
      "name": "notEnoughStake",
      "msg": "The validator has not this much stake to give: take less, or all of it, or from another validator"
    },
    {
      "code": 6082,
      "name": "notBacked",
      "msg": "The accounts hold less than the books say"
    }
  ],
  "types": [
    {
      "name": "adminAccepted",
      "type": {
        "kind": "struct",
        "fields": [
          {
            "name": "pool",
            "type": "pubkey"
          },
          {
            "name": "oldAdmin",
            "type": "pubkey"
          },
          {
            "name": "newAdmin",
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
      "name": "adminProposed",
      "type": {
        "kind": "struct",
        "fields": [
          {
            "name": "pool",
            "type": "pubkey"
          },
          {
            "name": "admin",
            "type": "pubkey"
          },
          {
            "name": "pendingAdmin",
            "docs": [
              "Default for nobody: the proposal is withdrawn."
            ],
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
      "name": "backing",
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
      "name": "books",
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
      "name": "configApplied",
      "type": {
        "kind": "struct",
        "fields": [
          {
            "name": "pool",
            "type": "pubkey"
          },
          {
            "name": "fees",
            "type": {
              "defined": {
                "name": "feeRates"
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
      "name": "configChange",
      "docs": [
        "What shall change; `None` leaves a setting as it is, or as it is about to become. Rates are in basis points."
      ],
      "type": {
        "kind": "struct",
        "fields": [
          {
            "name": "rewardFee",
            "docs": [
              "At most 10 %. A rise takes effect two epoch updates later, like that of the fees below."
            ],
            "type": {
              "option": "u16"
            }
          },
          {
            "name": "depositFee",
            "docs": [
              "At most 0.5 %."
            ],
            "type": {
              "option": "u16"
            }
          },
          {
            "name": "withdrawalFee",
            "docs": [
              "At most 0.5 %."
            ],
            "type": {
              "option": "u16"
            }
          },
          {
            "name": "ticketFee",
            "docs": [
              "At most 0.5 %."
            ],
            "type": {
              "option": "u16"
            }
          },
          {
            "name": "referralShare",
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
            "name": "depositCap",
            "docs": [
              "Largest total in lamports."
            ],
            "type": {
              "option": "u64"
            }
          },
          {
            "name": "reserveBuffer",
            "docs": [
              "At most 20 %."
            ],
            "type": {
              "option": "u16"
            }
          },
          {
            "name": "maxValidatorShare",
            "type": {
              "option": "u16"
            }
          },
          {
            "name": "maxMove",
            "type": {
              "option": "u16"
            }
          }
        ]
      }
    },
    {
      "name": "configProposed",
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
                "name": "feeRates"
              }
            }
          },
          {
            "name": "pendingFees",
            "docs": [
              "Fees from update number `pending_fees_update` on."
            ],
            "type": {
              "defined": {
                "name": "feeRates"
              }
            }
          },
          {
            "name": "pendingFeesUpdate",
            "docs": [
              "0 when nothing is pending."
            ],
            "type": "u64"
          },
          {
            "name": "treasury",
            "type": "pubkey"
          },
          {
            "name": "depositCap",
            "type": "u64"
          },
          {
            "name": "reserveBuffer",
            "type": "u16"
          },
          {
            "name": "maxValidatorShare",
            "type": "u16"
          },
          {
            "name": "maxMove",
            "type": "u16"
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
      "name": "conversion",
      "docs": [
        "Which way to convert."
      ],
      "type": {
        "kind": "enum",
        "variants": [
          {
            "name": "toTokens"
          },
          {
            "name": "toLamports"
          }
        ]
      }
    },
    {
      "name": "converted",
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
            "type": "u16"
          },
          {
            "name": "depositFee",
            "docs": [
              "At most 0.5 %."
            ],
            "type": "u16"
          },
          {
            "name": "withdrawalFee",
            "docs": [
              "At most 0.5 %."
            ],
            "type": "u16"
          },
          {
            "name": "ticketFee",
            "docs": [
              "At most 0.5 %."
            ],
            "type": "u16"
          },
          {
            "name": "referralShare",
            "docs": [
              "Part of the deposit fee that the referrer receives."
            ],
            "type": "u16"
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
            "type": "u16"
          },
          {
            "name": "maxValidatorShare",
            "docs": [
              "Largest part of everything held that one validator may have."
            ],
            "type": "u16"
          },
          {
            "name": "maxMove",
            "docs": [
              "Largest part of all stake that rebalancing may deactivate in one epoch."
            ],
            "type": "u16"
          }
        ]
      }
    },
    {
      "name": "deferred",
      "docs": [
        "What counts only later, by the epoch in which it came: nothing in that epoch, then linearly over the next one's slots."
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
            "docs": [
              "Epoch that `recent` came in."
            ],
            "type": "u64"
          },
          {
            "name": "recent",
            "docs": [
              "What came in `epoch`."
            ],
            "type": "u64"
          },
          {
            "name": "earlier",
            "docs": [
              "What came in the epoch before."
            ],
            "type": "u64"
          }
        ]
      }
    },
    {
      "name": "emergencyDeactivated",
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
            "type": "u64"
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
      "name": "feeRates",
      "docs": [
        "[`Fees`] in an event. The account's own type is bytes of fixed layout to the IDL, which `declare_program!` cannot put",
        "into an event."
      ],
      "type": {
        "kind": "struct",
        "fields": [
          {
            "name": "reward",
            "type": "u16"
          },
          {
            "name": "deposit",
            "type": "u16"
          },
          {
            "name": "withdrawal",
            "type": "u16"
          },
          {
            "name": "ticket",
            "type": "u16"
          },
          {
            "name": "referralShare",
            "type": "u16"
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
              "Of a stake account that a user withdraws; stays in the pool."
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
            "name": "referralShare",
            "docs": [
              "The referrer's part of the deposit fee."
            ],
            "type": "u16"
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
      "name": "liquidUnstaked",
      "type": {
        "kind": "struct",
        "fields": [
          {
            "name": "pool",
            "type": "pubkey"
          },
          {
            "name": "seller",
            "type": "pubkey"
          },
          {
            "name": "tokens",
            "type": "u64"
          },
          {
            "name": "lamports",
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
            "name": "treasuryTokens",
            "docs": [
              "The treasury's part of the fee."
            ],
            "type": "u64"
          },
          {
            "name": "solAfter",
            "docs": [
              "What the liquidity pool holds afterwards."
            ],
            "type": "u64"
          },
          {
            "name": "tokensAfter",
            "docs": [
              "What the liquidity pool holds afterwards."
            ],
            "type": "u64"
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
      "name": "liquidityAdded",
      "type": {
        "kind": "struct",
        "fields": [
          {
            "name": "pool",
            "type": "pubkey"
          },
          {
            "name": "provider",
            "type": "pubkey"
          },
          {
            "name": "lamports",
            "type": "u64"
          },
          {
            "name": "shares",
            "type": "u64"
          },
          {
            "name": "solAfter",
            "docs": [
              "What the liquidity pool holds afterwards."
            ],
            "type": "u64"
          },
          {
            "name": "tokensAfter",
            "docs": [
              "What the liquidity pool holds afterwards."
            ],
            "type": "u64"
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
      "name": "liquidityConfig",
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
            "name": "minFee",
            "docs": [
              "Rate with the liquidity at or over its target."
            ],
            "type": "u16"
          },
          {
            "name": "maxFee",
            "docs": [
              "Rate with no liquidity left; at most 10 %."
            ],
            "type": "u16"
          },
          {
            "name": "treasuryCut",
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
      "name": "liquidityConfigSet",
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
                "name": "liquidityRates"
              }
            }
          },
          {
            "name": "pendingFees",
            "docs": [
              "In force from the pool's update number `pending_fees_update` on."
            ],
            "type": {
              "defined": {
                "name": "liquidityRates"
              }
            }
          },
          {
            "name": "pendingFeesUpdate",
            "docs": [
              "0 when nothing is pending."
            ],
            "type": "u64"
          },
          {
            "name": "cap",
            "type": "u64"
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
      "name": "liquidityCreated",
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
            "name": "seedLamports",
            "type": "u64"
          },
          {
            "name": "fees",
            "type": {
              "defined": {
                "name": "liquidityRates"
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
      "name": "liquidityFees",
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
            "name": "treasuryCut",
            "docs": [
              "The treasury's part of the fee; the rest is the liquidity providers'."
            ],
            "type": "u16"
          },
          {
            "name": "spare",
            "type": "u16"
          }
        ]
      }
    },
    {
      "name": "liquidityPool",
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
            "name": "solBump",
            "type": "u8"
          },
          {
            "name": "tokensBump",
            "type": "u8"
          },
          {
            "name": "mintBump",
            "type": "u8"
          },
          {
            "name": "spareBytes",
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
            "name": "solLamports",
            "docs": [
              "Accounted lamports, over the account's rent."
            ],
            "type": "u64"
          },
          {
            "name": "tokenAmount",
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
            "name": "lockedShares",
            "docs": [
              "Shares of the seed, which were never minted and can never be redeemed."
            ],
            "type": "u64"
          },
          {
            "name": "fees",
            "docs": [
              "Fees in force."
            ],
            "type": {
              "defined": {
                "name": "liquidityFees"
              }
            }
          },
          {
            "name": "pendingFees",
            "docs": [
              "Fees from the pool's update number `pending_fees_update` on."
            ],
            "type": {
              "defined": {
                "name": "liquidityFees"
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
            "name": "cap",
            "docs": [
              "Liquidity can be added while the SOL stays within this."
            ],
            "type": "u64"
          },
          {
            "name": "paidCount",
            "docs": [
              "Instant unstakes so far, in lamports paid; wraps. For statistics."
            ],
            "type": "u64"
          },
          {
            "name": "heldFees",
            "docs": [
              "Tokens of the providers' fees that are neither the shares' yet nor on sale: those of an epoch are released over the",
              "next one's slots. So whoever adds and removes in a moment takes no part of a fee, not of his own sale's either."
            ],
            "type": {
              "defined": {
                "name": "deferred"
              }
            }
          },
          {
            "name": "added",
            "docs": [
              "Lamports that were added, less those that were removed since: those of an epoch come onto the fee line over the next",
              "one's slots. So SOL that is lent for a moment lowers no rate. The seed and what deposits pay in count at once."
            ],
            "type": {
              "defined": {
                "name": "deferred"
              }
            }
          },
          {
            "name": "spare",
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
      "name": "liquidityRates",
      "docs": [
        "[`LiquidityFees`] in an event, for the same reason."
      ],
      "type": {
        "kind": "struct",
        "fields": [
          {
            "name": "target",
            "type": "u64"
          },
          {
            "name": "min",
            "type": "u16"
          },
          {
            "name": "max",
            "type": "u16"
          },
          {
            "name": "treasuryCut",
            "type": "u16"
          }
        ]
      }
    },
    {
      "name": "liquidityRemoved",
      "type": {
        "kind": "struct",
        "fields": [
          {
            "name": "pool",
            "type": "pubkey"
          },
          {
            "name": "provider",
            "type": "pubkey"
          },
          {
            "name": "shares",
            "type": "u64"
          },
          {
            "name": "lamports",
            "type": "u64"
          },
          {
            "name": "tokens",
            "type": "u64"
          },
          {
            "name": "solAfter",
            "docs": [
              "What the liquidity pool holds afterwards."
            ],
            "type": "u64"
          },
          {
            "name": "tokensAfter",
            "docs": [
              "What the liquidity pool holds afterwards."
            ],
            "type": "u64"
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
            "type": "u64"
          },
          {
            "name": "reserveLamports",
            "docs": [
              "Undelegated lamports, over the reserve's rent."
            ],
            "type": "u64"
          },
          {
            "name": "stakedLamports",
            "docs": [
              "Lamports in the stake accounts of all validators: active, activating, cooling down, and their rent."
            ],
            "type": "u64"
          },
          {
            "name": "releaseLamports",
            "docs": [
              "Rewards of the last update that were to be released from `release_start_slot` on."
            ],
            "type": "u64"
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
              "Gains measured since the last update, and what those who left since did not take with them; not in the total yet."
            ],
            "type": "u64"
          },
          {
            "name": "pendingLoss",
            "docs": [
              "Losses measured since the last update, still in the total."
            ],
            "type": "u64"
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
            "type": "u64"
          },
          {
            "name": "highWaterSupply",
            "docs": [
              "See `high_water_total`."
            ],
            "type": "u64"
          },
          {
            "name": "feeCredit",
            "docs": [
              "As much gain is free of the fee: rewards that were charged and then lost before their release, and what those who",
              "left did not take with them."
            ],
            "type": "u64"
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
            "type": "u64"
          },
          {
            "name": "queuedLamports",
            "docs": [
              "The most that the queued tickets can claim."
            ],
            "type": "u64"
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
            "type": "u64"
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
            "type": "u64"
          },
          {
            "name": "reserveBuffer",
            "docs": [
              "See [`Policy`]."
            ],
            "type": "u16"
          },
          {
            "name": "maxValidatorShare",
            "docs": [
              "See [`Policy`]."
            ],
            "type": "u16"
          },
          {
            "name": "maxMove",
            "docs": [
              "See [`Policy`]."
            ],
            "type": "u16"
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
                28
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
      "name": "poolPaused",
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
            "name": "nextPauseFrom",
            "docs": [
              "Unix time from which the pool can be paused again."
            ],
            "type": "i64"
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
      "name": "poolResumed",
      "type": {
        "kind": "struct",
        "fields": [
          {
            "name": "pool",
            "type": "pubkey"
          },
          {
            "name": "nextPauseFrom",
            "docs": [
              "Unix time from which the pool can be paused again."
            ],
            "type": "i64"
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
            "type": "u64"
          },
          {
            "name": "loss",
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
            "name": "feeTokens",
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
            "type": "u64"
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
      "name": "role",
      "docs": [
        "A role that the admin fills. The admin's own is handed over in two steps."
      ],
      "type": {
        "kind": "enum",
        "variants": [
          {
            "name": "validatorManager"
          },
          {
            "name": "guardian"
          }
        ]
      }
    },
    {
      "name": "roleSet",
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
                "name": "role"
              }
            }
          },
          {
            "name": "oldHolder",
            "type": "pubkey"
          },
          {
            "name": "newHolder",
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
            "name": "lamportsToLiquidity",
            "docs": [
              "Part of `lamports` that bought tokens of the liquidity pool, free of the fee."
            ],
            "type": "u64"
          },
          {
            "name": "tokensFromLiquidity",
            "docs": [
              "Tokens that they bought."
            ],
            "type": "u64"
          },
          {
            "name": "treasuryTokens",
            "docs": [
              "To the treasury."
            ],
            "type": "u64"
          },
          {
            "name": "referrerTokens",
            "docs": [
              "To the referrer."
            ],
            "type": "u64"
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
      "name": "stakeAccountDeposited",
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
            "type": "pubkey"
          },
          {
            "name": "stakeLamports",
            "docs": [
              "Its delegated lamports, now with the validator's canonical account."
            ],
            "type": "u64"
          },
          {
            "name": "looseLamports",
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
            "name": "treasuryTokens",
            "docs": [
              "To the treasury."
            ],
            "type": "u64"
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
      "name": "stakeAccountWithdrawn",
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
            "name": "stake",
            "docs": [
              "The new account, which is the owner's."
            ],
            "type": "pubkey"
          },
          {
            "name": "vote",
            "type": "pubkey"
          },
          {
            "name": "tokens",
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
            "type": "u64"
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
            "type": "u16"
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
            "type": "u64"
          },
          {
            "name": "orderedLamports",
            "docs": [
              "What the tokens were worth when ordered: the ticket never pays more."
            ],
            "type": "u64"
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
            "type": "u64"
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
            "type": "u64"
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
            "type": "u64"
          },
          {
            "name": "rent",
            "docs": [
              "What came on top: the account's rent and whatever was sent to it."
            ],
            "type": "u64"
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
            "type": "u64"
          },
          {
            "name": "lamports",
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
            "type": "u64"
          },
          {
            "name": "orderedLamports",
            "docs": [
              "The most the ticket pays, before its fee."
            ],
            "type": "u64"
          },
          {
            "name": "lamportsAhead",
            "docs": [
              "Lamports of the tickets before it."
            ],
            "type": "u64"
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
      "name": "validatorMark",
      "docs": [
        "Says that a validator is in a pool's list. PDA of \"validator\", pool, vote account."
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
            "type": "u64"
          },
          {
            "name": "transientLamports",
            "docs": [
              "Accounted lamports of the transient stake account, rent included; 0 when there is none."
            ],
            "type": "u64"
          },
          {
            "name": "coolingLamports",
            "docs": [
              "Part of both that is being deactivated and comes back to the reserve."
            ],
            "type": "u64"
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
      "name": "validatorRemoved",
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
            "name": "movedVote",
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
            "type": "u64"
          },
          {
            "name": "loss",
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
      "name": "feeRiseUpdates",
      "docs": [
        "A raised fee takes effect with this many epoch updates: whoever does not like it can leave before."
      ],
      "type": "u64",
      "value": "2"
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
      "name": "liquidity",
      "docs": [
        "Liquidity pool: \"liquidity\", pool."
      ],
      "type": "bytes",
      "value": "[108, 105, 113, 117, 105, 100, 105, 116, 121]"
    },
    {
      "name": "liquidityMint",
      "docs": [
        "Mint of the liquidity pool's shares, and its own authority: \"liquidity_mint\", pool."
      ],
      "type": "bytes",
      "value": "[108, 105, 113, 117, 105, 100, 105, 116, 121, 95, 109, 105, 110, 116]"
    },
    {
      "name": "liquiditySol",
      "docs": [
        "System account with the liquidity pool's SOL: \"liquidity_sol\", pool."
      ],
      "type": "bytes",
      "value": "[108, 105, 113, 117, 105, 100, 105, 116, 121, 95, 115, 111, 108]"
    },
    {
      "name": "liquidityTokens",
      "docs": [
        "The liquidity pool's token account, and its own authority: \"liquidity_tokens\", pool."
      ],
      "type": "bytes",
      "value": "[108, 105, 113, 117, 105, 100, 105, 116, 121, 95, 116, 111, 107, 101, 110, 115]"
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
      "name": "maxLiquidityFeeBps",
      "docs": [
        "See [`MAX_REWARD_FEE_BPS`]."
      ],
      "type": "u16",
      "value": "1000"
    },
    {
      "name": "maxPauseSeconds",
      "docs": [
        "A pause ends by itself after at most this many seconds."
      ],
      "type": "i64",
      "value": "259200"
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
      "name": "maxTreasuryCutBps",
      "docs": [
        "Largest part of the liquidity fee that goes to the treasury: most of it is the providers'."
      ],
      "type": "u16",
      "value": "5000"
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
      "name": "minimumLiquiditySeedLamports",
      "docs": [
        "Least seed of a liquidity pool, in lamports; its shares are locked for ever, for the reason the pool's seed is."
      ],
      "type": "u64",
      "value": "1000000000"
    },
    {
      "name": "minimumLiquidityTargetLamports",
      "docs": [
        "Least liquidity target, in lamports: a line over less would be a step."
      ],
      "type": "u64",
      "value": "1000000000"
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
      "name": "pauseIntervalSeconds",
      "docs": [
        "After a pause the pool runs for at least this many seconds before the next."
      ],
      "type": "i64",
      "value": "86400"
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
      "name": "rebalanceToleranceBps",
      "docs": [
        "Rebalancing lets a validator be over its target by this part of it."
      ],
      "type": "u16",
      "value": "10"
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
