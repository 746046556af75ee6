COLOURS = {
    "red": "#f00",
    "green": "#0f0",
    "red": "#e00",  # expect: The key `"red"` stands twice; this value replaces `"#f00"`
}

CODES = {
    1: "one",
    2: "two",
    True: "yes",  # expect: The key `True` stands twice
}

LIMITS = {"low": 1, "high": 9, "low": 1}  # expect: The key `"low"` stands twice with the same value


def table(name, left, right):
    return {name: left, (1, "a"): 0, (1, "a"): right}  # expect: The key `(1, "a")` stands twice; this value replaces `0`
