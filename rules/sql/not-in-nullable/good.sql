SELECT id FROM users WHERE id NOT IN (SELECT manager_id FROM staff WHERE manager_id IS NOT NULL);
SELECT id FROM users WHERE id NOT IN (SELECT id FROM banned) AND kind NOT IN (1, 2);
SELECT id FROM users WHERE id IN (SELECT manager_id FROM staff);
SELECT id FROM users WHERE id NOT IN (SELECT coalesce(manager_id, 0) FROM staff);
DELETE FROM rooms WHERE room_id NOT IN (SELECT room_id FROM aliases);
INSERT INTO updates (name) SELECT 'fill' WHERE 'fill' NOT IN (SELECT update_name FROM updates);
