def pay(amount, account):
    if amount < 0:
        raise ValueError("negative amount")
    if account is None:
        raise NotImplementedError("no account")
    raise NotImplementedError
