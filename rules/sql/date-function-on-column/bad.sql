SELECT id FROM orders WHERE date(created) = '2026-01-31'; -- expect: `date` is worked out for every row
SELECT id FROM orders WHERE year(o.created) >= :year; -- expect: compare `o.created` itself
