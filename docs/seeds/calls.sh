# Functions of 000.sh to 004.sh, which read this file. Runs on bash 3.2 and later with curl and python3.
#
# A document NNN.txt contains the calls of a public API document. A section begins with its heading: "==" is a call that the
# document prints, "--" one that it only names or describes in a sentence, "++" one that it does not mention but that is
# needed between two others. The call follows. After "->" are the status and the response that the document prints, if any.
# "(Python)" and "(JavaScript)" at the end of a heading name the language of a call that is no shell command.
set -euo pipefail
shopt -u patsub_replacement 2> /dev/null || true # bash 5.2 would replace & in a value

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
document=$here/$(basename "$0" .sh).txt
base=${1:-http://localhost:8080}
management=${2:-http://localhost:8081}
base=${base%/}
management=${management%/}
unique=$(date +%s)$RANDOM

fail() {
  printf '\n%s: %s\n' "$(basename "$0")" "$*" >&2
  exit 1
}

# Prints the first python3 that can import this module. The one in the search path may lack a package that Debian's has.
python_with() {
  local found
  for found in $(type -ap python3) /usr/bin/python3; do
    "$found" -c "import $1, sys; print(sys.executable)" 2> /dev/null && return
  done
  return 1
}

python=$(python_with json) || fail "needs python3"
command -v curl > /dev/null || fail "needs curl"

# Without site packages python3 starts in a third of the time.
json() { "$python" -S -E "$here/json_answer.py" "$@"; }

# The calls run in a folder of their own. A curl settings file adds what the documents' lines do not show: the status and
# the headers of the response.
folder=$(mktemp -d "${TMPDIR:-/tmp}/keyledger-seeds.XXXXXX")
session=''
trap 'exec 3>&-; [ -z "$session" ] || wait "$session" || true; rm -rf "$folder"' EXIT
export CURL_HOME=$folder BASE_URL=$base
settings=$folder/.curlrc
headers=$folder/headers
body=$folder/body
printf 'silent\nshow-error\ndump-header = "%s"\nwrite-out = "\\n%%{http_code}\\n"\n' "$headers" > "$settings"

answer='' status='' placeholders=() values=()

# put PLACEHOLDER VALUE: replaces this text in the calls and documented responses from now on.
put() {
  local i
  for ((i = 0; i < ${#placeholders[@]}; i++)); do
    if [ "${placeholders[i]}" = "$1" ]; then
      values[i]=$2
      return
    fi
  done
  placeholders[i]=$1
  values[i]=$2
}

replaced() {
  local text=$1 i
  for ((i = 0; i < ${#placeholders[@]}; i++)); do
    text=${text//"${placeholders[i]}"/${values[i]}}
  done
  printf '%s\n' "$text"
}

# From now on curl keeps cookies between calls, as a browser does.
keep_cookies() { printf 'cookie = "%s/jar.txt"\ncookie-jar = "%s/jar.txt"\n' "$folder" "$folder" >> "$settings"; }

# cookie NAME FILE: prints the value of a cookie from a file that curl wrote.
cookie() { awk -v name="$1" '$6 == name { value = $7 } END { print value }' "$folder/$2"; }

# Prints the section with this heading, without the heading.
section() {
  awk -v title="$1" '
    /^(==|--|\+\+) / { found = substr($0, 4) == title; next }
    found { print }' "$document"
}

mark_of() { awk -v title="$1" '/^(==|--|\+\+) / && substr($0, 4) == title { print substr($0, 1, 2) }' "$document"; }

run_curl() {
  local printed
  printed=$(cd "$folder" && bash -c "$1" 2>&1) || fail "the call was not answered: $printed"
  status=$(tail -n 1 <<< "$printed")
  sed '$d' <<< "$printed" | sed -e '${/^$/d;}' > "$body"
}

# The Python calls of a document run in one interpreter, so that a call can use the variables of an earlier one.
run_python() {
  if [ -z "$session" ]; then
    local interpreter
    interpreter=$(python_with requests) || fail "needs a python3 with requests (Debian: python3-requests)"
    mkfifo "$folder/calls" "$folder/done"
    "$interpreter" "$here/python_calls.py" "$folder" < "$folder/calls" > "$folder/done" &
    session=$!
    exec 3> "$folder/calls" 4< "$folder/done"
  fi
  printf '%s\n' "$1" > "$folder/call.py"
  echo call >&3
  read -r status <&4 || fail "the Python call ended without a response"
}

run_javascript() {
  command -v node > /dev/null || fail "needs node 18 or later"
  printf '%s\n%s\n' "$1" 'console.log(JSON.stringify({ user, session })); console.log(res.status)' > "$folder/call.mjs"
  local printed
  printed=$(node "$folder/call.mjs" 2>&1) || fail "the call was not answered: $printed"
  status=$(tail -n 1 <<< "$printed")
  sed '$d' <<< "$printed" > "$body"
}

run_once() {
  : > "$headers"
  case $1 in
    *'(Python)') run_python "$2" ;;
    *'(JavaScript)') run_javascript "$2" ;;
    *) run_curl "$2" ;;
  esac
  answer=$(cat "$body")
}

# Prints the value of a header of the last response.
header() { awk -v name="$1" 'tolower($1) == tolower(name) ":" { sub(/^[^:]*: */, ""); sub(/\r$/, ""); print }' "$headers"; }

# attempt HEADING: runs the call of this section and prints it with its response. Sets $status and $answer. A call that is
# above a rate limit is repeated when the limit allows it.
attempt() {
  local text call wait
  text=$(section "$1")
  [ -n "$text" ] || fail "$document has no section: $1"
  call=$(replaced "$(awk '/^->/ { exit } { print }' <<< "$text")")
  run_once "$1" "$call"
  while [ "$status" = 429 ]; do
    wait=$(header Retry-After)
    echo "rate limit reached, continues in ${wait:-60} s" >&2
    sleep "${wait:-60}"
    run_once "$1" "$call"
  done
  printf '%s %s\n%s\n-> %s\n' "$(mark_of "$1")" "$1" "$call" "$status"
  header Location | sed 's/^/< Location: /'
  header Set-Cookie | sed 's/^/< Set-Cookie: /'
  printf '%s\n\n' "$answer"
}

# Compares the last response with what the document prints for this section: every field, its type, and its value unless
# it is a placeholder.
matches() {
  local expected=$folder/expected
  replaced "$(section "$1" | awk 'found { print } /^->/ { found = 1 }')" > "$expected"
  json match "$expected" "$body"
}

# call HEADING STATUS: as attempt, and ends the script if the response has another status, or has not what the document
# prints.
call() {
  local difference
  attempt "$1"
  [ "$status" = "$2" ] || fail "$1: the status is $status, expected was $2"
  difference=$(matches "$1") || fail "$1: $difference"
}

# Prints the value of a field of the last response: field session.refresh_token, field keys.0.label
field() { json field "$1" "$body"; }

# equal FIELD VALUE: ends the script if the field of the last response has another value.
equal() {
  local actual
  actual=$(field "$1") || fail "the response has no field $1"
  [ "$actual" = "$2" ] || fail "the field $1 is $actual, expected was $2"
}

# has FIELD...: ends the script if the last response does not have these fields.
has() {
  local name
  for name in "$@"; do
    field "$name" > /dev/null || fail "the response has no field $name"
  done
}

# has_not TEXT: ends the script if the last response contains this text.
has_not() { case $answer in *"$1"*) fail "the response contains $1" ;; esac }

# problem SLUG: ends the script if the last response is another problem.
problem() {
  case $(field type) in
    */problems/"$1") ;;
    *) fail "the problem is $(field type), expected was $1" ;;
  esac
}

# sets_cookie NAME: ends the script if the last response does not set this cookie as HttpOnly.
sets_cookie() {
  header Set-Cookie | grep -Ei "^(__Host-)?$1=[^;].*; *HttpOnly" > /dev/null || fail "sets no HttpOnly cookie $1"
}

# location TEXT: ends the script if the last response redirects to another address; the text is its end.
location() {
  case $(header Location) in
    *"$1") ;;
    *) fail "redirects to $(header Location), expected was $1" ;;
  esac
}

# mailed PATH ADDRESS [TOKEN]: prints the token of the newest link with this path that was mailed to this address, other
# than the given one. Waits up to 20 s for the mail.
mailed() {
  local tried token
  for ((tried = 0; tried < 100; tried++)); do
    token=$(curl -q -sS -H 'Accept: application/json' "$management/mailbox" |
      json mailed "$1" "$2") || fail "cannot read $management/mailbox"
    if [ -n "$token" ] && [ "$token" != "${3:-}" ]; then
      echo "$token"
      return
    fi
    sleep 0.2
  done
  fail "no mail with $1 to $2 within 20 s"
}

finish() { echo "$(basename "$0"): every response is as documented"; }
