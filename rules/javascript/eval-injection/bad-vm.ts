// proof: Rules.apply(source)
import * as vm from "node:vm";

export class Rules {
  apply(source: string): string {
    // An empty context is no wall: its objects lead back to the program's own.
    return JSON.stringify(vm.runInNewContext(source, { limit: 3 })); // expect: runs `source` as code
  }
}
