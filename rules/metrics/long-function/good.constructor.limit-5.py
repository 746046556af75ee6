class Server:
    def __init__(self, settings):
        self.name = settings.name
        self.port = settings.port
        self.hosts = []
        self.workers = []
        self.isOpen = False
        if settings.log:
            self.log = settings.log
