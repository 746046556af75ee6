def group(pairs):
    dict = {}
    for key, value in pairs:
        dict[key] = value
    list = []
    list.extend(dict)
    return list(dict)  # expect: `list` is a variable of this function


def widest(lines):
    longest = max(len(line) for line in lines)  # expect: `max` is a variable of this function
    max = 80
    return longest, max
