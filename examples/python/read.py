"""Decodes accounts, events and logs of the program.

usage: read.py IDL < LINES   each line is JSON: {"account": BASE64}, {"event": BASE64} or {"logs": [LINE, ...]}
-> prints a line of JSON for each; numbers are text, since not every reader of JSON keeps 64 bits
"""
import base64
import json
import sys

from truestake import Truestake


def plain(value):
    if isinstance(value, dict):
        return {name: plain(each) for name, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(each) for each in value]
    return value if value is None or isinstance(value, bool) else str(value)


def main():
    program = Truestake.load(sys.argv[1])
    for line in sys.stdin:
        asked = json.loads(line)
        if "account" in asked:
            found = program.decode_account(base64.b64decode(asked["account"]))
        elif "event" in asked:
            found = program.decode_event(base64.b64decode(asked["event"]))
        else:
            found = program.decode_events(asked["logs"])
        print(json.dumps(plain(found)))


main()
