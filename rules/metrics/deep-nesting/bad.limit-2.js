function follow(rows) { // expect: `follow` nests control structures 3 deep; at most 2 is wanted
  for (const row of rows) {
    if (row.ok) {
      while (row.next()) row.step();
    }
  }
}
