# Both services, and ./yardstick for those who have containers alone. JARS=build compiles the sources in here; JARS=given takes the jars that Maven made outside.
ARG JARS=build

FROM maven:3-eclipse-temurin-25 AS build
WORKDIR /jars
COPY . .
RUN --mount=type=cache,target=/root/.m2 mvn -B -q -DskipTests -Dcyclonedx.skip=false -pl standalone -am package

FROM scratch AS given
COPY command-service/target/*-exec.jar /jars/command-service/target/
COPY query-service/target/*-exec.jar /jars/query-service/target/
COPY standalone/target/*-exec.jar /jars/standalone/target/

FROM ${JARS} AS jars

FROM eclipse-temurin:25-jre AS layers
COPY --from=jars /jars/command-service/target/*-exec.jar /command-service/service.jar
COPY --from=jars /jars/query-service/target/*-exec.jar /query-service/service.jar
RUN for service in command-service query-service; do \
      java -Djarmode=tools -jar /$service/service.jar extract --layers --destination /layers/$service || exit; \
    done

FROM eclipse-temurin:25-jre AS service
WORKDIR /app
# Secrets are files, and every key is one: none follows from another that a second service has too.
ENV SPRING_CONFIG_IMPORT=optional:configtree:/run/secrets/ YARDSTICK_KEYS_DERIVED=false
COPY --chmod=755 deploy/token.sh /usr/local/bin/token
# Written by the user below. A volume that is mounted here begins like it.
RUN install -d -o 10001 -g 10001 /var/lib/yardstick
USER 10001:10001
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=60", "-XX:+ExitOnOutOfMemoryError", "-jar", "service.jar"]

FROM service AS command-service
COPY --from=layers /layers/command-service/dependencies/ ./
COPY --from=layers /layers/command-service/snapshot-dependencies/ ./
COPY --from=layers /layers/command-service/application/ ./
EXPOSE 8081

FROM service AS query-service
COPY --from=layers /layers/query-service/dependencies/ ./
COPY --from=layers /layers/query-service/snapshot-dependencies/ ./
COPY --from=layers /layers/query-service/application/ ./
EXPOSE 8080

# Its secrets are command-service's, which a backup needs, and a restore.
FROM service AS yardstick
COPY --from=jars /jars/standalone/target/*-exec.jar ./yardstick.jar
COPY --chmod=755 deploy/yardstick.sh /usr/local/bin/yardstick
WORKDIR /tmp
ENTRYPOINT ["yardstick"]
