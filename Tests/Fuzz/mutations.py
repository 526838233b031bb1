"""Damage to texts, trees and bytes."""

import copy
import json
import re

EXTREMES = [
    "0", "-1", "1", "1e300", "-1e300", "1e-320", ".nan", ".inf", "9223372036854775807", "-9223372036854775808",
    "4294967296", "1e9", "0.5", "null", "true", "''", "[]", "{}", "[uniform, 5, 1]", "[choose, []]", "[cycle, [1, 2]]",
    "[normal, 0, 1e300]", "[truncnorm, 0, 0, 0, 1]", "end", "$x", "*x", "&x 1", "!!int 3", "'a\\0b'", "../..", "/etc",
    "\"\\ud83d\\ude00\"", "ä", "e\u0301", "x" * 300, "[[[[[[[[1]]]]]]]]", "1:30", "0x10", "1_000", "yes",
]

VALUES = [
    None, True, 0, -1, 1, 2**63 - 1, -2**63, 2**64, 1e300, -1e300, 1e-320, 0.5, 3, 1e9, 1e6, "", "..", "../..", "/etc/passwd",
    "a\0b", "x" * 300, "ä", "e\u0301", [], {}, [1, "x"], [[[]]], {"a": {"b": 1}}, "end", "nan", 100, 65_536, 20, -60, 384_000,
]

TOKEN = re.compile(r"[-+.\w$*&]+|'[^']*'|\"[^\"]*\"")


def text(source, random, others=()):
    """Changes a few tokens, lines or characters of a text."""
    if random.randrange(3) == 0:
        return numbers(source, random)
    for _ in range(random.choice([1, 1, 1, 2, 3, 5])):
        kind = random.randrange(10)
        lines = source.split("\n")
        tokens = list(TOKEN.finditer(source))
        if kind < 5 and tokens:
            token = random.choice(tokens)
            new = random.choice(EXTREMES)
            if random.randrange(4) == 0:
                new = random.choice(tokens).group()
            source = source[:token.start()] + new + source[token.end():]
        elif kind == 5:
            del lines[random.randrange(len(lines))]
            source = "\n".join(lines)
        elif kind == 6:
            lines.insert(random.randrange(len(lines) + 1), random.choice(lines + [l for o in others for l in o.split("\n")]))
            source = "\n".join(lines)
        elif kind == 7 and source:
            place = random.randrange(len(source))
            source = source[:place] + chr(random.choice([9, 10, 34, 39, 58, 91, 123, 0x7F, 0xFEFF, 0x2028])) + source[place:]
        elif kind == 8 and source:
            place = random.randrange(len(source))
            source = source[:place] + source[place + random.choice([1, 2, 10]):]
        else:
            source = random.choice(["\ufeff" + source, source.replace("\n", "\r\n"), source + source, source[: len(source) // 2]])
    return source


def numbers(source, random):
    """Changes a few numbers to others that a recipe may well have, or just may not."""
    for _ in range(random.choice([1, 2, 4])):
        found = list(re.finditer(r"(?<![\w.])-?\d+(\.\d+)?(?![\w.])", source))
        number = random.choice(found)
        new = random.choice([0, 1, 2, 3, 5, 9, 20, 60, 61, 0.05, 0.04, 1e-3, 1e-9, 1e-300, -1, -60, 100, 8, 9, 44_100, 65_537])
        if random.randrange(2):
            new = float(number.group()) * random.choice([0.5, 0.9, 1.1, 2, 10, -1])
        source = source[:number.start()] + f"{new:g}" + source[number.end():]
    return source


def damaged(data, random):
    """Changes a few bytes."""
    data = bytearray(data)
    for _ in range(random.choice([1, 1, 2, 4, 16])):
        if not data:
            break
        # Headers are where lengths are.
        place = random.randrange(len(data)) if random.randrange(2) else random.randrange(min(len(data), 128))
        kind = random.randrange(8)
        if kind == 0:
            data[place] ^= 1 << random.randrange(8)
        elif kind == 1:
            data[place] = random.choice([0, 0xFF, 0x7F, 0x80])
        elif kind == 2:
            width = random.choice([2, 4, 8])
            number = random.choice([0, 1, 2 ** (8 * width) - 1, 2 ** (8 * width - 1), 2 ** (8 * width - 2), 2_000_000_000])
            data[place:place + width] = number.to_bytes(8, random.choice(["little", "big"]))[:width]
        elif kind == 3:
            del data[place:]
        elif kind == 4:
            del data[place:place + random.choice([1, 2, 100, 1_000])]
        elif kind == 5:
            data[place:place] = random.randbytes(random.choice([1, 2, 100]))
        elif kind == 6:
            data[place:place + 64] = bytes(min(64, len(data) - place))
        else:
            data += data[place:]
    return bytes(data)


def tree(value, random):
    """A copy with one to three of its nodes changed."""
    value = copy.deepcopy(value)
    for _ in range(random.choice([1, 1, 1, 2, 3])):
        places = []

        def walk(node):
            for key in node if isinstance(node, dict) else range(len(node)):
                places.append((node, key))
                if isinstance(node[key], (dict, list)):
                    walk(node[key])

        if isinstance(value, (dict, list)):
            walk(value)
        if not places:
            return value
        node, key = random.choice(places)
        kind = random.randrange(8)
        if kind == 0:
            del node[key]
        elif kind == 1:
            other, place = random.choice(places)
            node[key] = copy.deepcopy(other[place]) if place in other or isinstance(other, list) and place < len(other) else 0
        elif kind == 2 and isinstance(node, dict):
            node[random.choice(["time", "duration", "index", key + "x"])] = node.pop(key)
        elif kind == 3 and isinstance(node, list):
            node.insert(key, copy.deepcopy(node[key]))
        elif kind == 4 and isinstance(node[key], (int, float)) and not isinstance(node[key], bool):
            node[key] = node[key] * random.choice([-1, 0, 1.5, 10, 1e-9, 1e12])
        else:
            node[key] = copy.deepcopy(random.choice(VALUES))
    return value


def dump(value):
    return json.dumps(value, ensure_ascii=False).encode("utf-8", "surrogatepass")
