from flask import redirect


def logout():
    response = redirect("/")
    response.set_cookie("session", "", expires=0)
    response.set_cookie("auth_token", value="", max_age=0)
    return response
