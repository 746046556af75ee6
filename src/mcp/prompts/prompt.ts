// The shape of a prompt.

export interface Prompt {
  readonly listed: {
    readonly name: string;
    readonly title: string;
    readonly description: string;
    readonly arguments: { name: string; description: string; required: boolean }[];
  };
  readonly write: (given: Readonly<Record<string, string>>) => string;
}
