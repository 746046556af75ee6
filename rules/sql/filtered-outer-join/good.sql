SELECT u.name FROM users u LEFT JOIN orders o ON o.user_id = u.id AND o.paid = true WHERE u.active = true;
SELECT u.name FROM users u LEFT JOIN orders o ON o.user_id = u.id WHERE o.id IS NULL;
SELECT u.name FROM users u LEFT JOIN orders o ON o.user_id = u.id WHERE o.paid = true OR o.id IS NULL;
SELECT u.name FROM users u LEFT JOIN orders o ON o.user_id = u.id WHERE coalesce(o.paid, false) = false;
