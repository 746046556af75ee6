from jinja2 import Environment, FileSystemLoader

env = Environment(loader=FileSystemLoader("pages"), autoescape=False)  # expect: are not escaped
