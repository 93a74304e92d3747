package dev.sallyport.config;

import dev.sallyport.config.yaml.FaultSink;
import dev.sallyport.config.yaml.YamlNode;
import dev.sallyport.config.yaml.YamlScalar;
import dev.sallyport.oidc.HttpUrl;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads {@code break-glass} of a role. */
final class BreakGlassReader {
    private static final int MAX_TARGETS = 8;
    private static final Duration SHORTEST = Duration.ofMinutes(1);

    private final Secrets secrets;

    BreakGlassReader(Secrets secrets) {
        this.secrets = secrets;
    }

    /** @param maxSession the role's own limit, past which this one would mean nothing */
    Optional<BreakGlassEntry> read(Section section, Duration maxSession) {
        // One word, so that the file says it: a role without a reason is not a break-glass role.
        section.required("reason", Values.oneOf(Map.of("required", true)));
        Field<Duration> maxDuration = section.required("max-duration", Values.duration(SHORTEST, maxSession));
        Field<List<NoticeTarget>> notify =
                section.required("notify", Values.nonEmptyList(MAX_TARGETS, Values.section(this::target)));
        section.notBuiltYet("approvals");
        return section.build(() -> new BreakGlassEntry(maxDuration.value(), notify.value()));
    }

    private Optional<NoticeTarget> target(Section section) {
        Field<Optional<URI>> webhook = section.optional("webhook", this::webhook);
        Field<Optional<Path>> file = section.optional("file", FilePaths.any());
        if (webhook.read().isPresent()
                && file.read().isPresent()
                && webhook.value().isPresent() == file.value().isPresent()) {
            section.fault(section.place(), "a target is one of `webhook: https://…` and `file: PATH`");
        }
        return section.build(() -> webhook.value()
                .<NoticeTarget>map(NoticeTarget.Webhook::new)
                .orElseGet(() -> new NoticeTarget.File(file.value().orElseThrow())));
    }

    /** The address itself, or where it is kept: with some services whoever has it can write. */
    private Optional<URI> webhook(YamlNode node, FaultSink faults) {
        boolean isKept = node instanceof YamlScalar scalar
                && (scalar.text().startsWith("env:") || scalar.text().startsWith("file:"));
        return (isKept ? secrets.reader(BreakGlassReader::url) : Values.text(BreakGlassReader::url)).read(node, faults);
    }

    private static URI url(String text) {
        HttpUrl url;
        try {
            url = HttpUrl.parse(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "the webhook is not an address such as `https://hooks.example.com/path`");
        }
        if (!url.isSecure() && !url.isLoopback()) {
            throw new IllegalArgumentException("a webhook on another machine is reached over TLS: write `https://…`");
        }
        return URI.create(text);
    }
}
