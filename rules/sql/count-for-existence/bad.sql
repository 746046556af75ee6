SELECT id FROM users u WHERE (SELECT count(*) FROM orders o WHERE o.user_id = u.id) > 0; -- expect: `EXISTS` stops at the first
SELECT id FROM users u WHERE (SELECT count(*) FROM orders o WHERE o.user_id = u.id) = 0; -- expect: `NOT EXISTS` stops at the first
