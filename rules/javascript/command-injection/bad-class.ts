// proof: Archive.pack(name)
import * as childProcess from "node:child_process";

export class Archive {
  constructor(private readonly prefix: string) {}

  pack(name: string): Promise<string> {
    const command = `echo ${this.prefix} ${name}`;
    return new Promise((finish, fail) => {
      childProcess.exec(command, (error, output) => (error === null ? finish(output) : fail(error))); // expect: built from `this.prefix`
    });
  }
}
