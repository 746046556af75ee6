SELECT id FROM users HAVING age > 30; -- expect: Without GROUP BY, HAVING judges the result as a whole
