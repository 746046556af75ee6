import random


def reset_password(mail, account):
    code = "".join(random.choice("0123456789") for _ in range(6))  # expect: can be predicted
    mail.send(account, code)


def verification_mail(account):
    pin = random.randint(100000, 999999)  # expect: can be predicted
    return account, pin
