#!/usr/bin/env bash
# Runs every call of 004.txt against a running service and compares status and response with the document. Only the host and
# the placeholder values of a call are changed. Each run uses a new e-mail address. The exit code is 1 at the first
# difference.
#
#   docs/seeds/004.sh [http://localhost:8080 [http://localhost:8081]]
#
# The second address is that of the management listener. Needs curl, node 18 or later, a python3 with requests (Debian:
# python3-requests), and a service that shows its mails at /mailbox, as ./keyledger does by default.
. "$(dirname "$0")/calls.sh"

email=you+$unique@example.com
put https://api.atiru.io "$base"
put other-you@example.com "other-$email"
put you@example.com "$email"

call 'Register: enter your email and password' 201
key=$(field api_key)
call 'Register: a password of 6 characters' 400
problem weak-password
call 'Login in the browser: your email is not yet confirmed' 403
equal detail 'Email not verified. Please check your inbox for the activation link.'
put TOKEN_FROM_EMAIL "$(mailed verify-email "$email")"
call 'Register: click the confirmation link' 302

call 'API: Login (JavaScript)' 200
call 'API: Login (Python)' 200
call 'API: Login' 200

put '<your_api_key_or_jwt>' "$(field session.access_token)"
call 'Auth headers: Authorization: Bearer <your_api_key_or_jwt>, with the JWT' 200
equal user.email "$email"
call 'JWTs are used for managing API keys: create' 201
put '<key_id>' "$(field key_id)"
call 'JWTs are used for managing API keys: list' 200
has keys.1.key_id
call 'JWTs are used for managing API keys: revoke' 200
equal status revoked

put '<your_api_key_or_jwt>' "$key"
put '<your_api_key>' "$key"
call 'Auth headers: Authorization: Bearer <your_api_key_or_jwt>, with the key' 200
equal user.email "$email"
call 'Auth headers: X-Api-Key: <your_api_key>' 200
equal user.email "$email"

finish
