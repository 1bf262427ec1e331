#!/usr/bin/env bash
# Runs every call of 003.txt against a running service and compares status and response with the document. Only the host and
# the placeholder values of a call are changed. Each run uses a new e-mail address. The exit code is 1 at the first
# difference.
#
#   docs/seeds/003.sh [http://localhost:8080 [http://localhost:8081]]
#
# The second address is that of the management listener. Needs curl and python3. The service either shows its mails at
# /mailbox, as ./keyledger does by default, or runs with KEYLEDGER_MAIL=off and verifies each address at the sign-up.
. "$(dirname "$0")/calls.sh"
keep_cookies

email=string+$unique@example.com
password=correct-horse-battery
put //api.ocore.dev "$base"
put '"email": "string"' "\"email\": \"$email\""
put '"name": "string"' '"name": "Ada"'
put '"password": "string"' "\"password\": \"$password\""
put '<string>' github
put '<csrf_token_cookie_value>' ''

# totp SECRET STEP: prints the TOTP code (RFC 6238) of the current time step plus STEP.
totp() {
  "$python" - "$1" "$2" << 'END'
import base64, hashlib, hmac, struct, sys, time
secret = sys.argv[1].upper()
key = base64.b32decode(secret + "=" * (-len(secret) % 8))
digest = hmac.new(key, struct.pack(">Q", int(time.time()) // 30 + int(sys.argv[2])), hashlib.sha1).digest()
offset = digest[-1] & 15
print("%06d" % ((struct.unpack(">I", digest[offset:offset + 4])[0] & 0x7FFFFFFF) % 1_000_000))
END
}

call 'Register a new user account' 201
attempt 'Authenticate: the address is not verified'
case $status in
  403) mails=yes ;; # the address has to be verified with the mailed link
  200) mails=no ;;  # without mail the sign-up has verified it
  *) fail "the status is $status, expected was 403, or 200 with KEYLEDGER_MAIL=off" ;;
esac

if [ "$mails" = yes ]; then
  equal detail 'Email not verified. Please check your inbox for the activation link.'
  first=$(mailed verify-email "$email")
  call 'Resend the verification email' 200
  put %3Cstring%3E "$(mailed verify-email "$email" "$first")"
  # Without the cookie of the sign-up: the browser that signed up is logged in by the link and goes to the application.
  rm -f "$folder/jar.txt"
  call 'Verify email address' 302
  location '/login?verified=true'
  put %3Cstring%3E %3Cstring%3E
else
  call 'Resend the verification email' 200
fi
call 'Verify email address: the token is not valid' 302
location '/login?verified=false&error=invalid-token'

call 'Authenticate without TOTP: returns user data with auth cookies' 200
equal requiresTOTP false
equal user.email "$email"
sets_cookie session
sets_cookie refresh_token
call 'Refresh access token' 200
sets_cookie session
sets_cookie refresh_token

put '<csrf_token_cookie_value>' "$(cookie csrf_token jar.txt)"
call 'Enrol TOTP' 200
has otpauth_uri qr_svg
secret=$(field secret)
# The code of the previous time step is accepted too. A used code is not, so the current one is left for the log-in. Near
# the end of a step the code could be two steps old when it arrives.
while [ $(($(date +%s) % 30)) -ge 27 ]; do sleep 0.5; done
put '"code": "string"' "\"code\": \"$(totp "$secret" -1)\""
call 'Confirm TOTP' 200
has recovery_codes.9

cp "$folder/jar.txt" "$folder/ended.txt"
put '<cookies before the log-out>' ended.txt
call 'Log out and invalidate session' 200
call 'Refresh: the refresh token is revoked by the log-out' 401
rm -f "$folder/jar.txt"
call 'Log out without a session' 200
call 'Refresh without a refresh_token cookie' 401

call 'Authenticate with email and password' 200
put '"partialToken": "string"' "\"partialToken\": \"$(field partialToken)\""
[ -z "$(cookie session jar.txt)" ] || fail "sets a session cookie before the second factor"
put '"code": "string"' '"code": "abcdef"'
call 'Complete two-factor authentication login: the code is wrong' 401
problem wrong-code
put '"code": "string"' "\"code\": \"$(totp "$secret" 0)\""
call 'Complete two-factor authentication login' 200
equal user.email "$email"
sets_cookie session
call 'The session that the second factor opened' 200
equal user.email "$email"

call 'Request a password reset email' 200
put '"password": "string"' '"password": "another-horse-battery"'
if [ "$mails" = yes ]; then
  put '"token": "string"' "\"token\": \"$(mailed reset-password "$email")\""
  call 'Reset password with token' 200
fi
call 'Reset password: the token is not valid' 400
problem invalid-token

attempt 'Begin OAuth authentication flow'
case $status in
  302) # to a configured provider; its response must carry the state of this browser
    call 'Handle OAuth provider callback' 302
    location '/login?error=invalid-state'
    ;;
  404) # no provider of this name is configured
    problem unknown-provider
    call 'Handle OAuth provider callback' 404
    ;;
  *) fail "the status is $status, expected was 302, or 404 without the provider" ;;
esac

finish
