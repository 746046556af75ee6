const sizes = [10, 9, 1];
sizes.sort((a, b) => a - b);
