import jwt


def when(answer):
    return jwt.decode(answer["id_token"], options={"verify_signature": False})["iat"]


def which(answer):
    return jwt.decode(answer.get("id_token"), options={"verify_signature": False})["aud"]
