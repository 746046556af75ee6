# proof: Stock.remove(number)
class Stock:
    def __init__(self, connection):
        self.connection = connection

    def remove(self, number):
        query = "DELETE FROM stock"
        query += f" WHERE number = {number}"
        self.connection.execute(query)  # expect: built from `number`
        return self.connection.execute("SELECT count(*) FROM stock").fetchone()
