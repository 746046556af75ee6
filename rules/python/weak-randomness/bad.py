import random
import string


def reset_link(user):
    token = "".join(random.choice(string.ascii_letters) for _ in range(32))  # expect: can be predicted
    return f"/reset/{user}/{token}"
