import os

os.chmod("/srv/x", 0o640)
os.chmod("/srv/y", 0o755)
