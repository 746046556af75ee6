// proof: Settings.read(text)
import yaml from "js-yaml";

export class Settings {
  read(text: string): unknown {
    return yaml.safeLoad(text);
  }
}
