from collections import defaultdict


def collect(item, seen=[]):  # expect: All calls without `seen` share one `[]`, which the function changes here: `seen.append(item)`
    """Keep what was seen."""
    seen.append(item)
    return len(seen)


def count(word, totals={}):  # expect: share one `{}`, which the function changes here: `totals[word]`
    totals[word] = totals.get(word, 0) + 1


class Cart:
    def __init__(self, lines=list()):  # expect: share one `list()`, which leaves the function here: `self.lines = lines`
        self.lines = lines


def group(pairs, groups=defaultdict(list)):  # expect: leaves the function here: `return groups`
    for key, value in pairs:
        groups[key]
    return groups


def widen(more, known=[1]):  # expect: the function changes here: `known += more`
    known += more
