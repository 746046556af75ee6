import ftplib


def upload(host, password, file):
    server = ftplib.FTP_TLS(host, "backup", password)
    server.prot_p()
    server.storbinary("STOR x", file)
