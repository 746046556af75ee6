def drop_small(items):
    for item in items:
        if item < 3:
            items.remove(item)  # expect: `items.remove(item)` changes `items` while the loop goes over it


class Cache:
    def __init__(self):
        self.entries = {}

    def expire(self, now):
        for key, entry in self.entries.items():
            if entry.until < now:
                del self.entries[key]  # expect: `del self.entries[key]` changes `self.entries`

    def shrink(self, names):
        for index, name in enumerate(names):
            if not name:
                names.pop(index)  # expect: `names.pop(index)` changes `names`
                continue
            print(name)
