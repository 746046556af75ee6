SELECT u.name FROM users u LEFT JOIN orders o ON o.user_id = u.id AND o.paid = true;
SELECT u.name FROM users u JOIN orders ON orders.user_id = u.id WHERE u.active AND orders.total > :least;
