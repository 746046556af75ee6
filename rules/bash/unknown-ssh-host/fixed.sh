#!/bin/bash
ssh -o UserKnownHostsFile=known_hosts user@example.com uptime
