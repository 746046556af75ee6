from ldap3 import Connection


class Directory:
    def find(self, request):
        connection = Connection("ldap://localhost")
        connection.search("dc=example", f"(mail={request.GET['mail']})")  # expect: not escaped
        return connection.entries
