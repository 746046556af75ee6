import { exec, execSync, spawn } from "node:child_process";
import * as childProcess from "child_process";
import path from "node:path";

export function list(folder: string): void {
  exec("ls -l " + folder); // expect: `exec` hands a shell a command built from `folder`
}

export function archive(name: string): Buffer {
  const command = `tar czf ${name}.tgz .`;
  return execSync(command); // expect: built from `name`
}

export function convert(file: string): void {
  childProcess.exec(`convert ${file} out.png`, () => undefined); // expect: `childProcess.exec` hands a shell
  spawn(`convert ${file}`, { shell: true }); // expect: `spawn` hands a shell
  spawn("convert", [`--in=${file}`], { shell: "/bin/bash" }); // expect: built from `file`
}

export function script(file: string): void {
  spawn("/bin/sh", ["-c", "cat " + file]); // expect: built from `file`
}

export function many(files: string[]): void {
  let command = "cat";
  for (const file of files) command += " " + file;
  exec(command); // expect: built from `file`
}

export function pack(folder: string, name: string): void {
  const source = path.join(folder, name);
  const target = `${source}.gz`;
  exec(`gzip -c ${source} > ${target}`); // expect: built from `source`
}
