SELECT u.name FROM users u LEFT JOIN orders o ON o.user_id = u.id WHERE o.paid = true; -- expect: This drops the rows that have no `o`
SELECT u.name FROM users u LEFT OUTER JOIN orders ON orders.user_id = u.id
WHERE u.active AND orders.total > :least; -- expect: This drops the rows that have no `orders`
