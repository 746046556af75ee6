#!/bin/bash
count=0
