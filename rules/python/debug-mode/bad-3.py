import os

DEBUG = True  # expect: Debug mode is on
SECRET_KEY = os.environ["SECRET_KEY"]
INSTALLED_APPS = ["django.contrib.admin"]
