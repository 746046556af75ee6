COLOURS = {
    "red": "#f00",
    "green": "#0f0",
    "crimson": "#e00",
}

LIMITS = {"low": 1, "high": 9}
