package dev.yardstick.acceptance.crm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.yardstick.acceptance.support.Api;
import dev.yardstick.acceptance.support.Scenario;
import dev.yardstick.acceptance.support.TestServer;
import dev.yardstick.standalone.Server;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.core.message.Encoding;
import io.cloudevents.http.HttpMessageFactory;
import io.cloudevents.jackson.JsonFormat;
import io.cloudevents.kafka.CloudEventSerializer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** The official CloudEvents libraries feed it, over Kafka and over HTTP. */
class CloudEventsIT {

    private static final String TOPIC = "crm.events";
    private static final String GROUP = "yardstick-command-service";

    @RegisterExtension static final TestServer SERVER = new TestServer();

    private static Server server() {
        return SERVER.get();
    }

    private static Api api() {
        return Api.of(server());
    }

    private static CloudEvent won(String rep, String subject, String amount) {
        return CloudEventBuilder.v1()
                .withId("1")
                .withType("crm.deal.won")
                .withSource(URI.create("/official"))
                .withSubject(subject)
                .withTime(OffsetDateTime.parse("2026-03-05T10:00:00Z"))
                .withExtension("region", "north")
                .withData(
                        "application/json",
                        """
                        {"rep":"%s","occurredAt":"2026-03-05","amount":%s,"currency":"EUR"}\
                        """
                                .formatted(rep, amount)
                                .getBytes(StandardCharsets.UTF_8))
                .build();
    }

