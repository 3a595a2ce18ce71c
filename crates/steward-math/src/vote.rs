//! Vote accounts as bytes: the two layouts in use, version 3 and version 4. Another layout is unknown, and changes nothing.

use truestake_math::Bps;

use crate::MAX_CREDITS_PER_SLOT;

/// How the bytes begin: a number that is one below the version.
const VERSION_3: u32 = 2;
const VERSION_4: u32 = 3;
const NODE: usize = 4;
const WITHDRAWER: usize = 36;
/// Version 3: whole per cent, and the list of votes behind it.
const COMMISSION_3: usize = 68;
const VOTES_3: usize = 69;
/// Version 4: basis points, and a BLS key that may be there.
const COMMISSION_4: usize = 132;
const BLS_4: usize = 144;
const KEY_BYTES: usize = 32;
const BLS_BYTES: usize = 48;
const VOTE_BYTES: usize = 13;
const VOTER_BYTES: usize = 40;
const CREDITS_BYTES: usize = 24;
const LENGTH_BYTES: usize = 8;
/// Version 3 keeps 32 earlier voters, and where the last of them is.
const PRIOR_BYTES: usize = 32 * 48 + 9;

/// What the bytes of an account of the vote program say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Parsed<'a> {
    /// It has no node any more.
    Closed,
    /// A layout that is not known here.
    Unknown,
    Open(VoteAccount<'a>),
}

/// A vote account, as far as the steward looks into it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VoteAccount<'a> {
    pub withdrawer: &'a [u8; KEY_BYTES],
    /// Of inflation rewards.
    pub commission: Bps,
    /// Whether it has the key that voting under Alpenglow needs.
    pub has_bls_key: bool,
    /// Slot of the last vote that had a time.
    pub last_voted_slot: u64,
    /// Credits by epoch, oldest first.
    credits: &'a [u8],
}

/// What a validator voted in an epoch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Credits {
    Known(u64),
    /// Alpenglow's, which are lamports.
    Unknown,
    /// The account begins later.
    Earlier,
}

fn array<const N: usize>(data: &[u8], at: usize) -> Option<&[u8; N]> {
    data.get(at..)?.first_chunk()
}

fn number(data: &[u8], at: usize) -> Option<u64> {
    array(data, at).map(|bytes| u64::from_le_bytes(*bytes))
}

/// What a byte says of something that may be there: 0 or 1.
fn is_there(data: &[u8], at: usize) -> Option<bool> {
    match data.get(at)? {
        0 => Some(false),
        1 => Some(true),
        _ => None,
    }
}

/// Place behind a list that begins with its length.
fn behind_list(data: &[u8], at: usize, entry: usize) -> Option<usize> {
    let bytes = usize::try_from(number(data, at)?).ok()?.checked_mul(entry)?;
    let end = at.checked_add(LENGTH_BYTES)?.checked_add(bytes)?;
    (end <= data.len()).then_some(end)
}

/// Reads an account of the vote program.
pub fn parse(data: &[u8]) -> Parsed<'_> {
    let Some(node) = array::<KEY_BYTES>(data, NODE) else { return Parsed::Closed };
    if node.iter().all(|byte| *byte == 0) {
        return Parsed::Closed;
    }
    read(data).map_or(Parsed::Unknown, Parsed::Open)
}

fn read(data: &[u8]) -> Option<VoteAccount<'_>> {
    let is_4 = match u32::from_le_bytes(*array(data, 0)?) {
        VERSION_3 => false,
        VERSION_4 => true,
        _ => return None,
    };
    let has_bls_key = is_4 && is_there(data, BLS_4)?;
    let commission = if is_4 {
        u16::from_le_bytes(*array(data, COMMISSION_4)?)
    } else {
        u16::from(*data.get(COMMISSION_3)?).saturating_mul(100)
    };
    let votes = match (is_4, has_bls_key) {
        (false, _) => VOTES_3,
        (true, false) => BLS_4.checked_add(1)?,
        (true, true) => BLS_4.checked_add(1)?.checked_add(BLS_BYTES)?,
    };
    let root = behind_list(data, votes, VOTE_BYTES)?;
    let voters = root.checked_add(if is_there(data, root)? { 9 } else { 1 })?;
    let credits = behind_list(data, voters, VOTER_BYTES)?.checked_add(if is_4 { 0 } else { PRIOR_BYTES })?;
    let end = behind_list(data, credits, CREDITS_BYTES)?;
    Some(VoteAccount {
        withdrawer: array(data, WITHDRAWER)?,
        commission: Bps(commission),
        has_bls_key,
        last_voted_slot: number(data, end)?,
        credits: data.get(credits.checked_add(LENGTH_BYTES)?..end)?,
    })
}

