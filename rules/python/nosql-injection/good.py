from flask import request


def login(users):
    body = request.get_json()
    users.insert_one({"name": body["name"]})
    return users.find_one({"name": str(body["name"]), "age": int(body["age"])})


def by_form(users):
    return users.find_one({"name": request.form["name"]})


def forget(cache_manager):
    return cache_manager.cache.delete_many(request.get_json()["keys"])
