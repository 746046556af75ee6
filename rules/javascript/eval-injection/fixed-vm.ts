// proof: Rules.apply(source)
export class Rules {
  apply(source: string): string {
    return JSON.stringify(JSON.parse(source));
  }
}
