def group(pairs, type, make):
    id = 5
    filter = make()
    print(type(pairs), id, filter(pairs))

    def inner():
        list = []
        return list

    return list(inner())


class Shelf:
    list = []

    def all(self):
        return list(self.list)
