package dev.sallyport.config;

import dev.sallyport.config.yaml.FaultSink;
import dev.sallyport.config.yaml.Place;
import dev.sallyport.config.yaml.YamlMapping;
import dev.sallyport.config.yaml.YamlNode;
import dev.sallyport.policy.IpAddress;
import dev.sallyport.policy.IpRange;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;

/**
 * Reads a listener. Whatever reaches it either stays on this machine, or is protected by TLS, here or at a terminator
 * whose addresses are known.
 */
final class ListenerReader {
    private static final String TERMINATED = "terminated-upstream";
    private static final int MAX_TERMINATORS = 64;

    private final Secrets secrets;
    private final boolean demo;

    ListenerReader(Secrets secrets, boolean demo) {
        this.secrets = secrets;
        this.demo = demo;
    }

    /** What {@code tls:} says. */
    private sealed interface TlsSetting {
        record None() implements TlsSetting {}

        record AtTerminator() implements TlsSetting {}

        record Here(Transport.Tls files) implements TlsSetting {}
    }

    Optional<ListenerSettings> read(Section section) {
        Field<String> address = section.required("address", Values.text(ListenerReader::ipAddress));
        Field<Integer> port = section.required("port", Values.integer(1, 65_535));
        Field<URI> publicUrl = section.required("public-url", Values.text(Urls::origin));
        Field<TlsSetting> tls = section.optional("tls", this::tlsSetting, new TlsSetting.None());
        Field<List<IpRange>> terminators = section.optional(
                "terminator-addresses",
                Values.nonEmptyList(MAX_TERMINATORS, Values.text(ListenerReader::terminatorRange)),
                List.of());
        section.notBuiltYet("client-certificates", "http2", "proxy-protocol");
        if (address.read().isPresent() && tls.read().isPresent()) {
            refuseUnprotected(section, address, tls.value(), terminators);
        }
        if (publicUrl.read().isPresent() && tls.read().isPresent()) {
            refuseOtherScheme(section, publicUrl, tls.value());
        }
        return section.build(() -> new ListenerSettings(
                address.value(), port.value(), publicUrl.value(), transport(tls.value(), terminators.value())));
    }

    private void refuseUnprotected(
            Section section, Field<String> address, TlsSetting tls, Field<List<IpRange>> terminators) {
        boolean loopback = isLoopback(address.value());
        if (demo && !loopback) {
            section.fault(address.place(), "a demonstration (`demo: true`) listens on 127.0.0.1 or ::1 only");
        }
        if (tls instanceof TlsSetting.None && !loopback) {
            section.fault(
                    address.place(),
                    "plain HTTP on `" + address.value() + "` can be read and changed on its way; set `tls` with a"
                            + " certificate, or `tls: " + TERMINATED + "` with `terminator-addresses`");
        }
        if (tls instanceof TlsSetting.AtTerminator && !terminators.present()) {
            section.fault(
                    section.place("tls"),
                    "`tls: " + TERMINATED + "` also needs `terminator-addresses`; other peers are then refused");
        }
        if (!(tls instanceof TlsSetting.AtTerminator) && terminators.present()) {
            section.fault(
                    terminators.place(),
                    "`terminator-addresses` goes with `tls: " + TERMINATED + "` and is ignored else");
        }
    }

    private static void refuseOtherScheme(Section section, Field<URI> publicUrl, TlsSetting tls) {
        boolean secure = publicUrl.value().getScheme().equals("https");
        if (secure && tls instanceof TlsSetting.None) {
            section.fault(
                    publicUrl.place(),
                    "`https` here needs `tls` with a certificate, or `tls: " + TERMINATED
                            + "` if another server does TLS");
        }
        if (!secure && !(tls instanceof TlsSetting.None)) {
            section.fault(publicUrl.place(), "with `tls` clients come by `https`; write that");
        }
    }

    private static Transport transport(TlsSetting tls, List<IpRange> terminators) {
        if (tls instanceof TlsSetting.Here here) {
            return here.files();
        }
        return tls instanceof TlsSetting.AtTerminator
                ? new Transport.TerminatedUpstream(terminators)
                : new Transport.PlainLoopback();
    }

    private Optional<TlsSetting> tlsSetting(YamlNode node, FaultSink faults) {
        if (node instanceof YamlMapping) {
            return Values.section(this::tlsFiles).read(node, faults);
        }
        Place place = node.place();
        return Values.text().read(node, faults).flatMap(text -> {
            if (text.equals(TERMINATED)) {
                return Optional.of(new TlsSetting.AtTerminator());
            }
            faults.add(place, "`tls` is `" + TERMINATED + "` or has `certificate` and `private-key`");
            return Optional.empty();
        });
    }

    private Optional<TlsSetting> tlsFiles(Section section) {
        var certificate = section.required("certificate", FilePaths.existingFile());
        var privateKey = section.required("private-key", secrets.fileOnly());
        return section.build(() -> new TlsSetting.Here(new Transport.Tls(certificate.value(), privateKey.value())));
    }

    private static String ipAddress(String text) {
        if (IpAddress.parse(text).isEmpty()) {
            throw new IllegalArgumentException(
                    "`" + text + "` is no IP address such as `127.0.0.1`; names are not looked up");
        }
        return text;
    }

    private static IpRange terminatorRange(String text) {
        IpRange range = IpRange.parse(text)
                .orElseThrow(() ->
                        new IllegalArgumentException("`" + text + "` is no IP address or range such as `10.0.0.0/8`"));
        if (text.endsWith("/0")) {
            throw new IllegalArgumentException(
                    "`" + text + "` is everybody: then anybody could say which address they come from");
        }
        return range;
    }

    private static boolean isLoopback(String ipLiteral) {
        try {
            return InetAddress.getByName(ipLiteral).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false; // No lookup happens for a literal address; an odd one is not this machine.
        }
    }
}
