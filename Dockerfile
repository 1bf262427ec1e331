# syntax=docker/dockerfile:1
FROM eclipse-temurin:25-jdk AS build
WORKDIR /source
COPY . .
# Without tests: they run before the image is built.
RUN --mount=type=cache,target=/root/.m2 ./mvnw -B -ntp -DskipTests -pl server -am package \
    && java -Djarmode=tools -jar server/target/keyledger.jar extract --layers --destination /layers

FROM eclipse-temurin:25-jre
LABEL org.opencontainers.image.title="Keyledger" \
      org.opencontainers.image.description="Identity and API-key service on an append-only event ledger" \
      org.opencontainers.image.licenses="Apache-2.0"
WORKDIR /opt/keyledger
# Layers from rarely to often changed, so that an update transfers little.
COPY --from=build /layers/dependencies/ ./
COPY --from=build /layers/spring-boot-loader/ ./
COPY --from=build /layers/snapshot-dependencies/ ./
COPY --from=build /layers/application/ ./
# A new volume gets owner and mode of the folder that it is mounted on.
RUN install -d -o 10001 -g 10001 -m 700 /var/lib/keyledger
ENV KEYLEDGER_DATA=/var/lib/keyledger
VOLUME /var/lib/keyledger
# The management listener (8081: health, metrics, mailbox) accepts connections inside the container only.
# KEYLEDGER_MANAGEMENT_ADDRESS=0.0.0.0 opens it to the container's networks.
EXPOSE 8080
USER 10001:10001
# Bash opens the connection, because the image has no curl.
HEALTHCHECK --interval=10s --timeout=5s --start-period=90s --retries=3 \
    CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/${SERVER_PORT:-8080} && printf 'GET /health/ready HTTP/1.1\\r\\nHost: localhost\\r\\nConnection: close\\r\\n\\r\\n' >&3 && read -r answer <&3 && [[ $answer == 'HTTP/1.1 200'* ]]"]
# The umask and the flags of ./keyledger; JDK_JAVA_OPTIONS adds more. It replaces the entry point of the base image, which
# writes to the root file system. exec makes java the process that gets the signals.
ENTRYPOINT ["sh", "-c", "umask 077 && exec java \"$@\"", "java", "-XX:MaxRAMPercentage=60", "-XX:+UseSerialGC", "-XX:MinHeapFreeRatio=10", "-XX:MaxHeapFreeRatio=15", "-XX:-ShrinkHeapInSteps", "-XX:TrimNativeHeapInterval=60000", "-XX:+UseCompactObjectHeaders", "-XX:-UsePerfData", "-XX:+ExitOnOutOfMemoryError", "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow", "-jar", "keyledger.jar"]
