SELECT u.name FROM users u, orders o WHERE o.user_id = u.id; -- expect: `orders o` is joined by a comma
SELECT 1 FROM f(1) AS a, b, c WHERE b.x = c.x AND EXISTS ( -- expect: `c` is joined by a comma
  SELECT 1 FROM d, e WHERE d.y = e.y -- expect: `e` is joined by a comma
);
