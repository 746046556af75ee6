import jinja2


class Pages:
    def __init__(self, loader):
        self.env = jinja2.Environment(loader=loader, autoescape=False)  # expect: are not escaped
