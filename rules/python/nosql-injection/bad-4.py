async def find(request, mongo):
    body = await request.json()
    return list(mongo.shop.items.find(body["filter"]))  # expect: can be an object with operators


async def list_orders(request, orders_collection):
    return orders_collection.find((await request.json())["where"])  # expect: can be an object with operators
