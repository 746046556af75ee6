import ssl


def context_of(options, verify):
    context = ssl.create_default_context()
    # The operator asks for it by a setting that says so.
    if not options.validate_cert:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    if verify:
        context.load_default_certs()
    else:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    return context


def make_insecure_context():
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context
