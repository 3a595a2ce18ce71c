import assert from "node:assert/strict";
import { type Keypair, PublicKey } from "@solana/web3.js";
import { instructions } from "@truestake/sdk";
import { SOL, type TestContext, type TestPool } from "../common";
import { stakedPool } from "./fixture";

const given = stakedPool();
const NOBODY = PublicKey.default;
const books = { total: 300n * SOL, supply: 300n * SOL };

describe("the admin's role", () => {
  let context: TestContext;
  let pool: TestPool;
  let heir: Keypair;

  beforeEach(() => {
    ({ context, pool } = given());
    heir = context.keypair("heir");
  });

  const proposal = (newAdmin: PublicKey, admin = pool.roles.admin.publicKey) =>
    instructions.proposeAdmin({ pool: pool.deployment, admin, newAdmin });
  const propose = (newAdmin: PublicKey) => context.done(proposal(newAdmin), [pool.roles.admin]);
  const acceptance = (by: Keypair) => instructions.acceptAdmin({ pool: pool.deployment, pendingAdmin: by.publicKey });

  describe("propose_admin", () => {
    it("notes the proposed one, and nothing else", () => {
      const { changes, event } = propose(heir.publicKey);
      assert.deepEqual(changes, { "pool.pending_admin": [NOBODY.toBase58(), heir.publicKey.toBase58()] });
      assert.deepEqual(event, {
        name: "AdminProposed",
        data: {
          pool: pool.pdas.pool.toBase58(),
          admin: pool.roles.admin.publicKey.toBase58(),
          pending_admin: heir.publicKey.toBase58(),
          before: books,
          after: books,
        },
      });
    });

    it("leaves the admin in the role until the other accepts", () => {
      propose(heir.publicKey);
      pool.propose({ depositFee: 0 });
      context.refused(pool.proposeInstruction({ ticketFee: 0 }, heir.publicKey), [heir], "NotAdmin");
    });

    it("is withdrawn by proposing nobody", () => {
      propose(heir.publicKey);
      const { changes } = propose(NOBODY);
      assert.deepEqual(changes, { "pool.pending_admin": [heir.publicKey.toBase58(), NOBODY.toBase58()] });
      context.refused(acceptance(heir), [heir], "NotPendingAdmin");
    });

    it("replaces a proposal by another", () => {
      propose(heir.publicKey);
      const other = context.keypair("other");
      propose(other.publicKey);
      context.refused(acceptance(heir), [heir], "NotPendingAdmin");
      context.done(acceptance(other), [other]);
    });

    it("refuses anybody but the admin, the proposed one too", () => {
      propose(heir.publicKey);
      for (const signer of [pool.roles.manager, pool.roles.guardian, heir]) {
        context.refused(proposal(signer.publicKey, signer.publicKey), [signer], "NotAdmin");
      }
    });
  });

  describe("accept_admin", () => {
    beforeEach(() => {
      propose(heir.publicKey);
    });

    it("hands the role over, and nothing else", () => {
      const old = pool.roles.admin.publicKey;
      const { changes, event } = context.done(acceptance(heir), [heir]);
      assert.deepEqual(changes, {
        "pool.admin": [old.toBase58(), heir.publicKey.toBase58()],
        "pool.pending_admin": [heir.publicKey.toBase58(), NOBODY.toBase58()],
      });
      assert.deepEqual(event, {
        name: "AdminAccepted",
        data: {
          pool: pool.pdas.pool.toBase58(),
          old_admin: old.toBase58(),
          new_admin: heir.publicKey.toBase58(),
          before: books,
          after: books,
        },
      });
      context.refused(pool.proposeInstruction({ depositFee: 0 }), [pool.roles.admin], "NotAdmin");
      context.done(pool.proposeInstruction({ depositFee: 0 }, heir.publicKey), [heir]);
    });

    it("works once", () => {
      context.done(acceptance(heir), [heir]);
      context.refused(acceptance(heir), [heir], "NotPendingAdmin");
    });

    it("refuses anybody but the proposed one, the admin too", () => {
      for (const signer of [pool.roles.admin, pool.roles.manager, context.keypair("outsider")]) {
        context.refused(acceptance(signer), [signer], "NotPendingAdmin");
      }
    });

    it("refuses everybody when nobody is proposed: the default address cannot sign", () => {
      propose(NOBODY);
      const instruction = acceptance(heir);
      instruction.keys[0] = { pubkey: NOBODY, isSigner: false, isWritable: false };
      context.refused(instruction, [], "AccountNotSigner");
    });

    it("refuses the proposed one who has not signed", () => {
      const instruction = acceptance(heir);
      instruction.keys[0] = { pubkey: heir.publicKey, isSigner: false, isWritable: false };
      context.refused(instruction, [], "AccountNotSigner");
    });
  });

  it("is handed over in any epoch, while rewards are being paid out and the pool is paused", () => {
    context.chain.passEpochs(2);
    context.chain.setRewardsActive(true);
    pool.pause();
    propose(heir.publicKey);
    context.done(acceptance(heir), [heir]);
  });
});
