SELECT id FROM users WHERE email LIKE 'ada%' AND name LIKE :pattern;
SELECT email LIKE '%x' FROM users;
