UPDATE users SET active = false; -- expect: This changes every row of `users`
DELETE FROM shop.orders; -- expect: This deletes every row of `shop.orders`
