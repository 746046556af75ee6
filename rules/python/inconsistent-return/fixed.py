def price(order) -> int:
    if order.is_paid:
        return order.price
    order.remind()
    return 0


def convert(value):
    if isinstance(value, str):
        return int(value)
    elif isinstance(value, bytes):
        return int(value.decode())
    else:
        return int(value)
