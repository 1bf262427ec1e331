#!/usr/bin/env bash
# Runs every call of 001.txt against a running service and compares status and response with the document. Only the host and
# the placeholder values of a call are changed. Each run uses a new e-mail address. The exit code is 1 at the first
# difference.
#
#   docs/seeds/001.sh [http://localhost:8080 [http://localhost:8081]]
#
# Needs curl, openssl and python3.
. "$(dirname "$0")/calls.sh"
command -v openssl > /dev/null || fail "needs openssl"

put https://api.truemarkets.co "$base"
put you@example.com "you+$unique@example.com"

call 'Create an account' 201
put '<TOKEN>' "$(field token)"
user=$(field user.id)

# The private key stays on this machine.
openssl ecparam -name prime256v1 -genkey -noout -out "$folder/private.pem"
openssl ec -in "$folder/private.pem" -pubout -out "$folder/public.pem" 2> /dev/null
put '<PEM>' "$(awk '{ printf "%s\\n", $0 }' "$folder/public.pem")"
call 'Register an API key: an EC P-256 public key is submitted, the answer has a key_id (UUID)' 201
key=$(field key_id)
grep -Eqx '[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}' <<< "$key" || fail "the key_id $key is no UUID"
has_not '"secret":"'
put '<UUID>' "$key"

# sign TIMESTAMP: puts the timestamp and the ES256 signature of {key_id}.{timestamp}. openssl writes DER; the JWS form is r
# and s with 32 bytes each (RFC 7518, section 3.4).
sign() {
  printf '%s.%s' "$key" "$1" > "$folder/message"
  openssl dgst -sha256 -sign "$folder/private.pem" -out "$folder/signature.der" "$folder/message"
  put '<UNIX_SECONDS>' "$1"
  put '<BASE64URL_ES256_SIG>' "$(openssl asn1parse -inform DER -in "$folder/signature.der" | "$python" -c 'import base64, re, sys
r, s = (int(number, 16) for number in re.findall(r"INTEGER\s*:([0-9A-F]+)", sys.stdin.read()))
print(base64.urlsafe_b64encode(r.to_bytes(32, "big") + s.to_bytes(32, "big")).decode().rstrip("="))')"
}

sign "$(date +%s)"
call '1. Mint a JWT (key_id and signature computed client-side)' 200
has access_token refresh_token
equal token_type bearer
access=$(field access_token)
refresh=$(field refresh_token)

sign "$(($(date +%s) - 90))"
call 'Mint a JWT: the timestamp is within ±30s of server UTC time' 401
problem invalid-signature

call '2. Fetch JWKS to verify token signatures locally' 200
"$python" - "$access" "$body" << 'END' || fail "the JWKS has no public P-256 key for the token"
import base64, json, sys
header = json.loads(base64.urlsafe_b64decode(sys.argv[1].split(".")[0] + "=="))
with open(sys.argv[2]) as file:
    keys = {key["kid"]: key for key in json.load(file)["keys"]}
key = keys[header["kid"]]
assert header["alg"] == "ES256" and key["kty"] == "EC" and key["crv"] == "P-256" and "d" not in key
END

put '<ACCESS_TOKEN>' "$access"
call 'Call APIs with Authorization: Bearer <access_token>' 200
equal user.id "$user"

put '<REFRESH_TOKEN>' "$refresh"
call '3. Refresh a token before expiry' 200
has refresh_token
equal token_type bearer
put '<ACCESS_TOKEN>' "$(field access_token)"
call 'Call APIs with the refreshed access token' 200
equal user.id "$user"
call 'Gateway check of the access token' 200

finish
