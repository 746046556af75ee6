SELECT name, age FROM users ORDER BY age;
SELECT name, age FROM users ORDER BY name DESC;
