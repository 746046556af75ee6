from jinja2 import Environment, select_autoescape

env = Environment(autoescape=select_autoescape())
other = Environment(autoescape=True)
