#!/usr/bin/env bash
# Runs every call of 002.txt against a running service and compares status and response with the document. Only the host and
# the placeholder values of a call are changed. Each run uses new e-mail addresses. The exit code is 1 at the first
# difference.
#
#   docs/seeds/002.sh [http://localhost:8080 [http://localhost:8081]]
#
# The second address is that of the management listener. Needs curl, a python3 with requests (Debian: python3-requests), and
# a service that shows its mails at /mailbox, as ./keyledger does by default.
. "$(dirname "$0")/calls.sh"

alice=alice+$unique@example.com
alice_python=alice+${unique}p@example.com # the curl and the Python lines of the document are two users

put alice@example.com "$alice_python"
call 'Register User (Python)' 201
put TOKEN_FROM_EMAIL "$(mailed verify-email "$alice_python")"
call 'GET /api/auth/verify-email' 302

put alice@example.com "$alice"
call 'Register User' 201
first=$(mailed verify-email "$alice")
call 'Login: the email is not verified' 403
equal detail 'Email not verified. Please check your inbox for the activation link.'
put TOKEN_FROM_EMAIL "$first"
call 'GET /api/auth/verify-email' 302
location '/login?verified=true'

call 'Login' 200
sets_cookie session
csrf=$(cookie csrf_token cookies.txt)
[ -n "$csrf" ] || fail "sets no csrf_token cookie"
put '<csrf_token_cookie_value>' "$csrf"
call 'Login: remember extends the session duration' 200
put alice@example.com "$alice_python"
call 'Login (Python)' 200
sets_cookie session

put alice@example.com "$alice"
call 'Create API Key: the CSRF token is missing' 403
call 'Create API Key' 201
key=$(field api_key)
case $key in "$(field prefix)".*) ;; *) fail "the api_key does not begin with its prefix" ;; esac
put b2c3d4e5-f6a7-8901-bcde-f12345678901 "$(field id)"
put YOUR_API_KEY "$key"
call 'Get Current User' 200
call 'Get Current User: session cookie' 200
equal user.email "$alice"
call 'API key management endpoints do not accept Bearer API keys' 403
sleep 2 # last_used_at is at most 2 s late
call 'List API Keys' 200
has_not "${key#*.}"
call 'Create API Key: scopes default to all' 201
equal scopes '["*"]'
call 'Create API Key: scopes read, write, predict, admin' 201

put alice@example.com "$alice_python"
call 'Create API Key (Python)' 201
put YOUR_API_KEY "$(field api_key)"
call 'Get Current User (Python)' 200

put alice@example.com "$alice"
put YOUR_API_KEY "$key"
call 'Revoke API Key' 200
call 'Revoke API Key: subsequent requests using that key return 401 Unauthorized' 401
call 'Logout' 200
call 'Logout: the session is revoked' 401

call 'Forgot Password' 200
call 'Forgot Password: returns 200 regardless of whether the email exists' 200
call 'Reset Password: the token has fewer than 10 characters' 400
problem invalid-token
put abc123def456ghi789jkl012mno345 "$(mailed reset-password "$alice")"
call 'Reset Password: the password has fewer than 8 characters' 400
problem weak-password
call 'Reset Password' 200
call 'Log-in with the new password' 200

finish
