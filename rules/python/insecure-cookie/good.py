from flask import make_response

response = make_response("in")
response.set_cookie("session_id", "42", secure=True, httponly=True, samesite="Lax")
response.set_cookie("theme", "dark")
response.set_cookie("login_redirect", "/orders", max_age=3600)
