# proof: find_orders(customer)
def find_orders(cursor, customer):
    cursor.execute("SELECT id, total FROM orders WHERE customer = %s", (customer,))
    return cursor.fetchall()
