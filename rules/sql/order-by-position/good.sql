SELECT name, age FROM users ORDER BY age, lower(name);
SELECT name FROM users ORDER BY 1;
SELECT name, age FROM a UNION SELECT name, age FROM b ORDER BY 1;
