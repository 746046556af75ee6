INSERT INTO users (id, name) VALUES (1, 'Ada');
INSERT INTO users VALUES (1, 'Ada');
INSERT INTO users DEFAULT VALUES;
CREATE TABLE new_users (id INTEGER, name TEXT);
INSERT INTO new_users SELECT id, name FROM users;
