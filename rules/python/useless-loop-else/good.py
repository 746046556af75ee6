def find(names, wanted):
    for name in names:
        for part in name:
            if part == wanted:
                break
        else:
            break
    else:
        print("none")
    while wanted:
        try:
            wanted.pop()
        except IndexError:
            break
    else:
        return 1
    for name in names:
        if name == wanted:
            return name
    else:
        print("not found")
    if names:
        return 2
    else:
        return 3
