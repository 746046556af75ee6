UPDATE users SET active = false WHERE id = 1;
DELETE FROM shop.orders WHERE id = 1;
