SELECT a.id FROM a JOIN b ON a.id = b.id WHERE 1 = 1;
UPDATE t SET a = a WHERE b = c;
UPDATE keys SET used = used OR marked FROM claims WHERE keys.id = claims.id;
