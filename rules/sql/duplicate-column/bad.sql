INSERT INTO users (id, name, id) VALUES (1, 'Ada', 2); -- expect: `id` is named twice in this list of columns
CREATE TABLE t (a int, b int, A text); -- expect: `a` is named twice in this list of columns
SELECT a.x AS total, b.y AS total FROM a JOIN b USING (id); -- expect: `total` is named twice as a name of this result
UPDATE t SET a = 1, b = 2, a = 3 WHERE id = 1; -- expect: `a` is named twice among these assignments
