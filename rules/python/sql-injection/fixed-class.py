# proof: Stock.remove(number)
class Stock:
    def __init__(self, connection):
        self.connection = connection

    def remove(self, number):
        self.connection.execute("DELETE FROM stock WHERE number = ?", [number])
        return self.connection.execute("SELECT count(*) FROM stock").fetchone()
