SELECT a.id FROM a JOIN b ON a.id = b.id;
DELETE FROM t WHERE t.owner <> t.editor;
