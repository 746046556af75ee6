SELECT id FROM orders WHERE created >= '2026-01-31' AND created < '2026-02-01';
SELECT year(created), count(*) FROM orders WHERE paid = date(:day) GROUP BY year(created);
SELECT id FROM orders WHERE lower(name) = :name;
