GRANT ALL ON SCHEMA public TO PUBLIC; -- expect: All rights are granted to everybody
GRANT ALL PRIVILEGES ON *.* TO 'app'@'localhost'; -- expect: All rights are granted on everything
