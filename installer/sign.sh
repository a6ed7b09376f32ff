#!/bin/sh
# Signs Windows files in place (.exe, .dll, .pyd, .msi); files that somebody has signed already are left as they are.
#   BVDESK_CERT       the certificate with its key (PKCS#12) or, with BVDESK_PKCS11, its name on a hardware token
#   BVDESK_CERT_PASS  a file with the password
#   BVDESK_PKCS11     the token's module, for certificates that may not leave it
#   BVDESK_TIME       a time server (RFC 3161): without one the signature ends with the certificate
set -eu
for file; do
    if osslsigncode extract-signature -in "$file" -out "$file.signature" >/dev/null 2>&1; then
        rm "$file.signature"
        continue
    fi
    if [ -n "${BVDESK_PKCS11:-}" ]; then
        set -- -pkcs11module "$BVDESK_PKCS11" -pkcs11cert "$BVDESK_CERT" -key "$BVDESK_CERT"
    else
        set -- -pkcs12 "$BVDESK_CERT"
    fi
    [ -z "${BVDESK_CERT_PASS:-}" ] || set -- "$@" -readpass "$BVDESK_CERT_PASS"
    [ -z "${BVDESK_TIME:-}" ] || set -- "$@" -ts "$BVDESK_TIME"
    osslsigncode sign "$@" -h sha256 -n bvdesk -in "$file" -out "$file.signed" >/dev/null
    mv "$file.signed" "$file"
done
