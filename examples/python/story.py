"""Creates a pool, deposits, asks the price, orders: what a user of solders and solana-py does.

usage: story.py URL IDL TERMS   TERMS is a file of JSON: secret keys, amounts and settings
-> prints signatures and price as JSON
"""
import asyncio
import json
import sys

from solana.rpc.async_api import AsyncClient
from solana.rpc.commitment import Confirmed
from solana.rpc.types import TxOpts
from solders.instruction import AccountMeta, Instruction
from solders.keypair import Keypair
from solders.message import MessageV0
from solders.pubkey import Pubkey
from solders.transaction import VersionedTransaction

from truestake import Truestake

TOKEN_PROGRAM = Pubkey.from_string("TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA")
TOKEN_ACCOUNTS = Pubkey.from_string("ATokenGPvbdGVxr1b2hvZbsiqW5xWH25efTNsLJA8knL")
SYSTEM_PROGRAM = Pubkey.from_string("11111111111111111111111111111111")


def token_address(mint, owner):
    return Pubkey.find_program_address([bytes(owner), bytes(TOKEN_PROGRAM), bytes(mint)], TOKEN_ACCOUNTS)[0]


def create_token_account(payer, owner, mint):
    """Makes an associated token account if there is none."""
    accounts = [
        AccountMeta(payer, True, True),
        AccountMeta(token_address(mint, owner), False, True),
        AccountMeta(owner, False, False),
        AccountMeta(mint, False, False),
        AccountMeta(SYSTEM_PROGRAM, False, False),
        AccountMeta(TOKEN_PROGRAM, False, False),
    ]
    return Instruction(TOKEN_ACCOUNTS, bytes([1]), accounts)


class User:
    def __init__(self, client, program, key):
        self.client, self.program, self.key = client, program, key

    async def signed(self, instructions, signers=()):
        latest = (await self.client.get_latest_blockhash(Confirmed)).value
        message = MessageV0.try_compile(self.key.pubkey(), instructions, [], latest.blockhash)
        return VersionedTransaction(message, [self.key, *signers]), latest.last_valid_block_height

    async def send(self, instructions, signers=()):
        transaction, height = await self.signed(instructions, signers)
        signature = (await self.client.send_transaction(transaction, TxOpts(preflight_commitment=Confirmed))).value
        await self.client.confirm_transaction(signature, Confirmed, 0.05, height)
        return str(signature)

    async def create_pool(self, mint, config):
        owner = self.key.pubkey()
        treasury = token_address(mint.pubkey(), owner)
        roles = {"admin": owner, "validator_manager": owner, "guardian": owner, "treasury": treasury}
        accounts = {"creator": owner, "mint": mint.pubkey(), **roles}
        create = self.program.instruction("create_pool", accounts, {"args": {**config, "treasury": treasury}})
        pool = self.program.address(b"pool", bytes(mint.pubkey()))
        # An account grows by a bounded number of bytes at a time.
        grow = self.program.instruction("grow_history", {"payer": owner, "pool": pool})
        return await self.send([create, grow, grow], [mint])

    async def deposit(self, mint, lamports):
        owner = self.key.pubkey()
        pool = self.program.address(b"pool", bytes(mint))
        account = (await self.client.get_account_info(pool, Confirmed)).value
        _, fields = self.program.decode_account(account.data)
        accounts = {
            "depositor": owner,
            "mint": mint,
            "destination": token_address(mint, owner),
            "treasury": fields["treasury"],
        }
        args = {"lamports": lamports, "minimum_tokens_out": 1, "if_balance": 0}
        deposit = self.program.instruction("deposit_sol", accounts, args)
        return await self.send([create_token_account(owner, owner, mint), deposit])

    async def price(self, pool):
        """Convert with total and supply, which are exact."""
        transaction, _ = await self.signed([self.program.instruction("get_price", {"pool": pool})])
        simulated = (await self.client.simulate_transaction(transaction, commitment=Confirmed)).value
        return self.program.decode_type("TruePrice", simulated.return_data.data)

    async def order(self, mint, pool, tokens, nonce):
        owner = self.key.pubkey()
        accounts = {"payer": owner, "owner": owner, "pool": pool, "source": token_address(mint, owner)}
        args = {"nonce": nonce, "tokens": tokens, "minimum_lamports_out": 1}
        return await self.send([self.program.instruction("order_unstake", accounts, args)])


async def main():
    url, idl, terms = sys.argv[1:]
    with open(terms, encoding="utf-8") as file:
        terms = json.load(file)
    program = Truestake.load(idl)
    mint = Keypair.from_bytes(bytes(terms["mint"]))
    pool = program.address(b"pool", bytes(mint.pubkey()))
    async with AsyncClient(url) as client:
        user = User(client, program, Keypair.from_bytes(bytes(terms["owner"])))
        create = await user.create_pool(mint, terms["config"])
        deposit = await user.deposit(mint.pubkey(), terms["deposit"])
        price = await user.price(pool)
        order = await user.order(mint.pubkey(), pool, terms["ordered"], terms["nonce"])
    signatures = {"create": create, "deposit": deposit, "order": order}
    print(json.dumps({"signatures": signatures, "total": str(price["total"]), "supply": str(price["supply"])}))


asyncio.run(main())
