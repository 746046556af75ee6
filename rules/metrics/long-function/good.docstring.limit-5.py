def find(rows, wanted):
    """Finds a row.

    What a docstring says
    has as many lines
    as it needs.
    """
    for row in rows:
        if row == wanted:
            return row
    return None
