package dev.sallyport.gateway.operator;

import dev.sallyport.error.ApiException;
import dev.sallyport.gateway.enrolment.Enrolled;
import dev.sallyport.gateway.enrolment.Enrolments;
import dev.sallyport.gateway.enrolment.Owner;
import dev.sallyport.identity.Arn;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * {@code mfa-enroll}, {@code mfa-enable}, {@code mfa-list}, {@code mfa-remove} and {@code mfa-unlock} in a gateway that runs.
 *
 * <p>Enrolment records each itself, with the device, in the transaction that it is done in. A refusal of IAM's is answered as
 * a line, so that the other end has its code: {@link SocketEnrolments} is that.
 */
final class DeviceOrders implements OperatorCommand {
    static final String ENROLL = "mfa-enroll";
    static final String ENABLE = "mfa-enable";
    static final String LIST = "mfa-list";
    static final String REMOVE = "mfa-remove";
    static final String UNLOCK = "mfa-unlock";

    private final String name;
    private final Set<String> arguments;
    private final Function<String, Enrolments> enrolments;
    private final BiConsumer<Enrolments, OperatorCall> work;

    private DeviceOrders(
            String name,
            Set<String> arguments,
            Function<String, Enrolments> enrolments,
            BiConsumer<Enrolments, OperatorCall> work) {
        this.name = name;
        this.arguments = Set.copyOf(arguments);
        this.enrolments = enrolments;
        this.work = work;
    }

    static List<OperatorCommand> all(Function<String, Enrolments> enrolments) {
        return List.of(
                new DeviceOrders(ENROLL, Set.of("user", "account", "name"), enrolments, DeviceOrders::enroll),
                new DeviceOrders(
                        ENABLE,
                        Set.of("user", "account", "serial", "first", "second"),
                        enrolments,
                        DeviceOrders::enable),
                new DeviceOrders(LIST, Set.of("user", "account"), enrolments, DeviceOrders::list),
                new DeviceOrders(REMOVE, Set.of("user", "account", "serial"), enrolments, DeviceOrders::remove),
                new DeviceOrders(UNLOCK, Set.of("user", "account", "serial"), enrolments, DeviceOrders::unlock));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Set<String> arguments() {
        return arguments;
    }

    @Override
    public Set<String> audited() {
        return Set.of();
    }

    @Override
    public boolean recordsItself() {
        return true;
    }

    @Override
    public void perform(OperatorCall call) {
        try {
            work.accept(enrolments.apply(call.who()), call);
        } catch (ApiException refused) {
            call.answer(json -> DeviceLines.refused(json, refused));
        }
    }

    private static void enroll(Enrolments enrolments, OperatorCall call) {
        Enrolled device = enrolments.enroll(owner(call), call.argument("name"));
        call.answer(json -> DeviceLines.enrolled(json, device));
    }

    private static void enable(Enrolments enrolments, OperatorCall call) {
        Optional<Arn> serial = call.argument("serial").map(DeviceOrders::arn);
        Arn enabled = enrolments.enable(owner(call), serial, needed(call, "first"), needed(call, "second"));
        call.answer(json -> json.field("arn", enabled.toString()));
    }

    private static void list(Enrolments enrolments, OperatorCall call) {
        Optional<Owner> owner = call.argument("user").map(user -> new Owner(user, call.argument("account")));
        enrolments.list(owner).forEach(device -> call.answer(json -> DeviceLines.device(json, device)));
    }

    private static void remove(Enrolments enrolments, OperatorCall call) {
        Arn user = enrolments.remove(owner(call), arn(needed(call, "serial")));
        call.answer(json -> json.field("arn", user.toString()));
    }

    private static void unlock(Enrolments enrolments, OperatorCall call) {
        enrolments.unlock(owner(call), arn(needed(call, "serial")));
    }

    private static Owner owner(OperatorCall call) {
        return new Owner(needed(call, "user"), call.argument("account"));
    }

    private static String needed(OperatorCall call, String argument) {
        return call.argument(argument)
                .orElseThrow(() -> new OperatorRefusal("the argument `" + argument + "` is missing"));
    }

    private static Arn arn(String text) {
        try {
            return Arn.parse(text);
        } catch (IllegalArgumentException notAnArn) {
            throw new OperatorRefusal("`" + text + "` is not a serial number such as `arn:aws:iam::ACCOUNT:mfa/NAME`");
        }
    }
}
