UPDATE users SET active = false WHERE last_seen < :day;
DELETE FROM orders USING users WHERE users.id = orders.user_id;
UPDATE a JOIN b ON a.id = b.id SET a.x = b.x;
DELETE FROM temp_rows;
ALTER TABLE users ADD COLUMN score int;
UPDATE users SET score = 0;
TRUNCATE orders;
