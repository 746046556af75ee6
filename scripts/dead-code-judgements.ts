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
};
