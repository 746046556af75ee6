INSERT INTO archive SELECT id, total FROM orders; -- expect: The values for `archive` are told apart by their order alone
