# The identity-card page, curl: BASE for the address, IMAGE for the picture, ENDPOINT for the country.
set -eu
BASE64_ENCODE_VALUE=$(base64 <"$IMAGE" | tr -d '\n')
curl --silent --location --request POST "$BASE/v1/$ENDPOINT/general?token=TOKEN" \
--header 'Content-Type: application/x-www-form-urlencoded' \
--data-urlencode "img=$BASE64_ENCODE_VALUE"
