# proof: Mailer.send(address)
import os


class Mailer:
    program = "echo mail for"

    def send(self, address):
        with os.popen("{} '{}'".format(self.program, address)) as answer:  # expect: built from
            return answer.read()
