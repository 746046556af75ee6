import random
import secrets

token = secrets.token_urlsafe(32)
colour = random.choice(["red", "green"])
otp = secrets.randbelow(900000) + 100000
