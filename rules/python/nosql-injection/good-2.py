async def find(request, mongo):
    body = await request.json()
    position = "needle in a text".find(body["word"])
    return position, mongo.shop.items.find({"name": str(body["name"])})
