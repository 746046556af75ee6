SELECT id FROM users WHERE email_domain = 'example.org';
