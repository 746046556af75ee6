const names = ["a", "b"];
for (const name of names) log(name);
for (const [index, name] of names.entries()) log(index, name);
