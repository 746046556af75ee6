import random


class Login:
    def start(self):
        self.otp = random.randint(100000, 999999)  # expect: can be predicted
        return self.otp
