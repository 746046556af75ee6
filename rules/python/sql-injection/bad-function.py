# proof: find_orders(customer)
def find_orders(cursor, customer):
    cursor.execute("SELECT id, total FROM orders WHERE customer = '%s'" % customer)  # expect: built from `customer`
    return cursor.fetchall()
