"""Texts on which the regular expressions of a program may take long: what a repeated part matches, again and again."""

import re
import warnings

try:
    from re import _parser as parser
except ImportError:  # Before Python 3.11.
    import sre_parse as parser

MAXIMUM_PUMPS = 24
MAXIMUM_DEPTH = 12
CATEGORIES = {"CATEGORY_DIGIT": "1", "CATEGORY_SPACE": " ", "CATEGORY_WORD": "a", "CATEGORY_NOT_DIGIT": "a", "CATEGORY_NOT_SPACE": "a", "CATEGORY_NOT_WORD": "-"}
TAILS = ("\x00", "\n!")


def pumps_of(texts):
    """Triples of what must stand before, what is repeated, and an end that no pattern expects."""
    found = []
    for text in texts:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            try:
                tree = parser.parse(text, re.VERBOSE if "\n" in text and "#" in text else 0)
            except (re.error, OverflowError, RecursionError):
                continue
        walk(tree, "", found, 0)
    unique = list(dict.fromkeys(found))[:MAXIMUM_PUMPS]
    return [(head, pump, tail) for head, pump in unique for tail in TAILS]


def walk(tree, head, found, depth):
    """Notes every repeat of a part, and returns a text that the whole matches."""
    if depth > MAXIMUM_DEPTH:
        return ""
    said = ""
    for operation, argument in tree:
        name = str(operation)
        if name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
            least, most, body = argument
            one = walk(body, head + said, found, depth + 1)
            if one and most > 20:
                found.append((head + said, one))
            said += one * min(max(least, 1 if most and depth else least), 3)
        elif name == "LITERAL":
            said += chr(argument)
        elif name == "NOT_LITERAL":
            said += "a" if argument != ord("a") else "b"
        elif name == "ANY":
            said += "a"
        elif name == "IN":
            said += one_of(argument)
        elif name == "BRANCH":
            ways = [walk(way, head + said, found, depth + 1) for way in argument[1]]
            said += next((way for way in ways if way), "")
        elif name in ("SUBPATTERN", "ATOMIC_GROUP"):
            said += walk(argument[-1] if name == "SUBPATTERN" else argument, head + said, found, depth + 1)
    return said


def one_of(items):
    is_negated = bool(items) and str(items[0][0]) == "NEGATE"
    if is_negated:
        taken = {chr(argument) for operation, argument in items[1:] if str(operation) == "LITERAL"}
        return next(one for one in ("a", " ", "1", "-", "b") if one not in taken)
    operation, argument = items[0]
    name = str(operation)
    if name == "LITERAL":
        return chr(argument)
    if name == "RANGE":
        return chr(argument[0])
    return CATEGORIES.get(str(argument), "a")
