#!/bin/bash
ssh -o StrictHostKeyChecking=no user@example.com uptime  # expect: are accepted
