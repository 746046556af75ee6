SELECT id FROM users WHERE deleted = NULL; -- expect: `= NULL` is never true; write `IS NULL`
SELECT id FROM users WHERE age > 3 AND deleted <> NULL; -- expect: write `IS NOT NULL`
SELECT CASE WHEN a = NULL THEN 1 END FROM t; -- expect: write `IS NULL`
