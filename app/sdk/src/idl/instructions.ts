// Made from truestake.json by `npm run generate`; not to be edited.
import type { PublicKey } from "@solana/web3.js";
import type { Types } from "./types";

/** The program's instructions: the accounts that a caller names, and the arguments. */
export interface Instructions {
  /**
   * Takes over the role of admin. Only the proposed one may. Emits `AdminAccepted`.
   *
   * Errors: `NotPendingAdmin`.
   */
  acceptAdmin: {
    accounts: {
      /** Signer: the proposed admin. */
      pendingAdmin: PublicKey;
      /** Write: the pool. */
      pool: PublicKey;
    };
    args: Record<string, never>;
  };
  /**
   * Adds SOL to the liquidity pool for shares of it, floored, at the worth of its SOL and all its tokens at the ask. Needs a
   * fresh price. If `if_balance` is given, fails with `BalanceChanged` unless `destination` holds exactly that amount, so a
   * retry cannot act twice. Changes its `sol_lamports`, `shares` and `line_*`. Emits `LiquidityAdded`.
   *
   * Errors: `ZeroAmount`, `DepositTooSmall`, `InsufficientLamports`, `PoolOutOfDate`, `EpochRewardsActive`,
   * `Paused`, `LiquidityCapExceeded`, `ZeroResult`, `SlippageExceeded`, `WrongLiquidityPool`,
   * `WrongLiquidityAccount`, `WrongTokenAccount`, `NoPrice`, `BalanceChanged`.
   */
  addLiquidity: {
    accounts: {
      /** Signer: pays the lamports. */
      provider: PublicKey;
      /** Read: the pool. */
      pool: PublicKey;
      /** Write: the liquidity pool. */
      liquidity: PublicKey;
      /** Write: the liquidity pool's SOL. Receives the lamports. */
      liquiditySol: PublicKey;
      /** Write: the mint of the shares. */
      liquidityMint: PublicKey;
      /** Write: receives the shares. May be anybody's. */
      destination: PublicKey;
    };
    args: {
      lamports: bigint;
      minimumSharesOut: bigint;
      ifBalance?: bigint | undefined;
    };
  };
  /**
   * Lists a validator, with a score and the most lamports it may have (u64::MAX for no cap); `payer` pays for its place. Emits
   * `ValidatorAdded`.
   *
   * Errors: `NotValidatorManager`, `ScoreTooHigh`, `InvalidVoteAccount`, `ValidatorAlreadyListed`,
   * `ValidatorListFull`, `StakeAddressTaken`.
   */
  addValidator: {
    accounts: {
      /** Signer: pays for the list's growth and the mark, whose rent comes back to it. */
      payer: PublicKey;
      /** Signer: the pool's validator manager. */
      validatorManager: PublicKey;
      /** Write: the pool. */
      pool: PublicKey;
      /** Write: the validator list. */
      validators: PublicKey;
      /** Read: the validator's vote account, which must be open. */
      vote: PublicKey;
      /** Read: the validator stake address; it must be free. */
      stake: PublicKey;
      /** Read: the validator's transient stake address; it must be free. */
      transient: PublicKey;
      /** Create: the validator's mark. It exists exactly while the validator is listed, so that the list need not be searched. */
      mark: PublicKey;
    };
    args: {
      score: number;
      cap: bigint;
    };
  };
  /**
   * Takes what is left of a ticket's tokens back out of escrow. Only its owner may; the price's age does not matter.
   *
   * Free in the epoch of the order until its moving part begins; from then on it costs the idle rate (ceiled). In later epochs
   * it is an exit and an entry: what the ticket would be paid now, less the idle rate, buys tokens at the ask (floored). What
   * does not come back is burned; its worth is a gain of the next update. A ticket that the queue has passed unpaid gives all of
   * its tokens back. The account keeps its place until `claim_ticket` returns its rent. Changes the pool's `queued_*`,
   * `recent_*`, `supply`, `pending_gain` and `release_*`. Emits `TicketCancelled`.
   *
   * Errors: `TicketNotQueued`, `NotTicketOwner`, `WrongTicket`, `WrongTokenAccount`, `WrongDestination`, `ZeroResult`,
   * `SlippageExceeded`.
   */
  cancelTicket: {
    accounts: {
      /** Signer: owns the ticket. */
      owner: PublicKey;
      /** Write: the pool. */
      pool: PublicKey;
      /** Write: the pool token, of which what cancelling costs is burned. */
      mint: PublicKey;
      /** Write: the ticket. `claim_ticket` closes it when the queue has passed it. */
      ticket: PublicKey;
      /** Write: the token account of queued tickets. Gives the tokens. */
      escrow: PublicKey;
      /** Write: receives the tokens. May be anybody's. */
      destination: PublicKey;
    };
    args: {
      minimumTokensOut: bigint;
    };
  };
  /**
   * Compares the reserve, the mint, the escrow and some validators' accounts with the books, and fails when any holds
   * less; see [`Backing`] for the return data.
   *
   * Remaining accounts, for each index in turn: the validator stake account, then the transient one, each if it exists or its
   * address is funded (its status is not 0). No others.
   *
   * Errors: `NotBacked`, `SupplyAboveBooks`, `ValidatorNotFound`, `WrongStakeAccount`, `WrongTransientAccount`,
   * `WrongAccountCount`.
   */
  checkBacking: {
    accounts: {
      /** Read: the pool. */
      pool: PublicKey;
      /** Read: the validator list. */
      validators: PublicKey;
      /** Read: the pool token. */
      mint: PublicKey;
      /** Read: the reserve. Measured. */
      reserve: PublicKey;
      /** Read: the tokens of queued tickets. */
      escrow: PublicKey;
    };
    args: {
      indexes: number[];
    };
  };
  /**
   * Pays what a ticket was paid, in whole or in part, to its owner. May be called by anybody, at any time. Where nothing of the
   * ticket is left and the queue has passed it, the account is closed and its rent goes back to who paid it; until then it keeps
   * what it lacks of a rent that has risen. Emits
   * `TicketClaimed`.
   *
   * Errors: `TicketNotSettled`, `WrongTicket`, `WrongTicketOwner`.
   */
  claimTicket: {
    accounts: {
      /** Read: the pool. */
      pool: PublicKey;
      /** Write: the ticket; closed when the queue has passed it and nothing of it is left. */
      ticket: PublicKey;
      /** Write: receives what the ticket was paid. */
      owner: PublicKey;
      /** Write: receives the rent, and whatever was sent to the account. */
      rentPayer: PublicKey;
    };
    args: Record<string, never>;
  };
  /**
   * Converts an amount, lamports at the ask of a deposit of so much or tokens at the true price, floored, as return data; see
   * [`Converted`]. The result says whether the price is fresh.
   *
   * Errors: `NoPrice`, `Overflow`.
   */
  convert: {
    accounts: {
      /** Read: the pool. */
      pool: PublicKey;
    };
    args: {
      conversion: Types["conversion"];
      amount: bigint;
    };
  };
  /**
   * Creates the pool's liquidity pool. The seed's shares are locked for ever. Only the admin may; `payer` pays. Emits
   * `LiquidityCreated`.
   *
   * Errors: `NotAdmin`, `FeeTooHigh`, `RatioOutOfRange`, `SeedTooSmall`.
   */
  createLiquidity: {
    accounts: {
      /** Signer: pays the seed and all rents. */
      payer: PublicKey;
      /** Signer: the pool's admin. */
      admin: PublicKey;
      /** Write: the pool. */
      pool: PublicKey;
      /** Read: the pool token. */
      mint: PublicKey;
      /** Create: the liquidity pool. */
      liquidity: PublicKey;
      /** Create: its SOL, by the transfer of the seed. */
      liquiditySol: PublicKey;
      /** Create: its token account. */
      liquidityTokens: PublicKey;
      /** Create: the mint of its shares. */
      liquidityMint: PublicKey;
    };
    args: {
      seedLamports: bigint;
      config: Types["liquidityConfig"];
    };
  };
  /**
   * Creates a pool for a new mint. The seed deposit's tokens are locked for ever at a price of 1.
   *
   * May be called by anybody; the mint signs, so its address cannot be taken. The price history is completed by two calls of
   * `grow_history`, best in the same transaction: no epoch update passes without it. Emits `PoolCreated`.
   *
   * Errors: `SeedTooSmall`, `MissingRole`, `WrongRoleHolder`, `RatioOutOfRange`, `FeeTooHigh`, `EpochRewardsActive`.
   */
  createPool: {
    accounts: {
      /** Signer: pays the seed deposit and all rents. */
      creator: PublicKey;
      /** Create: the pool token. It signs, so nobody can take another's vanity address. */
      mint: PublicKey;
      /** Create: the pool. */
      pool: PublicKey;
      /** Read: an address that only signs. Authority of the mint. */
      mintAuthority: PublicKey;
      /** Read: an address that only signs. Staker and withdrawer of all stake accounts. */
      stakeAuthority: PublicKey;
      /** Create: the reserve, by the transfer of the seed deposit. */
      reserve: PublicKey;
      /** Create: the token account of queued tickets. */
      escrow: PublicKey;
      /** Create: the token account of the locked seed deposit. */
      seed: PublicKey;
      /** Create: the validator list, empty. */
      validators: PublicKey;
      /** Create: the price history, as large as one instruction can; `grow_history` completes it. */
      history: PublicKey;
      /** Create: the ring of queued tickets, as large as one instruction can; `grow_queue` makes it larger. */
      queue: PublicKey;
      /** Read: becomes the admin. */
      admin: PublicKey;
      /** Read: becomes the validator manager. */
      validatorManager: PublicKey;
      /** Read: becomes the guardian. */
      guardian: PublicKey;
      /**
       * Write: the treasury of the arguments, which need not exist yet. Writable, as wherever it is named: an address that the
       * chain never writes to, such as a program's, would stop the epoch update.
       */
      treasury: PublicKey;
    };
    args: {
      args: Types["createPoolArgs"];
    };
  };
  /**
   * Gives the pool token, or the shares of its liquidity pool, the name, symbol and picture that wallets show. Only the
   * admin may; anybody who signs may pay. Emits `TokenMetadataCreated`.
   *
   * Errors: `NotAdmin`, `WrongLiquidityPool`, `WrongMetadata`, `MetadataExists`, `MetadataTooLong`.
   */
  createTokenMetadata: {
    accounts: {
      /** Signer: the pool's admin. */
      admin: PublicKey;
      /**
       * Signer: pays the rent, and the metadata program's fee where it has one. May be the admin, unless that is an account
       * with data, which the system program lets pay nothing.
       */
      payer: PublicKey;
      /** Read: the pool. */
      pool: PublicKey;
      /** Read: the token's mint. */
      mint: PublicKey;
      /** Read: the mint's authority: an address that only signs, or the share mint itself. */
      mintAuthority: PublicKey;
      /** Create: the token's metadata. */
      metadata: PublicKey;
    };
    args: {
      token: Types["tokenKind"];
      metadata: Types["tokenMetadata"];
    };
  };
  /**
   * Deactivates stake of a validator: in the epoch's moving part what lies over its target, as tickets need it and
   * rebalancing allows; at any time what tickets need that could have been served in an earlier epoch. Where those miss no more
   * than nobody can deactivate, rents and what is stuck, a validator gives its part of that from below its target. Stake that
   * was delegated in this epoch is taken back first, at once. The validator is busy until the next epoch, which the ask counts.
   * Emits `StakeDeactivated`.
   *
   * Errors: `PoolOutOfDate`, `EpochRewardsActive`, `ValidatorNotFound`, `AtTarget`, `OutsideMovingPart`,
   * `BelowMinimumDelegation`, `MoveLimitReached`, `TransientInUse`, `StakeCoolingDown`, `NothingToDeactivate`,
   * `WrongStakeAccount`, `WrongTransientAccount`, `StakeNotActive`, `RentMissing`.
   */
  deactivateStake: {
    accounts: {
      /** Write: the pool. */
      pool: PublicKey;
      /** Write: the validator list. */
      validators: PublicKey;
      /** Write: the reserve. Receives stake that is free at once, and pays rent that the transient account lacks. */
      reserve: PublicKey;
      /** Read: an address that only signs. Staker and withdrawer. */
      stakeAuthority: PublicKey;
      /** Read: the validator's vote account; it may be closed. */
      vote: PublicKey;
      /** Read: the validator's mark. */
      mark: PublicKey;
      /** Write: the validator stake account. */
      stake: PublicKey;
      /** Write: the validator's transient stake account. */
      transient: PublicKey;
    };
    args: Record<string, never>;
  };
  /**
   * Delegates to a validator below its target the smaller of what is missing and what the reserve can spare; the smallest
   * delegation where less is missing, as far as the validator's limit lets it. The rent of a new stake account is part of it.
   * Before the moving part the epoch's own tickets keep nothing back: it is taken back for them then. Emits `ReserveDelegated`.
   *
   * Errors: `PoolOutOfDate`, `EpochRewardsActive`, `Paused`, `InvalidVoteAccount`, `ValidatorNotFound`, `AtTarget`,
   * `ReserveNeeded`, `BelowMinimumDelegation`, `TransientInUse`, `StakeCoolingDown`, `WrongStakeAccount`,
   * `WrongTransientAccount`.
   */
  delegateReserve: {
    accounts: {
      /** Write: the pool. */
      pool: PublicKey;
      /** Write: the validator list. */
      validators: PublicKey;
      /** Write: the reserve. Gives the lamports. */
      reserve: PublicKey;
      /** Read: an address that only signs. Staker and withdrawer. */
      stakeAuthority: PublicKey;
      /** Read: the validator's vote account, which must be open. */
      vote: PublicKey;
      /** Read: the validator's mark. */
      mark: PublicKey;
      /** Write: the validator stake account. Created when it does not exist. */
      stake: PublicKey;
      /** Write: the validator's transient stake account. Created when it is needed. */
      transient: PublicKey;
    };
    args: Record<string, never>;
  };
  /**
   * Deposits `lamports` for tokens at the ask: first those that the liquidity pool has on sale, without fee, which
   * refills its SOL; the rest is minted: floored, less the deposit fee (ceiled, in tokens). What is paid above the true price
   * joins the running release. Beyond what validators take in this epoch SOL idles, and pays for that: so the ask of a large
   * deposit can be higher than a small one's, and depends on no other amount.
   *
   * Needs a fresh price. The reserve is measured first. The fee goes to the treasury and, by the pool's share, to an optional
   * referrer; where the treasury cannot receive, no fee is charged. If `if_balance` is given, fails with `BalanceChanged`
   * unless `destination` holds exactly that amount, so a retry cannot act twice. Changes the pool's `reserve_lamports`,
   * `supply` and `release_*`, and the liquidity pool's `sol_lamports`, `token_amount` and `line_*`. Emits `SolDeposited`.
   *
   * Errors: `ZeroAmount`, `DepositTooSmall`, `InsufficientLamports`, `PoolOutOfDate`, `EpochRewardsActive`,
   * `Paused`, `SupplyAboveBooks`, `DepositCapExceeded`, `NoPrice`, `ZeroResult`, `SlippageExceeded`,
   * `WrongReferrer`, `WrongLiquidityPool`, `WrongLiquidityAccount`, `WrongTokenAccount`, `WrongDestination`,
   * `BalanceChanged`.
   */
  depositSol: {
    accounts: {
      /** Signer: pays the lamports. */
      depositor: PublicKey;
      /** Write: the pool. */
      pool: PublicKey;
      /** Write: the pool token. */
      mint: PublicKey;
      /** Read: an address that only signs. Authority of the mint. */
      mintAuthority: PublicKey;
      /** Write: the reserve. Receives the lamports that are not paid to the liquidity pool. */
      reserve: PublicKey;
      /** Write: receives the tokens. May be anybody's. */
      destination: PublicKey;
      /** Write: the treasury. Receives the fee; when it is no token account of the mint, no fee is charged. */
      treasury: PublicKey;
      /** Write: a token account of the mint. Receives its share of the fee. */
      referrer?: PublicKey | undefined;
      /** Write: the liquidity pool, whose tokens are bought first. Left out exactly when the pool has none. */
      liquidity?: PublicKey | undefined;
      /** Write: the liquidity pool's SOL. Receives lamports. */
      liquiditySol?: PublicKey | undefined;
      /** Write: the liquidity pool's tokens. Gives tokens. */
      liquidityTokens?: PublicKey | undefined;
    };
    args: {
      lamports: bigint;
      minimumTokensOut: bigint;
      ifBalance?: bigint | undefined;
    };
  };
  /**
   * Deposits a stake account that is fully active with a listed validator, for tokens at the ask: floored, less the deposit fee
   * (ceiled, in tokens). Its stake joins the validator stake account; all its other lamports, rent included, are credited as
   * SOL. The depositor must be both staker and withdrawer. The validator's vote account is open, and it stays within its cap
   * and the pool's largest share: of what stays when the tickets are paid that cannot be cancelled for nothing, and of what was
   * held at the last update, both with what is deposited. Needs a fresh price; the account in hand is measured first. Changes
   * the pool's `staked_lamports`, `reserve_lamports`, `supply`, `release_*` and `stake_account_count`, and the validator's
   * record. Emits `StakeAccountDeposited`.
   *
   * Errors: `PoolOutOfDate`, `EpochRewardsActive`, `Paused`, `InvalidVoteAccount`, `SupplyAboveBooks`, `ValidatorNotFound`,
   * `WrongStakeAccount`, `WrongTransientAccount`, `NotStakeOwner`, `StakeLocked`, `StakeNotActive`,
   * `WrongValidator`, `ValidatorDraining`, `ValidatorCapExceeded`, `BelowMinimumDelegation`, `ReserveNeeded`,
   * `DepositCapExceeded`, `NoPrice`, `ZeroResult`, `SlippageExceeded`, `WrongTokenAccount`, `WrongDestination`,
   * `RentMissing`.
   */
  depositStakeAccount: {
    accounts: {
      /** Signer: staker and withdrawer of the stake account. */
      depositor: PublicKey;
      /** Write: the pool. */
      pool: PublicKey;
      /** Write: the validator list. */
      validators: PublicKey;
      /** Write: the pool token. */
      mint: PublicKey;
      /** Read: an address that only signs. Authority of the mint. */
      mintAuthority: PublicKey;
      /** Write: the reserve. Receives what is not delegated. */
      reserve: PublicKey;
      /** Read: an address that only signs. Becomes staker and withdrawer. */
      stakeAuthority: PublicKey;
      /** Write: the stake account that is deposited; it is closed. */
      deposited: PublicKey;
      /** Read: the validator's vote account, which must be open. */
      vote: PublicKey;
      /** Read: the validator's mark. */
      mark: PublicKey;
      /** Write: the validator stake account. Receives the stake. */
      stake: PublicKey;
      /** Write: the validator's transient stake address. Funded only if the validator is new. */
      transient: PublicKey;
      /** Write: receives the tokens. May be anybody's. */
      destination: PublicKey;
      /** Write: the treasury. Receives the fee; when it is no token account of the mint, no fee is charged. */
      treasury: PublicKey;
    };
    args: {
      minimumTokensOut: bigint;
    };
  };
  /**
   * Deactivates all stake of a validator with score 0 at once, past the limit on rebalancing. Only the validator manager
   * may; the price's age does not matter. Emits `EmergencyDeactivated`.
   *
   * Errors: `NotValidatorManager`, `ValidatorNotFound`, `ValidatorStillScored`, `NothingToDeactivate`,
   * `EpochRewardsActive`, `WrongStakeAccount`, `WrongTransientAccount`.
   */
  emergencyDeactivate: {
    accounts: {
      /** Signer: the pool's validator manager. */
      validatorManager: PublicKey;
      /** Write: the pool. */
      pool: PublicKey;
      /** Write: the validator list. */
      validators: PublicKey;
      /** Read: an address that only signs. Staker and withdrawer. */
      stakeAuthority: PublicKey;
      /** Read: the validator's vote account; it may be closed. */
      vote: PublicKey;
      /** Read: the validator's mark. */
      mark: PublicKey;
      /** Write: the validator stake account. */
      stake: PublicKey;
      /** Write: the validator's transient stake account. */
      transient: PublicKey;
    };
    args: Record<string, never>;
  };
  /**
   * Returns the true price as return data; see [`TruePrice`]. Never refused for its age: the result says whether it is
   * fresh.
   *
   * Errors: none of its own.
   */
  getPrice: {
    accounts: {
      /** Read: the pool. */
      pool: PublicKey;
    };
    args: Record<string, never>;
  };
  /**
   * Grows the price history by 10,240 bytes, at most to its full size; may be called by anybody, who pays the rent. Emits
   * `HistoryGrown`.
   *
   * Errors: `HistoryComplete`.
   */
  growHistory: {
    accounts: {
      /** Signer: pays the rent. May be anybody. */
      payer: PublicKey;
      /** Read: the pool. */
      pool: PublicKey;
      /** Write: the price history, which is too short to be loaded until it is complete. */
      history: PublicKey;
    };
    args: Record<string, never>;
  };
  /**
   * Grows the ring of queued tickets by room for 320; may be called by anybody, who pays the rent. Emits `QueueGrown`.
   *
   * Errors: none of its own.
   */
  growQueue: {
    accounts: {
      /** Signer: pays the rent. May be anybody. */
      payer: PublicKey;
      /** Read: the pool. */
      pool: PublicKey;
      /** Write: the ring of queued tickets. */
      queue: PublicKey;
    };
    args: Record<string, never>;
  };
  /**
   * Sells `tokens` to the liquidity pool for SOL at once, which goes to `recipient`: their worth at the true price less the
   * integral of the fee line over the SOL that leaves, so that no splitting makes it cheaper. The line follows the liquidity up
   * and down at a bounded speed; SOL that is not on it leaves last, at the highest rate. The providers' part of the fee, and
   * tokens beyond what the lamports would buy at the ask, are held until the next epoch, over whose slots they are released.
   * Needs a fresh price. If `if_balance` is given, fails with `BalanceChanged` unless `source` holds exactly that amount, so a
   * retry cannot act twice. Changes the liquidity pool's
   * `sol_lamports`, `token_amount`, `held_*`, `line_*` and `cumulative_paid_lamports`. Emits `LiquidUnstaked`.
   *
   * Errors: `ZeroAmount`, `InsufficientTokens`, `PoolOutOfDate`, `EpochRewardsActive`, `Paused`,
   * `InsufficientLiquidity`, `NoPrice`, `ZeroResult`, `SlippageExceeded`, `WrongLiquidityPool`,
   * `WrongLiquidityAccount`, `WrongTokenAccount`, `WrongTokenOwner`, `WrongRecipient`, `BalanceChanged`.
   */
  liquidUnstake: {
    accounts: {
      /** Signer: owns the tokens. */
      seller: PublicKey;
      /** Write: receives the lamports. May be anybody. */
      recipient: PublicKey;
      /** Read: the pool. */
      pool: PublicKey;
      /** Write: the liquidity pool. */
      liquidity: PublicKey;
      /** Write: the liquidity pool's SOL. Gives the lamports. */
      liquiditySol: PublicKey;
      /** Write: the liquidity pool's tokens. Receives the tokens. */
      liquidityTokens: PublicKey;
      /** Write: gives the tokens. */
      source: PublicKey;
      /** Write: the treasury. Receives its cut; when it is no token account of the mint, the providers keep it. */
      treasury: PublicKey;
    };
    args: {
      tokens: bigint;
      minimumLamportsOut: bigint;
      ifBalance?: bigint | undefined;
    };
  };
  /**
   * Orders the redemption of `tokens`: they go into escrow, and a ticket into the queue. Its address follows from the owner
   * and a `nonce` of theirs, so nobody's order depends on anybody else's. Create: the ticket.
   *
   * The ticket pays the lower of its value now and when it is settled, less the ticket fee at the time of the order. Fails with
   * `SlippageExceeded` if the payout at the current price is below `minimum_lamports_out`; only a loss can lower it later.
   * Stake is deactivated for it in this epoch's moving part, or in the next one's where that has begun. Needs a fresh price.
   * Changes the pool's `next_ticket`, `queued_*`, `recent_*`, `queue_epoch`, `late_lamports`, `waiting_lamports` and
   * `cumulative_ordered_lamports`. Emits `UnstakeOrdered`.
   *
   * Errors: `ZeroAmount`, `InsufficientTokens`, `PoolOutOfDate`, `EpochRewardsActive`, `TicketTooSmall`,
   * `SlippageExceeded`, `WrongTokenAccount`, `WrongTokenOwner`, `QueueFull`.
   */
  orderUnstake: {
    accounts: {
      /** Signer: pays the ticket's rent, which comes back to it. */
      payer: PublicKey;
      /** Signer: owns the tokens, owns the ticket. */
      owner: PublicKey;
      /** Write: the pool. */
      pool: PublicKey;
      /** Write: the ring of queued tickets. */
      queue: PublicKey;
      /** Write: gives the tokens. */
      source: PublicKey;
      /** Write: the token account of queued tickets. Holds the tokens until the ticket is settled. */
      escrow: PublicKey;
      /** Create: the ticket of the owner and the nonce. */
      ticket: PublicKey;
    };
    args: {
      nonce: bigint;
      tokens: bigint;
      minimumLamportsOut: bigint;
    };
  };
  /**
   * Stops deposits, instant unstakes, adding liquidity and new delegation for `seconds`, at most three days; not again
   * before a day after its end. Every other way out and the epoch update go on. Only the guardian may. Emits
   * `PoolPaused`.
   *
   * Errors: `NotGuardian`, `PauseOutOfRange`, `PauseTooSoon`.
   */
  pause: {
    accounts: {
      /** Signer: the pool's guardian. */
      guardian: PublicKey;
      /** Write: the pool. */
      pool: PublicKey;
    };
    args: {
      seconds: number;
    };
  };
  /**
   * Proposes another admin, who has to accept; the default address withdraws the proposal. Only the admin may. Emits
   * `AdminProposed`.
   *
   * Errors: `NotAdmin`.
   */
  proposeAdmin: {
    accounts: {
      /** Signer: the pool's admin. */
      admin: PublicKey;
      /** Write: the pool. */
      pool: PublicKey;
    };
    args: {
      newAdmin: PublicKey;
    };
  };
  /**
   * Changes settings. Fee cuts and all non-fee settings take effect at once; a fee that rises does so two epoch
   * updates later, and never over its ceiling. A new proposal starts the wait anew. Only the admin may. Emits
   * `ConfigProposed`.
   *
   * Errors: `NotAdmin`, `FeeTooHigh`, `RatioOutOfRange`, `WrongTreasury`.
   */
  proposeConfig: {
    accounts: {
      /** Signer: the pool's admin. */
      admin: PublicKey;
      /** Write: the pool. */
      pool: PublicKey;
      /**
       * Write: the new treasury, given exactly when it changes; it need not exist yet. Writable, as wherever it is named: an
       * address that the chain never writes to, such as a program's, would stop the epoch update.
       */
      treasury?: PublicKey | undefined;
    };
    args: {
      change: Types["configChange"];
    };
  };
  /**
   * Redeems shares of the liquidity pool for their part of its SOL, which goes to `recipient`, and of its released tokens, both
   * floored; their part of tokens that are held stays with those who stay. Works at any time, paused and out of date included.
   * If `if_balance` is given, fails with `BalanceChanged` unless `source` holds exactly that amount, so a retry cannot act
   * twice. Changes its `sol_lamports`, `token_amount`, `shares` and `line_*`. Emits `LiquidityRemoved`.
   *
   * Errors: `ZeroAmount`, `InsufficientTokens`, `ZeroResult`, `SlippageExceeded`, `WrongLiquidityPool`,
   * `WrongLiquidityAccount`, `WrongTokenAccount`, `WrongTokenOwner`, `WrongDestination`, `WrongRecipient`,
   * `BalanceChanged`.
   */
  removeLiquidity: {
    accounts: {
      /** Signer: owns the shares. */
      provider: PublicKey;
      /** Write: receives the lamports. May be anybody. */
      recipient: PublicKey;
      /** Read: the pool. */
      pool: PublicKey;
      /** Write: the liquidity pool. */
      liquidity: PublicKey;
      /** Write: the liquidity pool's SOL. Gives the lamports. */
      liquiditySol: PublicKey;
      /** Write: the liquidity pool's tokens. Gives the tokens. */
      liquidityTokens: PublicKey;
      /** Write: the mint of the shares. */
      liquidityMint: PublicKey;
      /** Write: gives the shares. */
      source: PublicKey;
      /** Write: receives the tokens. May be anybody's. */
      destination: PublicKey;
    };
    args: {
      shares: bigint;
      minimumLamportsOut: bigint;
      minimumTokensOut: bigint;
      ifBalance?: bigint | undefined;
    };
  };
  /**
   * Takes a drained validator off the list: its score is 0, its manager does not keep it, and all its stake has come back. The
   * rent of its stake accounts returns to the reserve, that of its mark to who paid it; the last validator of the list takes
   * its index. Must be the transaction's last instruction. Emits `ValidatorRemoved`.
   *
   * Errors: `ValidatorNotFound`, `ValidatorStillScored`, `ValidatorKept`, `ValidatorNotDrained`, `NotLastInstruction`,
   * `EpochRewardsActive`, `WrongStakeAccount`, `WrongTransientAccount`, `WrongMark`.
   */
  removeValidator: {
    accounts: {
      /** Write: the pool. */
      pool: PublicKey;
      /** Write: the validator list. */
      validators: PublicKey;
      /** Write: the reserve. Receives the stake accounts' rent. */
      reserve: PublicKey;
      /** Read: an address that only signs. Staker and withdrawer. */
      stakeAuthority: PublicKey;
      /** Write: receives the mark's rent. */
      rentPayer: PublicKey;
      /** Read: the validator's vote account; it may be closed. */
      vote: PublicKey;
      /** Write: the validator's mark; closed. */
      mark: PublicKey;
      /** Write: the mark of the list's last validator, which takes the index; this validator's own where it is the last. */
      lastMark: PublicKey;
      /** Write: the validator stake account; it is closed. */
      stake: PublicKey;
      /** Write: the validator's transient stake account; it is closed. */
      transient: PublicKey;
    };
    args: Record<string, never>;
  };
  /**
   * Ends a pause early. Only the guardian may. Emits `PoolResumed`.
   *
   * Errors: `NotGuardian`, `NotPaused`.
   */
  resume: {
    accounts: {
      /** Signer: the pool's guardian. */
      guardian: PublicKey;
      /** Write: the pool. */
      pool: PublicKey;
    };
    args: Record<string, never>;
  };
  /**
   * Changes the liquidity pool's fees and cap. Where anything about the fees rises they take effect two epoch updates
   * later, otherwise at once. Only the admin may. Emits `LiquidityConfigSet`.
   *
   * Errors: `NotAdmin`, `FeeTooHigh`, `RatioOutOfRange`, `WrongLiquidityPool`.
   */
  setLiquidityConfig: {
    accounts: {
      /** Signer: the pool's admin. */
      admin: PublicKey;
      /** Read: the pool. */
      pool: PublicKey;
      /** Write: the liquidity pool. */
      liquidity: PublicKey;
    };
    args: {
      config: Types["liquidityConfig"];
    };
  };
  /**
   * Gives a role to somebody else: the guardian's at once, the validator manager's five epoch updates later. The new holder is
   * an address that can sign. Only the admin may. Emits `RoleSet`.
   *
   * Errors: `NotAdmin`, `MissingRole`, `WrongRoleHolder`.
   */
  setRole: {
    accounts: {
      /** Signer: the pool's admin. */
      admin: PublicKey;
      /** Write: the pool. */
      pool: PublicKey;
      /** Read: takes the role over. */
      newHolder: PublicKey;
    };
    args: {
      role: Types["role"];
    };
  };
  /**
   * Sets a validator's score, its weight in the delegation; 0 drains it. Judges anew whether its limit binds, and notes what it
   * takes of SOL that comes. Emits `ScoreSet`.
   *
   * Errors: `NotValidatorManager`, `ScoreTooHigh`, `ValidatorNotFound`.
   */
  setScore: {
    accounts: {
      /** Signer: the pool's validator manager. */
      validatorManager: PublicKey;
      /** Write: the pool. */
      pool: PublicKey;
      /** Write: the validator list. */
      validators: PublicKey;
      /** Read: the validator's vote account; it may be closed. */
      vote: PublicKey;
      /** Read: the validator's mark. */
      mark: PublicKey;
    };
    args: {
      score: number;
    };
  };
  /**
   * Sets scores, caps and keep flags of many validators, all or none. Judges anew, when all scores are set, whether their limits
   * bind, and notes what they take of SOL that comes. Emits `ScoresSet`.
   *
   * Errors: `NotValidatorManager`, `ZeroAmount` for no change at all, `ScoreTooHigh`, `ValidatorNotFound`.
   */
  setScores: {
    accounts: {
      /** Signer: the pool's validator manager. */
      validatorManager: PublicKey;
      /** Write: the pool. */
      pool: PublicKey;
      /** Write: the validator list. */
      validators: PublicKey;
    };
    args: {
      changes: Types["scoreChange"][];
    };
  };
  /**
   * Pays tickets at the head of the queue out of the reserve, in order, from the epoch after their order on: their tokens are
   * burned, and the SOL lies in the ticket account from then on. Where the reserve does not suffice the head is paid a part, at
   * least 0.001 SOL; where nothing is left that could come, or a ticket is worth less than the rent that its account lacks
   * after a rise, the queue passes it and its owner can take the remaining tokens back. What stays in the pool, the fee and
   * what the tickets' value gained since their order, is a gain of the next update. Emits `TicketsSettled`.
   *
   * Remaining accounts, writable: the tickets in the order of their sequence numbers, from the head of the queue on; the ring of
   * the queue has their addresses. Those that the queue has passed already are skipped: two callers may race.
   *
   * Errors, when nothing could be paid: `TicketOutOfOrder`, `TicketNotDue`, `ReserveTooLow`. Always:
   * `PoolOutOfDate`, `EpochRewardsActive`, `WrongTicket`, `WrongAccountCount`.
   */
  settleTickets: {
    accounts: {
      /** Write: the pool. */
      pool: PublicKey;
      /** Write: the pool token. */
      mint: PublicKey;
      /** Write: the token account of queued tickets. Its tokens are burned. */
      escrow: PublicKey;
      /** Write: the reserve. Pays the tickets. */
      reserve: PublicKey;
    };
    args: Record<string, never>;
  };
  /**
   * Gives a queued ticket, its place and what it was paid so far to `new_owner`, an address that can be paid. Only its owner
   * may. Emits `TicketTransferred`.
   *
   * Errors: `TicketNotQueued`, `NotTicketOwner`, `WrongTicket`, `WrongRecipient`.
   */
  transferTicket: {
    accounts: {
      /** Signer: owns the ticket. */
      owner: PublicKey;
      /** Read: the pool. */
      pool: PublicKey;
      /** Write: the ticket. */
      ticket: PublicKey;
      /** Write: becomes the owner. Writable, so that it is an address that can be paid. */
      newOwner: PublicKey;
    };
    args: Record<string, never>;
  };
  /**
   * Makes the epoch's gains and losses the price, mints the reward fee, records the price. Does nothing when the pool
   * is up to date. Emits `PoolUpdated`.
   *
   * Errors: `EpochRewardsActive`, `ValidatorsOutOfDate`, `HistoryIncomplete`.
   */
  updatePool: {
    accounts: {
      /** Write: the pool. */
      pool: PublicKey;
      /** Read: the validator list. */
      validators: PublicKey;
      /** Write: the pool token. */
      mint: PublicKey;
      /** Read: an address that only signs. Authority of the mint. */
      mintAuthority: PublicKey;
      /** Read: the reserve. Measured. */
      reserve: PublicKey;
      /** Write: the treasury. Receives the fee; when it is no token account of the mint, no fee is charged. */
      treasury: PublicKey;
      /** Write: the price history, which has to be complete. */
      history: PublicKey;
    };
    args: Record<string, never>;
  };
  /**
   * Changes what `create_token_metadata` has given a token. Only the admin may. Emits `TokenMetadataUpdated`.
   *
   * Errors: `NotAdmin`, `WrongLiquidityPool`, `WrongMetadata`, `MetadataTooLong`.
   */
  updateTokenMetadata: {
    accounts: {
      /** Signer: the pool's admin. */
      admin: PublicKey;
      /** Read: the pool. */
      pool: PublicKey;
      /** Read: the mint's authority: an address that only signs, or the share mint itself. */
      mintAuthority: PublicKey;
      /** Write: the token's metadata. */
      metadata: PublicKey;
    };
    args: {
      token: Types["tokenKind"];
      metadata: Types["tokenMetadata"];
    };
  };
  /**
   * Measures validators and puts their stake accounts in order, as many as fit. The first measurement of an epoch records what
   * the stake earned. In a later one a loss counts at once; a gain waits for the next `update_pool`. Takes back what has cooled
   * down, also in part. What still cools down after that, or warms up since an earlier epoch, keeps its validator busy in this one.
   * The first measurement of an epoch notes in the pool what the validator takes of SOL that comes.
   * Judges anew whether the validator's limit binds, and notes what is stuck with it since an account cannot be read or told. Limits
   * are judged by the list's level, which rises at any look and falls at an epoch's first alone. Tickets that cost nothing to cancel
   * lower neither.
   *
   * `measure_only` calls no other program, so that the pool can be updated even if a call to the stake program fails. Measuring
   * goes by lamports and never fails, whatever an account holds. Emits `ValidatorsUpdated`.
   *
   * Remaining accounts, writable, for each index in turn: the validator stake account if it exists (its status is not 0), then
   * the transient one if it holds stake (its status is neither 0 nor 1). No others.
   *
   * Errors: `EpochRewardsActive`, `ValidatorNotFound`, `WrongStakeAccount`, `WrongTransientAccount`,
   * `WrongAccountCount`.
   */
  updateValidators: {
    accounts: {
      /** Write: the pool. */
      pool: PublicKey;
      /** Write: the validator list. */
      validators: PublicKey;
      /** Write: the reserve. Receives what comes back, and pays rent that an account lacks. */
      reserve: PublicKey;
      /** Read: an address that only signs. Staker and withdrawer. */
      stakeAuthority: PublicKey;
    };
    args: {
      indexes: number[];
      measureOnly: boolean;
    };
  };
  /**
   * Burns `tokens` for a stake account of a validator, at the true price less the withdrawal fee, which is at least the idle
   * rate: the exit that nobody can close. The new account's address follows from the owner and a `nonce` of theirs; `payer`
   * pays its rent, `authority` is its staker and withdrawer. Needs a fresh price. The amount, and what stays in the giving
   * account unless it is emptied, is at least the stake program's minimum delegation. The accounts in hand are measured first.
   * Never paused. The fee is a gain of the next update. Changes the pool's `staked_lamports`, `cooling_lamports`, `supply` and
   * `pending_gain`, and the validator's record. Emits `StakeAccountWithdrawn`.
   *
   * Errors: `ZeroAmount`, `InsufficientTokens`, `PoolOutOfDate`, `EpochRewardsActive`, `ValidatorNotFound`,
   * `ZeroResult`, `SlippageExceeded`, `WrongStakeAccount`, `WrongTransientAccount`, `BelowMinimumDelegation`,
   * `NotEnoughStake`, `WrongTokenAccount`, `WrongTokenOwner`, `NonceTaken`, `MissingRole`.
   */
  withdrawStakeAccount: {
    accounts: {
      /** Signer: pays the new account's rent, and what the old one lacks of a rent that has risen. */
      payer: PublicKey;
      /** Signer: owns the tokens. */
      owner: PublicKey;
      /** Write: the pool. */
      pool: PublicKey;
      /** Write: the validator list. */
      validators: PublicKey;
      /** Write: the pool token. */
      mint: PublicKey;
      /** Write: gives the tokens. */
      source: PublicKey;
      /** Read: an address that only signs. Staker and withdrawer so far. */
      stakeAuthority: PublicKey;
      /** Read: the validator's vote account; it may be closed. */
      vote: PublicKey;
      /** Read: the validator's mark. */
      mark: PublicKey;
      /** Write: the validator stake account. */
      stake: PublicKey;
      /** Write: the validator's transient stake account. */
      transient: PublicKey;
      /** Create: the stake account of the owner and the nonce. */
      exitStake: PublicKey;
    };
    args: {
      nonce: bigint;
      tokens: bigint;
      minimumLamportsOut: bigint;
      authority: PublicKey;
    };
  };
}

