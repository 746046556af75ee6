SELECT id FROM users WHERE id NOT IN (SELECT manager_id FROM staff WHERE manager_id IS NOT NULL);
DELETE FROM t WHERE NOT EXISTS (SELECT 1 FROM u WHERE u.ref = t.ref AND u.x = 1);
