function follow(rows) {
  for (const row of rows) {
    if (row.ok) walk(row);
    else if (row.late) row.skip();
    else if (row.early) row.hold();
  }
}
