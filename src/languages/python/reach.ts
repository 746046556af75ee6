// Tells which Python files are reached other than by an import, and which names are looked for by tools and frameworks.

import type { DefinitionFact, PlacedProject, Reach } from "../../syntax/module-facts.ts";
import { isPartOfProject } from "./distribution.ts";

/** Found by name: test runners, packaging, web frameworks, task runners, documentation builders. */
const entryNames =
  /(?:^|\/)(?:__init__|__main__|conftest|setup|manage|app|application|main|run|server|cli|worker|bot|index|start|function_app|lambda_function|streamlit_app|wsgi|asgi|settings|urls|admin|apps|models|views|signals|routing|tasks|celery|noxfile|fabfile|dodo|tasks|hubconf|sitecustomize|usercustomize|conf|versioneer|gunicorn(?:\.conf|_conf)?|env|[^/]*config|[^/]*settings|test|tests|test_[^/]*|[^/]*_tests?)\.pyi?w?$/i;
/** Found by place. */
const entryFolders =
  /(?:^|\/)(?:tests?|testing|__tests__|migrations|management\/commands|templatetags|docs?|examples?|samples?|demos?|scripts?|bin|tools?|utils?\/scripts|benchmarks?|bench|perf|versions|alembic|plugins?|hooks?|notebooks?|tutorials?|recipes|contrib|cogs|dags|lambdas?|functions)\//i;

/** A `.pyi` stub describes code that is elsewhere. */
export function createReachJudge(project: PlacedProject): (path: string, facts: { readonly isProgram: boolean }) => Reach {
  const packaged = [...project.manifests].flatMap(([path, text]) => (isPackaging(path, text) ? [path.slice(0, path.lastIndexOf("/") + 1)] : []));
  const published = isPartOfProject(project) ? [...packaged, ""] : packaged;
  return (path, { isProgram }) => {
    if (isProgram || path.endsWith(".pyi") || entryNames.test(path) || entryFolders.test(path)) return "entry";
    const isPrivate = path.split("/").some((part) => /^_(?!_)/.test(part));
    return !isPrivate && published.some((folder) => path.startsWith(folder)) ? "published" : "internal";
  };
}

function isPackaging(path: string, text: string): boolean {
  if (path.endsWith("pyproject.toml")) return /^\[(?:project|tool\.poetry)\]/m.test(text);
  return path.endsWith("setup.py") ? /\bsetup\s*\(/.test(text) : /^\[metadata\]/m.test(text);
}

/** Names that are called because of what they are: hooks of test runners, servers, visitors, consoles. */
const specialNames =
  /^(?:__\w+__|_|_\w+_|main|test\w*|Test\w*|\w+Tests?|setUp\w*|tearDown\w*|setup\w*|teardown\w*|pytest_\w+|visit\w*|depart_\w+|leave_\w+|do_\w+|on_\w+|handle\w*|get_\w+|clean_\w+|validate_\w+|save_\w+|run|execute|upgrade|downgrade|application|app|lambda_handler|handler|register\w*|load\w*|includeme)$/;

/** Private names are nobody's hook. */
export function isSpecialName({ name }: DefinitionFact): boolean {
  return specialNames.test(name);
}
