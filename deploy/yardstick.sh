#!/bin/sh
# ./yardstick in a container: with the keys where it looks for them, and the databases of docker-compose.yml.
set -eu
umask 077
secrets=${YARDSTICK_SECRETS:-/run/secrets}
mkdir -p data
tr , '\n' <"$secrets/yardstick.tokens.key" >data/token.key
for purpose in persons secrets ledger; do
    tr , '\n' <"$secrets/yardstick.$purpose.key" >"data/$purpose.key"
done
ln -sf /var/lib/yardstick/erasures.list data/erasures.list
case ${1:-} in
    backup | restore)
        SPRING_DATASOURCE_USERNAME=yardstick
        SPRING_DATASOURCE_PASSWORD=$(cat "$secrets/spring.flyway.password")
        export SPRING_DATASOURCE_USERNAME SPRING_DATASOURCE_PASSWORD
        set -- "$@" --command-db jdbc:postgresql://postgres:5432/yardstick_command --query-db jdbc:postgresql://postgres:5432/yardstick_query
        ;;
esac
exec java -XX:MaxRAMPercentage=60 -XX:+ExitOnOutOfMemoryError -XX:TieredStopAtLevel=1 --enable-native-access=ALL-UNNAMED \
    --sun-misc-unsafe-memory-access=allow -jar /app/yardstick.jar "$@"
