INSTALLED_APPS = ["corsheaders"]

CORS_ALLOW_ALL_ORIGINS = True  # expect: Any origin is allowed
CORS_ALLOW_CREDENTIALS = True
