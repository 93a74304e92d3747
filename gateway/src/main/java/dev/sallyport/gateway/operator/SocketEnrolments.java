package dev.sallyport.gateway.operator;

import dev.sallyport.gateway.enrolment.Enrolled;
import dev.sallyport.gateway.enrolment.Enrolments;
import dev.sallyport.gateway.enrolment.ListedDevice;
import dev.sallyport.gateway.enrolment.Owner;
import dev.sallyport.gateway.files.FileFault;
import dev.sallyport.identity.Arn;
import dev.sallyport.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * In the gateway that runs on a data directory, through its socket. What it cannot say in IAM's words, and that it went
 * away, is a {@link FileFault}.
 */
public final class SocketEnrolments implements Enrolments {
    private final Path dataDirectory;

    public SocketEnrolments(Path dataDirectory) {
        this.dataDirectory = dataDirectory;
    }

    @Override
    public Enrolled enroll(Owner owner, Optional<String> name) {
        Map<String, String> arguments = arguments(owner);
        name.ifPresent(text -> arguments.put("name", text));
        return DeviceLines.enrolled(one(DeviceOrders.ENROLL, arguments));
    }

    @Override
    public Arn enable(Owner owner, Optional<Arn> serial, String first, String second) {
        Map<String, String> arguments = arguments(owner);
        serial.ifPresent(arn -> arguments.put("serial", arn.toString()));
        arguments.put("first", first);
        arguments.put("second", second);
        return Arn.parse(DeviceLines.text(one(DeviceOrders.ENABLE, arguments), "arn"));
    }

    @Override
    public List<ListedDevice> list(Optional<Owner> owner) {
        return ask(DeviceOrders.LIST, owner.map(SocketEnrolments::arguments).orElseGet(TreeMap::new)).stream()
                .map(DeviceLines::device)
                .toList();
    }

    @Override
    public Arn remove(Owner owner, Arn serial) {
        Map<String, String> arguments = arguments(owner);
        arguments.put("serial", serial.toString());
        return Arn.parse(DeviceLines.text(one(DeviceOrders.REMOVE, arguments), "arn"));
    }

    @Override
    public void unlock(Owner owner, Arn serial) {
        Map<String, String> arguments = arguments(owner);
        arguments.put("serial", serial.toString());
        List<JsonObject> unused = ask(DeviceOrders.UNLOCK, arguments);
    }

    private static Map<String, String> arguments(Owner owner) {
        Map<String, String> arguments = new TreeMap<>();
        arguments.put("user", owner.nameOrArn());
        owner.account().ifPresent(account -> arguments.put("account", account));
        return arguments;
    }

    private JsonObject one(String command, Map<String, String> arguments) {
        List<JsonObject> lines = ask(command, arguments);
        if (lines.size() != 1) {
            throw new FileFault("the gateway does not answer as this version does: use the `sallyport` of its version");
        }
        return lines.get(0);
    }

    private List<JsonObject> ask(String command, Map<String, String> arguments) {
        List<JsonObject> lines = new ArrayList<>();
        List<OperatorAnswer> last = new ArrayList<>();
        try (OperatorConnection connection = OperatorConnection.open(dataDirectory)
                .orElseThrow(() -> new FileFault("the gateway went away: ask again"))) {
            connection.ask(
                    new OperatorRequest(command, arguments),
                    text -> OperatorAnswer.parse(text).ifPresent(answer -> {
                        if (answer instanceof OperatorAnswer.Line line) {
                            lines.add(line.object());
                        } else {
                            last.add(answer);
                        }
                    }));
        } catch (IOException e) {
            throw new FileFault(
                    "the gateway went away before it answered (" + e.getMessage()
                            + "): what was asked may be done or not; ask again",
                    e);
        }
        if (last.size() != 1) {
            throw new FileFault("the answer ended early: what was asked may be done or not; ask again");
        }
        if (last.get(0) instanceof OperatorAnswer.Failed failed) {
            throw new FileFault(failed.why());
        }
        lines.stream()
                .map(DeviceLines::refused)
                .flatMap(Optional::stream)
                .findFirst()
                .ifPresent(refused -> {
                    throw refused;
                });
        return lines;
    }
}
