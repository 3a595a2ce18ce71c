"""What a user of solana-py does: transfer, token mint, lookup table, nonce, expiry, finality, subscriptions.

usage: client.py HTTP_URL WEBSOCKET_URL PAYER_SECRET_KEY   -> prints "ok NAME" for each
"""
import asyncio
import json
import sys
import time

from solana.rpc.async_api import AsyncClient
from solana.rpc.commitment import Confirmed, Finalized, Processed
from solana.rpc.core import RPCException
from solana.rpc.types import TxOpts
from solana.rpc.websocket_api import connect
from solders.address_lookup_table_account import AddressLookupTableAccount
from solders.hash import Hash
from solders.instruction import AccountMeta, Instruction
from solders.keypair import Keypair
from solders.message import MessageV0
from solders.pubkey import Pubkey
from solders.system_program import (
    CreateAccountParams,
    TransferParams,
    create_account,
    transfer,
)
from solders.transaction import VersionedTransaction

SOL = 1_000_000_000
TOKEN_PROGRAM = Pubkey.from_string("TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA")
PATIENCE = 20


async def until(what, look):
    deadline = time.monotonic() + PATIENCE
    while True:
        found = await look()
        if found:
            return found
        assert time.monotonic() < deadline, what
        await asyncio.sleep(0.01)


