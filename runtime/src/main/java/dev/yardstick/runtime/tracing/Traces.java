package dev.yardstick.runtime.tracing;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Begins spans, where traces go anywhere. A span says which route, command or position it is about,
 * and nothing of a person: no address, no id, no text. What waits for the collector is bounded; the
 * rest is dropped.
 */
public final class Traces implements AutoCloseable {

    /** What a record of Kafka, and a request, say of the span that they come from. */
    public static final String HEADER = "traceparent";

    /** The last position that a span is about. */
    public static final AttributeKey<Long> POSITION = AttributeKey.longKey("yardstick.position");

    private static final Pattern PARENT =
            Pattern.compile("00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})");
    private static final Pattern CORRELATION = Pattern.compile("([0-9a-f]{32})-([0-9a-f]{16})");
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final @Nullable SdkTracerProvider provider;
    private final Tracer tracer;

    private Traces(@Nullable SdkTracerProvider provider) {
        this.provider = provider;
        OpenTelemetry none = OpenTelemetry.noop();
        this.tracer = (provider == null ? none.getTracerProvider() : provider).get("yardstick");
    }

    /** Traces that go nowhere. */
    public static Traces off() {
        return new Traces(null);
    }

    /** Traces of a service that go to an address, by OTLP over HTTP. */
    static Traces to(String endpoint, double share, String service) {
        OtlpHttpSpanExporter exporter =
                OtlpHttpSpanExporter.builder().setEndpoint(endpoint).setTimeout(PATIENCE).build();
        return new Traces(
                SdkTracerProvider.builder()
                        .setResource(
                                Resource.create(
                                        Attributes.of(
                                                AttributeKey.stringKey("service.name"), service)))
                        .setSampler(Sampler.parentBased(Sampler.traceIdRatioBased(share)))
                        .addSpanProcessor(BatchSpanProcessor.builder(exporter).build())
                        .build());
    }

    /** Whether they go anywhere. */
    public boolean isOn() {
        return provider != null;
    }

    /**
     * Begins a span, to be ended.
     *
     * @param parent in which it lies; empty: it begins a trace
     */
    public Span begin(String name, SpanKind kind, Optional<SpanContext> parent) {
        return isOn() ? builder(name, kind, parent).startSpan() : Span.getInvalid();
    }

    /** The same, before it is begun. */
    public SpanBuilder builder(String name, SpanKind kind, Optional<SpanContext> parent) {
        Context root = Context.root();
        return tracer.spanBuilder(name)
                .setSpanKind(kind)
                .setParent(parent.map(span -> root.with(Span.wrap(span))).orElse(root));
    }

    /** A span by the header of a request or a record. */
    public static Optional<SpanContext> parent(@Nullable String header) {
        Matcher found = PARENT.matcher(header == null ? "" : header);
        return found.matches()
                ? remote(found, TraceFlags.fromHex(found.group(3), 0))
                : Optional.empty();
    }

    /** The header that names a span. */
    public static String header(Span span) {
        SpanContext context = span.getSpanContext();
        return "00-%s-%s-%s"
                .formatted(
                        context.getTraceId(), context.getSpanId(), context.getTraceFlags().asHex());
    }

    /**
     * The id of a request that is traced: an event keeps it, and so leads back to the span of the
     * request whoever ships it. Empty where the request is not traced.
     */
    public static Optional<String> correlation() {
        SpanContext context = Span.current().getSpanContext();
        return context.isSampled()
                ? Optional.of(context.getTraceId() + "-" + context.getSpanId())
                : Optional.empty();
    }

    /** The span that the id of a request leads to; empty: it was not traced. */
    public static Optional<SpanContext> of(@Nullable String correlation) {
        Matcher found = CORRELATION.matcher(correlation == null ? "" : correlation);
        return found.matches() ? remote(found, TraceFlags.getSampled()) : Optional.empty();
    }

    private static Optional<SpanContext> remote(Matcher ids, TraceFlags flags) {
        return Optional.of(
                        SpanContext.createFromRemoteParent(
                                ids.group(1), ids.group(2), flags, TraceState.getDefault()))
                .filter(SpanContext::isValid);
    }

    /** Sends what waits still. */
    @Override
    public void close() {
        if (provider != null) {
            provider.shutdown().join(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        }
    }
}
