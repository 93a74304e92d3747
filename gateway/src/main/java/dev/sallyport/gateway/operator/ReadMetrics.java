package dev.sallyport.gateway.operator;

import java.util.Optional;
import java.util.Set;

/** {@code metrics}: what the gateway that runs has counted. */
final class ReadMetrics implements OperatorCommand {
    private final Optional<Running> running;

    ReadMetrics(Optional<Running> running) {
        this.running = running;
    }

    @Override
    public String name() {
        return "metrics";
    }

    @Override
    public Set<String> arguments() {
        return Set.of();
    }

    @Override
    public Set<String> audited() {
        return arguments();
    }

    @Override
    public void perform(OperatorCall call) {
        running.orElseThrow(
                        () -> new OperatorRefusal(
                                "counts are those of a gateway that runs, and none runs on this data directory: start it first"))
                .metrics()
                .get()
                .forEach(line -> call.answer(json -> json.field("line", line)));
    }
}
