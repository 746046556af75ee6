INSERT INTO archive (id, total) SELECT id, total FROM orders;
