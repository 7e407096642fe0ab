# Chekin's page, curl: BASE for the address, IMAGE for the picture.
set -eu
ID=$(printf '{
        "picture_file": "data:image/png;base64,%s"
    }' "$(base64 <"$IMAGE" | tr -d '\n')" | curl --silent -X POST \
  "$BASE"/api/v1/tools/ocr/picture/ \
  -H 'Authorization: Token yourUserTokenHere' \
  -H 'Content-Type: application/json' \
  -d @- | sed -E 's/^\{"id":([0-9]+),.*/\1/')

for _ in 1 2 3 4 5 6 7 8 9 10; do
  DATA=$(curl --silent -X GET \
    "$BASE/api/v1/tools/ocr/data/$ID/" \
    -H 'Authorization: Token yourUserTokenHere' \
    -H 'Content-Type: application/json')
  case $DATA in *'"status":"COM"'* | *'"status":"ERR"'*) break ;; esac
  sleep 0.2
done
printf '%s\n' "$DATA"
