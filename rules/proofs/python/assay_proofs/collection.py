"""A document that must not be found: a collection in memory that answers MongoDB's queries and has whatever fields are asked for."""

from assay_proofs.frame import prove

ORDINARY, CANARY = "1", "canary"
ATTACKS = [{"$ne": None}, {"$gt": ""}, {"$exists": True}, {"$nin": []}, {"$regex": ".*"}, {"$in": [CANARY, ORDINARY]}, {"$not": {"$eq": "x"}}]
touched = []


class Collection:
    def __getattr__(self, name):
        """Its methods on fresh documents; any other name is a part of the way to it."""
        import mongomock

        real = getattr(mongomock.Collection, name, None)
        if real is None or name.startswith("_"):
            return self
        return lambda *given, **named: self.ask(name, *given, **named)

    def __getitem__(self, _):
        return self

    def ask(self, name, criteria=None, *rest, **named):
        import mongomock

        documents = mongomock.MongoClient().text.text
        fields = [field for field in criteria or {} if not field.startswith("$")]
        # Those that differ in one field come first.
        for number, differing in enumerate(fields):
            documents.insert_one({"_id": f"{CANARY}-{number}", **{field: CANARY if field == differing else plain(criteria[field]) for field in fields}})
        documents.insert_one({"_id": ORDINARY, **dict.fromkeys(fields, ORDINARY)})
        touched.extend(one["_id"] for one in documents.find(criteria or {}) if one["_id"] != ORDINARY)
        result = getattr(documents, name)(criteria, *rest, **named)
        return list(result) if name == "find" else getattr(result, "deleted_count", getattr(result, "matched_count", result))


def plain(value):
    return ORDINARY if isinstance(value, (dict, list)) else value


def connect(*_, **__):
    return Collection()


def prove_collection():
    try:
        import pymongo

        pymongo.MongoClient = connect
    except ImportError:
        pass
    doubles = [(r"(?i)(db|database|mongo|client|users?|accounts?|orders?|coll(ection)?)$", connect)]
    prove(benign=ORDINARY, attacks=ATTACKS, is_exploited=lambda _: bool(touched), doubles=doubles, before_call=lambda _: touched.clear())
