SELECT id FROM users WHERE age > 30;
