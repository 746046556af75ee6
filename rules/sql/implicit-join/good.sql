SELECT u.name FROM users u JOIN orders o ON o.user_id = u.id;
SELECT t.id, x.value FROM t, unnest(t.items) AS x (value), LATERAL (SELECT 1) y;
SELECT 1 FROM t, (SELECT max(id) AS id FROM t) newest WHERE t.id = newest.id;
