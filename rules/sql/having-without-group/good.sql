SELECT team, count(*) FROM users GROUP BY team HAVING count(*) > 3;
SELECT count(*) FROM users HAVING count(*) > 3;
