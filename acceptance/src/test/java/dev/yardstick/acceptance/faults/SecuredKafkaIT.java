package dev.yardstick.acceptance.faults;

import static dev.yardstick.acceptance.support.Scenario.YEAR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.yardstick.acceptance.support.Api;
import dev.yardstick.acceptance.support.Scenario;
import dev.yardstick.acceptance.support.Servers;
import dev.yardstick.command.CommandService;
import dev.yardstick.query.QueryService;
import dev.yardstick.standalone.kafka.KafkaServer;
import dev.yardstick.standalone.postgres.PostgresServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.io.FileSystemResource;

/** Both services with a Kafka that lets nobody in without TLS and a password. */
class SecuredKafkaIT {

    private static final byte[] KEY = new byte[32];
    private static final String PASSWORD = "not-for-everybody";
    private static final String PREFIX = "yardstick.kafka.properties.";

    @TempDir private Path data = Path.of("");

    /** With the example of docs/operations.md, as it stands there. */
    @Test
    void everyClientOfBothServicesTakesTheExampleOfTheDocumentation() throws Exception {
        Path settings = Files.writeString(data.resolve("kafka.yml"), example());
        Path certificate = certificate();
        int[] ports = freePorts(5);
        String[] ours = {
            "--spring.config.additional-location=file:" + settings,
            "--KAFKA_CA=" + certificate,
            "--KAFKA_PASSWORD=" + PASSWORD,
            "--yardstick.kafka.bootstrap-servers=127.0.0.1:" + ports[0],
            "--yardstick.tokens.key=" + Base64.getEncoder().encodeToString(KEY),
            "--server.address=127.0.0.1",
            "--spring.datasource.username=" + PostgresServer.USER,
            "--spring.thymeleaf.check-template-location=false",
            "--spring.main.register-shutdown-hook=false"
        };
        Servers.prepare(data);
        try (PostgresServer postgres =
                        PostgresServer.start(
                                data.resolve("postgres"),
                                data.resolve("programs"),
                                data.resolve("postgres.log"),
                                ports[3]);
                KafkaServer kafka =
                        KafkaServer.start(
                                data.resolve("kafka"),
                                ports[0],
                                ports[1],
                                secured(ports[0], ports[1], ports[2]))) {
            postgres.createDatabase("log");
            postgres.createDatabase("model");
            try (ConfigurableApplicationContext commands =
                            CommandService.start(with(ours, postgres, "log", "--server.port=0"));
                    ConfigurableApplicationContext queries =
                            QueryService.start(
                                    with(
                                            ours,
                                            postgres,
                                            "model",
                                            "--server.port=" + ports[4],
                                            "--yardstick.command-service.url="
                                                    + address(commands)))) {
                assertThat(kafka.bootstrapServers()).endsWith(":" + ports[0]);
                Api api =
                        new Api(
                                address(commands),
                                address(queries),
                                Stream.of("admin", "auditor", "operator", "crm")
                                        .collect(
                                                Collectors.toMap(
                                                        role -> role, SecuredKafkaIT::token)));
                everythingArrives(api, settings, certificate, ports[0]);
            }
        }
    }

    private static void everythingArrives(Api api, Path settings, Path certificate, int port)
            throws Exception {
        api.client().hire("robin", "Robin");
        long position = api.client().expect("e", "robin", "9");
        api.timeline("robin", YEAR, position);
        try (KafkaProducer<String, String> crm =
                new KafkaProducer<>(
                        properties(settings, certificate, port),
                        new StringSerializer(),
                        new StringSerializer())) {
            ProducerRecord<String, String> won =
                    new ProducerRecord<>(
                            "crm.events", Scenario.won("robin", "deal-1", "1", 3, "7.25"));
            won.headers().add("content-type", "application/cloudevents+json".getBytes("US-ASCII"));
            crm.send(won).get();
        }
        await().atMost(Duration.ofMinutes(1))
                .until(() -> api.timeline("robin", YEAR, position).text().contains("\"7.25\""));
        String rebuild =
                Api.REBUILDS
                        + "/"
                        + api.operate("POST", Api.REBUILDS, "{\"from\":\"kafka\"}")
                                .must(202)
                                .json()
                                .required("id")
                                .asString();
        await().atMost(Duration.ofMinutes(1))
                .until(() -> api.queryAs("operator", rebuild).text().contains("\"done\""));
    }

