INSERT INTO users (id, name) VALUES (1, 'Ada');
INSERT INTO users VALUES (1, 'Ada');
INSERT INTO users DEFAULT VALUES;
