#!/usr/bin/env bash
# Runs every call of 000.txt against a running service, in order. Only the host and the placeholder values of a line are
# changed. Each run uses a new e-mail address, so that it can be repeated.
#
#   docs/integrate/seeds/000.sh [http://localhost:8080 [http://localhost:8081]]
#
# The second address is that of the management listener. Needs curl, and a service that shows its mails at /mailbox, as
# ./keyledger does by default.
set -euo pipefail

base=${1:-http://localhost:8080}
management=${2:-http://localhost:8081}
calls=$(dirname "$0")/000.txt
email=you+$(date +%s)$RANDOM@example.com

# A curl settings file prints the status below each response, so that the lines need no other option.
CURL_HOME=$(mktemp -d)
export CURL_HOME
trap 'rm -rf "$CURL_HOME"' EXIT
printf 'write-out = "\\n%%{http_code}\\n"\n' > "$CURL_HOME/.curlrc"

token='' key='' secret='' mailed='' stale=''

# Prints the value of a field of the response.
field() { sed -n "s/.*\"$1\":\"\([^\"]*\)\".*/\1/p" <<< "$answer" | head -1; }

# Sets $mailed to the token of the newest mail of this kind to our address. Waits up to 20 s for the mail.
mailed_token() {
  local tried
  for tried in $(seq 100); do
    mailed=$(curl -q -sS "$management/mailbox" | tr '{' '\n' | grep -F "\"to\":\"$email\"" |
      grep -o "$1?token=[A-Za-z0-9_.-]*" | head -1 | sed 's/.*=//') || true
    [ -z "$mailed" ] || [ "$mailed" = "$stale" ] || return 0
    sleep 0.2
  done
  echo "no mail to $email within 20 s" >&2
  return 1
}

remember() {
  case $answer in
    *'"access_token"'*) token=$(sed -n 's/^{"token":"\([^"]*\)".*/\1/p' <<< "$answer") ;;
  esac
  case $answer in
    *'"secret"'*) key=$(field key_id) secret=$(field secret) ;;
  esac
}

call() {
  case $1 in *verify-email/request*) mailed_token verify-email && stale=$mailed ;; esac
  case $1 in *TOKEN_FROM_EMAIL*) mailed_token verify-email ;; esac
  case $1 in *RESET_TOKEN*) mailed_token reset-password ;; esac
  local ours=$1
  ours=${ours//https:\/\/api.trucore.xyz/$base}
  ours=${ours//you@example.com/$email}
  ours=${ours//your-password/your-secure-password}
  ours=${ours//YOUR_JWT_TOKEN/$token}
  ours=${ours//TOKEN_FROM_EMAIL/$mailed}
  ours=${ours//RESET_TOKEN/$mailed}
  ours=${ours//key_a1b2c3d4/$key}
  ours=${ours//atf_live_.../$secret}
  answer=$(bash -c "$ours")
  printf '%s\n\n' "$answer"
  remember
}

line=''
while IFS= read -r read_line; do
  case $read_line in
    '== '* | '-- '*) printf '%s\n' "$read_line" ;;
    curl* | -*)
      line=$line$read_line$'\n'
      case $read_line in *\\) ;; *) call "$line"; line='' ;; esac
      ;;
  esac
done < "$calls"
