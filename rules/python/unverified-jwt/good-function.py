# proof: age(token)
import jwt


def age(token, key):
    try:
        return jwt.decode(token, key, algorithms=["HS256"])["sub"]
    except jwt.InvalidTokenError:
        return None
