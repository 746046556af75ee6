from functools import partial


def make(names, buttons, signal, target):
    actions = []
    for name in names:
        actions.append(lambda name=name: print(name))
    for index, button in enumerate(buttons):
        button.on_press = lambda event, index=index: target.select(index)
    for key in names:
        signal.connect(partial(target.get, key))
    return actions, [lambda size=size: size for size in range(3)]
