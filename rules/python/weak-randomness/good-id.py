import random
import uuid


def claims():
    # It tells one token from another, and proves nothing.
    token_id = str(uuid.UUID(int=random.getrandbits(128), version=4))
    return {"jti": token_id}
