package dev.sallyport.policy.lint;

import dev.sallyport.policy.IpAddress;
import dev.sallyport.policy.IpRange;
import dev.sallyport.policy.Operator;
import java.util.List;
import java.util.Optional;

/** Ranges of addresses: private ones where only public ones are met, and ranges that are other than they look. */
final class AddressChecks {
    private static final List<IpRange> PRIVATE = List.of(
            IpRange.parse("10.0.0.0/8").orElseThrow(),
            IpRange.parse("172.16.0.0/12").orElseThrow(),
            IpRange.parse("192.168.0.0/16").orElseThrow(),
            IpRange.parse("fc00::/7").orElseThrow());

    private AddressChecks() {}

    static void run(WrittenStatement statement, Findings findings) {
        for (WrittenCondition condition : statement.conditions()) {
            if (condition.is(Operator.Base.IP_ADDRESS, Operator.Base.NOT_IP_ADDRESS)) {
                condition.values().forEach(value -> range(value, findings));
                if (condition.hasKey("aws:sourceip")) {
                    privateRanges(condition, findings);
                }
            }
        }
    }

    private static void range(Written value, Findings findings) {
        if (isZero(value.text())) {
            findings.add(Check.CIDR_ZERO, value);
        }
        if (IpRange.parse(value.text()).filter(IpRange::hasHostBits).isPresent()) {
            findings.add(Check.IMPROVE_IP_RANGE, value);
        }
    }

    /** {@code /0}, also {@code /00} and {@code /+0}, which AWS reads too. */
    private static boolean isZero(String text) {
        int slash = text.indexOf('/');
        String prefix = text.substring(slash + 1);
        return slash >= 0
                && !prefix.isEmpty()
                && prefix.chars().allMatch(c -> c == '0' || c == '+')
                && prefix.endsWith("0");
    }

    private static void privateRanges(WrittenCondition condition, Findings findings) {
        List<Written> values = condition.values();
        long found = values.stream().filter(value -> isPrivate(value.text())).count();
        if (found == 0) {
            return;
        }
        boolean all = found == values.size();
        Check check;
        if (condition.negated()) {
            check = all ? Check.PRIVATE_NOTIPADDRESS : Check.PRIVATE_NOTIPADDRESS_SUBSET;
        } else {
            check = all ? Check.PRIVATE_IP_ADDRESS : Check.PRIVATE_IP_ADDRESS_SUBSET;
        }
        findings.add(check, condition.key());
    }

    private static boolean isPrivate(String text) {
        int slash = text.indexOf('/');
        Optional<IpAddress> address = IpAddress.parse(slash < 0 ? text : text.substring(0, slash));
        return address.isPresent()
                && !isZero(text)
                && PRIVATE.stream().anyMatch(range -> range.contains(address.get()));
    }
}
