def total(orders):  # expect: `total` is hard to follow: cognitive complexity 11, at most 5 is wanted
    result = 0
    for order in orders:
        if order.paid:
            for line in order.lines:
                if not line.void and line.count > 0:
                    result += line.price
    print(result)
    return result
