// Made from truestake.json by `npm run generate`; not to be edited.
import type { PublicKey } from "@solana/web3.js";

/** The program's types, as the SDK has them: 64-bit numbers are bigint, a choice is the name of its variant. */
export interface Types {
  /** The proposed admin is the admin. Emitted by `accept_admin`. */
  adminAccepted: {
    pool: PublicKey;
    oldAdmin: PublicKey;
    newAdmin: PublicKey;
    before: Types["books"];
    after: Types["books"];
  };
  /** Emitted by `propose_admin`. */
  adminProposed: {
    pool: PublicKey;
    /** Stays in office until the other accepts. */
    admin: PublicKey;
    /** Default for nobody: the proposal is withdrawn. */
    pendingAdmin: PublicKey;
    before: Types["books"];
    after: Types["books"];
  };
  /** What was compared, as return data. */
  backing: {
    /** Layout version of this answer. */
    version: number;
    /** What the books say the reserve and the compared validators' accounts hold. */
    booked: bigint;
    /** What they hold. */
    held: bigint;
  };
  /** Total and supply at one moment: what every event shows before and after. */
  books: {
    total: bigint;
    supply: bigint;
  };
  /** What shall change; `None` leaves a setting as it is, or as it is about to become. Rates are in basis points. */
  configChange: {
    /** At most 10 %. A rise takes effect two epoch updates later, like that of the fees below. */
    rewardFee?: number | undefined;
    /** At most 0.5 %. */
    depositFee?: number | undefined;
    /** At most 0.5 %. */
    withdrawalFee?: number | undefined;
    /** At most 0.5 %. */
    ticketFee?: number | undefined;
    /** Part of the deposit fee that the referrer receives. No user pays it, so it changes at once. */
    referralShare?: number | undefined;
    /** Token account that receives fees. */
    treasury?: PublicKey | undefined;
    /** Largest total in lamports. */
    depositCap?: bigint | undefined;
    /** At most 20 %. */
    reserveBuffer?: number | undefined;
    /** 0.01 % to 100 %. Where it is lowered, SOL that still comes in the epoch counts as idle. */
    maxValidatorShare?: number | undefined;
    /** At most 100 %. */
    maxMove?: number | undefined;
    /** 1 % to 50 %. */
    movingPart?: number | undefined;
  };
  /** Emitted by `propose_config`. Everything but a rise of fees takes effect at once. */
  configProposed: {
    pool: PublicKey;
    /** Fees in force from now on. */
    fees: Types["feeRates"];
    /** Fees from update number `pending_fees_update` on. */
    pendingFees: Types["feeRates"];
    /** 0 when nothing is pending. */
    pendingFeesUpdate: bigint;
    /** Token account that receives fees. */
    treasury: PublicKey;
    /** Deposits stop where the total would pass this. */
    depositCap: bigint;
    /** Part of everything held that stays in the reserve. */
    reserveBuffer: number;
    /** Largest part that one validator may have. */
    maxValidatorShare: number;
    /** Largest part of all stake that rebalancing may deactivate in one epoch. */
    maxMove: number;
    /** The last part of an epoch, in which stake is rebalanced. */
    movingPart: number;
    before: Types["books"];
    after: Types["books"];
  };
  conversion: "toTokens" | "toLamports";
  /** A converted amount, as return data. */
  converted: {
    /** Layout version of this answer. */
    version: number;
    /** Tokens or lamports, floored. */
    amount: bigint;
    /** Epoch of the last update. */
    epoch: bigint;
    /** Slot of this answer. */
    slot: bigint;
    /** Whether the price is of the current epoch and its rewards are paid out. */
    fresh: boolean;
  };
  /** How a new pool is run. Rates are in basis points, amounts in lamports. */
  createPoolArgs: {
    /** Deposited by the creator; its tokens stay locked for ever. At least 1 SOL. */
    seedLamports: bigint;
    /** Token account of the new mint that receives fees. It may be created later: until then no fee is charged. */
    treasury: PublicKey;
    /** At most 10 %. */
    rewardFee: number;
    /** At most 0.5 %. */
    depositFee: number;
    /** At most 0.5 %. */
    withdrawalFee: number;
    /** At most 0.5 %. */
    ticketFee: number;
    /** Part of the deposit fee that the referrer receives. */
    referralShare: number;
    /** Largest total; u64::MAX for none. */
    depositCap: bigint;
    /** Part of everything held that stays in the reserve; at most 20 %. */
    reserveBuffer: number;
    /** Largest part of everything held that one validator may have. */
    maxValidatorShare: number;
    /** Largest part of all stake that rebalancing may deactivate in one epoch. */
    maxMove: number;
    /** The last part of an epoch, in which stake is rebalanced and tickets of the same epoch are served; 1 % to 50 %. */
    movingPart: number;
  };
  /** What the stake with a validator earned between two epochs. */
  earning: {
    /** Epoch of the measuring before. */
    since: bigint;
    /** Epoch of the latest measurement that was its epoch's first. */
    epoch: bigint;
    /** Booked delegation that was active through all of it. */
    base: bigint;
    /** Growth of the delegation: rewards. */
    earned: bigint;
    /** All other gains: lamports that came inactive, block revenue among them. Later measurings of the epoch add to it. */
    other: bigint;
    /** Lamports below the books. Later measurings of the epoch add to it. */
    lost: bigint;
  };
  /** All stake with a validator cools down. Emitted by `emergency_deactivate`. */
  emergencyDeactivated: {
    pool: PublicKey;
    vote: PublicKey;
    /** Delegation that began to cool down, of both accounts. */
    lamports: bigint;
    before: Types["books"];
    after: Types["books"];
  };
  /**
   * [`Fees`] in an event. The account's own type is bytes of fixed layout to the IDL, which `declare_program!` cannot put
   * into an event.
   */
  feeRates: {
    /** Of what lies above the high-water mark. */
    reward: number;
    /** Of the tokens that a deposit mints. */
    deposit: number;
    /** Of stake accounts that are taken out. */
    withdrawal: number;
    /** Of what tickets pay. */
    ticket: number;
    /** The referrer's part of the deposit fee. */
    referralShare: number;
  };
  /** What the pool charges. Each rate has a ceiling that no admin can lift. */
  fees: {
    /** Of what lies above the high-water mark; minted to the treasury. */
    reward: number;
    /** Of the tokens that a deposit mints; to the treasury and the referrer. */
    deposit: number;
    /** Of a stake account that a user withdraws, at least the idle rate; stays in the pool. */
    withdrawal: number;
    /** Of what a ticket pays; stays in the pool. */
    ticket: number;
    /** The referrer's part of the deposit fee. */
    referralShare: number;
  };
  /** The price history has more room. Emitted by `grow_history`. */
  historyGrown: {
    pool: PublicKey;
    /** Size of the account afterwards. */
    bytes: number;
    before: Types["books"];
    after: Types["books"];
  };
  /** Tokens were sold to the liquidity pool. Emitted by `liquid_unstake`. */
  liquidUnstaked: {
    pool: PublicKey;
    /** Whose tokens were taken. */
    seller: PublicKey;
    /** Receives the lamports. */
    recipient: PublicKey;
    /** All that was taken. */
    tokens: bigint;
    /** What the recipient got. */
    lamports: bigint;
    /** Worth of the tokens less `lamports`. */
    fee: bigint;
    /** The treasury's part of the fee. */
    treasuryTokens: bigint;
    /** Tokens beyond what `lamports` would buy, held until they are released. */
    heldTokens: bigint;
    /** What the liquidity pool holds afterwards. */
    solAfter: bigint;
    /** What the liquidity pool holds afterwards. */
    tokensAfter: bigint;
    before: Types["books"];
    after: Types["books"];
  };
  /** Emitted by `add_liquidity`. */
  liquidityAdded: {
    pool: PublicKey;
    /** Whose SOL was taken. */
    provider: PublicKey;
    lamports: bigint;
    /** Base units of the share mint, minted. */
    shares: bigint;
    /** Part of `lamports` that was paid over what the shares stood for, with the tokens at the true price and without held ones. */
    premium: bigint;
    /** What the liquidity pool holds afterwards. */
    solAfter: bigint;
    /** What the liquidity pool holds afterwards. */
    tokensAfter: bigint;
    before: Types["books"];
    after: Types["books"];
  };
  /** How a liquidity pool is run. Rates are in basis points, amounts in lamports. */
  liquidityConfig: {
    /** Liquidity at which the rate reaches its least; at least 1 SOL. */
    target: bigint;
    /** Rate with the liquidity at or over its target. */
    minFee: number;
    /** Rate with no liquidity left; at most 10 %. */
    maxFee: number;
    /** The treasury's part of the fee; at most half. */
    treasuryCut: number;
    /** Liquidity can be added while the SOL stays within this. */
    cap: bigint;
  };
  /** Emitted by `set_liquidity_config`. */
  liquidityConfigSet: {
    pool: PublicKey;
    /** In force from now on. */
    fees: Types["liquidityRates"];
    /** In force from the pool's update number `pending_fees_update` on. */
    pendingFees: Types["liquidityRates"];
    /** 0 when nothing is pending. */
    pendingFeesUpdate: bigint;
    /** Liquidity can be added while the SOL stays within this. */
    cap: bigint;
    before: Types["books"];
    after: Types["books"];
  };
  /** The pool has a liquidity pool. Emitted by `create_liquidity`. */
  liquidityCreated: {
    pool: PublicKey;
    /** Of the shares. */
    mint: PublicKey;
    /** Its first SOL, whose shares are locked for ever. */
    seedLamports: bigint;
    fees: Types["liquidityRates"];
    before: Types["books"];
    after: Types["books"];
  };
  /** What an instant unstake costs. */
  liquidityFees: {
    /** Liquidity at which the rate reaches its least. */
    target: bigint;
    /** Rate with the liquidity at or over its target. */
    min: number;
    /** Rate with no liquidity left. */
    max: number;
    /** The treasury's part of the fee; the rest is the liquidity providers'. */
    treasuryCut: number;
  };
  /**
   * SOL and pool tokens that serve instant unstakes. PDA of "liquidity", pool.
   *
   * Like the pool's, its books are accounted: lamports or tokens that are sent to its accounts change nothing.
   */
  liquidityPool: {
    /** Layout version; this is 1. */
    version: number;
    bump: number;
    solBump: number;
    tokensBump: number;
    mintBump: number;
    pool: PublicKey;
    /** System account with the SOL. */
    sol: PublicKey;
    /** Token account with the pool tokens; its own authority. */
    tokens: PublicKey;
    /** Mint of the shares; its own authority. */
    mint: PublicKey;
    /** Accounted lamports, over the account's rent. */
    solLamports: bigint;
    /** Accounted pool tokens, the held ones included. */
    tokenAmount: bigint;
    /** Shares in existence, the locked ones of the seed included. */
    shares: bigint;
    /** Shares of the seed, which were never minted and can never be redeemed. */
    lockedShares: bigint;
    fees: Types["scheduledLiquidityFees"];
    /** Liquidity can be added while the SOL stays within this. */
    cap: bigint;
    /** Instant unstakes so far, in lamports paid; wraps. For statistics. */
    cumulativePaidLamports: bigint;
    /**
     * Tokens that are neither the shares' nor on sale yet: the providers' fees, and what sellers left behind of gains that are
     * not in the price yet. Those of an epoch are released over the next one's slots, so whoever adds and removes in a moment
     * earns no fees, even on their own sale.
     */
    heldEpoch: bigint;
    /** Held tokens that came in `held_epoch`. */
    heldRecent: bigint;
    /** Held tokens that came in the epoch before. */
    heldEarlier: bigint;
    /** Where the fee line stood at `line_slot`: it follows the SOL up and down at a bounded speed. */
    lineLamports: bigint;
    lineSlot: bigint;
  };
  /** [`LiquidityFees`] in an event, for the same reason. */
  liquidityRates: {
    /** Liquidity at which the rate reaches its least. */
    target: bigint;
    /** Rate with the liquidity at or over its target. */
    min: number;
    /** Rate with no liquidity left. */
    max: number;
    /** The treasury's part of the fee; the rest is the liquidity providers'. */
    treasuryCut: number;
  };
  /** Emitted by `remove_liquidity`. */
  liquidityRemoved: {
    pool: PublicKey;
    /** Whose shares were burned. */
    provider: PublicKey;
    /** Receives the lamports. */
    recipient: PublicKey;
    /** Base units of the share mint, burned. */
    shares: bigint;
    lamports: bigint;
    /** Pool tokens that the shares stood for. */
    tokens: bigint;
    /** What the liquidity pool holds afterwards. */
    solAfter: bigint;
    /** What the liquidity pool holds afterwards. */
    tokensAfter: bigint;
    before: Types["books"];
    after: Types["books"];
  };
  /**
   * A stake pool: who runs it, what it charges, and its books. PDA of "pool", mint.
   *
   * The books are *accounted*: they change by what the program does and by what is measured, never because somebody sends
   * lamports to an account. Lamports a stake account holds for its rent count as staked.
   *
   * Invariant: `total = reserve + staked − unreleased − pending gain + pending loss`, and no term is negative.
   */
  pool: {
    /** Layout version; this is 1. */
    version: number;
    bump: number;
    mintAuthorityBump: number;
    stakeAuthorityBump: number;
    reserveBump: number;
    escrowBump: number;
    /** The pool token. */
    mint: PublicKey;
    /** Tokens that stand for the total; the mint's supply is lower after a burn from outside, until the next update. */
    supply: bigint;
    /** Undelegated lamports, over the reserve's rent. */
    reserveLamports: bigint;
    /** Lamports in the stake accounts of all validators: active, activating, cooling down, and their rent. */
    stakedLamports: bigint;
    /** Gains that were to be released from `release_start_slot` on. */
    releaseLamports: bigint;
    /** Slot at which the release was last set: by the update, or by what came in at a premium. */
    releaseStartSlot: bigint;
    /** Slot at which everything is released. */
    releaseEndSlot: bigint;
    /**
     * Gains that wait for the next update: measured ones, and what those who left did not take with them. In the ask, not in
     * the total.
     */
    pendingGain: bigint;
    /** Losses measured before the update of their epoch, still in the total. Later ones are booked at once. */
    pendingLoss: bigint;
    /** Epoch of the last update: the price is fresh while it is the current one. */
    lastUpdateEpoch: bigint;
    /** Number of epoch updates so far. */
    updates: bigint;
    /**
     * High-water mark of the reward fee: the highest (total + unreleased) ÷ supply so far, as numerator and denominator. Pending
     * gains are not in it. The fee is charged only on what exceeds it.
     */
    markTotal: bigint;
    /** See `mark_total`. */
    markSupply: bigint;
    /** What stake earned in the epochs of the last 8 updates, in parts per billion: update number `n` is at `n % 8`. */
    idleRates: number[];
    /** Rewards measured since the last update. */
    earnedLamports: bigint;
    /** Stake that earned them, in lamports, times the epochs that it took. */
    earningLamportEpochs: bigint;
    /** Sequence number of the next ticket. */
    nextTicket: bigint;
    /** Sequence number of the first ticket that the queue has not passed: its head. */
    nextSettlement: bigint;
    /** Tokens of the queued tickets. */
    queuedTokens: bigint;
    /** The most that the queued tickets can claim, before fees. */
    queuedLamports: bigint;
    /** The fees on that. */
    queuedFees: bigint;
    /** Epoch that the five fields below belong to. */
    queueEpoch: bigint;
    /** Tokens of the tickets ordered in `queue_epoch`. */
    recentTokens: bigint;
    /** The most that they can claim, before fees. */
    recentLamports: bigint;
    /** The fees on that. */
    recentFees: bigint;
    /** Part of `recent_lamports` that was ordered in the epoch's moving part. */
    lateLamports: bigint;
    /** Lamports of the tickets ordered in the moving part of the epoch before: they wait for this epoch's. */
    waitingLamports: bigint;
    /** Lamports ever ordered; wraps. A ticket's start in this count less `cumulative_passed_lamports` is what is ahead of it. */
    cumulativeOrderedLamports: bigint;
    /** Lamports ever ordered by tickets that the queue has passed, and by paid parts of its head; wraps. */
    cumulativePassedLamports: bigint;
    /** Part of `staked_lamports` that is being deactivated. */
    coolingLamports: bigint;
    /** Epoch that `moved_lamports` belongs to. */
    movedEpoch: bigint;
    /** Lamports that rebalancing has deactivated in `moved_epoch`. */
    movedLamports: bigint;
    /** Validators in the list. */
    validatorCount: number;
    /** Stake addresses that hold a rent: two for each validator that ever had stake and is still listed. */
    stakeAccountCount: number;
    /** The highest rent that any of them was given: resting accounts keep it when rents fall. */
    fundedRent: bigint;
    /** May change the configuration and hand over its role in two steps. */
    admin: PublicKey;
    /** Becomes admin when it accepts; default for nobody. */
    pendingAdmin: PublicKey;
    /** May list validators and set scores. A change waits `MANAGER_CHANGE_UPDATES` updates. */
    validatorManager: Types["scheduledKey"];
    /** May pause for a bounded time. */
    guardian: PublicKey;
    /** Token account that receives fees. While it is none of the mint's, no fee is charged. */
    treasury: PublicKey;
    /** Authority of the mint. */
    mintAuthority: PublicKey;
    /** Staker and withdrawer of all stake accounts. */
    stakeAuthority: PublicKey;
    /** System account with the undelegated lamports. */
    reserve: PublicKey;
    /** Token account of the queued tickets. */
    escrow: PublicKey;
    validators: PublicKey;
    history: PublicKey;
    /** Ring of the queued tickets' addresses. */
    queue: PublicKey;
    /** The liquidity pool; default while there is none. */
    liquidity: PublicKey;
    fees: Types["scheduledFees"];
    /** Deposits stop where the total would pass this. */
    depositCap: bigint;
    /** Part of everything held that stays in the reserve. */
    reserveBuffer: number;
    /** Largest part that one validator may have of what stays when the tickets are paid. */
    maxValidatorShare: number;
    /** Largest part of all stake that rebalancing may deactivate in one epoch. Tickets are not bound by it. */
    maxMove: number;
    /** The last part of an epoch, in which stake is rebalanced and tickets of the same epoch are served. */
    movingPart: number;
    /** Unix time at which a pause ends by itself. */
    pausedUntil: bigint;
    /** Unix time before which the pool cannot be paused again. */
    pauseAllowedFrom: bigint;
    /**
     * What the pool held after its last update. Stake that is deposited has to fit into this much, too: SOL that came since may
     * leave again.
     */
    heldAtUpdate: bigint;
    /** Epoch that `busy_share` and the four of the intake belong to. */
    intakeEpoch: bigint;
    /**
     * Part of the scores of validators that take SOL, in parts per billion, whose validators are busy: their stake cools down or
     * still warms up, and SOL that comes now cannot be delegated to them before the next epoch. All of them after the largest share
     * was lowered.
     */
    busyShare: number;
    /** How many validators take SOL and have no cap: they follow the largest share. */
    intakeUncapped: number;
    /** How many validators take SOL up to a cap over the largest share. */
    intakeCapped: bigint;
    /** The lowest of these caps. */
    intakeLowestCap: bigint;
    /** The most that the other validators have: their caps, or what those have that take nothing more. */
    intakeLamports: bigint;
    /**
     * Part of `staked_lamports` in accounts that could not be read or told when they were looked at last: nobody can
     * deactivate it.
     */
    stuckLamports: bigint;
  };
  /** A pool and its mint exist. Emitted by `create_pool`. */
  poolCreated: {
    pool: PublicKey;
    mint: PublicKey;
    admin: PublicKey;
    before: Types["books"];
    after: Types["books"];
  };
  /** Emitted by `pause`. */
  poolPaused: {
    pool: PublicKey;
    /** Unix time at which the pause ends by itself. */
    until: bigint;
    /** Unix time from which the pool can be paused again. */
    nextPauseFrom: bigint;
    before: Types["books"];
    after: Types["books"];
  };
  /** A pause ended early. Emitted by `resume`. */
  poolResumed: {
    pool: PublicKey;
    /** Unix time from which the pool can be paused again. */
    nextPauseFrom: bigint;
    before: Types["books"];
    after: Types["books"];
  };
  /** The epoch's price is set. Emitted by `update_pool`, once an epoch. */
  poolUpdated: {
    pool: PublicKey;
    /** That the price is of. */
    epoch: bigint;
    /** Rewards: the part of the gain by which delegations grew. */
    earned: bigint;
    /** All gains, what leavers left behind included. */
    gain: bigint;
    /** Lamports below the books that were booked since the update before. */
    loss: bigint;
    /** Part of the gain that the fee was charged on. */
    taxable: bigint;
    /** Tokens minted to the treasury. */
    feeTokens: bigint;
    /** Tokens that somebody had burned with the token program. */
    burned: bigint;
    /** What is released over the next epoch's slots. */
    unreleased: bigint;
    before: Types["books"];
    after: Types["books"];
  };
  /** The price after one epoch update, and what led to it. */
  priceEntry: {
    epoch: bigint;
    slot: bigint;
    /** Unix time of the update, in seconds. */
    unixTime: bigint;
    total: bigint;
    supply: bigint;
    /**
     * Pending gain less pending loss that this update settled, in lamports, before the reward fee. With what leavers left behind;
     * without burned tokens' worth, and without losses booked between updates.
     */
    gainBeforeFee: bigint;
    /** Tokens that the reward fee minted. */
    feeTokens: bigint;
  };
  /**
   * The price after each of the last 512 epoch updates. PDA of "history", pool.
   *
   * A ring: update number `n` (from 0) is at `n % 512`.
   */
  priceHistory: {
    /** Layout version; this is 1. */
    version: number;
    bump: number;
    pool: PublicKey;
    /** Updates ever recorded. */
    count: bigint;
    entries: Types["priceEntry"][];
  };
  /** The queue of tickets has more room. Emitted by `grow_queue`. */
  queueGrown: {
    pool: PublicKey;
    /** Tickets that the ring holds. */
    capacity: bigint;
    before: Types["books"];
    after: Types["books"];
  };
  /** Emitted by `delegate_reserve`. */
  reserveDelegated: {
    pool: PublicKey;
    vote: PublicKey;
    /** The account that received the lamports. */
    stake: PublicKey;
    /** All that left the reserve, rents included. */
    lamports: bigint;
    before: Types["books"];
    after: Types["books"];
  };
  role: "validatorManager" | "guardian";
  /** Emitted by `set_role`. */
  roleSet: {
    pool: PublicKey;
    role: Types["role"];
    oldHolder: PublicKey;
    newHolder: PublicKey;
    /** Update from which the new one holds it; 0 for at once. */
    fromUpdate: bigint;
    before: Types["books"];
    after: Types["books"];
  };
  /** The pool's fees: cuts take effect at once, rises later. */
  scheduledFees: {
    /** In force until the other one is. */
    now: Types["fees"];
    /** In force from the pool's update number `from_update` on. */
    next: Types["fees"];
    /** 0 when nothing waits. */
    fromUpdate: bigint;
  };
  /** A role that changes hands later. */
  scheduledKey: {
    /** In force until the other one is. */
    now: PublicKey;
    /** In force from the pool's update number `from_update` on. */
    next: PublicKey;
    /** 0 when nothing waits. */
    fromUpdate: bigint;
  };
  /** The liquidity pool's fees: where anything about them rises, all of it takes effect later. */
  scheduledLiquidityFees: {
    /** In force until the other one is. */
    now: Types["liquidityFees"];
    /** In force from the pool's update number `from_update` on. */
    next: Types["liquidityFees"];
    /** 0 when nothing waits. */
    fromUpdate: bigint;
  };
  /** What a validator shall have. */
  scoreChange: {
    /** Its place in the list. */
    index: number;
    /** Its vote account, which has to be the one at that place. */
    vote: PublicKey;
    /** Weight of the validator in the delegation, at most 1,000,000; 0 drains it. */
    score: number;
    /** The most that the pool delegates to it, in lamports; u64::MAX for no cap. */
    cap: bigint;
    /** Whether it is kept from being removed. */
    keep: boolean;
  };
  /** Emitted by `set_score`. */
  scoreSet: {
    pool: PublicKey;
    vote: PublicKey;
    oldScore: number;
    /** Weights, 0 to 1,000,000. */
    newScore: number;
    /** The most that is delegated to it; u64::MAX for no cap. */
    cap: bigint;
    /** Whether it cannot be removed from the list. */
    keep: boolean;
    before: Types["books"];
    after: Types["books"];
  };
  /** Emitted by `set_scores`, once for all validators that it names. */
  scoresSet: {
    pool: PublicKey;
    /** Validators whose score, cap or keep flag was set. */
    count: number;
    /** Sum of all scores. */
    totalScore: bigint;
    before: Types["books"];
    after: Types["books"];
  };
  /** Emitted by `deposit_sol`. */
  solDeposited: {
    pool: PublicKey;
    /** Whose SOL was taken. */
    depositor: PublicKey;
    /** All that was taken. */
    lamports: bigint;
    /** To the depositor, bought ones included. */
    tokens: bigint;
    /** Part of `lamports` that was paid over the true price of all tokens that it bought. */
    premium: bigint;
    /** Part of `lamports` that bought tokens of the liquidity pool, free of the fee. */
    lamportsToLiquidity: bigint;
    /** Tokens that they bought. */
    tokensFromLiquidity: bigint;
    /** To the treasury. */
    treasuryTokens: bigint;
    /** To the referrer. */
    referrerTokens: bigint;
    before: Types["books"];
    after: Types["books"];
  };
  /** Emitted by `deposit_stake_account`. */
  stakeAccountDeposited: {
    pool: PublicKey;
    depositor: PublicKey;
    /** The account that was deposited; closed. */
    stake: PublicKey;
    /** The validator that it was delegated to. */
    vote: PublicKey;
    /** Its delegated lamports, now with the validator stake account. */
    stakeLamports: bigint;
    /** Its other lamports, now in the reserve. */
    looseLamports: bigint;
    /** To the depositor. */
    tokens: bigint;
    /** Part of the lamports that was paid over the true price of all tokens that they bought. */
    premium: bigint;
    /** To the treasury. */
    treasuryTokens: bigint;
    before: Types["books"];
    after: Types["books"];
  };
  /** Tokens were burned for a stake account. Emitted by `withdraw_stake_account`. */
  stakeAccountWithdrawn: {
    pool: PublicKey;
    /** Whose tokens were burned. */
    owner: PublicKey;
    /** Staker and withdrawer of the new account. */
    authority: PublicKey;
    /** The new account. */
    stake: PublicKey;
    /** The validator that it is delegated to. */
    vote: PublicKey;
    /** Base units that were burned. */
    tokens: bigint;
    /** Delegated lamports of the new account; its rent is the owner's own. */
    lamports: bigint;
    /** Stays in the pool. */
    fee: bigint;
    before: Types["books"];
    after: Types["books"];
  };
  /** Stake of a validator cools down, or was taken back at once. Emitted by `deactivate_stake`. */
  stakeDeactivated: {
    pool: PublicKey;
    vote: PublicKey;
    /** The account that is being deactivated. */
    stake: PublicKey;
    /** Delegation that began to cool down or came back. */
    lamports: bigint;
    /** Whether it was delegated in this epoch and is back in the reserve at once. */
    recalled: boolean;
    before: Types["books"];
    after: Types["books"];
  };
  /**
   * A delayed unstake. PDA of "ticket", pool, orderer, nonce.
   *
   * While it is queued its tokens lie in the pool's escrow and bear losses like everybody's. What has been paid on it lies in
   * this account itself, and nothing but the claim touches it.
   */
  ticket: {
    /** Layout version; this is 1. */
    version: number;
    bump: number;
    /**
     * 0 queued (waits for its turn; a part may be paid), 1 settled (paid in full), 2 cancelled (its remaining tokens were taken
     * back), 3 returned (the queue has passed it; its owner can take the remaining tokens back with `cancel_ticket`).
     */
    status: number;
    /** 1 when it was ordered in the moving part of its epoch. */
    late: number;
    /** The ticket fee when it was ordered; a later rise does not touch it. */
    fee: number;
    pool: PublicKey;
    /** Receives the SOL. */
    owner: PublicKey;
    /** Who ordered it: part of its address. */
    orderer: PublicKey;
    /** Chosen by the orderer: part of its address. */
    nonce: bigint;
    /** Who paid the account's rent, and gets it back. */
    rentPayer: PublicKey;
    /** Place in the queue: tickets are settled in this order. */
    sequence: bigint;
    /** Tokens that have been neither paid nor given back. */
    tokens: bigint;
    /** What they were worth when ordered: they never pay more. */
    orderedLamports: bigint;
    /** The pool's `cumulative_ordered_lamports` before this ticket. */
    queueStart: bigint;
    orderedEpoch: bigint;
    orderedSlot: bigint;
    /** Paid and not claimed yet, without rent. */
    claimableLamports: bigint;
    /** Paid in all, claimed or not. */
    paidLamports: bigint;
    /** Epoch of the last payment. */
    settledEpoch: bigint;
  };
  /** The tokens that a ticket still had left the queue. Emitted by `cancel_ticket`. */
  ticketCancelled: {
    pool: PublicKey;
    owner: PublicKey;
    ticket: PublicKey;
    /** Place in the queue. */
    sequence: bigint;
    /** Given back. */
    tokens: bigint;
    /** Burned, since stake may have been moved for the ticket. */
    cost: bigint;
    before: Types["books"];
    after: Types["books"];
  };
  /** What had been paid on a ticket went to its owner. Emitted by `claim_ticket`. */
  ticketClaimed: {
    pool: PublicKey;
    owner: PublicKey;
    ticket: PublicKey;
    /** Place in the queue. */
    sequence: bigint;
    /** What the owner got. */
    lamports: bigint;
    /** What the rent's payer got: the account's rent and whatever was sent to it; 0 while the ticket stays. */
    rent: bigint;
    before: Types["books"];
    after: Types["books"];
  };
  /**
   * The addresses of the queued tickets, so that settling finds them without asking a node for all accounts. PDA of "queue",
   * pool.
   *
   * A header, then a ring: the ticket with sequence number `n` is at `(n − base) % capacity`.
   */
  ticketQueue: {
    /** Layout version; this is 1. */
    version: number;
    bump: number;
    pool: PublicKey;
    /** Sequence number whose place is the first; it wraps below zero. */
    base: bigint;
    /**
     * The addresses follow here: from 80 bytes into the account's data on, discriminator included, each of 32 bytes; `capacity` is
     * as many as the account has room for.
     */
    tickets: PublicKey[];
  };
  /** A ticket has another owner. Emitted by `transfer_ticket`. */
  ticketTransferred: {
    pool: PublicKey;
    ticket: PublicKey;
    /** Place in the queue. */
    sequence: bigint;
    oldOwner: PublicKey;
    newOwner: PublicKey;
    before: Types["books"];
    after: Types["books"];
  };
  /** Tickets were paid from the reserve, in whole or in part. Emitted by `settle_tickets`. */
  ticketsSettled: {
    pool: PublicKey;
    /** Head of the queue before; equal to `next_sequence` when only a part of the head was paid. */
    firstSequence: bigint;
    /** The new head of the queue. */
    nextSequence: bigint;
    /** Burned from escrow. */
    tokens: bigint;
    /** What moved into the tickets, after the fee. */
    lamports: bigint;
    /** Stays in the pool. */
    fee: bigint;
    before: Types["books"];
    after: Types["books"];
  };
  tokenKind: "pool" | "shares";
  /** What wallets show of a token. */
  tokenMetadata: {
    /** At most 32 bytes. */
    name: string;
    /** At most 10 bytes. */
    symbol: string;
    /** Address of a JSON file that names the picture, among others; at most 200 bytes. */
    uri: string;
  };
  /** A token has a name for wallets. Emitted by `create_token_metadata`. */
  tokenMetadataCreated: {
    pool: PublicKey;
    token: Types["tokenKind"];
    mint: PublicKey;
    metadata: Types["tokenMetadata"];
    before: Types["books"];
    after: Types["books"];
  };
  /** A token has another name for wallets. Emitted by `update_token_metadata`. */
  tokenMetadataUpdated: {
    pool: PublicKey;
    token: Types["tokenKind"];
    mint: PublicKey;
    metadata: Types["tokenMetadata"];
    before: Types["books"];
    after: Types["books"];
  };
  /** The true price, as return data. */
  truePrice: {
    /** Layout version of this answer. */
    version: number;
    /** Lamports that all tokens together stand for. */
    total: bigint;
    supply: bigint;
    /** Lamports per token with 32 fractional bits, floored. Convert with `total` and `supply`, which are exact. */
    price: bigint;
    /** Epoch of the last update. */
    epoch: bigint;
    /** Slot of this answer. */
    slot: bigint;
    /** Whether the price is of the current epoch and its rewards are paid out. */
    fresh: boolean;
  };
  /** A ticket exists and is queued. Emitted by `order_unstake`. */
  unstakeOrdered: {
    pool: PublicKey;
    /** Receives the SOL. */
    owner: PublicKey;
    ticket: PublicKey;
    /** Part of the ticket's address. */
    nonce: bigint;
    /** Place in the queue. */
    sequence: bigint;
    /** Base units that moved into escrow. */
    tokens: bigint;
    /** The most the ticket pays, before its fee. */
    orderedLamports: bigint;
    /** Lamports of the tickets before it. */
    lamportsAhead: bigint;
    /** Ordered in the moving part of the epoch: it waits for the next one's. */
    late: boolean;
    before: Types["books"];
    after: Types["books"];
  };
  /** A validator is listed. Emitted by `add_validator`. */
  validatorAdded: {
    pool: PublicKey;
    vote: PublicKey;
    /** Place in the list. */
    index: number;
    /** Its weight, 0 to 1,000,000. */
    score: number;
    /** The most that is delegated to it; u64::MAX for no cap. */
    cap: bigint;
    before: Types["books"];
    after: Types["books"];
  };
  /**
   * The pool's validators. PDA of "validators", pool.
   *
   * A header, then `count` records of fixed size. A record is found by its index and checked by its vote account: no
   * instruction walks the list, so nothing costs more with more validators.
   */
  validatorList: {
    /** Layout version; this is 1. */
    version: number;
    bump: number;
    /** Validators in the list; the pool has it too. */
    count: number;
    pool: PublicKey;
    /** Sum of all scores. */
    totalScore: bigint;
    /** Sum of the scores of validators whose limit binds. */
    clippedScore: bigint;
    /** Sum of the caps that bind. */
    clippedCaps: bigint;
    /** Epoch that `updated_count` belongs to. */
    updatedEpoch: bigint;
    /** Validators measured in `updated_epoch`. */
    updatedCount: number;
    /** The score to `top_cap`; 0 where that is not known. */
    topScore: number;
    /** Sum of the pool's largest shares that bind, in basis points. */
    clippedShare: bigint;
    /**
     * The level that limits are judged by: what all scores would get together if no limit bound, in parts of 2^30 of what can be
     * staked.
     */
    level: bigint;
    /** The cap that is the highest for its score of those that were seen to bind in `updated_epoch`. */
    topCap: bigint;
    /** The lowest score of those for which the pool's largest share was seen to bind in `updated_epoch`; 0 where that is not known. */
    topShareScore: number;
    /** Epoch at whose first look the level could fall last. */
    loweredEpoch: bigint;
    /**
     * The records follow here: `count` of them, from 128 bytes into the account's data on, discriminator included, each of 192
     * bytes.
     */
    records: Types["validatorRecord"][];
  };
  /**
   * Where a validator stands in a pool's list. PDA of "mark", pool, vote account; exists exactly while the validator is listed.
   *
   * Instructions name the mark instead of an index, so that no race over an index is left: the record that it leads to is
   * compared with the vote account every time.
   */
  validatorMark: {
    /** Layout version; this is 1. */
    version: number;
    bump: number;
    /** Place in the list. */
    index: number;
    pool: PublicKey;
    vote: PublicKey;
    /** Who paid its rent, and gets it back. */
    rentPayer: PublicKey;
  };
  /** A validator and the pool's stake with it: facts only, policy is the manager's. */
  validatorRecord: {
    vote: PublicKey;
    /** The validator stake account. */
    stake: PublicKey;
    /** Accounted lamports of the validator stake account, rent included; 0 when there is none. */
    stakeLamports: bigint;
    /** Accounted lamports of the transient stake account, rent included; 0 when there is none. */
    transientLamports: bigint;
    /** Part of both that is being deactivated and comes back to the reserve. */
    coolingLamports: bigint;
    /** Delegation of the validator stake account, as the program last saw or changed it. */
    delegatedLamports: bigint;
    /** The most that the pool delegates to it; u64::MAX for no cap. */
    cap: bigint;
    /** The limit that binds, where one does: `clipped` says which. */
    clippedLimit: bigint;
    /** Epoch in which it was listed. */
    listedEpoch: bigint;
    /** What it earned last: written at an epoch's first measuring. */
    earning: Types["earning"];
    /** Weight of the validator in the delegation; 0 drains it. */
    score: number;
    stakeBump: number;
    transientBump: number;
    /**
     * Of the validator stake account: 0 none (it does not exist), 1 idle (it holds its rent and no stake), 2 delegated (active
     * or activating), 3 deactivating (what is inactive comes back to the reserve).
     */
    stakeStatus: number;
    /** Of the transient stake account, with the same values. */
    transientStatus: number;
    /** 1 while the manager keeps it from being removed. */
    keep: number;
    /**
     * 1 while the pool's largest share binds, of which `clipped_limit` has the basis points; 2 while its own cap does, of
     * which it has the lamports.
     */
    clipped: number;
    /**
     * As what it was noted in the pool's intake, in the epoch of its last measuring: 0 not yet, 1 takes up to the largest share,
     * 2 so too, as far as its cap, 3 up to its cap, 4 takes nothing, 5 nothing, since it is busy.
     */
    taking: number;
    /** What cannot be deactivated, since one of its accounts cannot be read or told: all lamports of both, as of the last look. */
    stuckLamports: bigint;
  };
  /** A validator left the list. Emitted by `remove_validator`. */
  validatorRemoved: {
    pool: PublicKey;
    vote: PublicKey;
    /** The place that it had. */
    index: number;
    /** The validator that took its index; default when it was the last. */
    movedVote: PublicKey;
    /** Rent of its stake accounts, back in the reserve. */
    lamports: bigint;
    before: Types["books"];
    after: Types["books"];
  };
  /** Stake accounts were measured. Emitted by `update_validators`, also when it measures again in an epoch. */
  validatorsUpdated: {
    pool: PublicKey;
    /** In which it was measured. */
    epoch: bigint;
    /** Validators measured for the first time in the epoch, by this instruction. */
    measured: number;
    /** Validators measured in this epoch so far. */
    measuredInEpoch: number;
    /** Rewards: the growth of delegations. */
    earned: bigint;
    /** All other gains: lamports that came inactive, block revenue and donations among them. */
    other: bigint;
    /** Lamports below the books; they count at once. */
    loss: bigint;
    /** Lamports that came back to the reserve. */
    withdrawn: bigint;
    before: Types["books"];
    after: Types["books"];
  };
}

