CREATE VIEW active AS SELECT * FROM users WHERE active; -- expect: `*` hands on whatever columns there are
INSERT INTO archive SELECT o.* FROM orders o; -- expect: `o.*` hands on whatever columns there are
