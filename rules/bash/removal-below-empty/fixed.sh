#!/bin/bash
rm -rf "${TARGET:?}/"*
rm -rf ${prefix:?}/usr/lib
rm -fr "${dir:?}/"
