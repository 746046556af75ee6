# Calls a function once with ordinary input and once with each attack, and prints what was seen as one line of JSON.
#
# A parameter is written as the function reads it, `$1` or `$2`; the others are given plain text.

# prove FILE FUNCTION PARAMETER: `benign`, `attacks`, `make_ready VALUE` and `is_exploited` are the driver's.
prove() {
  local file=$1 function=$2 place=${3#\$} attack output code
  if ! [[ $place =~ ^[1-9]$ ]]; then
    printf '{"exploited":false,"benign":null,"problem":"there is no parameter %s"}\n' "$place"
    return
  fi
  if ! declare_of "$file" "$function"; then
    printf '{"exploited":false,"benign":null,"problem":"%s cannot be found in the file"}\n' "$function"
    return
  fi
  make_ready "$benign"
  output=$(call "$file" "$function" "$place" "${given:-$benign}")
  code=$?
  local shown
  shown="{\"value\":\"$(escape "$output")\",\"code\":$code}"
  for attack in "${attacks[@]}"; do
    make_ready "$attack"
    call "$file" "$function" "$place" "${given:-$attack}" > /dev/null
    if is_exploited; then
      printf '{"exploited":true,"benign":%s,"attack":"%s"}\n' "$shown" "$(escape "$attack")"
      return
    fi
  done
  printf '{"exploited":false,"benign":%s}\n' "$shown"
}

declare_of() {
  (source "$1" > /dev/null 2>&1; declare -F "$2" > /dev/null)
}

call() (
  arguments=(text text text text text text text text text)
  arguments[$3 - 1]=$4
  source "$1" > /dev/null 2>&1
  "$2" "${arguments[@]:0:$(($3 > 2 ? $3 : 2))}" 2> /dev/null < /dev/null
)

escape() {
  local text=$1
  text=${text//\\/\\\\}
  text=${text//\"/\\\"}
  text=${text//$'\n'/\\n}
  text=${text//$'\t'/\\t}
  printf '%s' "${text//[$'\001'-$'\037']/}"
}
