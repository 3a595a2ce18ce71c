// What the pool's program relies on in the stake program. Should a new version of it change one of these, this says so
// before a pool finds out.
import assert from "node:assert/strict";
import {
  Authorized,
  Keypair,
  LAMPORTS_PER_SOL,
  Lockup,
  type PublicKey,
  type Signer,
  StakeProgram,
  SystemProgram,
  type TransactionInstruction,
} from "@solana/web3.js";
import { deactivateDelinquent, type InProcessChain, mergeStake, moveStake, NEVER, stakeAt } from "@truestake/localnet";
import { FROZEN_STAKE_RENT, MINIMUM_DELEGATION, newChain, STAKE_RENT, WALLET_RENT } from "../common";

const SOL = BigInt(LAMPORTS_PER_SOL);
const STAKE_BYTES = 200;

describe("the stake program", () => {
  let chain: InProcessChain;
  let owner: Keypair;
  let vote: PublicKey;
  let rent: bigint;

  beforeEach(async () => {
    chain = newChain();
    owner = Keypair.generate();
    await chain.airdrop(owner.publicKey, 1_000n * SOL);
    vote = chain.createVoteAccount();
    rent = chain.rentFor(BigInt(STAKE_BYTES));
  });

  function create(account: Keypair, lamports: bigint): TransactionInstruction[] {
    return [
      SystemProgram.createAccount({
        fromPubkey: owner.publicKey,
        newAccountPubkey: account.publicKey,
        lamports: Number(lamports),
        space: STAKE_BYTES,
        programId: StakeProgram.programId,
      }),
      StakeProgram.initialize({
        stakePubkey: account.publicKey,
        authorized: new Authorized(owner.publicKey, owner.publicKey),
        lockup: Lockup.default,
      }),
    ];
  }

  function delegate(stakePubkey: PublicKey, to = vote): TransactionInstruction[] {
    return StakeProgram.delegate({ stakePubkey, authorizedPubkey: owner.publicKey, votePubkey: to }).instructions;
  }

  function deactivate(stakePubkey: PublicKey, authorizedPubkey = owner.publicKey): TransactionInstruction[] {
    return StakeProgram.deactivate({ stakePubkey, authorizedPubkey }).instructions;
  }

  function withdraw(stakePubkey: PublicKey, lamports: bigint, authority = owner.publicKey): TransactionInstruction[] {
    return StakeProgram.withdraw({
      stakePubkey,
      authorizedPubkey: authority,
      toPubkey: authority,
      lamports: Number(lamports),
    }).instructions;
  }

  /** An account with `stake` lamports over its rent; without stake it is initialized only. */
  function newAccount(stake: bigint): PublicKey {
    const account = Keypair.generate();
    chain.run([...create(account, rent + stake), ...(stake > 0n ? delegate(account.publicKey) : [])], [owner, account]);
    return account.publicKey;
  }

  function activeAccount(stake: bigint): PublicKey {
    const account = newAccount(stake);
    chain.passEpochs(1);
    return account;
  }

  function state(address: PublicKey) {
    const account = chain.stakeAccount(address);
    assert(account, "the stake account exists");
    return account;
  }

  function refusal(instructions: TransactionInstruction[], signers: Signer[] = [owner]): unknown {
    const { err } = chain.send(instructions, signers);
    assert(err, "the instruction was meant to fail");
    const [, cause] = (err as { InstructionError: [number, unknown] }).InstructionError;
    return cause;
  }

  describe("the minimum delegation", () => {
    it("is what this chain is meant to have: 1 SOL, and a lamport before version 5", () => {
      assert.equal(chain.minimumDelegation(), MINIMUM_DELEGATION);
    });

    it("is what DelegateStake accepts", () => {
      assert.equal(state(newAccount(MINIMUM_DELEGATION)).delegation?.stake, MINIMUM_DELEGATION);
    });

    it("binds DelegateStake: a lamport less is refused", () => {
      const account = Keypair.generate();
      const instructions = [...create(account, rent + MINIMUM_DELEGATION - 1n), ...delegate(account.publicKey)];
      assert.deepEqual(refusal(instructions, [owner, account]), { Custom: 12 }); // InsufficientDelegation
    });
  });

  describe("DelegateStake", () => {
    it("delegates everything above the rent", () => {
      const account = newAccount(3n * SOL + 7n);
      assert.equal(state(account).delegation?.stake, 3n * SOL + 7n);
    });

    it("takes added lamports into a delegation of this epoch", () => {
      const account = newAccount(2n * SOL);
      chain.donate(account, 5n);
      chain.run(delegate(account), [owner]);
      assert.equal(state(account).delegation?.stake, 2n * SOL + 5n);
      assert.equal(state(account).delegation?.activationEpoch, chain.epoch);
    });

    it("does not take them into an active delegation", () => {
      const account = activeAccount(2n * SOL);
      chain.donate(account, 5n);
      assert.deepEqual(refusal(delegate(account)), { Custom: 3 }); // TooSoonToRedelegate
    });

    it("reuses an account that has cooled down, for any validator", () => {
      const account = activeAccount(2n * SOL);
      chain.run(deactivate(account), [owner]);
      chain.passEpochs(1);
      const other = chain.createVoteAccount();
      chain.run(delegate(account, other), [owner]);
      assert.equal(state(account).delegation?.vote.toBase58(), other.toBase58());
      assert.equal(state(account).delegation?.deactivationEpoch, NEVER);
    });

    it("refuses a vote account that is closed", () => {
      const account = newAccount(0n);
      chain.donate(account, 2n * SOL);
      chain.closeVoteAccount(vote);
      assert.equal(refusal(delegate(account)), "IncorrectProgramId");
    });

    it("is refused to an outsider", async () => {
      const outsider = Keypair.generate();
      await chain.airdrop(outsider.publicKey, SOL);
      const account = newAccount(2n * SOL);
      const { instructions } = StakeProgram.delegate({
        stakePubkey: account,
        authorizedPubkey: outsider.publicKey,
        votePubkey: vote,
      });
      assert.equal(refusal(instructions, [outsider]), "MissingRequiredSignature");
    });
  });

  describe("Deactivate", () => {
    it("makes a delegation of this epoch inactive at once", () => {
      const account = newAccount(2n * SOL);
      chain.run(deactivate(account), [owner]);
      chain.run(withdraw(account, 2n * SOL), [owner]);
      assert.equal(state(account).lamports, rent);
    });

    it("lets active stake go in the next epoch", () => {
      const account = activeAccount(2n * SOL);
      chain.run(deactivate(account), [owner]);
      assert.equal(refusal(withdraw(account, 1n)), "InsufficientFunds");
      chain.passEpochs(1);
      chain.run(withdraw(account, 2n * SOL), [owner]);
    });
  });

  describe("Withdraw", () => {
    it("gives what lies above stake and rent while the stake is active", () => {
      const account = activeAccount(2n * SOL);
      chain.donate(account, 9n);
      assert.equal(refusal(withdraw(account, 10n)), "InsufficientFunds");
      chain.run(withdraw(account, 9n), [owner]);
      assert.equal(state(account).lamports, rent + 2n * SOL);
    });

    it("down to the rent leaves an inactive account in place, with its old delegation", () => {
      const account = activeAccount(2n * SOL);
      chain.run(deactivate(account), [owner]);
      chain.passEpochs(1);
      chain.run(withdraw(account, 2n * SOL), [owner]);
      assert.equal(state(account).kind, "delegated");
      assert.equal(state(account).lamports, rent);
    });

    it("gives what has cooled down where the cluster's limit binds, to the lamport that we reckon", () => {
      // 9 % of 80 SOL cool down, for 12 SOL that want to: 7.2 SOL, of which 2 of 12 have 1.2. In doubles that is a lamport less if
      // the share is multiplied by the stake before the rate.
      const account = activeAccount(2n * SOL);
      chain.run(deactivate(account), [owner]);
      const since = chain.epoch;
      chain.passEpochs(1);
      const cluster = { effective: 80n * SOL, activating: 0n, deactivating: 12n * SOL };
      chain.setStakeHistory(new Map(chain.stakeHistory).set(since, cluster));
      const { delegation } = state(account);
      assert(delegation);
      assert.equal(stakeAt(delegation, chain.epoch, chain.stakeHistory).effective, (4n * SOL) / 5n);
      chain.run(withdraw(account, (6n * SOL) / 5n), [owner]);
      assert.equal(refusal(withdraw(account, 1n)), "InsufficientFunds");
    });

    it("refuses to break into the rent", () => {
      const account = newAccount(0n);
      assert.equal(refusal(withdraw(account, 1n)), "InsufficientFunds");
    });

    it("is refused to an outsider", async () => {
      const outsider = Keypair.generate();
      await chain.airdrop(outsider.publicKey, SOL);
      const account = newAccount(0n);
      chain.donate(account, SOL);
      assert.equal(refusal(withdraw(account, 1n, outsider.publicKey), [outsider]), "MissingRequiredSignature");
    });

    describe("of everything", () => {
      const revive = (account: PublicKey) =>
        SystemProgram.transfer({ fromPubkey: owner.publicKey, toPubkey: account, lamports: rent });

      it("ends the account, whose address can be used again in a later transaction", () => {
        const account = Keypair.generate();
        chain.run(create(account, rent), [owner, account]);
        chain.run(withdraw(account.publicKey, rent), [owner]);
        assert.equal(chain.account(account.publicKey), null);
        chain.run(create(account, rent), [owner, account]);
      });

      it("can be turned into a ruin for ever by anybody who sends lamports in the same transaction", () => {
        // Why no crank ever closes a stake account of the pool.
        const account = Keypair.generate();
        chain.run(create(account, rent), [owner, account]);
        chain.run([...withdraw(account.publicKey, rent), revive(account.publicKey)], [owner]);
        assert.equal(chain.account(account.publicKey)?.owner.toBase58(), StakeProgram.programId.toBase58());
        assert.equal(chain.account(account.publicKey)?.data.length, 0);
        assert.deepEqual(refusal(create(account, rent), [owner, account]), { Custom: 0 }); // AccountAlreadyInUse
        assert.equal(refusal(create(account, rent).slice(1)), "InvalidAccountData");
      });
    });
  });

  describe("MoveStake", () => {
    const move = (from: PublicKey, to: PublicKey, lamports: bigint) => [moveStake(from, to, owner.publicKey, lamports)];

    it("moves a part of active stake to an account that is only initialized", () => {
      const source = activeAccount(5n * SOL);
      const idle = newAccount(0n);
      chain.run(move(source, idle, 2n * SOL), [owner]);
      assert.equal(state(source).delegation?.stake, 3n * SOL);
      assert.equal(state(idle).delegation?.stake, 2n * SOL);
      assert.equal(state(idle).lamports, rent + 2n * SOL);
    });

    it("moves all of it, and leaves the source initialized with its rent and authorities", () => {
      const source = activeAccount(5n * SOL);
      const idle = newAccount(0n);
      chain.run(move(source, idle, 5n * SOL), [owner]);
      assert.equal(state(source).kind, "initialized");
      assert.equal(state(source).lamports, rent);
      assert.equal(state(source).withdrawer.toBase58(), owner.publicKey.toBase58());
      assert.equal(state(idle).delegation?.stake, 5n * SOL);
    });

    it("moves between active accounts of one validator, a part or all", () => {
      const source = newAccount(5n * SOL);
      const target = activeAccount(3n * SOL);
      chain.run(move(source, target, SOL), [owner]);
      assert.equal(state(target).delegation?.stake, 4n * SOL);
      chain.run(move(source, target, 4n * SOL), [owner]);
      assert.equal(state(source).kind, "initialized");
      assert.equal(state(target).delegation?.stake, 8n * SOL);
    });

    it("moves to an account that has cooled down", () => {
      const target = activeAccount(2n * SOL);
      chain.run([...deactivate(target)], [owner]);
      chain.passEpochs(1);
      chain.run(withdraw(target, 2n * SOL), [owner]);
      const source = activeAccount(3n * SOL);
      chain.run(move(source, target, 3n * SOL), [owner]);
      assert.equal(state(target).delegation?.stake, 3n * SOL);
      assert.equal(state(target).delegation?.deactivationEpoch, NEVER);
    });

    it("lets what it moved be deactivated at once", () => {
      const source = activeAccount(5n * SOL);
      const idle = newAccount(0n);
      chain.run([...move(source, idle, 2n * SOL), ...deactivate(idle)], [owner]);
      chain.passEpochs(1);
      chain.run(withdraw(idle, 2n * SOL), [owner]);
    });

    it("leaves lamports beside the delegation where they are", () => {
      const source = activeAccount(2n * SOL);
      const idle = newAccount(0n);
      chain.donate(source, 11n);
      chain.donate(idle, 7n);
      chain.run(move(source, idle, 2n * SOL), [owner]);
      assert.equal(state(source).lamports, rent + 11n);
      assert.equal(state(idle).lamports, rent + 7n + 2n * SOL);
      assert.equal(state(idle).delegation?.stake, 2n * SOL);
    });

    describe("is refused when", () => {
      it("the source is still activating", () => {
        const idle = newAccount(0n);
        assert.equal(refusal(move(newAccount(2n * SOL), idle, SOL)), "InvalidAccountData");
      });

      it("the source is being deactivated", () => {
        const source = activeAccount(2n * SOL);
        chain.run(deactivate(source), [owner]);
        assert.deepEqual(refusal(move(source, newAccount(0n), SOL)), { Custom: 5 }); // MergeTransientStake
      });

      it("the target is still activating", () => {
        const source = activeAccount(2n * SOL);
        assert.equal(refusal(move(source, newAccount(SOL), SOL)), "InvalidAccountData");
      });

      it("the two are with different validators", () => {
        const source = newAccount(2n * SOL);
        const target = newAccount(0n);
        chain.donate(target, 2n * SOL);
        chain.run(delegate(target, chain.createVoteAccount()), [owner]);
        chain.passEpochs(1);
        assert.deepEqual(refusal(move(source, target, 2n * SOL)), { Custom: 10 }); // VoteAddressMismatch
      });

      it("the target would have less than the minimum delegation", () => {
        const source = activeAccount(2n * MINIMUM_DELEGATION);
        const idle = newAccount(0n);
        assert.equal(refusal(move(source, idle, MINIMUM_DELEGATION - 1n)), "InvalidArgument");
        chain.run(move(source, idle, MINIMUM_DELEGATION), [owner]);
        assert.equal(state(idle).delegation?.stake, MINIMUM_DELEGATION);
      });

      it("the source would be left with less than the minimum delegation", () => {
        const source = activeAccount(2n * MINIMUM_DELEGATION);
        const idle = newAccount(0n);
        const tooMuch = move(source, idle, MINIMUM_DELEGATION + 1n);
        if (MINIMUM_DELEGATION > 1n) {
          assert.equal(refusal(tooMuch), "InvalidArgument");
        } else {
          // Less than a lamport is nothing: that moves all of it.
          chain.run(tooMuch, [owner]);
          assert.equal(state(source).kind, "initialized");
          assert.equal(state(idle).delegation?.stake, 2n);
        }
      });

      it("an outsider asks for it", async () => {
        const outsider = Keypair.generate();
        await chain.airdrop(outsider.publicKey, SOL);
        const source = activeAccount(2n * SOL);
        const instruction = moveStake(source, newAccount(0n), outsider.publicKey, SOL);
        assert.equal(refusal([instruction], [outsider]), "MissingRequiredSignature");
      });
    });
  });

  describe("Merge", () => {
    it("is refused to an outsider", async () => {
      const outsider = Keypair.generate();
      await chain.airdrop(outsider.publicKey, SOL);
      const [to, from] = [newAccount(2n * SOL), newAccount(2n * SOL)];
      assert.equal(refusal([mergeStake(to, from, outsider.publicKey)], [outsider]), "MissingRequiredSignature");
    });

    it("is refused between accounts of different authorities", async () => {
      const outsider = Keypair.generate();
      await chain.airdrop(outsider.publicKey, 10n * SOL);
      const target = newAccount(2n * SOL);
      const mine = Keypair.generate();
      chain.run(
        [
          SystemProgram.createAccount({
            fromPubkey: outsider.publicKey,
            newAccountPubkey: mine.publicKey,
            lamports: Number(rent + SOL),
            space: STAKE_BYTES,
            programId: StakeProgram.programId,
          }),
          StakeProgram.initialize({
            stakePubkey: mine.publicKey,
            authorized: new Authorized(outsider.publicKey, outsider.publicKey),
            lockup: Lockup.default,
          }),
        ],
        [outsider, mine],
      );
      const instruction = mergeStake(target, mine.publicKey, outsider.publicKey);
      assert.equal(refusal([instruction], [outsider]), "MissingRequiredSignature");
    });
  });

  describe("DeactivateDelinquent", () => {
    it("lets anybody deactivate stake of a validator silent for five epochs", async () => {
      const outsider = Keypair.generate();
      await chain.airdrop(outsider.publicKey, SOL);
      const reference = chain.createVoteAccount();
      const account = activeAccount(2n * SOL);
      chain.setVoting(vote, false);
      chain.passEpochs(6);
      chain.deactivateDelinquent(account, vote, reference, outsider);
      assert.equal(state(account).delegation?.deactivationEpoch, chain.epoch);
    });

    it("is refused while the validator has voted in one of them", () => {
      const reference = chain.createVoteAccount();
      const account = activeAccount(2n * SOL);
      chain.passEpochs(5);
      chain.setVoting(vote, false);
      chain.passEpochs(4);
      const refused = refusal([deactivateDelinquent(account, vote, reference)]);
      assert.deepEqual(refused, { Custom: 11 }); // MinimumDelinquentEpochsForDeactivationNotMet
      chain.passEpochs(1);
      chain.deactivateDelinquent(account, vote, reference);
    });

    it("is refused with a reference that has not voted all the time itself", () => {
      const reference = chain.createVoteAccount();
      const account = activeAccount(2n * SOL);
      chain.setVoting(vote, false);
      chain.setVoting(reference, false);
      chain.passEpochs(6);
      assert.deepEqual(refusal([deactivateDelinquent(account, vote, reference)]), { Custom: 9 }); // InsufficientReferenceVotes
    });
  });

  describe("the rent", () => {
    it("counts 128 bytes beside an account's own", () => {
      assert.deepEqual([chain.rentFor(0n), rent], [WALLET_RENT, STAKE_RENT]);
    });

    it("that Initialize writes into an account is not that of now: nothing can be compared with it", () => {
      for (const lamportsPerByte of [5_080n, 696n]) {
        chain.setRent(lamportsPerByte);
        const account = Keypair.generate();
        const now = chain.rentFor(BigInt(STAKE_BYTES));
        chain.run(create(account, now + 2n * SOL), [owner, account]);
        // Meta's first field, after four bytes that tell the kind.
        const frozen = chain.account(account.publicKey)?.data.readBigUInt64LE(4);
        assert.equal(frozen, FROZEN_STAKE_RENT);
        assert(now < FROZEN_STAKE_RENT);
        chain.run(delegate(account.publicKey), [owner]);
        assert.equal(state(account.publicKey).delegation?.stake, 2n * SOL, "what is delegated goes by the rent of now");
      }
    });

    it("that MoveStake asks for is that of now, which may be lower than the one that is written there", () => {
      chain.setRent(696n);
      rent = chain.rentFor(BigInt(STAKE_BYTES));
      assert(rent < FROZEN_STAKE_RENT);
      const source = activeAccount(3n * SOL);
      const idle = newAccount(0n);
      chain.run([moveStake(source, idle, owner.publicKey, 3n * SOL)], [owner]);
      assert.equal(state(idle).delegation?.stake, 3n * SOL);
    });

    it("that Withdraw leaves in the account is that of now", () => {
      const account = newAccount(0n);
      chain.setRent(chain.lamportsPerByte / 2n);
      const cheaper = chain.rentFor(BigInt(STAKE_BYTES));
      assert.equal(refusal(withdraw(account, rent - cheaper + 1n)), "InsufficientFunds");
      chain.run(withdraw(account, rent - cheaper), [owner]);
    });

    it("that DelegateStake leaves out is that of now", () => {
      const account = newAccount(0n);
      chain.donate(account, 5n * SOL);
      chain.setRent(chain.lamportsPerByte * 2n);
      chain.run(delegate(account), [owner]);
      assert.equal(state(account).delegation?.stake, rent + 5n * SOL - chain.rentFor(BigInt(STAKE_BYTES)));
    });

    it("of now need not be in the accounts of a MoveStake of a part", () => {
      const source = activeAccount(5n * SOL);
      const idle = newAccount(0n);
      chain.setRent(chain.lamportsPerByte * 2n);
      chain.run([moveStake(source, idle, owner.publicKey, 2n * SOL)], [owner]);
      assert.equal(state(idle).delegation?.stake, 2n * SOL);
      assert.equal(state(idle).lamports, rent + 2n * SOL);
    });

    it("of now must stay in the source of a MoveStake of the whole", () => {
      const source = activeAccount(5n * SOL);
      const idle = newAccount(0n);
      chain.setRent(chain.lamportsPerByte * 2n);
      const move = [moveStake(source, idle, owner.publicKey, 5n * SOL)];
      assert.equal(refusal(move), "InvalidArgument");
      chain.donate(source, rent);
      chain.run(move, [owner]);
    });

    it("need not be in an account that is deactivated", () => {
      const account = activeAccount(2n * SOL);
      chain.setRent(chain.lamportsPerByte * 2n);
      chain.run(deactivate(account), [owner]);
      chain.passEpochs(1);
      chain.run(withdraw(account, 2n * SOL + rent - chain.rentFor(BigInt(STAKE_BYTES))), [owner]);
    });
  });
});
