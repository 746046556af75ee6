SELECT a.id FROM a JOIN b ON a.id = a.id; -- expect: `a.id` is compared with itself
DELETE FROM t WHERE t.owner <> t.owner; -- expect: `t.owner` is compared with itself
