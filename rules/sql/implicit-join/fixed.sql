SELECT u.name FROM users u JOIN orders o ON o.user_id = u.id;
SELECT 1 FROM a JOIN b ON a.id = b.id JOIN c ON c.x = a.x;
