# proof: Mailer.send(address)
import subprocess


class Mailer:
    program = ["echo", "mail", "for"]

    def send(self, address):
        return subprocess.run([*self.program, address], stdout=subprocess.PIPE, check=False, text=True).stdout
