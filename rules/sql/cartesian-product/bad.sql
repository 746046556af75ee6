SELECT u.name, o.total FROM users u, orders o WHERE u.id = 7 AND o.paid = true; -- expect: Nothing ties `o` to the tables before it
SELECT a.x FROM a JOIN b; -- expect: Nothing ties `b` to the tables before it
