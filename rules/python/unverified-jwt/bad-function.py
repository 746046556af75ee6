# proof: who(token)
import jwt


def who(token, key):
    return jwt.decode(token, key, options={"verify_signature": False})["user"]  # expect: is not checked
