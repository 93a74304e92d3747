package dev.sallyport.gateway.operator;

import dev.sallyport.error.ApiException;
import dev.sallyport.gateway.audit.AuditField;
import dev.sallyport.gateway.audit.AuditLog;
import dev.sallyport.gateway.audit.AuditRecord;
import dev.sallyport.gateway.audit.AuditUnavailable;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Takes every command, whichever way it came, and records who gave it before it has an effect. */
public final class OperatorDesk {
    private final Map<String, OperatorCommand> commands = new HashMap<>();
    private final AuditLog audit;
    private final InstantSource clock;

    public OperatorDesk(List<OperatorCommand> commands, AuditLog audit, InstantSource clock) {
        commands.forEach(command -> this.commands.put(command.name(), command));
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * @param who the user of this machine, as the system vouches for it
     * @param lines takes the answer; the last line says whether it was done
     */
    public void answer(OperatorRequest request, String who, Consumer<String> lines) {
        AuditRecord record =
                AuditRecord.ofOperator(clock.instant(), who).set(AuditField.ACTION, "operator:" + request.command());
        try {
            OperatorCommand command = commands.get(request.command());
            if (command == null) {
                throw new OperatorRefusal("there is no command `" + request.command() + "` in this version");
            }
            for (String name : new TreeMap<>(request.arguments()).keySet()) {
                if (!command.arguments().contains(name)) {
                    throw new OperatorRefusal("`" + command.name() + "` has no argument `" + name + "`");
                }
            }
            if (!command.recordsItself()) {
                record.set(AuditField.ARGUMENTS, audited(command, request)).set(AuditField.DECISION, "allowed");
                audit.takeDurably(record);
            }
            command.perform(new OperatorCall(
                    request.arguments(), who, clock.instant(), line -> lines.accept(OperatorAnswer.line(line))));
            lines.accept(OperatorAnswer.done());
        } catch (OperatorRefusal refusal) {
            failed(record, "denied", String.valueOf(refusal.getMessage()), String.valueOf(refusal.getMessage()), lines);
        } catch (ApiException failure) {
            failed(record, "failed", failure.reason(), failure.message() + " (" + failure.reason() + ")", lines);
        } catch (AuditUnavailable unavailable) {
            lines.accept(OperatorAnswer.failed("the audit log cannot be written (" + unavailable.reason()
                    + "), and nothing is done without a record: make room, then ask again"));
        }
    }

    private void failed(AuditRecord record, String decision, String reason, String answer, Consumer<String> lines) {
        try {
            audit.take(record.set(AuditField.DECISION, decision).set(AuditField.REASON, reason));
        } catch (AuditUnavailable alreadyFailing) {
            // Nothing was done; the log's own health says that it does not write.
        }
        lines.accept(OperatorAnswer.failed(answer));
    }

    private static List<String> audited(OperatorCommand command, OperatorRequest request) {
        List<String> shown = new ArrayList<>();
        new TreeMap<>(request.arguments()).forEach((name, value) -> {
            if (command.audited().contains(name)) {
                shown.add(name + "=" + value);
            }
        });
        return shown;
    }
}
