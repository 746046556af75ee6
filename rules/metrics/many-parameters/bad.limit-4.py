def draw(x, y, width, height, colour):  # expect: `draw` takes 5 parameters by position; at most 4 are wanted
    return (x, y, width, height, colour)
