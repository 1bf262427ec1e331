#!/usr/bin/env bash
# Runs every call of 000.txt against a running service and compares status and response with the document. Only the host and
# the placeholder values of a call are changed. Each run uses a new e-mail address. The exit code is 1 at the first
# difference.
#
#   docs/seeds/000.sh [http://localhost:8080 [http://localhost:8081]]
#
# The second address is that of the management listener. Needs curl, python3, and a service that shows its mails at
# /mailbox, as ./keyledger does by default.
. "$(dirname "$0")/calls.sh"

email=you+$unique@example.com
put https://api.trucore.xyz "$base"
put other-you@example.com "other-$email"
put you@example.com "$email"
put your-password your-secure-password # the document has two placeholders for one password

call 'Signup' 201
token=$(field token)
put YOUR_JWT_TOKEN "$token"
tenant=$(field tenant_id)
has api_key user.id session.access_token
call 'Signup: disposable email domains are rejected' 400
problem disposable-email
call 'Signup: password of fewer than 8 characters' 400
problem weak-password

call 'Login' 200
token=$(field token)
put YOUR_JWT_TOKEN "$token"
equal tenant_id "$tenant"
lifetime=$("$python" -c 'import base64, json, sys
claims = json.loads(base64.urlsafe_b64decode(sys.argv[1].split(".")[1] + "=="))
print(claims["exp"] - claims["iat"])' "$token")
[ "$lifetime" = 86400 ] || fail "the JWT is valid for $lifetime s, documented are 24 hours"

call 'GET /auth/verify-email/status: check current verification state (requires JWT)' 200
equal email_verified false
first=$(mailed verify-email "$email")
call 'POST /auth/verify-email/request: resend verification email (requires JWT)' 200
has message
put TOKEN_FROM_EMAIL "$(mailed verify-email "$email" "$first")"
call 'Email Verification' 200
equal email "$email"
equal email_verified true

call 'Create a Key' 201
put key_a1b2c3d4 "$(field key_id)"
equal tenant_id "$tenant"
secret=$(field secret)
call 'List Keys: returns all keys for your tenant' 200
has keys.0.key_id keys.0.label keys.0.status keys.1.key_id
has_not '"secret"'
has_not "${secret#*.}"

call 'Rotate a Key' 200
put key_a1b2c3d4 "$(field key_id)"
put OLD_KEY "$secret"
secret=$(field secret)
put atf_live_... "$secret"
call 'Rotate a Key: rotation revokes the old key' 401
call 'Using API Keys: the X-API-Key header' 200
equal user.email "$email"
call 'Using API Keys: a JWT, not a key, is for key management' 403

call 'Revoke a Key' 200
equal status revoked
call 'Revoke a Key: any requests using the revoked key will be rejected' 401

call 'POST /auth/reset-password/request: send reset email to registered address' 200
put RESET_TOKEN "$(mailed reset-password "$email")"
call 'POST /auth/reset-password/validate: check if a reset token is still valid' 200
equal valid true
call 'POST /auth/reset-password/confirm: new password of fewer than 8 characters' 400
problem weak-password
call 'POST /auth/reset-password/confirm: set new password using reset token' 200
equal ok true
call 'Log-in with the new password' 200

finish
