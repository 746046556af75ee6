INSERT INTO users (id, name) VALUES (1, 'Ada');
CREATE TABLE t (a int, b int, PRIMARY KEY (a), UNIQUE (a, b));
SELECT a.x AS total, b.y AS rest, (SELECT max(c) AS total FROM c) FROM a JOIN b USING (id);
UPDATE t SET a = 1, b = a WHERE id = 1;