    private static String example() throws IOException {
        String text = Files.readString(Path.of("../docs/operations.md"));
        int from = text.indexOf("yardstick.kafka.properties:\n");
        return text.substring(from, text.indexOf("```", from));
    }

    /** What a client of somebody else needs to get in. */
    private static Map<String, Object> properties(Path settings, Path certificate, int port)
            throws IOException {
        Map<String, Object> all = new HashMap<>();
        all.put("bootstrap.servers", "127.0.0.1:" + port);
        new YamlPropertySourceLoader()
                .load("example", new FileSystemResource(settings))
                .forEach(source -> {
                    if (source.getSource() instanceof Map<?, ?> read) {
                        read.forEach((name, value) ->
                                all.put(
                                        String.valueOf(name).substring(PREFIX.length()),
                                        String.valueOf(value)
                                                .replace("${KAFKA_CA}", certificate.toString())
                                                .replace("${KAFKA_PASSWORD}", PASSWORD)));
                    }
                });
        return all;
    }

    private Map<String, String> secured(int port, int controller, int inner) {
        return Map.of(
                "listeners",
                "SASL_SSL://127.0.0.1:%d,PLAINTEXT://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d"
                        .formatted(port, inner, controller),
                "advertised.listeners",
                "SASL_SSL://127.0.0.1:%d,PLAINTEXT://127.0.0.1:%d".formatted(port, inner),
                "listener.security.protocol.map",
                "SASL_SSL:SASL_SSL,PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
                "sasl.enabled.mechanisms",
                "PLAIN",
                "listener.name.sasl_ssl.plain.sasl.jaas.config",
                "org.apache.kafka.common.security.plain.PlainLoginModule required"
                        + " user_yardstick=\"%s\";".formatted(PASSWORD),
                "ssl.keystore.type",
                "PKCS12",
                "ssl.keystore.location",
                data.resolve("kafka.p12").toString(),
                "ssl.keystore.password",
                PASSWORD,
                "ssl.key.password",
                PASSWORD);
    }

    /** A key for the broker, and the certificate that its clients trust. */
    private Path certificate() throws IOException, InterruptedException {
        Path certificate = data.resolve("kafka.pem");
        keytool("-genkeypair", "-keyalg", "EC", "-dname", "CN=kafka", "-ext", "SAN=ip:127.0.0.1");
        keytool("-exportcert", "-rfc", "-file", certificate.toString());
        return certificate;
    }

    private void keytool(String... what) throws IOException, InterruptedException {
        List<String> command =
                Stream.concat(
                                Stream.of(
                                        Path.of(System.getProperty("java.home"), "bin/keytool")
                                                .toString()),
                                Stream.of(what))
                        .collect(Collectors.toList());
        command.addAll(
                List.of(
                        "-alias",
                        "kafka",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        data.resolve("kafka.p12").toString(),
                        "-storepass",
                        PASSWORD));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).as(said).isZero();
    }

    private static String[] with(
            String[] ours, PostgresServer postgres, String database, String... more) {
        return Stream.of(
                        Stream.of(ours),
                        Stream.of(
                                "--spring.datasource.url=" + postgres.url(database),
                                "--spring.datasource.password=" + postgres.password()),
                        Stream.of(more))
                .flatMap(some -> some)
                .toArray(String[]::new);
    }

    private static URI address(ConfigurableApplicationContext service) {
        return URI.create(
                "http://127.0.0.1:" + service.getEnvironment().getProperty("local.server.port"));
    }

    private static int[] freePorts(int wanted) throws IOException {
        ServerSocket[] open = new ServerSocket[wanted];
        int[] ports = new int[wanted];
        for (int i = 0; i < wanted; i++) {
            open[i] = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
            ports[i] = open[i].getLocalPort();
        }
        for (ServerSocket socket : open) {
            socket.close();
        }
        return ports;
    }

    private static String token(String role) {
        try {
            SignedJWT token =
                    new SignedJWT(
                            new JWSHeader(JWSAlgorithm.HS256),
                            new JWTClaimsSet.Builder()
                                    .issuer("yardstick")
                                    .subject(role)
                                    .claim("role", role)
                                    .expirationTime(Date.from(Instant.now().plusSeconds(600)))
                                    .build());
            token.sign(new MACSigner(KEY));
            return token.serialize();
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }
}
