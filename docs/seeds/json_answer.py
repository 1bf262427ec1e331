"""Reads JSON for calls.sh: compares a response with a documented one, and finds fields and mailed tokens."""

import json
import re
import sys

UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")

# What a documented string with this content promises of ours. Any other documented string is returned as it is.
PLACEHOLDERS = [
    (UUID, UUID),
    (re.compile("uuid"), UUID),
    (TIME, TIME),
    (re.compile(r"eyJ.*"), re.compile(r"eyJ[\w-]*\.[\w-]+\.[\w-]+")),
    (re.compile(r"(cust|key)_[0-9a-f]+"), re.compile(r"(cust|key)_[0-9a-f]{32}")),
    (re.compile(r"atf_live_\.\.\.|cp_[0-9a-f]+\.<secret>"), re.compile(r"\w+_live_\w{12}\.\w{38}")),
    (re.compile(r"cp_[0-9a-f]+"), re.compile(r"\w+_live_\w{12}")),
    (re.compile(r"\.\.\.|string"), re.compile(r".+")),
]


def differences(documented, ours, path):
    """Lines that say what the document prints and the response does not contain."""
    if isinstance(documented, dict) and isinstance(ours, dict):
        missing = [f"{path}.{name} is missing" for name in documented if name not in ours]
        return missing + [
            line
            for name in documented
            if name in ours
            for line in differences(documented[name], ours[name], f"{path}.{name}")
        ]
    if isinstance(documented, list) and isinstance(ours, list):
        if len(ours) < len(documented):
            return [f"{path} has {len(ours)} elements, documented are {len(documented)}"]
        return [
            line
            for i, element in enumerate(documented)
            for line in differences(element, ours[i], f"{path}[{i}]")
        ]
    if type(documented) is not type(ours):
        return [f"{path} is {json.dumps(ours)}, documented is {json.dumps(documented)}"]
    if isinstance(documented, str):
        for placeholder, promised in PLACEHOLDERS:
            if placeholder.fullmatch(documented):
                return [] if promised.fullmatch(ours) else [f"{path} is {ours!r}, which is not of the form {documented!r}"]
    if path.endswith(".expires_at"):
        return []
    return [] if documented == ours else [f"{path} is {json.dumps(ours)}, documented is {json.dumps(documented)}"]


def match(documented_file, our_file):
    with open(documented_file, encoding="utf-8") as file:
        documented = file.read().strip()
    if not documented:
        return
    with open(our_file, encoding="utf-8") as file:
        text = file.read()
    try:
        ours = json.loads(text)
        found = differences(json.loads(documented), ours, "response")
    except ValueError:
        found = ["the response is not JSON"]
    if found:
        print("; ".join(found))
        sys.exit(1)


def field(path, file_name):
    with open(file_name, encoding="utf-8") as file:
        text = file.read()
    try:
        value = json.loads(text)
        for name in path.split("."):
            value = value[int(name)] if isinstance(value, list) else value[name]
    except (ValueError, KeyError, IndexError, TypeError):
        sys.exit(1)
    print(value if isinstance(value, str) else json.dumps(value))


def mailed(path, address):
    """The mailbox is a list, newest first."""
    link = re.compile(re.escape(path) + r"\?token=([\w.-]+)")
    for mail in json.load(sys.stdin):
        found = link.search(mail["text"])
        if mail["to"] == address and found:
            print(found.group(1))
            return


COMMANDS = {"match": match, "field": field, "mailed": mailed}

if __name__ == "__main__":
    COMMANDS[sys.argv[1]](*sys.argv[2:])
