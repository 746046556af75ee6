def drop_small(items):
    for item in list(items):
        if item < 3:
            items.remove(item)


class Cache:
    def __init__(self):
        self.entries = {}

    def expire(self, now):
        for key, entry in list(self.entries.items()):
            if entry.until < now:
                del self.entries[key]

    def shrink(self, names):
        names[:] = [name for name in names if name]
