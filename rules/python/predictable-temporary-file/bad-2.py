from tempfile import mktemp


class Report:
    path = mktemp(suffix=".pdf")  # expect: only makes up a name
