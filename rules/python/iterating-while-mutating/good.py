def drop_first(items, wanted):
    for item in items:
        if item == wanted:
            items.remove(item)
            break
    for item in items:
        if item == wanted:
            items.remove(item)
            return items
    return None


def walk(queue, others):
    for node in queue:
        queue.extend(node.children)
        others.remove(node)


def later(items):
    for item in items:
        item.when_done(lambda: items.remove(item))


def rebuild(items):
    for item in items:
        items = [other for other in items if other != item]
        items.pop()


def drop_headers(message):
    # The mapping of a message goes over a copy of its keys.
    headers = message.headers()
    for key in headers:
        del headers[key]
