SELECT name, age FROM users ORDER BY 2; -- expect: `2` stands for `age`
SELECT name, age FROM users ORDER BY name, 3 DESC; -- expect: `3` stands for a column that the result does not have
