from telnetlib import Telnet


class Switch:
    def __init__(self, host):
        self.line = Telnet(host)  # expect: encrypts nothing
