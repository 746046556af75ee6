SELECT id FROM users WHERE email LIKE '%@example.org'; -- expect: `'%@example.org'` begins with anything
