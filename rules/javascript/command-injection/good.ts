import { exec, execFile, execSync, spawn } from "node:child_process";
import path from "node:path";

const tool = "git";

export function list(folder: string): void {
  execFile("ls", ["-l", folder]);
  spawn("ls", ["-l", folder]);
  spawn("sh", ["-c", 'ls -l "$1"', "sh", folder]);
  spawn("ls", [`--in=${folder}`], { shell: false });
  exec("ls -l");
  exec(`${tool} status`);
}

export function given(command: string): void {
  exec(command);
}

const pattern = /a(b)/;
export const match = (text: string): RegExpExecArray | null => pattern.exec("x" + text);

class Database {
  exec(sql: string): string {
    return sql;
  }
}
export const rows = (id: string): string => new Database().exec("select " + id);

// What a program calls with its own paths, with numbers, or with one of its own words.
export function own(pid: number): void {
  const manager = process.env["USE_BUN"] ? "bun" : "npm";
  execSync(manager + " install");
  execSync("taskkill /pid " + pid + " /T /F");
}

export function build(): void {
  const script = path.join(process.cwd(), "scripts", "build.sh");
  exec(`${script} --all`);
}
