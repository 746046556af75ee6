# proof: settings(text)
import yaml


def settings(text):
    return yaml.load(text, Loader=yaml.UnsafeLoader)  # expect: `yaml.load` runs whatever code
