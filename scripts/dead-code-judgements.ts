// What a reader found of each confident finding of dead code, by package, file and name; for scripts/compare-dead-code.ts.

interface Judgement {
  readonly isDead: boolean;
  readonly why: string;
}

const onlyPlace: Judgement = { isDead: true, why: "nothing else in the package has the name" };

export const judgements: Readonly<Record<string, Judgement>> = {
  "black-26.10.1 src/black/lines.py _is_triple_quoted_string": { isDead: true, why: "a property that nothing reads; `is_docstring` took its place" },
  "celery-5.7.0 celery/contrib/testing/worker.py _start_worker_process": { isDead: true, why: "nothing calls it, the tests neither; only `_start_worker_thread` is used" },
  "sphinx-9.0.4 sphinx/util/__init__.py _md5": onlyPlace,
  "sphinx-9.0.4 sphinx/util/__init__.py _sha1": onlyPlace,
  "sqlalchemy-2.1.9 lib/sqlalchemy/orm/decl_base.py _update_annotations_for_non_mapped_class": onlyPlace,
  "sqlalchemy-2.1.9 lib/sqlalchemy/pool/base.py _logger": { isDead: true, why: "a property of a class that is not logged under that name; nothing reads it" },
  "sqlalchemy-2.1.9 lib/sqlalchemy/sql/compiler.py _anonymize": onlyPlace,
  "sqlalchemy-2.1.9 lib/sqlalchemy/sql/traversals.py _preconfigure_traversals": { isDead: true, why: "two comments speak of it, nothing calls it" },
  "superset-6.1.0 superset/mcp_service/chart/tool/get_chart_preview.py _histogram_spec": { isDead: true, why: "looked up as `_{kind}_chart_spec`, which is not what it is called: a fault of theirs, the chart is never drawn" },
  "superset-6.1.0 superset/mcp_service/chart/tool/get_chart_preview.py _heatmap_spec": { isDead: true, why: "looked up as `_{kind}_chart_spec`, which is not what it is called: a fault of theirs, the chart is never drawn" },
  "superset-6.1.0 superset/mcp_service/chart/tool/get_chart_preview.py _funnel_spec": { isDead: true, why: "looked up as `_{kind}_chart_spec`, which is not what it is called: a fault of theirs, the chart is never drawn" },
  "knex-3.3.0 types/index.d.ts AreKeysOf": { isDead: true, why: "a type that the file neither uses nor exports: it says `export =`" },
  "knex-3.3.0 types/index.d.ts Callback": { isDead: true, why: "a type that the file neither uses nor exports: it says `export =`" },
  "typeorm-1.1.1 browser/persistence/tree/NestedSetSubjectExecutor.js NestedSetIds": { isDead: true, why: "the compiler wrote a class that was only a type" },
  "typeorm-1.1.1 persistence/tree/NestedSetSubjectExecutor.js NestedSetIds": { isDead: true, why: "the compiler wrote a class that was only a type" },
  "zod-4.6.7 v3/types.cjs Class": { isDead: true, why: "the compiler wrote a class that was only a type" },
  "zod-4.6.7 v3/types.js Class": { isDead: true, why: "the compiler wrote a class that was only a type" },
  "buildbot-4.3.0 buildbot/clients/tryclient.py _didvc": { isDead: true, why: "a callback of an earlier version; `getBaseRevision` awaits the answers now" },
  "firebase-tools-15.34.2 lib/commands/ext-dev-usage.js buildCloudMonitoringLink": onlyPlace,
  "flask-3.1.3 src/flask/cli.py _path_is_ancestor": { isDead: true, why: "nothing calls it, the tests and documents neither" },
  "hexo-8.1.2 dist/theme/view.js Options": { isDead: true, why: "the compiler wrote a class that was only a type" },
  "nikola-8.3.3 nikola/post.py _has_pretty_url": { isDead: true, why: "`has_pretty_url`, which it hands on to, is what code and templates call" },
  "pm2-7.0.4 lib/API/UX/pm2-ls.js checkIfProcessAreDumped": { isDead: true, why: "its only call is commented out" },
  "pm2-7.0.4 lib/API/UX/pm2-ls.js containersListing": onlyPlace,
  "pm2-7.0.4 lib/API/UX/pm2-ls.js listHighResourcesProcesses": onlyPlace,
  "tornado-6.6.1 tornado/gen.py _fake_ctx_run": { isDead: true, why: "a stand-in for Pythons without context variables; nothing calls it any more" },
  "ts-node-10.9.2 dist/ts-internals.js ensureTrailingDirectorySeparator": { isDead: true, why: "taken over from the compiler with its neighbours; nothing calls it" },
};
