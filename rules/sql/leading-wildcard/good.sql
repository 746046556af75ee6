SELECT id FROM users WHERE email LIKE 'ada%' AND name LIKE :pattern;
SELECT email LIKE '%x' FROM users;
SELECT id FROM codes WHERE NOT code LIKE '%,%';
