// The only part of the sources that rules import: versioned, documented, stable.

export { defineRule } from "./rule.ts";
export type { CodeRule, RuleOptions } from "./rule.ts";
export type { PatternRuleData } from "./pattern-rule.ts";
export type { FileView, Place, RawFinding } from "./file-view.ts";
export type { RuleMeta } from "../model/rule.ts";
export type { Edit } from "../model/finding.ts";
export { Kind, kindName } from "../syntax/kinds.ts";
export { Role, roleName } from "../syntax/roles.ts";
export { Flag } from "../syntax/flags.ts";
export * from "../syntax/tree.ts";
export type { Binding, Scope, ScopeTable } from "../syntax/scopes.ts";
export type { ConstantValue } from "../syntax/constants.ts";
export { findBuiltString, isFixedText, partMark, writtenValue } from "./built-string.ts";
export type { BuiltString } from "./built-string.ts";
export { isSecretName, judgeFormat, judgeNamed } from "./secrets.ts";
export type { SecretJudgement } from "./secrets.ts";
export { findOutsideData, tracePath } from "./outside-data.ts";
export type { OutsideData } from "./outside-data.ts";
export { isSqlStatement, standsForValue } from "./sql-text.ts";
export { isTestPath } from "./test-path.ts";
export { quoteCode } from "./wording.ts";
export { receiverName } from "./receiver-name.ts";
export { hasEffect, isSameCode } from "./same-code.ts";
export { endsFlow, functionKinds, hasBreak, leavesLoopAfter, loopKinds, ownNodesOf } from "./control-flow.ts";
export { canReachEnd, isFunctionLike, jumpTarget, ownNodes } from "./ways-out.ts";
export { isKnownArray } from "./known-type.ts";