class Test:
    def __init__(self, client, websocket, payer):
        self.client, self.websocket, self.payer = client, websocket, payer

    async def signed(self, instructions, signers=(), tables=()):
        latest = (await self.client.get_latest_blockhash(Confirmed)).value
        message = MessageV0.try_compile(self.payer.pubkey(), instructions, list(tables), latest.blockhash)
        return VersionedTransaction(message, [self.payer, *signers]), latest.last_valid_block_height

    async def send(self, instructions, signers=(), tables=()):
        transaction, height = await self.signed(instructions, signers, tables)
        options = TxOpts(preflight_commitment=Confirmed)
        signature = (await self.client.send_transaction(transaction, options)).value
        await self.client.confirm_transaction(signature, Confirmed, 0.05, height)
        return signature

    def pay(self, to, lamports):
        return transfer(TransferParams(from_pubkey=self.payer.pubkey(), to_pubkey=to, lamports=lamports))

    async def transfers(self):
        to = Keypair().pubkey()
        signature = await self.send([self.pay(to, SOL)])
        assert (await self.client.get_balance(to, Confirmed)).value == SOL
        landed = (await self.client.get_transaction(signature, "json", Confirmed, 0)).value
        assert landed.transaction.meta.fee == 5_000
        statuses = (await self.client.get_signature_statuses([signature])).value
        assert statuses[0].err is None
        history = (await self.client.get_signatures_for_address(to, commitment=Confirmed)).value
        assert [each.signature for each in history] == [signature]

    async def airdrop(self):
        to = Keypair().pubkey()
        signature = (await self.client.request_airdrop(to, 3 * SOL)).value
        await self.client.confirm_transaction(signature, Confirmed, 0.05)
        assert (await self.client.get_balance(to, Confirmed)).value == 3 * SOL

    async def token(self):
        mint = Keypair()
        rent = (await self.client.get_minimum_balance_for_rent_exemption(82)).value
        owner = self.payer.pubkey()
        make = create_account(
            CreateAccountParams(from_pubkey=owner, to_pubkey=mint.pubkey(), lamports=rent, space=82, owner=TOKEN_PROGRAM)
        )
        # InitializeMint2: decimals, authority, no freeze authority
        data = bytes([20, 6]) + bytes(owner) + bytes([0])
        await self.send([make, Instruction(TOKEN_PROGRAM, data, [AccountMeta(mint.pubkey(), False, True)])], [mint])
        supply = (await self.client.get_token_supply(mint.pubkey(), Confirmed)).value
        assert (supply.decimals, supply.amount) == (6, "0")
        parsed = (await self.client.get_account_info_json_parsed(mint.pubkey(), Confirmed)).value
        assert parsed.data.parsed["type"] == "mint"

    async def lookup_table(self):
        program = Pubkey.from_string("AddressLookupTab1e1111111111111111111111111")
        owner, to = self.payer.pubkey(), Keypair().pubkey()
        slot = (await self.client.get_slot(Finalized)).value
        table, bump = Pubkey.find_program_address([bytes(owner), slot.to_bytes(8, "little")], program)
        system = Pubkey.from_string("11111111111111111111111111111111")
        accounts = [
            AccountMeta(table, False, True),
            AccountMeta(owner, True, False),
            AccountMeta(owner, True, True),
            AccountMeta(system, False, False),
        ]
        create = (0).to_bytes(4, "little") + slot.to_bytes(8, "little") + bytes([bump])
        extend = (2).to_bytes(4, "little") + (1).to_bytes(8, "little") + bytes(to)
        await self.send([Instruction(program, create, accounts), Instruction(program, extend, accounts)])
        before = (await self.client.get_slot(Processed)).value

        async def later():
            return (await self.client.get_slot(Confirmed)).value > before

        await until("a slot later", later)
        signature = await self.send([self.pay(to, SOL)], (), [AddressLookupTableAccount(table, [to])])
        landed = (await self.client.get_transaction(signature, "base64", Confirmed, 0)).value
        assert landed.transaction.meta.loaded_addresses.writable == [to]

    async def preflight(self):
        transaction, _ = await self.signed([self.pay(Keypair().pubkey(), 10**18)])
        try:
            await self.client.send_transaction(transaction, TxOpts(preflight_commitment=Confirmed))
        except RPCException as error:
            assert "insufficient lamports" in str(error), error
        else:
            raise AssertionError("sent what cannot be paid")
        simulated = (await self.client.simulate_transaction(transaction, commitment=Confirmed)).value
        assert simulated.err is not None and simulated.logs

    async def expiry(self):
        transaction, height = await self.signed([self.pay(Keypair().pubkey(), SOL)])

        async def over():
            return (await self.client.get_block_height(Confirmed)).value > height

        await until("the last valid block", over)
        try:
            await self.client.send_transaction(transaction, TxOpts(preflight_commitment=Confirmed))
        except RPCException as error:
            assert "BlockhashNotFound" in str(error) or "Blockhash not found" in str(error), error
        else:
            raise AssertionError("an expired transaction was sent")

    async def finality(self):
        to = Keypair().pubkey()
        await self.send([self.pay(to, SOL)])
        assert (await self.client.get_balance(to, Confirmed)).value == SOL

        async def final():
            return (await self.client.get_balance(to, Finalized)).value == SOL

        await until("finality", final)

    async def subscriptions(self):
        to = Keypair().pubkey()
        async with connect(self.websocket) as websocket:
            await websocket.account_subscribe(to, Confirmed, "base64")
            await websocket.recv()
            await self.send([self.pay(to, SOL)])
            [message] = await asyncio.wait_for(websocket.recv(), PATIENCE)
            assert message.result.value.lamports == SOL

    async def cluster(self):
        assert (await self.client.get_version()).value.solana_core.count(".") == 2
        assert (await self.client.get_cluster_nodes()).value
        await self.client.get_vote_accounts()
        await self.client.get_epoch_info()
        await self.client.get_epoch_schedule()
        await self.client.get_leader_schedule()
        await self.client.get_inflation_rate()
        await self.client.get_recent_performance_samples(1)
        slot = (await self.client.get_slot(Finalized)).value
        assert (await self.client.get_block(slot, "json", 0)).value.block_height < slot
        genesis = (await self.client.get_genesis_hash()).value
        assert isinstance(genesis, Hash)


async def main():
    url, websocket, secret = sys.argv[1:]
    async with AsyncClient(url) as client:
        test = Test(client, websocket, Keypair.from_bytes(bytes(json.loads(secret))))
        for name in (
            "transfers airdrop token lookup_table preflight expiry finality subscriptions cluster"
        ).split():
            await getattr(test, name)()
            print("ok", name, flush=True)


asyncio.run(main())
