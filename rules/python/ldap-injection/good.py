import ldap
from ldap.filter import escape_filter_chars


def find(request):
    connection = ldap.initialize("ldap://localhost")
    query = "(uid=" + escape_filter_chars(request.GET["name"]) + ")"
    return connection.search_s("dc=example", ldap.SCOPE_SUBTREE, query)


def browser(request):
    import re

    return re.search(r"Mac|iPad", request.headers.get("User-Agent", ""))
