"""Truestake by its IDL alone, with solders: instructions, addresses, accounts, events and answers.

Everything is read from the IDL, so a new program needs a new IDL and no change here. (anchorpy 0.21 cannot read IDLs of Anchor
0.30 and later: it stops at the first instruction with "data did not match any variant of untagged enum IdlAccountItem".)
"""
import base64
import json
import re

from solders.instruction import AccountMeta, Instruction
from solders.pubkey import Pubkey

NUMBERS = {"u8": 1, "u16": 2, "u32": 4, "u64": 8, "i64": 8}


class Reader:
    """A place in bytes."""

    def __init__(self, data, at=0):
        self.data, self.at = data, at

    def take(self, count):
        if self.at + count > len(self.data):
            raise ValueError(f"{count} bytes wanted at {self.at} of {len(self.data)}")
        self.at += count
        return self.data[self.at - count : self.at]


class Truestake:
    def __init__(self, idl):
        self.idl = idl
        self.program_id = Pubkey.from_string(idl["address"])
        self.types = {each["name"]: each["type"] for each in idl["types"]}
        self.instructions = {each["name"]: each for each in idl["instructions"]}

    @classmethod
    def load(cls, path):
        with open(path, encoding="utf-8") as file:
            return cls(json.load(file))

    # Values

    def encode(self, kind, value):
        if isinstance(kind, str) and kind in NUMBERS:
            return value.to_bytes(NUMBERS[kind], "little", signed=kind[0] == "i")
        if kind == "bool":
            return bytes([value])
        if kind == "pubkey":
            return bytes(value)
        if kind == "string":
            text = value.encode()
            return len(text).to_bytes(4, "little") + text
        if "option" in kind:
            return b"\0" if value is None else b"\1" + self.encode(kind["option"], value)
        if "vec" in kind:
            return len(value).to_bytes(4, "little") + b"".join(self.encode(kind["vec"], each) for each in value)
        if "array" in kind:
            return b"".join(self.encode(kind["array"][0], each) for each in value)
        definition = self.types[kind["defined"]["name"]]
        if definition["kind"] == "enum":
            return bytes([[each["name"] for each in definition["variants"]].index(value)])
        return b"".join(self.encode(field["type"], value[field["name"]]) for field in definition["fields"])

    def decode(self, kind, reader):
        if isinstance(kind, str) and kind in NUMBERS:
            return int.from_bytes(reader.take(NUMBERS[kind]), "little", signed=kind[0] == "i")
        if kind == "bool":
            return reader.take(1) != b"\0"
        if kind == "pubkey":
            return Pubkey.from_bytes(reader.take(32))
        if kind == "string":
            return reader.take(int.from_bytes(reader.take(4), "little")).decode()
        if "option" in kind:
            return None if reader.take(1) == b"\0" else self.decode(kind["option"], reader)
        if "vec" in kind:
            return [self.decode(kind["vec"], reader) for _ in range(int.from_bytes(reader.take(4), "little"))]
        if "array" in kind:
            return [self.decode(kind["array"][0], reader) for _ in range(kind["array"][1])]
        definition = self.types[kind["defined"]["name"]]
        if definition["kind"] == "enum":
            return definition["variants"][reader.take(1)[0]]["name"]
        return {field["name"]: self.decode(field["type"], reader) for field in definition["fields"]}

    def decode_type(self, name, data):
        return self.decode({"defined": {"name": name}}, Reader(data))

    # Instructions

    def instruction(self, name, accounts, args=None, remaining=()):
        """An instruction. Addresses that follow from others are found; an optional account that is not named is left out."""
        args = args or {}
        definition = self.instructions[name]
        data = bytes(definition["discriminator"])
        for field in definition["args"]:
            data += self.encode(field["type"], args[field["name"]])
        metas = []
        found = dict(accounts)
        for account in definition["accounts"]:
            address = self._address(definition, account, found, args)
            # The program's own address stands for "none".
            if address is None:
                metas.append(AccountMeta(self.program_id, False, False))
            else:
                metas.append(AccountMeta(address, account.get("signer", False), account.get("writable", False)))
        return Instruction(self.program_id, data, metas + list(remaining))

    def _address(self, definition, account, found, args):
        name = account["name"]
        if name not in found:
            if "address" in account:
                found[name] = Pubkey.from_string(account["address"])
            elif "pda" in account:
                found[name] = self._derived(definition, account["pda"], found, args)
            elif account.get("optional"):
                found[name] = None
            else:
                raise ValueError(f"{definition['name']} needs the account {name}")
        return found[name]

    def _derived(self, definition, pda, found, args):
        seeds = []
        for seed in pda["seeds"]:
            if seed["kind"] == "const":
                seeds.append(bytes(seed["value"]))
            elif seed["kind"] == "account":
                other = next(each for each in definition["accounts"] if each["name"] == seed["path"])
                seeds.append(bytes(self._address(definition, other, found, args)))
            else:
                field = next(each for each in definition["args"] if each["name"] == seed["path"])
                seeds.append(self.encode(field["type"], args[field["name"]]))
        return Pubkey.find_program_address(seeds, self.program_id)[0]

    def address(self, *seeds):
        """An address of the program, such as `address(b"pool", bytes(mint))`."""
        return Pubkey.find_program_address(list(seeds), self.program_id)[0]

    # What the chain says

    def decode_account(self, data):
        """Name and fields of an account of the program. Lists behind a header are not in an IDL: see `decode_list`."""
        return self._discriminated(self.idl["accounts"], data)

    def decode_list(self, account, element, data):
        """What follows an account's header, one element after the other, as far as the data goes."""
        reader = Reader(data, 8)
        self.decode({"defined": {"name": account}}, reader)
        values = []
        while reader.at < len(data):
            values.append(self.decode(element, reader))
        return values

    def decode_event(self, data):
        return self._discriminated(self.idl["events"], data)

    def _discriminated(self, entries, data):
        for entry in entries:
            if data[:8] == bytes(entry["discriminator"]):
                return entry["name"], self.decode({"defined": {"name": entry["name"]}}, Reader(data, 8))
        return None

    def decode_events(self, logs):
        """The program's events in a transaction's logs, in order, also those of calls by other programs."""
        events, stack = [], []
        for line in logs:
            invoked = re.match(r"^Program (\w+) invoke \[(\d+)\]$", line)
            if invoked:
                stack = stack[: int(invoked[2]) - 1] + [invoked[1]]
            elif re.match(r"^Program \w+ (success$|failed)", line):
                stack = stack[:-1]
            elif line.startswith("Program data: ") and stack and stack[-1] == str(self.program_id):
                event = self.decode_event(base64.b64decode(line[len("Program data: ") :]))
                if event:
                    events.append(event)
        return events