    private static void awaitDelivered(String rep, String amount) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() ->
                        assertThat(
                                        api().timeline(rep, Scenario.YEAR, 0)
                                                .json()
                                                .required("clauses")
                                                .get(0)
                                                .required("delivered")
                                                .stringValue())
                                .isEqualTo(amount));
    }

    private static void hire(String rep) {
        api().client().hire(rep);
        api().client().expect(rep + "-2026", rep, "100000");
    }

    private static Map<String, Object> producer(Encoding encoding) {
        return Map.of(
                "bootstrap.servers",
                server().bootstrapServers(),
                CloudEventSerializer.ENCODING_CONFIG,
                encoding,
                CloudEventSerializer.EVENT_FORMAT_CONFIG,
                JsonFormat.CONTENT_TYPE);
    }

    /** How many records the intake has not committed yet. */
    private static long behind() throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", server().bootstrapServers()))) {
            long read =
                    admin
                            .listConsumerGroupOffsets(GROUP)
                            .partitionsToOffsetAndMetadata()
                            .get()
                            .values()
                            .stream()
                            .mapToLong(OffsetAndMetadata::offset)
                            .sum();
            Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
            for (int partition = 0; partition < 4; partition++) {
                ends.put(new TopicPartition(TOPIC, partition), OffsetSpec.latest());
            }
            return admin.listOffsets(ends).all().get().values().stream()
                            .mapToLong(end -> end.offset())
                            .sum()
                    - read;
        }
    }

    @Test
    void bothModesOfTheKafkaBindingAreTakenOnceAndExactly()
            throws ExecutionException, InterruptedException {
        hire("kara");
        for (Encoding encoding : Encoding.values()) {
            try (KafkaProducer<String, CloudEvent> kafka =
                    new KafkaProducer<>(
                            producer(encoding), new StringSerializer(), serializer(encoding))) {
                for (int i = 0; i < 3; i++) {
                    kafka.send(
                                    new ProducerRecord<>(
                                            TOPIC,
                                            won("kara", "k-" + encoding, "1234567890123.4501")))
                            .get();
                }
            }
        }
        awaitDelivered("kara", "2469135780246.9002");
        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> assertThat(behind()).isZero());
    }

    private static CloudEventSerializer serializer(Encoding encoding) {
        CloudEventSerializer serializer = new CloudEventSerializer();
        serializer.configure(producer(encoding), false);
        return serializer;
    }

    @Test
    void whatCannotBeTakenFromKafkaIsParkedAndHoldsNothingUp()
            throws ExecutionException, InterruptedException {
        hire("kim");
        api().put("/api/v1/crm/connections/taken", "{\"kind\":\"twenty\",\"source\":\"/taken\"}")
                .must(200);
        try (KafkaProducer<byte[], byte[]> raw =
                        new KafkaProducer<>(
                                Map.of("bootstrap.servers", server().bootstrapServers()),
                                new ByteArraySerializer(),
                                new ByteArraySerializer());
                KafkaProducer<String, CloudEvent> kafka =
                        new KafkaProducer<>(
                                producer(Encoding.BINARY),
                                new StringSerializer(),
                                serializer(Encoding.BINARY))) {
            raw.send(new ProducerRecord<>(TOPIC, "no event".getBytes(StandardCharsets.UTF_8)))
                    .get();
            raw.send(new ProducerRecord<>(TOPIC, (byte[]) null)).get();
            raw.send(binary(Map.of("content-type", new byte[0]))).get();
            raw.send(binary(Map.of("ce_subject", new byte[] {'k', (byte) 0xFF}))).get();
            raw.send(binary(Map.of("content-type", bytes("text/plain")))).get();
            ProducerRecord<byte[], byte[]> none = binary(Map.of());
            none.headers().add("content-type", null).add("ce_region", null);
            raw.send(none).get();
            raw.send(binary(Map.of("ce_source", bytes("/taken")))).get();
            raw.send(binary(Map.of("ce_time", bytes("2999-01-01T00:00:00Z")))).get();
            raw.send(binary(Map.of("content-type", bytes("APPLICATION/VND.X+JSON; charset=utf-8"))))
                    .get();
            kafka.send(new ProducerRecord<>(TOPIC, won("kim", "broken", "\"much\""))).get();
            kafka.send(new ProducerRecord<>(TOPIC, won("kim", "whole", "7.25"))).get();
        }
        awaitDelivered("kim", "8.25");
        await().untilAsserted(() ->
                assertThat(
                                api().operations("/api/v1/crm/parked?connection=kafka")
                                        .json()
                                        .required("items"))
                        .extracting(item -> item.required("reason").stringValue())
                        .anyMatch(reason -> reason.contains("ce_specversion"))
                        .anyMatch(reason -> reason.contains("data.amount must be a number"))
                        .anyMatch(reason -> reason.contains("subject must be UTF-8"))
                        .anyMatch(reason -> reason.contains("content-type must have a value"))
                        .anyMatch(reason -> reason.contains("a type that ends in +json"))
                        .anyMatch(reason -> reason.contains("that of connection taken"))
                        .anyMatch(reason -> reason.contains("more than a day ahead"))
                        .hasSize(9));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** An event in binary mode, some of its headers in other words. */
    private static ProducerRecord<byte[], byte[]> binary(Map<String, byte[]> other) {
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(
                        TOPIC,
                        bytes(
                                """
                                {"rep":"kim","occurredAt":"2026-03-05","amount":1,"currency":"EUR"}\
                                """));
        Map<String, byte[]> headers =
                new HashMap<>(
                        Map.of(
                                "ce_specversion", bytes("1.0"),
                                "ce_type", bytes("crm.deal.won"),
                                "ce_source", bytes("/raw"),
                                "ce_subject", bytes("raw"),
                                "ce_id", bytes("1"),
                                "ce_time", bytes("2026-03-05T10:00:00Z")));
        headers.putAll(other);
        headers.forEach(record.headers()::add);
        return record;
    }

    @Test
    void theHttpBindingIsTakenInBothModes() throws IOException, InterruptedException {
        hire("hal");
        HttpClient http = HttpClient.newHttpClient();
        for (boolean structured : new boolean[] {false, true}) {
            HttpRequest.Builder request =
                    HttpRequest.newBuilder(api().address("/api/v1/crm/events"))
                            .header("Authorization", "Bearer " + api().token("crm"));
            CloudEvent event = won("hal", "h-" + structured, "10.05");
            var writer =
                    HttpMessageFactory.createWriter(
                            request::setHeader,
                            body -> request.POST(HttpRequest.BodyPublishers.ofByteArray(body)));
            if (structured) {
                writer.writeStructured(event, JsonFormat.CONTENT_TYPE);
            } else {
                writer.writeBinary(event);
            }
            HttpResponse<String> answer =
                    http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        }
        awaitDelivered("hal", "20.10");
    }

    private static JsonNode feed(String source, String on, long after) {
        for (JsonNode item :
                api().query("/api/v1/feeds?on=" + on + "&after=" + after)
                        .must(200)
                        .json()
                        .required("items")) {
            if (item.required("source").stringValue().equals(source)) {
                return item;
            }
        }
        throw new AssertionError("no feed " + source);
    }

    @Test
    void aFeedIsSilentOnceItIsQuietForThreeTimesItsLongestGap() {
        hire("fay");
        long at = 0;
        for (int day = 2; day <= 31; day++) {
            at =
                    api().crm(
                                    "application/cloudevents+json",
                                    Scenario.won("fay", "f-" + day, "1", 1, "1")
                                            .replace("/crm", "/steady")
                                            .replace(
                                                    "2026-02-01\"",
                                                    "2026-03-%02d\"".formatted(day)))
                            .must(202)
                            .position();
        }
        for (String on : new String[] {"2026-04-03", "2026-06-30"}) {
            JsonNode feed = feed("/steady", on, at);
            assertThat(feed.required("lastEventOn").stringValue()).isEqualTo("2026-03-31");
            assertThat(feed.required("quietFor").intValue())
                    .isEqualTo(on.equals("2026-04-03") ? 3 : 65);
            assertThat(feed.required("silent").booleanValue()).isEqualTo(on.equals("2026-06-30"));
        }
    }
}
