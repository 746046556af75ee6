from collections import defaultdict


def collect(item, seen=None):
    """Keep what was seen."""
    if seen is None:
        seen = []
    seen.append(item)
    return len(seen)


class Cart:
    def __init__(self, lines=None):
        if lines is None:
            lines = list()
        self.lines = lines


def group(pairs, groups=None):
    if groups is None:
        groups = defaultdict(list)
    return groups
