COLOURS = {"red": "#f00", b"red": "#f01", "Red": "#f02", 1: "a", "1": "b", 1.5: "c"}


def table(name, other, defaults, make):
    return {
        name: 1,
        other: 2,
        "size": 1,
        **defaults,
        "size": 2,
        make(): 3,
        make(): 4,
    }
