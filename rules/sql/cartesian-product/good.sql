SELECT u.name FROM users u, orders o WHERE o.user_id = u.id;
SELECT a.x FROM a CROSS JOIN b;
SELECT a.x FROM a NATURAL JOIN b;
SELECT a.x FROM a JOIN b USING (id);
SELECT x FROM a, b WHERE a_id = b_id;
WITH attr AS (SELECT 7 AS id) SELECT attr.id, r.id FROM rooms r, attr;
