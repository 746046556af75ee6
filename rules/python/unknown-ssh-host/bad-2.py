from paramiko import SSHClient, WarningPolicy


class Remote:
    def __init__(self):
        self.client = SSHClient()
        self.client.set_missing_host_key_policy(WarningPolicy)  # expect: are accepted
