INSERT INTO users (id, name, age) VALUES (1, 'Ada', 2);
CREATE TABLE t (a int, b int, c text);
SELECT a.x AS total, b.y AS rest FROM a JOIN b USING (id);
UPDATE t SET a = 1, b = 2 WHERE id = 1;