impl<'a> VoteAccount<'a> {
    /// The first epoch in which it voted, as far as it remembers.
    pub fn first_epoch(&self) -> Option<u64> {
        number(self.credits, 0)
    }

    /// Its credits by epoch, asked for from the newest back. `now` is the epoch that runs, `slots` are those of an epoch.
    pub fn ledger(&self, now: u64, slots: u64) -> CreditLedger<'a> {
        let most = slots.saturating_mul(MAX_CREDITS_PER_SLOT);
        CreditLedger { rest: self.credits, now, most, has_marker: false }
    }
}

/// Credits by epoch; what lies behind the last question has been passed.
#[derive(Clone, Copy, Debug)]
pub struct CreditLedger<'a> {
    rest: &'a [u8],
    now: u64,
    most: u64,
    /// Whether an entry was passed that is no epoch's: it stands where Alpenglow began.
    has_marker: bool,
}

impl CreditLedger<'_> {
    /// Credits of an epoch, which must not be later than that of the question before. An epoch without an entry had none.
    pub fn at(&mut self, epoch: u64) -> Credits {
        loop {
            let Some((before, entry)) = self.rest.split_last_chunk::<CREDITS_BYTES>() else { return Credits::Earlier };
            let [of, total, earlier] = [0, 8, 16].map(|at| number(entry, at).unwrap_or(0));
            if of < epoch {
                return if self.has_marker { Credits::Unknown } else { Credits::Known(0) };
            }
            self.rest = before;
            self.has_marker |= of > self.now;
            if of == epoch {
                let credits = total.checked_sub(earlier).filter(|credits| *credits <= self.most && !self.has_marker);
                return credits.map_or(Credits::Unknown, Credits::Known);
            }
        }
    }
}

/// Vote accounts for the tests.
#[cfg(test)]
mod sample {
    use super::{
        BLS_4, BLS_BYTES, COMMISSION_3, COMMISSION_4, NODE, PRIOR_BYTES, VERSION_3, VERSION_4, VOTES_3, WITHDRAWER,
    };

