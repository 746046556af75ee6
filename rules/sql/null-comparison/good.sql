SELECT id FROM users WHERE deleted IS NULL AND name <=> NULL;
UPDATE users SET deleted = NULL WHERE id = 1;
SELECT a FROM t WHERE a = 'NULL' AND b = nullif(c, '');
EXEC find_users @name = NULL;
