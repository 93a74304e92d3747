package dev.sallyport.gateway.notice;

import dev.sallyport.config.NoticeTarget;
import dev.sallyport.gateway.state.Notices;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers notices on a thread of its own, again and again until each has been taken: a webhook answers with 2xx, a file has
 * the line on disk. A notice may arrive twice, for an answer can be lost; it never gets lost itself.
 */
public final class NoticeSender implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(NoticeSender.class);

    private static final int AT_ONCE = 32;
    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(5);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
    private static final int DOUBLINGS = 10;

    private final Notices notices;
    private final Function<String, Optional<NoticeTarget>> targets;
    private final InstantSource clock;
    private final Duration firstPause;
    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(CONNECT_WITHIN)
            .followRedirects(HttpClient.Redirect.NEVER)
            .version(HttpClient.Version.HTTP_1_1)
            .build();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(NoticeSender::daemon);
    private volatile Notices.Undelivered undelivered = new Notices.Undelivered(0, Optional.empty());

    /**
     * @param targets by name, as the configuration that runs has them
     * @param firstPause after the first failure; each further one doubles it
     */
    public NoticeSender(
            Notices notices,
            Function<String, Optional<NoticeTarget>> targets,
            InstantSource clock,
            Duration firstPause) {
        this.notices = notices;
        this.targets = targets;
        this.clock = clock;
        this.firstPause = firstPause;
        var unused = thread.scheduleWithFixedDelay(this::deliverDue, 0, firstPause.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** There is something new to deliver. */
    public void wake() {
        try {
            thread.execute(this::deliverDue);
        } catch (RejectedExecutionException stopping) {
            LOG.warn("the gateway stops; what was not delivered is when it runs again");
        }
    }

    /** What was still to be delivered when the sender last looked. */
    public Notices.Undelivered undelivered() {
        return undelivered;
    }

    private void deliverDue() {
        try {
            for (Notices.Notice notice : notices.due(clock.instant(), AT_ONCE)) {
                Optional<String> problem = deliver(notice);
                if (problem.isEmpty()) {
                    notices.delivered(notice.id(), clock.instant());
                } else {
                    notices.failed(notice.id(), clock.instant().plus(pause(notice.attempts())));
                    LOG.warn(
                            "the break-glass notice of {} was not delivered to the {} ({}), attempt {}: it is tried again",
                            notice.madeAt(),
                            notice.target(),
                            problem.get(),
                            notice.attempts() + 1);
                }
            }
            undelivered = notices.undelivered();
        } catch (RuntimeException e) {
            LOG.warn("notices cannot be delivered at the moment: {}", e.getMessage());
        }
    }

    private Optional<String> deliver(Notices.Notice notice) {
        Optional<NoticeTarget> target = targets.apply(notice.target());
        if (target.isEmpty()) {
            return Optional.of("no role names this target any more: put it back under `notify` to have it delivered");
        }
        try {
            return target.get() instanceof NoticeTarget.Webhook webhook
                    ? post(webhook, notice.body())
                    : NoticeFile.append(((NoticeTarget.File) target.get()).path(), notice.body());
        } catch (IOException | UnsupportedOperationException e) {
            return Optional.of(e.getClass().getSimpleName());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("the gateway stops");
        }
    }

    private Optional<String> post(NoticeTarget.Webhook webhook, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(webhook.url())
                .timeout(ANSWER_WITHIN)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8))
                .build();
        HttpResponse<InputStream> answer = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
        // Whatever it says after the status is nothing to us, and it might never end.
        answer.body().close();
        return answer.statusCode() / 100 == 2
                ? Optional.empty()
                : Optional.of("it answered with status " + answer.statusCode());
    }

    private Duration pause(int attempts) {
        Duration pause = firstPause.multipliedBy(1L << Math.min(attempts, DOUBLINGS));
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "notices");
        thread.setDaemon(true);
        return thread;
    }
}