/** How they lie in bytes: `name:type` for every field, in order; the names of its variants, after `=`, for a choice. */
export const TYPES: { readonly [name in keyof Types]: string } = {
  adminAccepted: "pool:pubkey oldAdmin:pubkey newAdmin:pubkey before:books after:books",
  adminProposed: "pool:pubkey admin:pubkey pendingAdmin:pubkey before:books after:books",
  backing: "version:u8 booked:u64 held:u64",
  books: "total:u64 supply:u64",
  configChange: "rewardFee:u16? depositFee:u16? withdrawalFee:u16? ticketFee:u16? referralShare:u16? treasury:pubkey? depositCap:u64? reserveBuffer:u16? maxValidatorShare:u16? maxMove:u16? movingPart:u16?",
  configProposed: "pool:pubkey fees:feeRates pendingFees:feeRates pendingFeesUpdate:u64 treasury:pubkey depositCap:u64 reserveBuffer:u16 maxValidatorShare:u16 maxMove:u16 movingPart:u16 before:books after:books",
  conversion: "=toTokens toLamports",
  converted: "version:u8 amount:u64 epoch:u64 slot:u64 fresh:bool",
  createPoolArgs: "seedLamports:u64 treasury:pubkey rewardFee:u16 depositFee:u16 withdrawalFee:u16 ticketFee:u16 referralShare:u16 depositCap:u64 reserveBuffer:u16 maxValidatorShare:u16 maxMove:u16 movingPart:u16",
  earning: "since:u64 epoch:u64 base:u64 earned:u64 other:u64 lost:u64",
  emergencyDeactivated: "pool:pubkey vote:pubkey lamports:u64 before:books after:books",
  feeRates: "reward:u16 deposit:u16 withdrawal:u16 ticket:u16 referralShare:u16",
  fees: "reward:u16 deposit:u16 withdrawal:u16 ticket:u16 referralShare:u16 _reserved:u16[3]",
  historyGrown: "pool:pubkey bytes:u32 before:books after:books",
  liquidUnstaked: "pool:pubkey seller:pubkey recipient:pubkey tokens:u64 lamports:u64 fee:u64 treasuryTokens:u64 heldTokens:u64 solAfter:u64 tokensAfter:u64 before:books after:books",
  liquidityAdded: "pool:pubkey provider:pubkey lamports:u64 shares:u64 premium:u64 solAfter:u64 tokensAfter:u64 before:books after:books",
  liquidityConfig: "target:u64 minFee:u16 maxFee:u16 treasuryCut:u16 cap:u64",
  liquidityConfigSet: "pool:pubkey fees:liquidityRates pendingFees:liquidityRates pendingFeesUpdate:u64 cap:u64 before:books after:books",
  liquidityCreated: "pool:pubkey mint:pubkey seedLamports:u64 fees:liquidityRates before:books after:books",
  liquidityFees: "target:u64 min:u16 max:u16 treasuryCut:u16 _reserved:u16",
  liquidityPool: "version:u8 bump:u8 solBump:u8 tokensBump:u8 mintBump:u8 _reservedBytes:u8[3] pool:pubkey sol:pubkey tokens:pubkey mint:pubkey solLamports:u64 tokenAmount:u64 shares:u64 lockedShares:u64 fees:scheduledLiquidityFees cap:u64 cumulativePaidLamports:u64 heldEpoch:u64 heldRecent:u64 heldEarlier:u64 lineLamports:u64 lineSlot:u64 _reserved:u64[10]",
  liquidityRates: "target:u64 min:u16 max:u16 treasuryCut:u16",
  liquidityRemoved: "pool:pubkey provider:pubkey recipient:pubkey shares:u64 lamports:u64 tokens:u64 solAfter:u64 tokensAfter:u64 before:books after:books",
  pool: "version:u8 bump:u8 mintAuthorityBump:u8 stakeAuthorityBump:u8 reserveBump:u8 escrowBump:u8 _reservedBytes:u8[2] mint:pubkey supply:u64 reserveLamports:u64 stakedLamports:u64 releaseLamports:u64 releaseStartSlot:u64 releaseEndSlot:u64 pendingGain:u64 pendingLoss:u64 lastUpdateEpoch:u64 updates:u64 markTotal:u64 markSupply:u64 idleRates:u32[8] earnedLamports:u64 earningLamportEpochs:u64 nextTicket:u64 nextSettlement:u64 queuedTokens:u64 queuedLamports:u64 queuedFees:u64 queueEpoch:u64 recentTokens:u64 recentLamports:u64 recentFees:u64 lateLamports:u64 waitingLamports:u64 cumulativeOrderedLamports:u64 cumulativePassedLamports:u64 coolingLamports:u64 movedEpoch:u64 movedLamports:u64 validatorCount:u32 stakeAccountCount:u32 fundedRent:u64 admin:pubkey pendingAdmin:pubkey validatorManager:scheduledKey guardian:pubkey treasury:pubkey mintAuthority:pubkey stakeAuthority:pubkey reserve:pubkey escrow:pubkey validators:pubkey history:pubkey queue:pubkey liquidity:pubkey fees:scheduledFees depositCap:u64 reserveBuffer:u16 maxValidatorShare:u16 maxMove:u16 movingPart:u16 pausedUntil:i64 pauseAllowedFrom:i64 heldAtUpdate:u64 intakeEpoch:u64 busyShare:u32 intakeUncapped:u32 intakeCapped:u64 intakeLowestCap:u64 intakeLamports:u64 stuckLamports:u64 _reserved:u64[18]",
  poolCreated: "pool:pubkey mint:pubkey admin:pubkey before:books after:books",
  poolPaused: "pool:pubkey until:i64 nextPauseFrom:i64 before:books after:books",
  poolResumed: "pool:pubkey nextPauseFrom:i64 before:books after:books",
  poolUpdated: "pool:pubkey epoch:u64 earned:u64 gain:u64 loss:u64 taxable:u64 feeTokens:u64 burned:u64 unreleased:u64 before:books after:books",
  priceEntry: "epoch:u64 slot:u64 unixTime:i64 total:u64 supply:u64 gainBeforeFee:i64 feeTokens:u64",
  priceHistory: "version:u8 bump:u8 _reservedBytes:u8[6] pool:pubkey count:u64 _reserved:u64[2] entries:priceEntry[512]",
  queueGrown: "pool:pubkey capacity:u64 before:books after:books",
  reserveDelegated: "pool:pubkey vote:pubkey stake:pubkey lamports:u64 before:books after:books",
  role: "=validatorManager guardian",
  roleSet: "pool:pubkey role:role oldHolder:pubkey newHolder:pubkey fromUpdate:u64 before:books after:books",
  scheduledFees: "now:fees next:fees fromUpdate:u64",
  scheduledKey: "now:pubkey next:pubkey fromUpdate:u64",
  scheduledLiquidityFees: "now:liquidityFees next:liquidityFees fromUpdate:u64",
  scoreChange: "index:u32 vote:pubkey score:u32 cap:u64 keep:bool",
  scoreSet: "pool:pubkey vote:pubkey oldScore:u32 newScore:u32 cap:u64 keep:bool before:books after:books",
  scoresSet: "pool:pubkey count:u32 totalScore:u64 before:books after:books",
  solDeposited: "pool:pubkey depositor:pubkey lamports:u64 tokens:u64 premium:u64 lamportsToLiquidity:u64 tokensFromLiquidity:u64 treasuryTokens:u64 referrerTokens:u64 before:books after:books",
  stakeAccountDeposited: "pool:pubkey depositor:pubkey stake:pubkey vote:pubkey stakeLamports:u64 looseLamports:u64 tokens:u64 premium:u64 treasuryTokens:u64 before:books after:books",
  stakeAccountWithdrawn: "pool:pubkey owner:pubkey authority:pubkey stake:pubkey vote:pubkey tokens:u64 lamports:u64 fee:u64 before:books after:books",
  stakeDeactivated: "pool:pubkey vote:pubkey stake:pubkey lamports:u64 recalled:bool before:books after:books",
  ticket: "version:u8 bump:u8 status:u8 late:u8 fee:u16 _reservedRatio:u16 pool:pubkey owner:pubkey orderer:pubkey nonce:u64 rentPayer:pubkey sequence:u64 tokens:u64 orderedLamports:u64 queueStart:u64 orderedEpoch:u64 orderedSlot:u64 claimableLamports:u64 paidLamports:u64 settledEpoch:u64 _reserved:u64[4]",
  ticketCancelled: "pool:pubkey owner:pubkey ticket:pubkey sequence:u64 tokens:u64 cost:u64 before:books after:books",
  ticketClaimed: "pool:pubkey owner:pubkey ticket:pubkey sequence:u64 lamports:u64 rent:u64 before:books after:books",
  ticketQueue: "version:u8 bump:u8 _reservedBytes:u8[6] pool:pubkey base:u64 _reserved:u64[3] tickets:pubkey[0]",
  ticketTransferred: "pool:pubkey ticket:pubkey sequence:u64 oldOwner:pubkey newOwner:pubkey before:books after:books",
  ticketsSettled: "pool:pubkey firstSequence:u64 nextSequence:u64 tokens:u64 lamports:u64 fee:u64 before:books after:books",
  tokenKind: "=pool shares",
  tokenMetadata: "name:string symbol:string uri:string",
  tokenMetadataCreated: "pool:pubkey token:tokenKind mint:pubkey metadata:tokenMetadata before:books after:books",
  tokenMetadataUpdated: "pool:pubkey token:tokenKind mint:pubkey metadata:tokenMetadata before:books after:books",
  truePrice: "version:u8 total:u64 supply:u64 price:u64 epoch:u64 slot:u64 fresh:bool",
  unstakeOrdered: "pool:pubkey owner:pubkey ticket:pubkey nonce:u64 sequence:u64 tokens:u64 orderedLamports:u64 lamportsAhead:u64 late:bool before:books after:books",
  validatorAdded: "pool:pubkey vote:pubkey index:u32 score:u32 cap:u64 before:books after:books",
  validatorList: "version:u8 bump:u8 _reservedBytes:u8[2] count:u32 pool:pubkey totalScore:u64 clippedScore:u64 clippedCaps:u64 updatedEpoch:u64 updatedCount:u32 topScore:u32 clippedShare:u64 level:u64 topCap:u64 topShareScore:u32 _reservedNumber:u32 loweredEpoch:u64 records:validatorRecord[0]",
  validatorMark: "version:u8 bump:u8 _reservedBytes:u8[2] index:u32 pool:pubkey vote:pubkey rentPayer:pubkey",
  validatorRecord: "vote:pubkey stake:pubkey stakeLamports:u64 transientLamports:u64 coolingLamports:u64 delegatedLamports:u64 cap:u64 clippedLimit:u64 listedEpoch:u64 earning:earning score:u32 stakeBump:u8 transientBump:u8 stakeStatus:u8 transientStatus:u8 keep:u8 clipped:u8 taking:u8 _reservedBytes:u8[5] stuckLamports:u64",
  validatorRemoved: "pool:pubkey vote:pubkey index:u32 movedVote:pubkey lamports:u64 before:books after:books",
  validatorsUpdated: "pool:pubkey epoch:u64 measured:u32 measuredInEpoch:u32 earned:u64 other:u64 loss:u64 withdrawn:u64 before:books after:books",
};
