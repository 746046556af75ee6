import ftplib

server = ftplib.FTP_TLS("example.com")
