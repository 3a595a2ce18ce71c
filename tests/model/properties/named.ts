// What each instruction says that it changes: fields of accounts, or accounts that come and go.

const books = /^pool\.(reserve_lamports|staked_lamports|supply)$/;
const queue = /^pool\.(next_ticket|next_settlement|queued_tokens|queued_lamports|ordered_count|settled_count)$/;
const vault =
  /^(liquidity\.(sol_lamports|token_amount|shares|paid_count)|liquiditySol\.lamports|liquidityTokens\.tokens)$/;
const reserve = /^reserve\.lamports$/;
const supply = /^mint\.supply$/;
const escrow = /^escrow\.tokens$/;
const treasury = /^treasury \w+\.tokens$/;
const sol = /^user \w+\.lamports$/;
const tokens = /^tokens \w+\.tokens$/;
const shares = /^shares \w+\.tokens$/;
const issued = /^sharesMint\.supply$/;
const ticket = /^ticket \d+/;
const given = /^given \w+/;
const stakes = /^(stake|transient) \w+/;
const record = /^list\.\[\d+\]\.(stake_lamports|transient_lamports|cooling_lamports|stake_status|transient_status)$/;
const moving = /^pool\.(cooling_lamports|moved_lamports|moved_epoch)$/;
const measured = /^list\.(updated_epoch|updated_count)$/;
const fees = /^pool\.(fees|pending_fees)\.\w+$|^pool\.pending_fees_update$/;
const staff = /^(admin|manager|guardian|deputy)\.lamports$/;

export const NAMED: Record<string, RegExp[]> = {
  create_pool: [],
  grow_history: [/^history\.(lamports|data)$/, staff],
  create_liquidity: [/^liquidity/, /^sharesMint/, /^pool\.liquidity$/, staff],
  deposit_sol: [books, vault, reserve, supply, treasury, sol, tokens],
  deposit_stake_account: [books, reserve, supply, treasury, tokens, given, stakes, record],
  liquid_unstake: [vault, sol, tokens, treasury],
  add_liquidity: [vault, sol, shares, issued],
  remove_liquidity: [vault, sol, shares, issued, tokens],
  order_unstake: [queue, escrow, sol, tokens, ticket],
  cancel_ticket: [queue, escrow, sol, tokens, ticket],
  transfer_ticket: [/^ticket \d+\.owner$/],
  claim_ticket: [sol, ticket],
  settle_tickets: [books, queue, reserve, supply, escrow, ticket],
  withdraw_stake_account: [books, moving, supply, sol, tokens, given, stakes, record],
  update_validators: [
    books,
    moving,
    /^pool\.pending_(gain|loss)$/,
    reserve,
    stakes,
    record,
    measured,
    /^list\.\[\d+\]\.last_update_epoch$/,
  ],
  update_pool: [
    books,
    fees,
    /^pool\.(release_\w+|pending_gain|pending_loss|last_update_epoch|updates|high_water_\w+|fee_credit)$/,
    supply,
    treasury,
    /^history\.data$/,
  ],
  delegate_reserve: [books, reserve, stakes, record],
  deactivate_stake: [moving, stakes, record],
  remove_validator: [books, reserve, stakes, measured, /^list\.(count|\[\d+\])/, /^mark \w+/, staff],
  check_backing: [],
  get_price: [],
  convert: [],
  add_validator: [measured, /^list\.(count|total_score|lamports|bytes|\[\d+\])/, /^mark \w+/, staff],
  set_score: [/^list\.(total_score|\[\d+\]\.score)$/],
  emergency_deactivate: [moving, stakes, record],
  propose_config: [fees, /^pool\.(treasury|deposit_cap|reserve_buffer|max_validator_share|max_move)$/],
  apply_config: [fees],
  propose_admin: [/^pool\.pending_admin$/],
  accept_admin: [/^pool\.(admin|pending_admin)$/],
  set_role: [/^pool\.(validator_manager|guardian)$/],
  set_liquidity_config: [/^liquidity\.(fees|pending_fees)\.\w+$/, /^liquidity\.(pending_fees_update|cap)$/],
  pause: [/^pool\.(paused_until|pause_allowed_from)$/],
  resume: [/^pool\.(paused_until|pause_allowed_from)$/],
};