    /// An account of version 3 or 4 with these credits: epoch, total, total before. In version 4 with a BLS key.
    pub fn account(version: u32, commission_bps: u16, credits: &[(u64, u64, u64)], last_voted_slot: u64) -> Vec<u8> {
        let is_4 = version == 4;
        let mut data = vec![0; if is_4 { BLS_4 } else { VOTES_3 }];
        let mut write = |at: usize, bytes: &[u8]| {
            if let Some(place) = data.get_mut(at..at.saturating_add(bytes.len())) {
                place.copy_from_slice(bytes);
            }
        };
        write(0, &(if is_4 { VERSION_4 } else { VERSION_3 }).to_le_bytes());
        write(NODE, &[7; 32]);
        write(WITHDRAWER, &[8; 32]);
        if is_4 {
            write(COMMISSION_4, &commission_bps.to_le_bytes());
            data.push(1);
            data.extend([9; BLS_BYTES]);
        } else {
            write(COMMISSION_3, &(commission_bps / 100).to_le_bytes()[..1]);
        }
        data.extend(2u64.to_le_bytes()); // votes
        data.extend([3; 26]);
        data.push(1); // root
        data.extend([4; 8]);
        data.extend(1u64.to_le_bytes()); // voters
        data.extend([5; 40]);
        if !is_4 {
            data.extend([6; PRIOR_BYTES]);
        }
        data.extend((credits.len() as u64).to_le_bytes());
        for (epoch, total, before) in credits {
            data.extend([epoch, total, before].map(|number| number.to_le_bytes()).concat());
        }
        data.extend(last_voted_slot.to_le_bytes());
        data.extend([0; 100]);
        data
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn open(data: &[u8]) -> VoteAccount<'_> {
        match parse(data) {
            Parsed::Open(account) => account,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn reads_both_layouts() {
        for (version, commission) in [(3, 500), (4, 515)] {
            let data = sample::account(version, commission, &[(7, 100, 0), (8, 250, 100), (10, 300, 250)], 4_321);
            let account = open(&data);
            assert_eq!((account.withdrawer, account.commission), (&[8; 32], Bps(commission)));
            assert_eq!((account.has_bls_key, account.last_voted_slot), (version == 4, 4_321));
            assert_eq!(account.first_epoch(), Some(7));
            let mut ledger = account.ledger(10, 100);
            let answers = [10, 9, 8, 7, 6].map(|epoch| ledger.at(epoch));
            let known = [50, 0, 150, 100].map(Credits::Known);
            assert_eq!(answers[..4], known);
            assert_eq!(answers[4], Credits::Earlier);
            // Epochs that are not asked for are passed.
            assert_eq!(account.ledger(10, 100).at(8), Credits::Known(150));
        }
    }

    #[test]
    fn knows_alpenglow_s_credits_by_their_size_and_by_its_marker() {
        let data = sample::account(4, 0, &[(7, 1_600, 0), (8, 3_201, 1_600), (9, 3_300, 3_201)], 0);
        let mut ledger = open(&data).ledger(9, 100);
        assert_eq!(
            [9, 8, 7].map(|epoch| ledger.at(epoch)),
            [Credits::Known(99), Credits::Unknown, Credits::Known(1_600)]
        );
        // A total that falls is none of an epoch's.
        let data = sample::account(4, 0, &[(7, 5, 9)], 0);
        assert_eq!(open(&data).ledger(9, 100).at(7), Credits::Unknown);
        // The marker stands between the epochs before and those after; which of them it parts is not known here.
        let data = sample::account(4, 0, &[(6, 40, 0), (8, 90, 40), (u64::MAX, u64::MAX, u64::MAX), (9, 99, 90)], 0);
        let mut ledger = open(&data).ledger(9, 100);
        assert_eq!(ledger.at(9), Credits::Known(9));
        assert_eq!([8, 7, 6].map(|epoch| ledger.at(epoch)), [Credits::Unknown; 3]);
    }

    #[test]
    fn tells_closed_from_unknown() {
        let whole = sample::account(4, 0, &[], 0);
        let mut closed = whole.clone();
        closed[4..36].fill(0);
        for data in [&[][..], &whole[..35], &closed] {
            assert_eq!(parse(data), Parsed::Closed);
        }
        for version in [0u32, 1, 4, 5, u32::MAX] {
            let mut other = whole.clone();
            other[..4].copy_from_slice(&version.to_le_bytes());
            assert_eq!(parse(&other), Parsed::Unknown);
        }
        let mut flag = whole.clone();
        flag[BLS_4] = 2;
        assert_eq!(parse(&flag), Parsed::Unknown);
        assert_eq!(open(&whole).first_epoch(), None);
    }

    proptest! {
        #[test]
        fn never_reads_past_the_end(version in 3u32..5, cut in 36usize..2_000, at in 36usize..400, byte: u8) {
            let mut data = sample::account(version, 0, &[(1, 2, 0), (2, 3, 2)], 1);
            if let Some(place) = data.get_mut(at) {
                *place = byte;
            }
            data.truncate(cut);
            if let Parsed::Open(account) = parse(&data) {
                let mut ledger = account.ledger(5, 10);
                let _ = [4, 3, 2, 1, 0].map(|epoch| ledger.at(epoch));
            }
        }
    }
}
