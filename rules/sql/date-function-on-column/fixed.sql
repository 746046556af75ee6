SELECT id FROM orders WHERE created >= '2026-01-31' AND created < '2026-02-01';
