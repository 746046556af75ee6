def pay(amount, account):
    if amount < 0:
        ValueError("negative amount")  # expect: `ValueError("negative amount")` is made and dropped
    if account is None:
        raise NotImplemented("no account")  # expect: `NotImplemented` is no exception
    raise NotImplemented  # expect: `NotImplemented` is no exception
