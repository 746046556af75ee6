// Copies of libraries are told from a project's own code by path alone.

import { describe, expect, it } from "vitest";
import { findVendoredPart, tellVendored, vendoredFile } from "../../../src/source/vendored-paths.ts";

describe("findVendoredPart", () => {
  it.each([
    ["vendor/x.py", "vendor/"],
    ["a/_vendor/b/x.py", "a/_vendor/"],
    ["src/third_party/x.ts", "src/third_party/"],
    ["third-party/x.sh", "third-party/"],
    ["bower_components/a/b.js", "bower_components/"],
    ["app/static/lib/d3/d3.js", "app/static/lib/"],
    ["app/static/admin/js/libs/x.js", "app/static/admin/js/libs/"],
    ["public/vendors/x.js", "public/vendors/"],
    ["a/app.min.js", "a/app.min.js"],
    ["a/main.bundle.js", "a/main.bundle.js"],
    ["bundle.js", "bundle.js"],
    ["js/jquery.js", "js/jquery.js"],
    ["js/jquery-ui.js", "js/jquery-ui.js"],
    ["js/sorttable-2.1.js", "js/sorttable-2.1.js"],
    ["js/bootstrap-datepicker.js", "js/bootstrap-datepicker.js"],
    ["js/underscore.js", "js/underscore.js"],
  ])("%s is a copy in %s", (path, part) => {
    expect(findVendoredPart(path)).toBe(part);
  });

  it.each([
    "lib/x.py",
    "src/lib/x.js",
    "vendors/views.py",
    "shop/vendor.py",
    "static/lib/own.ts",
    "static/lib/models.py",
    "static/js/app.js",
    "dist/index.js",
    "src/components/bundle-list.js",
    "src/bundler.js",
    "src/jquery-plugin-for-us.js",
    "src/bootstrap-app.js",
    "src/bootstrap.js",
    "migrations/v1.2-add.js",
  ])("%s is the project's own", (path) => {
    expect(findVendoredPart(path)).toBeUndefined();
  });
});

describe("tellVendored", () => {
  it("names the places with most files first, and how many more there are", () => {
    const skipped = ["vendor/a.py", "vendor/b/c.py", "web/jquery-3.7.1.js", "web/static/lib/x.js", "x/third_party/a.ts", "y/app.min.js"].map(vendoredFile);
    const [notice, ...others] = tellVendored([...skipped, { path: "x.py", reason: "generated", detail: "" }]);
    expect(others).toEqual([]);
    expect(notice).toMatchObject({ level: "info", code: "vendored" });
    expect(notice!.message).toContain("6 files are copies of libraries, by place, name or banner, and were left out: vendor/ (2), web/jquery-3.7.1.js, web/static/lib/, x/third_party/ and 1 more.");
  });

  it("says nothing where nothing was left out", () => {
    expect(tellVendored([{ path: "x.py", reason: "generated", detail: "" }])).toEqual([]);
  });
});
