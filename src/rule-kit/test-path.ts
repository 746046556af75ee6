// Tells tests from the code that they test, by the names that test runners look for.

/** `tests/`, and folders that say which tests: `test_app/`, `integration-tests/`. */
const folders = /(?:^|\/)(?:_?tests?|__tests__|spec|tests?[-_][^/]+|[^/]+[-_]tests?)\//;
const files = /(?:^|\/)(?:test_[^/]*\.pyi?|[^/]*_test\.pyi?|tests?\.py|conftest\.py|[^/]*[.-](?:test|spec)\.[cm]?[jt]sx?)$/;

/**
 * True for a path relative to the scan's root that a test runner would take for a test. Rules speak more quietly there;
 * they do not fall silent.
 */
export function isTestPath(path: string): boolean {
  return folders.test(path) || files.test(path);
}
