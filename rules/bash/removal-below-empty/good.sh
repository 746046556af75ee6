#!/bin/bash
out=build
rm -rf "$out/"*
rm -rf "${TARGET:?}/"*
rm -rf "$TARGET/cache" "$other"
rm "$TARGET/"*
