// The library's public surface: what the doors can do, a program can do.

export { scanProject } from "./api/scan.ts";
export type { ScanOutcome, ScanRequest } from "./api/scan.ts";
export { Executor, runCode } from "./api/run-code.ts";
export type { ExecutionPolicyInput, RunOutcome, RunRequestInput, RunResult } from "./api/run-code.ts";
export { explainRule, listRules } from "./api/describe-rules.ts";
export { examineMachine } from "./api/doctor.ts";
export type { DoctorCheck, DoctorReport } from "./api/doctor.ts";
export { AssayError } from "./model/errors.ts";
export type { ErrorCode } from "./model/errors.ts";
export type * from "./model/finding.ts";
export type * from "./model/report.ts";
export type * from "./model/rule.ts";
export { findReporter, reporters } from "./reporters/registry.ts";
export type { Reporter, ReporterOptions } from "./reporters/reporter.ts";
export { toolVersion } from "./model/version.ts";
