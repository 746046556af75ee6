#!/bin/bash
ssh -o StrictHostKeyChecking=yes user@example.com uptime
ssh user@example.com
