class Orders:
    def __init__(self, db):
        self.db = db

    def delete(self, request):
        self.db.orders.delete_many({"number": request.data["number"]})  # expect: of the query language
