# proof: find_orders(customer)
def find_orders(cursor, customer):
    customers = [customer]
    marks = ", ".join(["%s"] * len(customers))
    cursor.execute(f"SELECT id, total FROM orders WHERE customer IN ({marks})", customers)
    return cursor.fetchall()
