def show(moment):
    print(moment.strftime("%H:%M"))
    print(moment.strftime("%Y-%m-%d"))
    print(moment.strftime("%G-W%V"))
