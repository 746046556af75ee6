// proof: Settings.read(text)
import yaml from "js-yaml";

export class Settings {
  read(text: string): unknown {
    return yaml.load(text, { schema: (yaml as unknown as { DEFAULT_FULL_SCHEMA: yaml.Schema }).DEFAULT_FULL_SCHEMA }); // expect: with the full schema
  }
}
