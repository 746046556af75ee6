// Remembers figures over the whole store for as long as nothing in it changes.

import type Libsql from "libsql";

const mostAnswers = 100;

export function makeMemory(database: Libsql.Database): <Answer>(key: string, compute: () => Promise<Answer>) => Promise<Answer> {
  // The first number changes with what other connections commit, the second with what this one does.
  const stamp = database.prepare("select (select data_version from pragma_data_version) || ':' || total_changes() as stamp");
  const answers = new Map<string, Promise<unknown>>();
  let seen = "";
  return <Answer>(key: string, compute: () => Promise<Answer>): Promise<Answer> => {
    const { stamp: now } = stamp.get() as { stamp: string };
    if (now !== seen || answers.size >= mostAnswers) answers.clear();
    seen = now;
    // What was kept under a key was computed by the caller of that key.
    const known = answers.get(key) as Promise<Answer> | undefined;
    if (known !== undefined) return known;
    const answer = compute();
    answers.set(key, answer);
    answer.catch(() => answers.delete(key));
    return answer;
  };
}