/**
 * Of each its discriminator, its accounts and its arguments. An account is `name:flags`: `s` signs, `w` is written, `?` may be
 * left out, `=` is always this address.
 */
export const INSTRUCTIONS: { readonly [name in keyof Instructions]: readonly [string, string, string] } = {
  acceptAdmin: ["702a2d5a74b50daa", "pendingAdmin:s pool:w", ""],
  addLiquidity: ["b59d59438fb63448", "provider:sw pool liquidity:w liquiditySol:w liquidityMint:w destination:w tokenProgram:=TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA systemProgram:=11111111111111111111111111111111", "lamports:u64 minimumSharesOut:u64 ifBalance:u64?"],
  addValidator: ["fa7135368d75d7b9", "payer:sw validatorManager:s pool:w validators:w vote stake transient mark:w systemProgram:=11111111111111111111111111111111", "score:u32 cap:u64"],
  cancelTicket: ["d81cf7cec3ab648f", "owner:s pool:w mint:w ticket:w escrow:w destination:w tokenProgram:=TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA", "minimumTokensOut:u64"],
  checkBacking: ["bba1b26dbf09f110", "pool validators mint reserve escrow", "indexes:u32[]"],
  claimTicket: ["7ae590a72a7110dc", "pool ticket:w owner:w rentPayer:w", ""],
  convert: ["7a50d4d05cc822a1", "pool", "conversion:conversion amount:u64"],
  createLiquidity: ["73a7d9ee6ede83d6", "payer:sw admin:s pool:w mint liquidity:w liquiditySol:w liquidityTokens:w liquidityMint:w tokenProgram:=TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA systemProgram:=11111111111111111111111111111111", "seedLamports:u64 config:liquidityConfig"],
  createPool: ["e992d18ecf6840bc", "creator:sw mint:sw pool:w mintAuthority stakeAuthority reserve:w escrow:w seed:w validators:w history:w queue:w admin validatorManager guardian treasury:w tokenProgram:=TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA systemProgram:=11111111111111111111111111111111", "args:createPoolArgs"],
  createTokenMetadata: ["dd50b02599bca044", "admin:s payer:sw pool mint mintAuthority metadata:w metadataProgram:=metaqbxxUerdq28cj1RbAWkYQm3ybzjb6a8bt518x1s systemProgram:=11111111111111111111111111111111", "token:tokenKind metadata:tokenMetadata"],
  deactivateStake: ["a59ee561a8dcbbe1", "pool:w validators:w reserve:w stakeAuthority vote mark stake:w transient:w clock:=SysvarC1ock11111111111111111111111111111111 stakeHistory:=SysvarStakeHistory1111111111111111111111111 rent:=SysvarRent111111111111111111111111111111111 stakeConfig:=StakeConfig11111111111111111111111111111111 stakeProgram:=Stake11111111111111111111111111111111111111 systemProgram:=11111111111111111111111111111111", ""],
  delegateReserve: ["af86dc3faca9f164", "pool:w validators:w reserve:w stakeAuthority vote mark stake:w transient:w clock:=SysvarC1ock11111111111111111111111111111111 stakeHistory:=SysvarStakeHistory1111111111111111111111111 rent:=SysvarRent111111111111111111111111111111111 stakeConfig:=StakeConfig11111111111111111111111111111111 stakeProgram:=Stake11111111111111111111111111111111111111 systemProgram:=11111111111111111111111111111111", ""],
  depositSol: ["6c514e757d9b38c8", "depositor:sw pool:w mint:w mintAuthority reserve:w destination:w treasury:w referrer:w? liquidity:w? liquiditySol:w? liquidityTokens:w? tokenProgram:=TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA systemProgram:=11111111111111111111111111111111", "lamports:u64 minimumTokensOut:u64 ifBalance:u64?"],
  depositStakeAccount: ["6e827329a466023b", "depositor:s pool:w validators:w mint:w mintAuthority reserve:w stakeAuthority deposited:w vote mark stake:w transient:w destination:w treasury:w clock:=SysvarC1ock11111111111111111111111111111111 stakeHistory:=SysvarStakeHistory1111111111111111111111111 rent:=SysvarRent111111111111111111111111111111111 stakeProgram:=Stake11111111111111111111111111111111111111 tokenProgram:=TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA systemProgram:=11111111111111111111111111111111", "minimumTokensOut:u64"],
  emergencyDeactivate: ["3d90ba966a5b0b48", "validatorManager:s pool:w validators:w stakeAuthority vote mark stake:w transient:w clock:=SysvarC1ock11111111111111111111111111111111 stakeHistory:=SysvarStakeHistory1111111111111111111111111 stakeProgram:=Stake11111111111111111111111111111111111111", ""],
  getPrice: ["ee26c16ae420d221", "pool", ""],
  growHistory: ["3b5e18ff73337693", "payer:sw pool history:w systemProgram:=11111111111111111111111111111111", ""],
  growQueue: ["b8ceee6644b62c26", "payer:sw pool queue:w systemProgram:=11111111111111111111111111111111", ""],
  liquidUnstake: ["1e1e77f0bfe30c10", "seller:s recipient:w pool liquidity:w liquiditySol:w liquidityTokens:w source:w treasury:w tokenProgram:=TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA systemProgram:=11111111111111111111111111111111", "tokens:u64 minimumLamportsOut:u64 ifBalance:u64?"],
  orderUnstake: ["61a7906b75be8024", "payer:sw owner:s pool:w queue:w source:w escrow:w ticket:w tokenProgram:=TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA systemProgram:=11111111111111111111111111111111", "nonce:u64 tokens:u64 minimumLamportsOut:u64"],
  pause: ["d316ddfb4a79c12f", "guardian:s pool:w", "seconds:u32"],
  proposeAdmin: ["79d6c7d4572775ea", "admin:s pool:w", "newAdmin:pubkey"],
  proposeConfig: ["a3f7eea0ec8199a0", "admin:s pool:w treasury:w?", "change:configChange"],
  removeLiquidity: ["5055d14818ceb16c", "provider:s recipient:w pool liquidity:w liquiditySol:w liquidityTokens:w liquidityMint:w source:w destination:w tokenProgram:=TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA systemProgram:=11111111111111111111111111111111", "shares:u64 minimumLamportsOut:u64 minimumTokensOut:u64 ifBalance:u64?"],
  removeValidator: ["1960d39ba10ea8bc", "pool:w validators:w reserve:w stakeAuthority rentPayer:w vote mark:w lastMark:w stake:w transient:w clock:=SysvarC1ock11111111111111111111111111111111 stakeHistory:=SysvarStakeHistory1111111111111111111111111 instructions:=Sysvar1nstructions1111111111111111111111111 stakeProgram:=Stake11111111111111111111111111111111111111 systemProgram:=11111111111111111111111111111111", ""],
  resume: ["01a633aa7f208dce", "guardian:s pool:w", ""],
  setLiquidityConfig: ["2666a1c35d7f531b", "admin:s pool liquidity:w", "config:liquidityConfig"],
  setRole: ["4d4e3ee9c03dc7be", "admin:s pool:w newHolder", "role:role"],
  setScore: ["daa71979d0be0857", "validatorManager:s pool:w validators:w vote mark", "score:u32"],
  setScores: ["fbe24feaaf1bf595", "validatorManager:s pool:w validators:w", "changes:scoreChange[]"],
  settleTickets: ["deaa207a7455f30c", "pool:w mint:w escrow:w reserve:w tokenProgram:=TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA systemProgram:=11111111111111111111111111111111", ""],
  transferTicket: ["bfb84aefa4acbc20", "owner:s pool ticket:w newOwner:w", ""],
  updatePool: ["efd6aa4e24231e22", "pool:w validators mint:w mintAuthority reserve treasury:w history:w tokenProgram:=TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA", ""],
  updateTokenMetadata: ["f30608177eb5fb9e", "admin:s pool mintAuthority metadata:w metadataProgram:=metaqbxxUerdq28cj1RbAWkYQm3ybzjb6a8bt518x1s", "token:tokenKind metadata:tokenMetadata"],
  updateValidators: ["d3427a7a796b946f", "pool:w validators:w reserve:w stakeAuthority clock:=SysvarC1ock11111111111111111111111111111111 stakeHistory:=SysvarStakeHistory1111111111111111111111111 stakeProgram:=Stake11111111111111111111111111111111111111 systemProgram:=11111111111111111111111111111111", "indexes:u32[] measureOnly:bool"],
  withdrawStakeAccount: ["d355b841b7b1e9d9", "payer:sw owner:s pool:w validators:w mint:w source:w stakeAuthority vote mark stake:w transient:w exitStake:w clock:=SysvarC1ock11111111111111111111111111111111 stakeHistory:=SysvarStakeHistory1111111111111111111111111 rent:=SysvarRent111111111111111111111111111111111 stakeProgram:=Stake11111111111111111111111111111111111111 tokenProgram:=TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA systemProgram:=11111111111111111111111111111111", "nonce:u64 tokens:u64 minimumLamportsOut:u64 authority:pubkey"],
};
