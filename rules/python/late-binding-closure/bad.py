def make(names, buttons, signal, target):
    actions = []
    for name in names:
        actions.append(lambda: print(name))  # expect: `name` is read when this function is called
    for index, button in enumerate(buttons):
        button.on_press = lambda event: target.select(index)  # expect: `index` is read when this function is called
    for key in names:

        def show():
            return target[key]  # expect: `key` is read when this function is called

        signal.connect(show)
    return actions, [lambda: size for size in range(3)]  # expect: `size` is read when this function is called
