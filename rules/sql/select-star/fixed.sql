CREATE VIEW active AS SELECT id, name FROM users WHERE active;
INSERT INTO archive (id, total) SELECT o.id, o.total FROM orders o;
