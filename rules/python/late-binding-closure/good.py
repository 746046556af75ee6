def make(names, rows, find, target):
    actions = []
    for name in names:
        rows.sort(key=lambda row: row[name])
        actions.append(lambda name=name: name)
        actions.append(sorted(rows, key=lambda row: row[name]))
        other = lambda: name
        print(other())
    for name in names:
        if find(name):
            actions.append(lambda: name)
            break

    def outer(value):
        for row in rows:
            actions.append(lambda: value)

    outer(target)
    return [sorted(rows, key=lambda row: row[name]) for name in names], [lambda row: row for row in rows]
