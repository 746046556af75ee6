SELECT id FROM users WHERE id NOT IN (SELECT manager_id FROM staff); -- expect: If one `manager_id` is NULL
DELETE FROM t WHERE t.ref NOT IN (SELECT u.parent FROM u WHERE u.x = 1); -- expect: If one `parent` is NULL
