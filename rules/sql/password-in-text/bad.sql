CREATE USER app IDENTIFIED BY 'hunter2'; -- expect: The password stands in the statement
ALTER ROLE app WITH LOGIN PASSWORD 'tr0ub4dor&3'; -- expect: The password stands in the statement
CREATE LOGIN app WITH PASSWORD = 'Summer2026!'; -- expect: The password stands in the statement
