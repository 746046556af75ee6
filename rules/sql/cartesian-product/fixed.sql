SELECT u.name, o.total FROM users u JOIN orders o ON o.user_id = u.id WHERE u.id = 7 AND o.paid = true;
SELECT a.x FROM a CROSS JOIN b;
