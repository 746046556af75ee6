SELECT * FROM users;
CREATE VIEW active AS SELECT id, name FROM users WHERE EXISTS (SELECT * FROM roles);
INSERT INTO archive (id) WITH x AS (SELECT id FROM t) SELECT * FROM x;
SELECT count(*) FROM users;
