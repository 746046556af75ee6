def group(pairs):
    groups = {}
    for key, value in pairs:
        groups[key] = value
    return list(groups)


def widest(lines):
    longest = max(len(line) for line in lines)
    limit = 80
    return longest, limit
