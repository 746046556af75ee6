import ftplib


def upload(host, password, file):
    server = ftplib.FTP(host, "backup", password)  # expect: encrypts nothing
    server.storbinary("STOR x", file)
